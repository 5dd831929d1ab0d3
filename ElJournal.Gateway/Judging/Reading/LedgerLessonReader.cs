using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Judging.Reading;

/// <summary>
/// Streams lessons with all that was entered for them, ordered by class, day, number and id. The objects of a class's day are filled again
/// for the next day, so whoever enumerates keeps none.
/// </summary>
/// <remarks>
/// Two statements run side by side in the order of the index (book, class, day, kind): lessons with their many columns, and what was entered
/// with its few, because SQLite pays for each column of a row whether it is looked at or not.
/// </remarks>
internal sealed class LedgerLessonReader : IDisposable
{
    private const string LessonsSql = """
        SELECT "Day", "Key", "Origin", "Class", "Number", "StartMinute", "EndMinute", "Subject", "Teacher", "Value", "Status", "ReplacesTeacher",
               "AttendanceTaken", "EnteredAt", "EnteredVouched", "SeenAfter", "SeenBy", "TakenSeenAfter", "TakenSeenBy"
        FROM records WHERE "Book" = ?1 AND "RootClass" = ?2 AND "Day" BETWEEN ?3 AND ?4 AND "Kind" = 6 AND "Deleted" = 0 ORDER BY "Day"
        """;

    private const string EntriesSql = """
        SELECT "Day", "Kind", "Lesson", "Key", "Origin", "Student", "Value", "Work", "EnteredAt", "EnteredVouched", "SeenAfter", "SeenBy", "Status", "Changes", "Id", "Deleted", "Number"
        FROM records WHERE "Book" = ?1 AND "RootClass" = ?2 AND "Day" BETWEEN ?3 AND ?4 AND "Kind" BETWEEN 7 AND 9 AND ("Deleted" = 0 OR ("Pending" = 0 AND (("Kind" = 8 AND "Changes" > 0) OR ("Kind" = 7 AND "SeenBy" IS NOT NULL)))) ORDER BY "Day"
        """;

    private const string ChangesSql = """SELECT "FromValue", "ToValue", "After", "By" FROM mark_changes WHERE "Record" = ?1 ORDER BY "Id" """;

    private readonly LedgerStatement lessons;
    private readonly LedgerStatement entries;
    private readonly LedgerStatement changes;
    private readonly int book;
    private readonly UsualTeachers? usual;
    private readonly Utf8Pool pool = new();
    private readonly List<Slot> slots = [];
    private int used;
    private int lastHit;
    private long records;

    /// <param name="connection">The ledger.</param>
    /// <param name="book">The book.</param>
    /// <param name="usual">Where the source does not show substitutions: who usually gives what.</param>
    public LedgerLessonReader(DbConnection connection, int book, UsualTeachers? usual = null)
    {
        this.book = book;
        this.usual = usual;
        lessons = new LedgerStatement(connection, LessonsSql);
        entries = new LedgerStatement(connection, EntriesSql);
        changes = new LedgerStatement(connection, ChangesSql);
    }

    /// <summary>How many records have been read.</summary>
    public long Records => records;

    /// <summary>The lessons of the classes on their days, in the order of <paramref name="scopes"/>.</summary>
    /// <param name="scopes">Sorted by class (ordinally) and day; not overlapping.</param>
    public IEnumerable<LessonEntries> Read(IEnumerable<ClassScope> scopes)
    {
        foreach (var scope in scopes)
        {
            Begin(lessons, scope);
            Begin(entries, scope);
            var moreLessons = lessons.Step();
            var moreEntries = entries.Step();
            while (moreLessons)
            {
                var day = lessons.Int(0);
                used = 0;
                lastHit = 0;
                for (; moreLessons && lessons.Int(0) == day; moreLessons = lessons.Step())
                {
                    AddLesson(day);
                }

                for (; moreEntries && entries.Int(0) <= day; moreEntries = entries.Step())
                {
                    if (entries.Int(0) == day)
                    {
                        AddEntry();
                    }
                }

                slots.Sort(0, used, Slot.Order);
                for (var index = 0; index < used; index++)
                {
                    yield return slots[index].Entries!;
                }
            }

            lessons.Reset();
            entries.Reset();
        }
    }

    /// <summary>The lessons alone, without what was entered for them besides the topic.</summary>
    public IEnumerable<LessonEntries> ReadLessons(IEnumerable<ClassScope> scopes)
    {
        used = 0;
        foreach (var scope in scopes)
        {
            Begin(lessons, scope);
            while (lessons.Step())
            {
                used = 0;
                AddLesson(lessons.Int(0));
                yield return slots[0].Entries!;
            }

            lessons.Reset();
        }
    }

    public void Dispose()
    {
        lessons.Dispose();
        entries.Dispose();
        changes.Dispose();
    }

    private static TimeOnly? Time(int? minute) => minute is >= 0 and < 24 * 60 ? new TimeOnly(minute.Value / 60, minute.Value % 60) : null;

    private void Begin(LedgerStatement statement, ClassScope scope)
    {
        statement.Reset();
        statement.Bind(1, book);
        statement.Bind(2, scope.RootClass);
        statement.Bind(3, scope.Days.From.DayNumber);
        statement.Bind(4, scope.Days.To.DayNumber);
    }

    private void AddLesson(int day)
    {
        records++;
        if (used == slots.Count)
        {
            slots.Add(new Slot());
        }

        var slot = slots[used++];
        var key = slot.SetKey(lessons.Utf8(1));
        var entered = Entered(lessons, 13);
        var (group, subject, teacher) = (pool.Get(lessons.Utf8(3)), Pooled(lessons, 7), Pooled(lessons, 8));
        var lesson = new Lesson(
            key,
            DateOnly.FromDayNumber(day),
            group,
            lessons.IntOrNull(4),
            Time(lessons.IntOrNull(5)),
            Time(lessons.IntOrNull(6)),
            subject,
            teacher,
            lessons.TextOrNull(9),
            (LessonStatus)lessons.Int(10),
            Pooled(lessons, 11) ?? usual?.ReplacedBy(teacher, group, subject),
            entered,
            lessons.IntOrNull(12) is { } taken ? taken != 0 : null);
        var origin = Same(lessons, 1, 2) ? key : lessons.Text(2);
        var item = slot.Entries;
        if (item is null)
        {
            slot.Entries = item = new LessonEntries { Lesson = lesson, Origin = origin };
        }
        else
        {
            item.Lesson = lesson;
            item.Origin = origin;
            item.Homework = null;
            item.HomeworkGone = false;
            item.Marks.Clear();
            item.RemovedMarks.Clear();
            item.Attendance.Clear();
        }

        item.TopicEvidence = new Evidence(entered, Instant(lessons, 15), Instant(lessons, 16));
        item.AttendanceTakenEvidence = new Evidence(null, Instant(lessons, 17), Instant(lessons, 18));
    }

    private void AddEntry()
    {
        records++;
        var item = Find(entries.Utf8(2));
        if (item is null)
        {
            // Its lesson is gone or elsewhere: nothing to judge it by. The gate withholds it.
            return;
        }

        var evidence = new Evidence(Entered(entries, 8), Instant(entries, 10), Instant(entries, 11));
        switch ((RecordKind)entries.Int(1))
        {
            case RecordKind.Homework when entries.Int(15) != 0:
                // Of one that moved to another lesson nothing is known under its old key.
                item.HomeworkGone = true;
                break;
            case RecordKind.Homework:
                item.Homework = new HomeworkEntry(item.Lesson.Id, entries.Text(6), evidence);
                break;
            case RecordKind.Mark:
                var key = entries.Text(3);
                var origin = Same(entries, 3, 4) ? key : entries.Text(4);
                var changed = entries.Int(13) > 0 ? Changes(entries.Long(14)) : [];
                var removed = entries.Int(15) != 0;
                if (removed && (changed.IsEmpty || changed[^1].To is not null))
                {
                    // Its content lives on under another key; nobody removed a mark.
                    break;
                }

                (removed ? item.RemovedMarks : item.Marks).Add(new MarkEntry(key, origin, pool.Get(entries.Utf8(5)), pool.Get(entries.Utf8(6)), Pooled(entries, 7), evidence, changed, entries.IntOrNull(16) ?? 0));
                break;
            case RecordKind.Attendance:
                var kind = (AttendanceKind)int.Parse(entries.Utf8(6), NumberStyles.Integer, CultureInfo.InvariantCulture);
                item.Attendance.Add(new AttendanceEntry(pool.Get(entries.Utf8(5)), kind, entries.Int(12) == 1, evidence));
                break;
            default:
                break;
        }
    }

    private LessonEntries? Find(ReadOnlySpan<byte> lesson)
    {
        // What was entered for a lesson mostly lies together, so the last lesson is tried first; a day has a dozen.
        for (var tried = 0; tried < used; tried++)
        {
            var slot = slots[lastHit];
            if (slot.IsKey(lesson))
            {
                return slot.Entries;
            }

            lastHit = lastHit + 1 == used ? 0 : lastHit + 1;
        }

        return null;
    }

    private ImmutableArray<MarkChange> Changes(long record)
    {
        changes.Reset();
        changes.Bind(1, record);
        var list = ImmutableArray.CreateBuilder<MarkChange>();
        while (changes.Step())
        {
            list.Add(new MarkChange(pool.Get(changes.Utf8(0)), Pooled(changes, 1), Instant(changes, 2), Instants.FromStored(changes.Long(3))));
        }

        changes.Reset();
        return list.ToImmutable();
    }

    private static bool Same(LedgerStatement row, int first, int second) => row.Utf8(first).SequenceEqual(row.Utf8(second));

    private static DateTimeOffset? Instant(LedgerStatement row, int column) => row.IsNull(column) ? null : Instants.FromStored(row.Long(column));

    private static EntryTime? Entered(LedgerStatement row, int column) =>
        row.IsNull(column) ? null : new EntryTime(Instants.FromStored(row.Long(column)), row.Int(column + 1) != 0);

    private string? Pooled(LedgerStatement row, int column) => row.IsNull(column) ? null : pool.Get(row.Utf8(column));

    /// <summary>The place of one lesson of the day, filled again every day.</summary>
    private sealed class Slot
    {
        private byte[] key = [];
        private int length;

        public static Comparer<Slot> Order { get; } = Comparer<Slot>.Create(static (first, second) =>
        {
            var one = first.Entries!.Lesson;
            var other = second.Entries!.Lesson;
            var byNumber = (one.Number ?? int.MaxValue).CompareTo(other.Number ?? int.MaxValue);
            return byNumber != 0 ? byNumber : string.CompareOrdinal(one.Id, other.Id);
        });

        public LessonEntries? Entries { get; set; }

        public string SetKey(ReadOnlySpan<byte> utf8)
        {
            if (key.Length < utf8.Length)
            {
                key = new byte[utf8.Length * 2];
            }

            utf8.CopyTo(key);
            length = utf8.Length;
            return Encoding.UTF8.GetString(utf8);
        }

        public bool IsKey(ReadOnlySpan<byte> utf8) => utf8.SequenceEqual(key.AsSpan(0, length));
    }
}
