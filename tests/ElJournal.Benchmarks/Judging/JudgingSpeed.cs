using System.Globalization;
using ElJournal.Benchmarks.Ledger;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Judging.Evaluating;
using ElJournal.Gateway.Judging.Reading;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Sync;
using ElJournal.Rules.Compliance;

namespace ElJournal.Benchmarks.Judging;

/// <summary>How fast a school year is judged by all rules, from memory and from the ledger, beside a loop that looks at every entry and does nothing else.</summary>
internal static class JudgingSpeed
{
    private const int Rounds = 5;

    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow");

    public static Task RunAsync() => Scratch.UseAsync(MeasureAsync);

    private static async Task MeasureAsync(string folder)
    {
        var database = new LedgerDatabase($"Data Source={Path.Combine(folder, "ledger.db")}");
        await new LedgerSchema(database).EnsureAsync(CancellationToken.None);
        var clock = new YearEnd();
        var leases = new SchoolLeases(database, TimeProvider.System);
        await using var lease = await leases.AcquireAsync("s1", "bench", CancellationToken.None);
        await new SyncEngine(database, new Books(database), clock).RunAsync(new SyncTarget("s1", Zone, "year"), new YearSource(clock), null, wholeYear: true, lease, CancellationToken.None);
        var school = new SchoolRuntime(new SchoolOptions { Id = "s1", Name = "Школа", TimeZone = "Europe/Moscow", Source = [new SourceOptions { Adapter = "year" }] }, Zone, EveryRule());
        var loader = new SceneLoader();

        await using var connection = await database.OpenAsync(CancellationToken.None);
        using var mapping = LedgerDatabase.Map(connection);
        using var scene = (await loader.OpenAsync(connection, school, clock.GetUtcNow(), CancellationToken.None))[0];
        var rules = school.CreateRuleBook();
        var timetable = scene.TimetableOf([scene.Days]);
        foreach (var share in new[] { 1, 2, 4 })
        {
            var classes = scene.Classes.Take(scene.Classes.Count * share / 4).Select(name => new ClassScope(name, scene.Days)).ToList();

            // From the ledger first: nobody who judges from there holds a year in memory besides, and the collector would go through it again and again.
            var records = scene.Lessons.Read(classes).Sum(Count);
            for (var round = 0; round < Rounds; round++)
            {
                GC.Collect();
                Cost.Of(() => Loop(scene.Lessons.Read(classes))).Print($"{share}/4 ledger read only", records);
                GC.Collect();
                Cost.Of(() => rules.Evaluate(scene.Context(timetable), scene.Lessons.Read(classes), new Evaluation(scene.Roster))).Print($"{share}/4 all rules from the ledger", records);
            }

            var kept = scene.Lessons.Read(classes).Select(Copy).ToList();
            for (var round = 0; round < Rounds; round++)
            {
                Cost.Of(() => Loop(kept)).Print($"{share}/4 hand-written loop in memory", records);
                GC.Collect();
                Cost.Of(() => rules.Evaluate(scene.Context(timetable), kept, new Evaluation(scene.Roster))).Print($"{share}/4 all rules in memory", records);
            }
        }

        Cost.Of(() => scene.TimetableOf([scene.Days])).Print("timetable of the year", 1);
        var judge = new JudgeUseCase(database, loader, clock);
        for (var round = 0; round < 2; round++)
        {
            var (cost, result) = await Cost.OfAsync(() => judge.RunAsync(school, null, lease, CancellationToken.None));
            cost.Print(round == 0 ? "whole use case, everything new" : "whole use case, nothing changed", result.Records);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    findings opened {result.Opened}"));
        }
    }

    /// <summary>Those too that are off until a school names them.</summary>
    private static Dictionary<string, RuleSettingsTimeline> EveryRule() => RuleCatalog.All.ToDictionary(
        rule => rule.Info.Id,
        rule =>
        {
            var settings = rule.Defaults();
            settings.Enabled = true;
            return rule.Timeline([settings]);
        },
        StringComparer.Ordinal);

    private static long Count(LessonEntries lesson) => 1L + lesson.Marks.Count + lesson.Attendance.Count + (lesson.Homework is null ? 0 : 1);

    private static int Loop(IEnumerable<LessonEntries> lessons)
    {
        var odd = 0;
        foreach (var lesson in lessons)
        {
            odd += lesson.Lesson.Topic is null ? 1 : 0;
            foreach (var mark in lesson.Marks)
            {
                odd += mark.Value.Length;
            }

            foreach (var absence in lesson.Attendance)
            {
                odd += (int)absence.Kind;
            }
        }

        return odd;
    }

    private static LessonEntries Copy(LessonEntries lesson)
    {
        var copy = new LessonEntries
        {
            Lesson = lesson.Lesson, Origin = lesson.Origin, TopicEvidence = lesson.TopicEvidence, AttendanceTakenEvidence = lesson.AttendanceTakenEvidence, Homework = lesson.Homework,
        };
        copy.Marks.AddRange(lesson.Marks);
        copy.Attendance.AddRange(lesson.Attendance);
        return copy;
    }
}
