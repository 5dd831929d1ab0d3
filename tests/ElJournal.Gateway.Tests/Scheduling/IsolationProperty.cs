using System.Globalization;
using System.IO.Compression;
using System.Text;
using ElJournal.Adapters;
using ElJournal.Adapters.Sources;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Reports;
using ElJournal.Gateway.Scheduling;
using ElJournal.Gateway.Web;
using ElJournal.Rules.Journal;
using ElJournal.Testing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Tests.Scheduling;

/// <summary>Schools of one ledger whose ids, classes, subjects and addresses are the same: what leaves the gateway for one of them holds nothing of another.</summary>
[TestClass]
public sealed class IsolationProperty
{
    // In names of people, topics, homework and works; whatever is told of a school has its word, or none.
    private static readonly string[] Words = ["Кедр", "Осин", "Ряби"];

    private static readonly string[] Reports = [ReportCatalog.Monthly, ReportCatalog.Class, ReportCatalog.Teacher, ReportCatalog.Homework, ReportCatalog.Hours, ReportCatalog.Movement, ReportCatalog.Substitutions];

    [TestMethod]
    public void Nothing_of_one_school_is_in_a_letter_package_report_or_page_of_another() =>
        Prop.ForAll<int>(seed => HoldsAsync(new Random(seed)).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(2).WithEndSize(100_000));

    private static async Task HoldsAsync(Random chance)
    {
        var clock = new FakeTimeProvider(At("2026-10-01T07:59:00+03:00"));
        var journals = Words.ToDictionary(word => Id("s", Array.IndexOf(Words, word)), word => Journal(word, chance), StringComparer.Ordinal);
        await using var region = new MadeRegion(clock, new LimitsOptions { SideBySide = 3 }, journals.ToDictionary(
            journal => journal.Key,
            journal => (Func<AdapterContext, ReadRequest, CancellationToken, IAsyncEnumerable<ReadItem>>)((context, request, token) =>
                MadeRegion.Whole(context, request, journal.Value.Where(entry => entry.From <= clock.GetUtcNow()).Select(entry => entry.Record), token)),
            StringComparer.Ordinal), Settings);
        await region.BeginAsync();
        foreach (var moment in (string[])["2026-10-01T08:00:00+03:00", "2026-10-01T17:05:00+03:00", "2026-10-01T18:30:00+03:00", "2026-10-02T08:00:00+03:00", "2026-10-02T15:30:00+03:00", "2026-10-02T18:30:00+03:00", "2026-11-02T08:00:00+03:00"])
        {
            clock.MoveTo(At(moment));
            await region.DrainAsync();
        }

        var server = region.Get<WebServer>();
        await server.StartAsync(CancellationToken.None);
        try
        {
            using var browser = new HttpClient { BaseAddress = server.Root };
            for (var i = 0; i < Words.Length; i++)
            {
                await OneAsync(region, browser, Id("s", i), Words[i]);
            }
        }
        finally
        {
            await server.StopAsync(CancellationToken.None);
        }
    }

    private static async Task OneAsync(MadeRegion region, HttpClient browser, string school, string word)
    {
        var told = new Dictionary<string, StringBuilder>(StringComparer.Ordinal);
        StringBuilder Of(string channel) => told.TryGetValue(channel, out var known) ? known : told[channel] = new StringBuilder();
        await using (var context = await region.Get<LedgerDatabase>().ReadAsync(CancellationToken.None))
        {
            foreach (var letter in await context.Set<LetterRow>().Include(letter => letter.Attachments).Where(letter => letter.School == school).ToListAsync())
            {
                Of("letter").AppendLine(letter.RecipientName).AppendLine(letter.Subject).AppendLine(letter.Html).AppendLine(letter.Text);
                foreach (var file in letter.Attachments)
                {
                    Of("letter").AppendLine(Text(file.Name, file.Bytes));
                }
            }

            foreach (var finding in await context.Set<FindingRow>().Where(finding => finding.School == school).ToListAsync())
            {
                Of("finding").AppendLine(System.Text.Json.JsonSerializer.Serialize(finding, Plain));
            }
        }

        foreach (var package in Directory.EnumerateFiles(region[$"portal/{school}"]))
        {
            Of("package").AppendLine(await File.ReadAllTextAsync(package));
        }

        var runtime = region.Get<SchoolDirectory>().Get(school);
        foreach (var name in Reports)
        {
            var files = await region.Get<ReportUseCase>().RunAsync(name, new ReportRequest(runtime, new DayRange(new(2026, 10, 1), new(2026, 10, 31)), region.Get<TimeProvider>().GetUtcNow()), region[$"reports/{school}/{name}"], CancellationToken.None);
            foreach (var file in files)
            {
                Of("report").AppendLine(Text(file, await File.ReadAllBytesAsync(Path.Combine(region[$"reports/{school}/{name}"], file))));
            }
        }

        foreach (var page in (string[])["", "/findings", "/waiting", "/calendar?month=2026-10", "/delivery?month=2026-10", "/decisions"])
        {
            Of("page").AppendLine(System.Net.WebUtility.HtmlDecode(await browser.GetStringAsync(new Uri($"/s/{school}{page}", UriKind.Relative))));
        }

        foreach (var (channel, text) in told)
        {
            var all = text.ToString();
            foreach (var other in Words.Where(other => other != word))
            {
                var at = all.IndexOf(other, StringComparison.Ordinal);
                Assert.AreEqual(-1, at, $"{channel} of {word}: {(at < 0 ? "" : all.Substring(Math.Max(0, at - 200), Math.Min(400, all.Length - Math.Max(0, at - 200))))}");
            }
        }

        // A finding names lessons and people by their ids.
        foreach (var channel in (string[])["letter", "package", "report", "page"])
        {
            StringAssert.Contains(told.GetValueOrDefault(channel)?.ToString() ?? "", word, StringComparison.Ordinal, $"Of {channel}s nothing was looked at.");
        }
    }

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static void Settings(SchoolOptions school)
    {
        var word = Words[school.Id[1] - '0'];
        school.Name = $"Школа «{word}»";
        school.Staff.DeputyDirector = new() { Name = $"{word}ова Нина", Email = "deputy@school.example" };
        school.Staff.Administrator = new() { Name = $"{word}ов Лев", Email = "admin@school.example" };
        school.Schedules[JobCatalog.StaffLetters] = "0 30 15 ? * *";
        school.Schedules[JobCatalog.Export] = "0 30 18 ? * *";
        school.Schedules[JobCatalog.MonthlyReview] = "0 0 8 ? * *";
        school.Rules["grade-one-no-marks"] = System.Text.Json.Nodes.JsonNode.Parse("""{ "Enabled": true, "Blocking": true }""")!;
    }

    /// <summary>Two classes, some days; topics and homework in time, late or never, marks of those who were away, marks in the first grade. The first topic of each day is never entered.</summary>
    private static List<(DateTimeOffset From, JournalRecord Record)> Journal(string word, Random chance)
    {
        var morning = At("2026-09-30T12:00:00+03:00");
        var records = new List<(DateTimeOffset From, JournalRecord Record)>
        {
            (morning, new Subject("s1", "Алгебра")),
            (morning, new Subject("s2", "Чтение")),
            (morning, new Teacher("t1", $"{word}ина", "Анна", "Петровна", "t1@school.example")),
            (morning, new Teacher("t2", $"{word}ская", "Анна", "Петровна", "t2@school.example")),
            (morning, new ClassGroup("c1", "5А", 5, homeroomTeacherId: "t1")),
            (morning, new ClassGroup("c2", "1А", 1, homeroomTeacherId: "t2")),
        };
        for (var i = 1; i <= 4; i++)
        {
            records.Add((morning, new Student(Id("p", i), $"{word}кин", "Пётр", classId: i % 2 == 0 ? "c1" : "c2")));
        }

        var lessons = 0;
        foreach (var day in (DateOnly[])[new(2026, 10, 1), new(2026, 10, 2), new(2026, 10, 5)])
        {
            for (var number = 1; number <= 4; number++, lessons++)
            {
                var (id, group) = (Id("l", lessons), number % 2 == 0 ? "c2" : "c1");
                var start = new TimeOnly(8, 30).AddMinutes(55 * (number - 1));
                var entered = new DateTimeOffset(day, start.AddMinutes(50), TimeSpan.FromHours(3)).AddHours(chance.Next(14));
                var topic = number > 1 && chance.Next(3) > 0 ? $"{word}: тема {number}" : null;
                records.Add((topic is null ? morning : entered, new Lesson(id, day, group, number, start, start.AddMinutes(45), group == "c1" ? "s1" : "s2", group == "c1" ? "t1" : "t2", topic, topicEntered: topic is null ? null : new EntryTime(entered))));
                if (chance.Next(2) == 0)
                {
                    records.Add((entered, new Homework(id, $"{word}: упражнение {number}", day.AddDays(1), new EntryTime(entered))));
                }

                for (var i = 1; i <= 4; i++)
                {
                    if ((i % 2 == 0 ? "c1" : "c2") == group && chance.Next(2) == 0)
                    {
                        records.Add((entered, new Mark(string.Create(CultureInfo.InvariantCulture, $"m{lessons}.{i}"), id, Id("p", i), "4", $"{word}: работа", entered: new EntryTime(entered))));
                        if (chance.Next(3) == 0)
                        {
                            records.Add((entered, new Attendance(id, Id("p", i), AttendanceKind.Absent, new EntryTime(entered))));
                        }
                    }
                }
            }
        }

        return records;
    }

    private static string Text(string name, byte[] bytes)
    {
        if (Path.GetExtension(name) is not (".xlsx" or ".docx"))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        using var archive = new ZipArchive(new MemoryStream(bytes));
        return string.Join('\n', archive.Entries.Select(entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        }));
    }

    private static string Id(string prefix, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}");

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
