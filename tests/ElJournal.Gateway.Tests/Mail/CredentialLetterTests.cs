using ElJournal.Adapters;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail.Administration;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Mail.Queue;
using ElJournal.Gateway.Mail.Rendering;
using ElJournal.Gateway.Tests.Support;
using ElJournal.Testing;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Tests.Mail;

/// <summary>A token that ends is spoken of 14 and 3 days ahead, once each, however often the journal is read.</summary>
[TestClass]
public sealed class CredentialLetterTests : IDisposable
{
    private static readonly DateTimeOffset End = new(2026, 12, 1, 9, 30, 0, TimeSpan.FromHours(3));

    private readonly TempFolder folder = new();
    private readonly FakeTimeProvider clock = new(End.AddDays(-40));
    private readonly SchoolRuntime school = new(
        new SchoolOptions { Id = "s1", Name = "Школа", TimeZone = "Europe/Moscow", Staff = new StaffOptions { Administrator = new PersonOptions { Name = "Администратор", Email = "admin@school.example" } } },
        TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow"));

    public TestContext TestContext { get; set; } = null!;

    private LedgerDatabase Database => TestStorage.Open(folder["ledger.db"]);

    public void Dispose()
    {
        TestStorage.Close(folder["ledger.db"]);
        folder.Dispose();
    }

    [TestMethod]
    public async Task It_is_spoken_of_fourteen_and_three_days_ahead_once_each()
    {
        await new LedgerSchema(Database).EnsureAsync(TestContext.CancellationToken);
        var count = new Dictionary<int, int>();
        for (var daysLeft = 20; daysLeft >= -2; daysLeft--)
        {
            clock.MoveTo(End.AddDays(-daysLeft).AddHours(-1));
            await ReadAsync(End);
            await ReadAsync(End);
            count[daysLeft] = (await LettersAsync()).Count;
        }

        Assert.AreEqual((0, 1, 1, 2, 2), (count[15], count[14], count[4], count[3], count[-2]));
        var letters = await LettersAsync();
        Assert.Contains("1 декабря 2026", letters[0].Subject);
        Assert.Contains("Получите новый ключ.", letters[0].Text);
        Assert.IsTrue(letters.All(letter => letter.Kind == "failure" && letter.RecipientAddress == "admin@school.example"));
    }

    [TestMethod]
    public async Task A_new_token_has_letters_of_its_own_and_one_that_is_new_to_us_near_its_end_has_one()
    {
        await new LedgerSchema(Database).EnsureAsync(TestContext.CancellationToken);
        clock.MoveTo(End.AddDays(-2));
        await ReadAsync(End);
        Assert.HasCount(1, await LettersAsync());

        await ReadAsync(End.AddDays(90));
        Assert.HasCount(1, await LettersAsync());
        clock.MoveTo(End.AddDays(80));
        await ReadAsync(End.AddDays(90));
        Assert.HasCount(2, await LettersAsync());
    }

    [TestMethod]
    public async Task One_that_has_ended_is_said_to_have_ended()
    {
        await new LedgerSchema(Database).EnsureAsync(TestContext.CancellationToken);
        clock.MoveTo(End.AddDays(1));

        await ReadAsync(End);

        Assert.Contains("больше не действует", (await LettersAsync()).Single().Subject);
    }

    private async Task ReadAsync(DateTimeOffset end)
    {
        await using var lease = await new SchoolLeases(Database, clock).AcquireAsync("s1", "test", TestContext.CancellationToken);
        var letters = new CredentialLetters(new AdministratorLetters(new LetterQueue(clock), new LetterRenderer()), clock);
        await letters.QueueAsync(school, "dnevnik", new Expiring(end), lease, TestContext.CancellationToken);
        await letters.QueueAsync(school, "files", new object(), lease, TestContext.CancellationToken);
    }

    private async Task<List<LetterRow>> LettersAsync()
    {
        await using var context = await Database.ReadAsync(TestContext.CancellationToken);
        return await context.Set<LetterRow>().AsNoTracking().OrderBy(letter => letter.Id).ToListAsync(TestContext.CancellationToken);
    }

    private sealed class Expiring(DateTimeOffset end) : IExpiringCredential
    {
        public IReadOnlyList<CredentialEnd> CredentialEnds { get; } = [new("ключ доступа к журналу", end, "Получите новый ключ.")];
    }
}
