using System.Data.Common;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Judging.Reading;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Judging;

/// <summary>The gate by findings: withholds what a blocking finding names until the finding is resolved or waived, and what nobody could judge.</summary>
/// <remarks>Judge before opening it: records of days that are still to be judged do not pass.</remarks>
internal sealed class Gate(SchoolDirectory schools) : IRecordGate
{
    public IOpenGate Open(LedgerTransaction transaction, string school) =>
        new OpenGate(transaction.Connection, school, GradeDependent(schools.Get(school)));

    /// <summary>The kinds of which a blocking rule must know the grade before they may leave.</summary>
    internal static IReadOnlySet<RecordKind> GradeDependent(SchoolRuntime school) => RuleCatalog.All
        .Where(rule => school.RuleSettings(rule.Info.Id).All.Any(entry => entry is { Enabled: true, Blocking: true }))
        .SelectMany(rule => rule.Info.Reads)
        .Where(kind => kind is RecordKind.Mark or RecordKind.Homework or RecordKind.Attendance or RecordKind.FinalMark)
        .ToHashSet();
}

internal sealed class OpenGate : IOpenGate
{
    /// <summary>Further apart than that, a finding and a record of one key belong to different school years.</summary>
    private const int YearApart = 200;

    private readonly DbConnection connection;
    private readonly IReadOnlySet<RecordKind> gradeDependent;
    private readonly Dictionary<(RecordKind Kind, string Key), List<(string Finding, int Day)>> blocked = [];
    private readonly HashSet<(string Class, int Day)> pending = [];
    private readonly Dictionary<int, Roster> rosters = [];
    private readonly Dictionary<int, int> years = [];
    private readonly LedgerStatement lessons;
    private (int Book, string? Lesson, bool Live) lastLesson;

    /// <param name="connection">Within a transaction, so that all answers are of one moment.</param>
    /// <param name="school">Whose records are asked about.</param>
    /// <param name="gradeDependent">The kinds of which the grade must be known.</param>
    public OpenGate(DbConnection connection, string school, IReadOnlySet<RecordKind> gradeDependent)
    {
        this.connection = connection;
        this.gradeDependent = gradeDependent;
        lessons = new LedgerStatement(connection, """SELECT 1 FROM records WHERE "Book" = ?1 AND "Kind" = 6 AND "Key" = ?2 AND "Deleted" = 0""");
        // An excuse never opens the gate, and a letter does not either: only a waiver and the end of the finding do.
        using var blocks = new LedgerStatement(connection, """
            SELECT block."Kind", block."Key", block."Finding", finding."Day" FROM finding_blocks block
            JOIN findings finding ON finding."School" = block."School" AND finding."Id" = block."Finding"
            WHERE block."School" = ?1 AND finding."Status" NOT IN (?2, ?3)
            """);
        blocks.Bind(1, school);
        blocks.Bind(2, (long)FindingStatus.Resolved);
        blocks.Bind(3, (long)FindingStatus.Waived);
        while (blocks.Step())
        {
            var record = ((RecordKind)blocks.Int(0), blocks.Text(1));
            if (!blocked.TryGetValue(record, out var findings))
            {
                blocked.Add(record, findings = []);
            }

            findings.Add((blocks.Text(2), blocks.Int(3)));
        }

        using var books = new LedgerStatement(connection, """SELECT "Id", "Year" FROM books WHERE "School" = ?1""");
        books.Bind(1, school);
        while (books.Step())
        {
            years.Add(books.Int(0), books.Int(1));
        }

        using var dirty = new LedgerStatement(connection, """SELECT "Class", "Day" FROM dirty WHERE "School" = ?1""");
        dirty.Bind(1, school);
        while (dirty.Step())
        {
            pending.Add((dirty.Text(0), dirty.Int(1)));
        }
    }

    public GateVerdict Decide(in GateSubject record)
    {
        if (blocked.TryGetValue((record.Kind, record.Key), out var findings))
        {
            foreach (var (finding, day) in findings)
            {
                if (IsOfSameYear(record, day))
                {
                    return GateVerdict.Withheld(finding);
                }
            }
        }

        return gradeDependent.Contains(record.Kind) && Unresolved(record) is { } reason ? GateVerdict.Unjudged(reason) : GateVerdict.Free;
    }

    public void Dispose() => lessons.Dispose();

    /// <summary>Keys come again next year: a finding of a closed year says nothing about the record of another.</summary>
    private bool IsOfSameYear(in GateSubject record, int findingDay)
    {
        if (record.Day is { } day)
        {
            return Math.Abs(day - findingDay) < YearApart;
        }

        return !years.TryGetValue(record.Book, out var year) || (new DateOnly(year, 7, 1).DayNumber <= findingDay && findingDay <= new DateOnly(year + 1, 8, 31).DayNumber);
    }

    private bool IsPending(string rootClass, int? day) =>
        pending.Count > 0 && (pending.Contains((rootClass, 0)) || pending.Contains((string.Empty, 0)) || (day is { } known && (pending.Contains((rootClass, known)) || pending.Contains((string.Empty, known)))));

    private string? Unresolved(in GateSubject record)
    {
        if (record.Kind.IsDated())
        {
            if (record.Day is not { } day || record.Lesson is null || !IsLive(record.Book, record.Lesson))
            {
                return "lesson";
            }

            if (record.RootClass is null || RosterOf(record.Book).Group(record.RootClass) is null)
            {
                return "class";
            }

            if (IsPending(record.RootClass, day))
            {
                return "not-judged-yet";
            }
        }
        else if (IsPending(record.RootClass ?? string.Empty, day: null))
        {
            return "not-judged-yet";
        }

        // The pupil's class decides, not the grade of the group: grade 1 may sit in a mixed set.
        var roster = RosterOf(record.Book);
        var grade = roster.ClassOf(record.Student)?.Grade ?? roster.Group(record.RootClass)?.Grade;
        return grade is null ? "grade" : null;
    }

    private bool IsLive(int book, string lesson)
    {
        if (lastLesson.Book != book || !string.Equals(lastLesson.Lesson, lesson, StringComparison.Ordinal))
        {
            lessons.Reset();
            lessons.Bind(1, book);
            lessons.Bind(2, lesson);
            lastLesson = (book, lesson, lessons.Step());
            lessons.Reset();
        }

        return lastLesson.Live;
    }

    private Roster RosterOf(int book)
    {
        if (!rosters.TryGetValue(book, out var roster))
        {
            rosters.Add(book, roster = RosterReader.Read(connection, book));
        }

        return roster;
    }
}
