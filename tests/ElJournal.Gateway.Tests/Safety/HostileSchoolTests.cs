using System.IO.Compression;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using ElJournal.Gateway.Mail;
using ElJournal.Gateway.Mail.Composing;
using ElJournal.Gateway.Mail.Rendering;
using ElJournal.Gateway.Reports;
using ElJournal.Gateway.Tests.Reports;
using ElJournal.Gateway.Tests.Web;
using ElJournal.Testing;

namespace ElJournal.Gateway.Tests.Safety;

/// <summary>A school in which everybody and everything is named as an attack. Reports, letters and pages come from their own lists, so that a new one is looked at too.</summary>
[TestClass]
public sealed partial class HostileSchoolTests
{
    private const string Attack = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>";

    /// <summary>What a name would have to do to become a header of a letter.</summary>
    private const string Header = "\r\nBcc: thief@evil.example\r\n";

    private const string Formula = "=HYPERLINK(\"http://evil.example\";\"1\")";

    /// <summary>Letters that no school's week makes by itself: of failures, of mass changes, of how the gateway is, and of results that a person sends. What renders them is looked at by <see cref="Every_part_of_a_letter_is_encoded"/>.</summary>
    private static readonly string[] NotOfThisWeek = [LetterKind.SelfTest, LetterKind.Failure, LetterKind.Hold, LetterKind.Results];

    private static readonly string[] HeadersOfLetters = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"];

    private static readonly HtmlParser Parser = new();

    private static ReportSchool school = null!;

    [ClassInitialize]
    public static async Task ReadAsync(TestContext _) => school = await ReportSchool.ReadAsync(change: journal =>
    {
        journal.Configure(text => Spoil("eljournal", text));
        foreach (var (table, _) in ReportSchoolFiles.Tables)
        {
            journal.Change(table, text => Spoil(table, text));
        }
    });

    [ClassCleanup]
    public static void Remove() => school.Dispose();

    [TestMethod]
    public async Task No_report_becomes_markup_or_a_formula_or_leaves_its_folder()
    {
        File.Copy(Repository.PathOf("samples/demo-school/rollout.json"), school["rollout.json"], overwrite: true);
        var seen = new StringBuilder();
        foreach (var report in ReportCatalog.All)
        {
            var more = report.Name is ReportCatalog.Monthly or ReportCatalog.Delivery ? new[] { "--month", "2026-10" } : [];
            var run = await school.Run($"report {report.Name}", ["--out", school[$"reports/{report.Name}"], "--now", ReportSchool.Evening, .. more]);
            Assert.AreEqual(0, run.ExitCode, $"{report.Name}: {run.Error}");
        }

        Assert.AreEqual(0, (await school.Run("person export", "--student", "s72", "--out", school["reports/person"], "--now", ReportSchool.Evening)).ExitCode);
        var files = Directory.GetFiles(school["reports"], "*", SearchOption.AllDirectories);
        foreach (var file in files)
        {
            var name = Path.GetFileName(file);
            Assert.MatchesRegex(Plain(), name);
            Assert.AreEqual(2, Path.GetRelativePath(school["reports"], file).Split(Path.DirectorySeparatorChar).Length, "Each lies in its own folder.");
            if (name.EndsWith(".html", StringComparison.Ordinal))
            {
                seen.Append(Harmless(await File.ReadAllTextAsync(file), name));
            }
            else
            {
                ReportSchool.Sound(file);
                await using var archive = await ZipFile.OpenReadAsync(file);
                foreach (var sheet in archive.Entries.Where(entry => entry.FullName.Contains("worksheets/", StringComparison.Ordinal)))
                {
                    using var reader = new StreamReader(await sheet.OpenAsync());
                    Assert.DoesNotMatchRegex(SheetFormula(), await reader.ReadToEndAsync(), name);
                }
            }
        }

        var written = files.Select(file => Path.GetFileName(Path.GetDirectoryName(file)!)).ToHashSet(StringComparer.Ordinal);
        CollectionAssert.IsSubsetOf(ReportCatalog.All.Select(report => report.Name).ToList(), written.ToList(), "Each made a file.");
        foreach (var who in new[] { "Школа", "Класс", "Учитель", "Ученик", "Предмет", "Задание" })
        {
            StringAssert.Contains(seen.ToString(), who + Attack, who + " stands in a report as it is named.");
        }

        StringAssert.Contains(seen.ToString(), Formula, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task No_letter_becomes_markup_or_gets_a_header_that_nobody_wrote()
    {
        foreach (var (kind, now) in new[] { (LetterKind.Daily, "2026-10-09T20:10:00+03:00"), (LetterKind.Staff, "2026-10-09T20:11:00+03:00"), (LetterKind.Weekly, "2026-10-09T20:12:00+03:00"), (LetterKind.PersonalData, "2026-10-12T08:01:00+03:00"), (LetterKind.Monthly, "2026-11-02T09:00:00+03:00") })
        {
            var run = await school.Run("notify", "--kind", kind, "--now", now);
            Assert.AreEqual(0, run.ExitCode, $"{kind}: {run.Output}{run.Error}");
        }

        var letters = Directory.GetFiles(school["out/mail"], "*.eml");
        var seen = new StringBuilder();
        foreach (var file in letters)
        {
            Assert.MatchesRegex(Plain(), Path.GetFileName(file));
            var (headers, parts) = Taken(await File.ReadAllTextAsync(file));
            CollectionAssert.AreEquivalent(HeadersOfLetters, headers, file);
            Assert.DoesNotContain("evil.example", string.Join('\n', (await File.ReadAllTextAsync(file)).Split("\r\n\r\n")[0]), StringComparison.Ordinal, "Nothing of it stands in a header in clear.");
            foreach (var page in parts.Where(part => part.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase)))
            {
                seen.Append(Harmless(page, file));
            }
        }

        StringAssert.Contains(seen.ToString(), "Школа" + Attack, StringComparison.Ordinal);
        StringAssert.Contains(seen.ToString(), "Класс" + Attack, StringComparison.Ordinal);
        StringAssert.Contains(seen.ToString(), "Предмет" + Attack, StringComparison.OrdinalIgnoreCase);
        var kinds = typeof(LetterKind).GetFields(BindingFlags.Static | BindingFlags.Public).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
        var sent = letters.Select(file => Path.GetFileName(file).Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        Assert.AreEqual("", string.Join(", ", kinds.Except(sent).Except(NotOfThisWeek)), "Each kind of letter was looked at.");
    }

    [TestMethod]
    public async Task No_name_commands_the_terminal()
    {
        var findings = await school.Run("findings list", "--now", ReportSchool.Evening);
        StringAssert.Contains(findings.Output, "Учитель", StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", findings.Output, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Every_part_of_a_letter_is_encoded()
    {
        LetterPart[] parts = [new SentencePart(Attack, [Attack]), new NumberedPart(Attack, Attack, [Attack]), new GroupedPart(Attack, [new LineGroup(Attack, [Attack])], Attack), new TablePart(Attack, [Attack], [[Attack]], Attack)];
        CollectionAssert.AreEquivalent(typeof(LetterPart).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LetterPart))).ToArray(), parts.Select(part => part.GetType()).ToArray(), "Each kind of part is here.");
        await using var renderer = new LetterRenderer();
        var document = new LetterDocument(Attack, [Attack], [.. parts], [Attack]);
        var read = Harmless(await renderer.HtmlAsync(document), "letter");
        Assert.AreEqual(document.Words().Count(), Regex.Count(read, Regex.Escape(Attack), RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [TestMethod]
    public async Task No_page_becomes_markup()
    {
        await using var site = await StatusSite.StartAsync(school.Path, ReportSchool.Evening);
        Assert.AreEqual(HttpStatusCode.SeeOther, await site.SignInAsync());
        var (waiting, seen) = (new Queue<string>(["/", "/no/such/<script>alert(1)</script>", "/s/s1/findings/<script>", "/s/s1/calendar?month=2026-10&class=<script>"]), new HashSet<string>(StringComparer.Ordinal));
        var text = new StringBuilder();
        while (waiting.TryDequeue(out var address) && seen.Count < 60)
        {
            if (!seen.Add(address))
            {
                continue;
            }

            using var answer = await site.Client.GetAsync(new Uri(address, UriKind.Relative));
            var html = await answer.Content.ReadAsStringAsync();
            text.Append(Harmless(html, address));
            using var page = Parser.ParseDocument(html);
            foreach (var link in page.QuerySelectorAll("a[href^='/']").Select(link => link.GetAttribute("href")!).Where(link => !link.Contains("month=2026-0", StringComparison.Ordinal)))
            {
                waiting.Enqueue(link);
            }
        }

        Assert.IsGreaterThan(15, seen.Count);
        foreach (var who in new[] { "Школа", "Класс", "Учитель", "Предмет" })
        {
            StringAssert.Contains(text.ToString(), who + Attack, who);
        }
    }

    /// <summary>Names of the tables get the attack; topics and homework begin like formulas too; a teacher would like to add a header.</summary>
    private static string Spoil(string table, string text) => table switch
    {
        "eljournal" => text.Replace("МОУ «Учебная СШ»", "Школа" + Attack.Replace("\"", "\\\"", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("\"Schools\": [ {", StatusSite.Section() + ", \"Schools\": [ {", StringComparison.Ordinal)
            .Replace("\"Name\": \"Орлова Нина Сергеевна\"", "\"Name\": \"Орлова" + Attack.Replace("\"", "\\\"", StringComparison.Ordinal) + "\\r\\nBcc: thief@evil.example\"", StringComparison.Ordinal),
        "classes" => text.Replace(",7А,", $",{Cell("Класс" + Attack)},", StringComparison.Ordinal).Replace(",9А,", $",{Cell("9А" + Attack)},", StringComparison.Ordinal),
        "teachers" => text.Replace(",Петров,", $",{Cell("Учитель" + Attack + "\u001b[2J\u009b2J[red]")},", StringComparison.Ordinal).Replace(",Кузнецова,", $",{Cell("Кузнецова" + Header + Attack)},", StringComparison.Ordinal),
        "students" => text.Replace("\"<b>Семёнова</b>\"", Cell("Ученик" + Attack), StringComparison.Ordinal).Replace(",Второв,", $",{Cell(Formula)},", StringComparison.Ordinal),
        "subjects" => text.Replace(",Алгебра", $",{Cell("Предмет" + Attack)}", StringComparison.Ordinal),
        "lessons" => text.Replace("Одночлены", Cell("Тема" + Attack), StringComparison.Ordinal).Replace("=1+1", Cell(Formula), StringComparison.Ordinal).Replace("Сложное предложение", Cell(Formula), StringComparison.Ordinal),
        "homework" => text.Replace("упр. ", "Задание" + Attack.Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal).Replace("повторить правило", "Задание" + Attack.Replace("\"", "\"\"", StringComparison.Ordinal), StringComparison.Ordinal),
        "marks" => text.Replace("Контрольная работа", Cell(Attack), StringComparison.Ordinal),
        _ => text,
    };

    private static string Cell(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A page that runs nothing, loads nothing and leads nowhere else.</summary>
    /// <returns>What is read on it, pictures' words included.</returns>
    private static string Harmless(string html, string place)
    {
        using var page = Parser.ParseDocument(html);
        Assert.IsEmpty(page.QuerySelectorAll("script, img, iframe, object, embed, base, video, audio, link:not([href='/style.css'])"), place);
        foreach (var element in page.All)
        {
            Assert.IsFalse(element.Attributes.Any(attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)), $"{place}: {element.OuterHtml}");
            Assert.IsTrue(element.GetAttribute("href") is not { } link || link is ['/' or '#', ..] || link.StartsWith("https://journal.school.example/", StringComparison.Ordinal), $"{place}: {element.OuterHtml}");
        }

        return page.DocumentElement.TextContent + string.Join('\n', page.QuerySelectorAll("[aria-label]").Select(picture => picture.GetAttribute("aria-label")));
    }

    /// <summary>The names of a letter's headers, and its parts decoded.</summary>
    private static (string[] Headers, List<string> Parts) Taken(string letter)
    {
        var head = letter.Split("\r\n\r\n")[0];
        var names = head.Split("\r\n").Where(line => line is not [' ' or '\t', ..]).Select(line => line.Split(':')[0]).ToArray();
        var parts = letter.Split("\r\n\r\n").Skip(1).Select(part =>
        {
            var body = part.Split("\r\n--")[0].ReplaceLineEndings("");
            var bytes = new byte[body.Length];
            return Convert.TryFromBase64String(body, bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count) : "";
        });
        return (names, [.. parts]);
    }

    [GeneratedRegex(@"^[\p{L}\p{N}._@-]+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();

    [GeneratedRegex(@"<(x:)?f[ >]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex SheetFormula();
}
