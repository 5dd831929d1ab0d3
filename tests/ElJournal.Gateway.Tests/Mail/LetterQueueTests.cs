using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Mail.Queue;
using ElJournal.Gateway.Mail.Transport;
using ElJournal.Gateway.Tests.Support;
using ElJournal.Rules.Compliance;
using ElJournal.Testing;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Tests.Mail;

/// <summary>On a real ledger file and a real folder.</summary>
[TestClass]
public sealed class LetterQueueTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 10, 5, 17, 5, 0, TimeSpan.FromHours(3));
    private static readonly DateOnly Day = new(2026, 10, 5);
    private readonly string folder = TempFolder.New();

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Stop => TestContext.CancellationToken;

    private LedgerDatabase Database => TestStorage.Open(Path.Combine(folder, "ledger.db"));

    private string Pickup => Path.Combine(folder, "mail");

    public void Dispose()
    {
        TestStorage.Close(Path.Combine(folder, "ledger.db"));
        Directory.Delete(folder, recursive: true);
    }

    [TestMethod]
    public async Task A_letter_is_stored_once_and_goes_once()
    {
        await using var lease = await LeaseAsync();
        var first = await EnqueueAsync(lease, Letter());
        var second = await EnqueueAsync(lease, Letter());
        Assert.AreEqual(first.Id, second.Id);
        var dispatch = new LetterDispatch(Database, new GatewayClock(TimeProvider.System, Now));
        var transport = new PickupTransport(Pickup, "journal@school.example");
        Assert.AreEqual(1, (await dispatch.SendAsync(transport, atOnce: true, lease, Stop)).Sent);
        Assert.IsEmpty((await dispatch.SendAsync(transport, atOnce: true, lease, Stop)).Handled);
        var file = Directory.GetFiles(Pickup).Single();
        Assert.AreEqual($"{first.MessageId}.eml", Path.GetFileName(file));
        if (!OperatingSystem.IsWindows())
        {
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [TestMethod]
    public async Task A_letter_that_does_not_go_waits_longer_each_time_and_leaves_a_trail()
    {
        await using var lease = await LeaseAsync();
        await EnqueueAsync(lease, Letter());
        var dispatch = new LetterDispatch(Database, new GatewayClock(TimeProvider.System, Now));
        var down = new BrokenTransport(MailFailure.Unreachable);
        var waits = new List<TimeSpan>();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var result = await dispatch.SendAsync(down, atOnce: true, lease, Stop);
            Assert.AreEqual(1, result.Queued);
            Assert.IsNotNull(result.Problem);
            waits.Add(Instants.FromStored(result.Handled[0].NextTryAt!.Value) - Now);
        }

        Assert.IsEmpty((await dispatch.SendAsync(down, atOnce: false, lease, Stop)).Handled, "its time has not come");
        CollectionAssert.AreEqual(new[] { 1, 5, 15, 60, 60 }, waits.Select(wait => (int)Math.Floor(wait.TotalMinutes)).ToArray());
        Assert.AreEqual(1, (await dispatch.SendAsync(new PickupTransport(Pickup, "journal@school.example"), atOnce: true, lease, Stop)).Sent);
        await using var context = await Database.ReadAsync(Stop);
        var trail = await context.Set<LetterTryRow>().OrderBy(row => row.Id).Select(row => row.Outcome).ToListAsync(Stop);
        CollectionAssert.AreEqual(new[] { "later", "later", "later", "later", "later", "sent" }, trail);
    }

    [TestMethod]
    public async Task A_server_that_is_down_is_tried_once_whatever_waits()
    {
        await using var lease = await LeaseAsync();
        await EnqueueAsync(lease, Letter());
        await EnqueueAsync(lease, Letter() with { About = "other" });
        var down = new BrokenTransport(MailFailure.Unreachable);
        var result = await new LetterDispatch(Database, new GatewayClock(TimeProvider.System, Now)).SendAsync(down, atOnce: true, lease, Stop);
        Assert.AreEqual(1, down.Tries);
        Assert.AreEqual(2, result.Queued);
    }

    [TestMethod]
    public async Task A_refused_letter_does_not_hold_up_the_next()
    {
        await using var lease = await LeaseAsync();
        await EnqueueAsync(lease, Letter());
        await EnqueueAsync(lease, Letter() with { About = "other" });
        var result = await new LetterDispatch(Database, new GatewayClock(TimeProvider.System, Now)).SendAsync(new BrokenTransport(MailFailure.Refused), atOnce: true, lease, Stop);
        Assert.AreEqual(2, result.Refused);
        Assert.AreEqual(0, result.Queued);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_refused_letter_that_is_composed_again_goes_with_its_new_contents_where_it_may_go_again(bool again)
    {
        await using var lease = await LeaseAsync();
        await EnqueueAsync(lease, Letter() with { Findings = [new("OLD", LetterSection.Missing)], Attachments = [new("old.html", [1])] });
        await new LetterDispatch(Database, new GatewayClock(TimeProvider.System, Now)).SendAsync(new BrokenTransport(MailFailure.Refused), atOnce: true, lease, Stop);

        await EnqueueAsync(lease, Letter() with { AgainIfRefused = again, Text = "новый текст", Findings = [new("NEW", LetterSection.Missing)], Attachments = [new("new.html", [2])] });

        await using var context = await Database.ReadAsync(Stop);
        var letter = await context.Set<LetterRow>().Include(row => row.Attachments).SingleAsync(Stop);
        Assert.AreEqual(again ? (LetterStatus.Queued, "новый текст", "new.html") : (LetterStatus.Failed, "текст", "old.html"), (letter.Status, letter.Text, letter.Attachments.Single().Name));
        Assert.AreEqual(again ? "NEW" : "OLD", (await context.Set<LetterFindingRow>().SingleAsync(Stop)).Finding);
        Assert.AreEqual(again ? 0 : 1, letter.Tries);
    }

    [TestMethod]
    public async Task A_late_finding_is_settled_when_its_letter_has_gone_and_not_before()
    {
        await using var lease = await LeaseAsync();
        await using (var transaction = await lease.BeginAsync(1, Stop))
        {
            transaction.Context.Add(Finding("LATE", FindingState.Late));
            transaction.Context.Add(Finding("MISSING", FindingState.Missing));
            transaction.Context.Add(Finding("BEFORE", FindingState.Late));
            transaction.Context.Add(Finding("UNTOLD", FindingState.Late));
            await transaction.CommitAsync(Stop);
        }

        await EnqueueAsync(lease, Letter() with { Findings = [new("LATE", LetterSection.Late), new("MISSING", LetterSection.Missing), new("BEFORE", LetterSection.Before)] });
        var dispatch = new LetterDispatch(Database, new GatewayClock(TimeProvider.System, Now));
        await dispatch.SendAsync(new BrokenTransport(MailFailure.Unreachable), atOnce: true, lease, Stop);
        Assert.AreEqual(FindingStatus.Open, await StatusAsync("LATE"));
        await dispatch.SendAsync(new PickupTransport(Pickup, "journal@school.example"), atOnce: true, lease, Stop);
        Assert.AreEqual(FindingStatus.Recorded, await StatusAsync("LATE"));
        Assert.AreEqual(FindingStatus.Recorded, await StatusAsync("BEFORE"));
        Assert.AreEqual(FindingStatus.Open, await StatusAsync("MISSING"));
        Assert.AreEqual(FindingStatus.Open, await StatusAsync("UNTOLD"));
    }

    [TestMethod]
    public void The_id_is_made_of_school_kind_day_person_matter_and_sequence()
    {
        var ids = new[]
        {
            Letter(), Letter() with { School = "s2" }, Letter() with { Kind = "monthly" }, Letter() with { Day = Day.AddDays(1) },
            Letter() with { To = new("Другой", "other@school.example") }, Letter() with { About = "route" }, Letter() with { Sequence = 2 },
        }.Select(MessageId.Of).ToList();
        Assert.HasCount(ids.Count, ids.Distinct(StringComparer.Ordinal));
        Assert.AreEqual(MessageId.Of(Letter()), MessageId.Of(Letter() with { Text = "другой текст", To = new("Иное имя", "DEPUTY@school.example") }));
        Assert.IsTrue(MessageId.Of(Letter() with { School = "../школа" }).All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' or '@'));
    }

    private static Letter Letter() => new("s1", LetterKind.Daily, Day, new Recipient("Заместитель", "deputy@school.example"), "Журнал", "текст", "<p>текст</p>");

    private static FindingRow Finding(string id, FindingState state) => new()
    {
        School = "s1", Id = id, Rule = "entry-deadline", Subject = id, Message = "", Norm = "", State = state, Status = FindingStatus.Open, Severity = Severity.Warning, Day = Day.DayNumber,
    };

    private async Task<FindingStatus> StatusAsync(string id)
    {
        await using var context = await Database.ReadAsync(Stop);
        return (await context.Set<FindingRow>().SingleAsync(finding => finding.Id == id, Stop)).Status;
    }

    private async Task<LetterRow> EnqueueAsync(SchoolLease lease, Letter letter)
    {
        await using var transaction = await lease.BeginAsync(1, Stop);
        var row = await new LetterQueue(new GatewayClock(TimeProvider.System, Now)).EnqueueAsync(transaction, letter, Stop);
        await transaction.CommitAsync(Stop);
        return row;
    }

    private async Task<SchoolLease> LeaseAsync()
    {
        await using (var context = await Database.ReadAsync(Stop))
        {
            await context.Database.MigrateAsync(Stop);
        }

        return await new SchoolLeases(Database, TimeProvider.System).AcquireAsync("s1", "test", Stop);
    }

    private sealed class BrokenTransport(MailFailure failure) : IMailTransport
    {
        public int Tries { get; private set; }

        public string Destination => "nowhere";

        public bool IsLocal => true;

        public Task SendAsync(LetterRow letter, CancellationToken cancellationToken)
        {
            Tries++;
            throw new MailException(failure, "нет связи");
        }
    }
}
