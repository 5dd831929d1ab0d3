using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ElJournal.Gateway.Tests.Cli;
using ElJournal.Testing;

namespace ElJournal.Gateway.Tests.Web;

[TestClass]
public sealed partial class LetterLinkTests
{
    private const string Public = ", \"PublicUrl\": \"https://journal.school.example\"";

    [TestMethod]
    public async Task A_deputy_excuses_a_teacher_by_the_letters_link_and_opening_it_changes_nothing()
    {
        using var school = await StatusPageTests.ReadAsync(StatusSite.Section(Public));
        Assert.AreEqual(0, (await school.At(15, "notify", "--kind", "daily")).ExitCode);
        var link = Link(school, "excuse");
        await using var site = await StatusSite.StartAsync(school);

        var page = await site.PageAsync(link);
        await site.PageAsync(link);
        Assert.IsEmpty(school.Decisions(), "Mail scanners open links.");
        Assert.HasCount(1, page.QuerySelectorAll("option"), "Only who is spoken of in letters.");

        var (status, _, done) = await site.SendAsync(page, "Освободить учителя", ("reason", "приказ № 7"));
        Assert.AreEqual(HttpStatusCode.OK, status);
        StringAssert.Contains(done.Body!.TextContent, "Сделано", StringComparison.Ordinal);
        CollectionAssert.Contains(school.Decisions().ToList(), "excuse-add|Заместитель (по ссылке из письма)|приказ № 7");
        Assert.AreEqual("excused", (await school.Listed(20, "entry-deadline")).GetProperty("status").GetString());
    }

    [TestMethod]
    public async Task The_review_is_acknowledged_once_by_its_link()
    {
        using var school = await StatusPageTests.ReadAsync(StatusSite.Section(Public));
        Assert.AreEqual(0, (await school.Run("2026-11-02T09:00:00+03:00", "notify", "--kind", "monthly")).ExitCode);
        var link = Link(school, "review");
        await using var site = await StatusSite.StartAsync(school, "2026-11-02T10:00:00+03:00");
        var page = await site.PageAsync(link);
        Assert.AreEqual(HttpStatusCode.OK, (await site.SendAsync(page, "Справка подписана")).Status);
        Assert.AreEqual(HttpStatusCode.OK, (await site.SendAsync(page, "Справка подписана")).Status, "Pressed twice.");
        Assert.HasCount(1, school.Decisions().Where(decision => decision.StartsWith("review-acknowledge|Заместитель", StringComparison.Ordinal)));
        StringAssert.Contains((await site.PageAsync(link)).Body!.TextContent, "Уже подписана", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_link_is_good_for_its_own_purpose_until_its_end_and_not_when_cut_or_forged()
    {
        using var school = await StatusPageTests.ReadAsync(StatusSite.Section(Public));
        Assert.AreEqual(0, (await school.At(15, "notify", "--kind", "daily")).ExitCode);
        var link = Link(school, "excuse");
        var machine = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var site = await StatusSite.StartAsync(school, machine: machine);
        foreach (var bad in new[] { link[..^5], link.Replace("/excuse/", "/review/", StringComparison.Ordinal), link[..^20] + (link[^20] == 'A' ? 'B' : 'A') + link[^19..], "/l/excuse/AAAA", "/l/excuse/%F0%9F%98%80", "/l/nothing/" + link.Split('/')[^1] })
        {
            Assert.AreEqual(HttpStatusCode.Conflict, (await site.GetAsync(bad)).Status, bad);
        }

        await site.PageAsync(link);
        machine.Advance(TimeSpan.FromDays(15));
        var (status, _, page) = await site.GetAsync(link);
        Assert.AreEqual(HttpStatusCode.Conflict, status);
        StringAssert.Contains(page.Body!.TextContent, "Ссылка действовала до", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Without_a_public_address_letters_hold_no_links()
    {
        using var school = await StatusPageTests.ReadAsync(StatusSite.Section());
        await school.At(15, "notify", "--kind", "daily");
        Assert.DoesNotContain("http", Decoded(school), StringComparison.Ordinal);
    }

    internal static string Link(SmallSchool school, string purpose) =>
        new Uri(Address().Matches(Decoded(school)).Select(match => match.Value).First(address => address.Contains($"/l/{purpose}/", StringComparison.Ordinal))).AbsolutePath;

    /// <summary>The plain text of the letters.</summary>
    private static string Decoded(SmallSchool school) => string.Join('\n', school.Letters().SelectMany(letter => Part().Matches(letter).Select(part => Encoding.UTF8.GetString(Convert.FromBase64String(part.Groups["text"].Value)))));

    [GeneratedRegex(@"Content-Transfer-Encoding: base64\r?\n(?:[A-Z][^\r\n]*\r?\n)*\r?\n(?<text>(?:[A-Za-z0-9+/=]+\r?\n)+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Part();

    [GeneratedRegex(@"https://journal\.school\.example/l/[a-z]+/[A-Za-z0-9_-]+", RegexOptions.None, 1000)]
    private static partial Regex Address();
}
