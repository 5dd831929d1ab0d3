using System.Globalization;
using System.Runtime.CompilerServices;
using ElJournal.Adapters;
using ElJournal.Adapters.Sources;
using ElJournal.Rules.Journal;

namespace ElJournal.Benchmarks.Ledger;

/// <summary>A school year that is made while it is read, so that it takes no memory and next to no time: 1,000 pupils, 40 classes, 48,000 lessons, 450,000 marks, 250,000 absences.</summary>
internal sealed class YearSource(TimeProvider clock) : IJournalSource
{
    public const int Classes = 40;
    public const int Pupils = 25;
    public const int Days = 170;
    public const int LessonsADay = 7;

    public static readonly DateOnly FirstDay = new(2026, 9, 1);

    public SourceTraits Traits { get; } = new(new HashSet<RecordKind> { RecordKind.Term, RecordKind.Class, RecordKind.Teacher, RecordKind.Student, RecordKind.Subject, RecordKind.Lesson, RecordKind.Mark, RecordKind.Attendance });

    public ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken) => new(new ProbeResult(true, "ok"));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public async IAsyncEnumerable<ReadItem> ReadAsync(ReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var started = clock.GetUtcNow();
        foreach (var kind in new[] { Roster(), Lessons(), Marks(), Absences() })
        {
            foreach (var part in kind.Chunk(2_000))
            {
                yield return new Records(part);
            }
        }

        foreach (var kind in Traits.Shown)
        {
            yield return new ScopeRead(new ReadScope(kind, null, kind.IsDated() ? request.Window : null), started, started);
        }
    }

    /// <summary>All of it.</summary>
    public static IEnumerable<JournalRecord> All() => Roster().Concat(Lessons()).Concat(Marks()).Concat(Absences());

    private static IEnumerable<JournalRecord> Roster()
    {
        yield return new Term("y", "2026/2027", TermKind.SchoolYear, FirstDay, new DateOnly(2027, 5, 26));
        yield return new Term("q1", "1 четверть", TermKind.Quarter, FirstDay, new DateOnly(2026, 10, 25));
        yield return new Term("q2", "2 четверть", TermKind.Quarter, new DateOnly(2026, 10, 26), new DateOnly(2026, 12, 30));
        yield return new Term("q3", "3 четверть", TermKind.Quarter, new DateOnly(2026, 12, 31), new DateOnly(2027, 3, 26));
        yield return new Term("h1", "1 полугодие", TermKind.HalfYear, FirstDay, new DateOnly(2026, 12, 30));
        yield return new Term("h2", "2 полугодие", TermKind.HalfYear, new DateOnly(2026, 12, 31), new DateOnly(2027, 5, 26));
        for (var subject = 0; subject < 20; subject++)
        {
            yield return new Subject($"u{subject}", $"Предмет {subject}");
        }

        for (var teacher = 0; teacher < 60; teacher++)
        {
            yield return new Teacher($"t{teacher}", "Учебная", $"Анна{teacher}");
        }

        for (var group = 0; group < Classes; group++)
        {
            yield return new ClassGroup($"c{group}", $"{1 + (group % 11)}{(char)('А' + (group / 11))}", 1 + (group % 11));
            for (var pupil = 0; pupil < Pupils; pupil++)
            {
                yield return new Student($"s{(group * Pupils) + pupil}", "Образцов", $"Пётр{pupil}", classId: $"c{group}");
            }
        }
    }

    private static IEnumerable<JournalRecord> Lessons()
    {
        foreach (var (group, day, number, id) in Slots())
        {
            yield return new Lesson(
                id, FirstDay.AddDays(day), $"c{group}", number, new TimeOnly(8 + number, 0), new TimeOnly(8 + number, 45), $"u{(group + number + day) % 20}", $"t{(group + number) % 60}",
                $"Тема урока {(day * 7) + number}: решение задач и повторение", LessonStatus.Held, topicEntered: Entered(day, number));
        }
    }

    private static IEnumerable<JournalRecord> Marks()
    {
        var next = 0;
        foreach (var (group, day, number, id) in Slots())
        {
            var work = ((day * LessonsADay) + number) % 10 == 0 ? "Контрольная работа" : "Ответ на уроке";
            for (var mark = 0; mark < 9 + ((day + number) % 2); mark++)
            {
                yield return new Mark(
                    string.Create(CultureInfo.InvariantCulture, $"m{next++}"), id, $"s{(group * Pupils) + ((day + number + (mark * 2)) % Pupils)}", Values[(day + mark) % 4], work, 1m, Entered(day, number));
            }
        }
    }

    private static IEnumerable<JournalRecord> Absences()
    {
        foreach (var (group, day, number, id) in Slots())
        {
            for (var absent = 0; absent < 5 + ((day + number) % 2 == 0 ? 1 : 0); absent++)
            {
                yield return new Attendance(id, $"s{(group * Pupils) + ((day + (absent * 4)) % Pupils)}", (AttendanceKind)(1 + (absent % 4)), Entered(day, number));
            }
        }
    }

    private static readonly string[] Values = ["5", "4", "3", "2"];

    private static EntryTime Entered(int day, int number) =>
        new(new DateTimeOffset(FirstDay.AddDays(day).ToDateTime(new TimeOnly(9 + number, 5)), TimeSpan.FromHours(3)));

    private static IEnumerable<(int Group, int Day, int Number, string Id)> Slots()
    {
        for (var day = 0; day < Days; day++)
        {
            for (var group = 0; group < Classes; group++)
            {
                for (var number = 0; number < LessonsADay; number++)
                {
                    yield return (group, day, number, string.Create(CultureInfo.InvariantCulture, $"l{group}-{day}-{number}"));
                }
            }
        }
    }
}
