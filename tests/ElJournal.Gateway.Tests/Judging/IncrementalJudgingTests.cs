using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Tests.Judging;

[TestClass]
public sealed class IncrementalJudgingTests
{
    private static readonly DateOnly Monday = JudgingLedger.Monday;
    private static readonly string[] Classes = ["c1", "c7", "c8"];

    [TestMethod]
    public void After_any_edits_reads_decisions_and_steps_of_the_clock_the_incremental_findings_equal_a_full_evaluation() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).ArrayOf(18).ToArbitrary(), steps => RunAsync(steps).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(8));

    private static async Task<bool> RunAsync(int[] steps)
    {
        await using var ledger = await JudgingLedger.CreateAsync(now: JudgingLedger.At(Monday, 12));
        for (var index = 0; index < steps.Length; index++)
        {
            await StepAsync(ledger, steps[index]);
            if (index % 3 == 2)
            {
                await ledger.JudgeAsync();
            }
        }

        await ledger.JudgeAsync();
        var incremental = await StateAsync(ledger, _ => true);
        await using (var again = ledger.Copy())
        {
            await again.ExecuteAsync("INSERT INTO dirty (\"School\", \"Class\", \"Day\") VALUES ('s1', '', 0) ON CONFLICT DO NOTHING");
            await again.JudgeAsync();
            var full = await StateAsync(again, _ => true);
            Assert.AreEqual(string.Join('\n', full), string.Join('\n', incremental), "judging everything again changed something");
        }

        // A fresh table knows nothing of what was open before reads grew old or doubtful: of those days only the rest is compared.
        await using var fresh = ledger.Copy();
        await fresh.ExecuteAsync("DELETE FROM findings; DELETE FROM finding_blocks; DELETE FROM not_checked; DELETE FROM judged_days; DELETE FROM judged_state");
        await fresh.JudgeAsync();
        var open = await OpenQuestionsAsync(fresh);
        bool Certain(FindingRow row) => Lifecycle.KindOf(row.Part) is not { } kind || row.State == FindingState.Present || !open.Contains((row.RootClass!, kind, row.Day));
        Assert.AreEqual(string.Join('\n', await StateAsync(fresh, Certain)), string.Join('\n', await StateAsync(ledger, Certain)), "a fresh table differs");
        return true;
    }

    private static async Task StepAsync(JudgingLedger ledger, int step)
    {
        var name = Classes[step / 10 % 3];
        var day = Monday.AddDays(step / 30 % 4);
        var number = 1 + (step / 120 % 2);
        var lesson = FormattableString.Invariant($"{name}-{day.DayNumber}-{number}");
        var chance = step / 240 % 5;
        switch (step % 10)
        {
            case 0 or 1 or 2:
                var teacher = chance == 4 ? "t1" : "t2";
                await ledger.PutAsync(new Lesson(lesson, day, name, number, new TimeOnly(number == 2 ? 18 : 9, 30), new TimeOnly(number == 2 ? 19 : 10, 15), chance == 3 ? "u2" : "u1", teacher, chance > 1 ? "Тема" : null, LessonStatus.Held, attendanceTaken: chance == 2 ? false : null));
                break;
            case 3 when await HasAsync(ledger, lesson):
                await ledger.PutAsync(new Homework(lesson, "§ 5"));
                break;
            case 4 when await HasAsync(ledger, lesson):
                var pupil = name switch { "c1" => "p2", "c7" => "p1", _ => "p8" };
                await ledger.PutAsync(new Mark($"m-{lesson}", lesson, pupil, "5", "Ответ на уроке", entered: chance > 2 ? new EntryTime(ledger.Clock.GetUtcNow()) : null));
                if (chance is 1 or 2)
                {
                    await ledger.PutAsync(new Attendance(lesson, pupil, AttendanceKind.Ill));
                }

                break;
            case 5 when await HasAsync(ledger, lesson):
                await ledger.RemoveAsync(RecordKind.Lesson, lesson);
                break;
            case 6:
                await ledger.ReadAsync(ledger.Clock.GetUtcNow(), Monday, Monday.AddDays(4), chance == 4 ? name : string.Empty, chance == 3 ? "unread" : null);
                break;
            case 7:
                ledger.Clock.Advance(TimeSpan.FromHours(1 + (chance * 4)));
                break;
            case 8 when chance < 2:
                await ledger.ExcuseAsync(chance == 0 ? "t1" : "t2", day, day.AddDays(1));
                break;
            case 8 when chance == 2:
                await ledger.AddDayAsync(null, day, day, "closed");
                break;
            case 8 when chance == 3:
                await ledger.RemoveDaysAsync();
                break;
            case 9:
                if (await ledger.FindingsAsync(FindingStatus.Open) is [var finding, ..])
                {
                    await ledger.WaiveAsync(finding.Id, ledger.School.DayOf(ledger.Clock.GetUtcNow()).AddDays(chance));
                }

                break;
            default:
                break;
        }
    }

    private static async Task<bool> HasAsync(JudgingLedger ledger, string lesson)
    {
        await using var context = await ledger.Database.ReadAsync(CancellationToken.None);
        return await context.Set<Gateway.Ledger.Model.RecordRow>().AnyAsync(row => row.Kind == RecordKind.Lesson && row.Key == lesson && !row.Deleted);
    }

    /// <summary>All that judging says, but when it was first said and who waived it.</summary>
    private static async Task<List<string>> StateAsync(JudgingLedger ledger, Func<FindingRow, bool> include)
    {
        await using var context = await ledger.Database.ReadAsync(CancellationToken.None);
        var holding = (await context.Set<FindingRow>().AsNoTracking().Where(row => row.Status != FindingStatus.Resolved).OrderBy(row => row.Id).ToListAsync()).Where(include).ToList();
        var ids = holding.Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. holding.Select(row => FormattableString.Invariant($"{row.Id} {row.Rule} {row.Part} {row.State} {row.Severity} {row.Excused} {row.Day} {row.Class} {row.Lesson} {row.Teacher} {row.Deadline} {row.EnteredAfter} {row.EnteredBy} {row.AsOf} {row.Message}")),
            .. (await context.Set<FindingBlockRow>().AsNoTracking().OrderBy(row => row.Finding).ThenBy(row => row.Key).ToListAsync()).Where(row => ids.Contains(row.Finding)).Select(row => $"{row.Finding} blocks {row.Kind} {row.Key}"),
            .. (await context.Set<NotCheckedRow>().AsNoTracking().Where(row => row.Reason != "stale").OrderBy(row => row.Class).ThenBy(row => row.Day).ThenBy(row => row.Kind).ThenBy(row => row.Reason).ToListAsync()).Select(row => $"{row.Class} {row.Day} {row.Kind} {row.Reason}"),
        ];
    }

    private static async Task<HashSet<(string Class, RecordKind Kind, int Day)>> OpenQuestionsAsync(JudgingLedger ledger)
    {
        await using var context = await ledger.Database.ReadAsync(CancellationToken.None);
        var open = await context.Set<NotCheckedRow>().AsNoTracking().ToListAsync();
        // Whether attendance was taken is read with the lessons.
        return [.. open.Select(row => (row.Class, row.Kind, row.Day)), .. open.Where(row => row.Kind == RecordKind.Lesson).Select(row => (row.Class, RecordKind.Attendance, row.Day))];
    }
}
