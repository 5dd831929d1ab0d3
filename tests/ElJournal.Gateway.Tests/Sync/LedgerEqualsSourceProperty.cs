using ElJournal.Rules.Journal;
using FsCheck;
using FsCheck.Fluent;

namespace ElJournal.Gateway.Tests.Sync;

/// <summary>After any edits and reads, some of which fail, the ledger holds what the source shows; and an incomplete read deletes nothing.</summary>
[TestClass]
public sealed class LedgerEqualsSourceProperty
{
    private const int Kinds = 9;

    [TestMethod]
    public void The_ledger_equals_the_source_after_any_history() =>
        Prop.ForAll<NonNegativeInt[]>(steps => HoldsAsync([.. steps.Select(step => step.Get)]).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(12).WithEndSize(25));

    private static async Task<bool> HoldsAsync(int[] steps)
    {
        await using var world = await World.CreateAsync();
        world.Journal.Add(Some.Lesson());
        await world.SyncAsync();
        var random = new Random(steps.Length + steps.Sum(step => step % 1_000));
        foreach (var step in steps)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(10));
            switch (step % Kinds)
            {
                case 0:
                    world.Source.FailAfter = random.Next(world.Journal.Count);
                    if (!await DeletesNothingAsync(world))
                    {
                        return false;
                    }

                    world.Source.FailAfter = null;
                    break;
                case 1:
                    world.Source.Broken.UnionWith(RecordKinds.All);
                    if (!await DeletesNothingAsync(world))
                    {
                        return false;
                    }

                    world.Source.Broken.Clear();
                    break;
                case 2:
                    await world.SyncAsync();
                    break;
                default:
                    Edit(world.Journal, random);
                    break;
            }
        }

        world.Clock.Advance(TimeSpan.FromMinutes(10));
        var last = await world.SyncAsync();
        var again = await world.SyncAsync();
        var live = await world.LiveAsync();
        return last.Held == 0 && last.Complete && live.ToHashSet().SetEquals(world.Journal) && live.Count == world.Journal.Count
            && again is { Added: 0, Changed: 0, Deleted: 0, Moved: 0 }
            && (await world.RowsAsync()).GroupBy(row => (row.Kind, row.Origin)).All(group => group.Count() == 1);
    }

    private static async Task<bool> DeletesNothingAsync(World world)
    {
        var before = (await world.RowsAsync()).Select(row => row.Id).ToHashSet();
        var result = await world.SyncAsync();
        return result.Deleted == 0 && (await world.RowsAsync()).Select(row => row.Id).ToHashSet().IsSupersetOf(before);
    }

    private static void Edit(List<JournalRecord> journal, Random random)
    {
        var lessons = journal.OfType<Lesson>().ToList();
        var lesson = lessons.Count > 0 ? lessons[random.Next(lessons.Count)] : null;
        var marks = journal.OfType<Mark>().ToList();
        switch (random.Next(7))
        {
            case 0:
                journal.Replace(Some.Lesson($"l{random.Next(8)}", World.Monday.AddDays(random.Next(3)), random.Next(2) == 0 ? "c7en" : "c8", random.Next(3) == 0 ? null : $"Тема {random.Next(4)}", random.Next(6), random.Next(2) == 0 ? "alg" : "geo"));
                break;
            case 1 when lesson is not null:
                journal.Replace(Some.Mark($"m{random.Next(12)}", lesson.Id, $"s{random.Next(1, 4)}", $"{random.Next(2, 6)}"));
                break;
            case 2 when lesson is not null:
                journal.Replace(new Homework(lesson.Id, $"§ {random.Next(3)}"));
                break;
            case 3 when lesson is not null:
                journal.Replace(new Attendance(lesson.Id, $"s{random.Next(1, 4)}", (AttendanceKind)random.Next(1, 5)));
                break;
            case 4 when marks.Count > 0:
                journal.Remove(RecordKind.Mark, marks[random.Next(marks.Count)].Id);
                break;
            case 5 when marks.Count > 1:
                // Positions shift: the last key goes, each of the others takes the content of the next.
                journal.RemoveAll(record => record.Kind == RecordKind.Mark);
                journal.AddRange(marks.Skip(1).Select((mark, index) => new Mark(marks[index].Id, mark.LessonId, mark.StudentId, mark.Value, mark.Work)));
                break;
            case 6 when lessons.Count > 1 && lesson is not null:
                journal.Remove(RecordKind.Lesson, lesson.Id);
                journal.RemoveAll(record => record is Mark mark && mark.LessonId == lesson.Id || record is Homework homework && homework.LessonId == lesson.Id || record is Attendance entry && entry.LessonId == lesson.Id);
                break;
            default:
                break;
        }
    }
}
