using System.Data.Common;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Judging.Reading;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Sync.Model;
using ElJournal.Rules.Calendar;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Judging.Evaluating;

/// <summary>A book opened for judging: its days, people and lessons, and all that rules must know besides.</summary>
internal sealed class JudgingScene : IDisposable
{
    private readonly DbConnection connection;
    private readonly LedgerReadTimes reads;
    private readonly LedgerFinalMarks finalMarks;
    private readonly LedgerKeptDeadlines kept;

    public JudgingScene(DbConnection connection, Book book, DayRange days, Roster roster, SceneFacts facts, UsualTeachers? usual)
    {
        this.connection = connection;
        Book = book;
        Days = days;
        Facts = facts;
        Usual = usual;
        Roster = roster;
        Classes = RosterReader.Classes(connection, book.Id);
        Lessons = new LedgerLessonReader(connection, book.Id, usual);
        reads = new LedgerReadTimes(connection, book.Id, RootOf, facts.OpenHolds);
        finalMarks = new LedgerFinalMarks(connection, book.Id, facts.Calendar, days);
        kept = new LedgerKeptDeadlines(connection, book.Id);
    }

    public Book Book { get; }

    /// <summary>The days that the book answers for.</summary>
    public DayRange Days { get; }

    public Roster Roster { get; }

    /// <summary>Where the source does not show substitutions: who usually gives what.</summary>
    public UsualTeachers? Usual { get; }

    public SceneFacts Facts { get; }

    /// <summary>The classes that have records, in the order of judging.</summary>
    public IReadOnlyList<string> Classes { get; }

    public LedgerLessonReader Lessons { get; }

    public IReadTimes Reads => reads;

    public string RootOf(string classId) => Roster.Group(classId)?.RootId ?? classId;

    /// <summary>What rules must know of other lessons, for some days.</summary>
    public Timetable TimetableOf(IEnumerable<DayRange> days) => Timetable.Create(
        Lessons.ReadLessons(Scopes(days)),
        Roster,
        places => Lessons.Read(places.OrderBy(place => place.RootClassId, StringComparer.Ordinal).ThenBy(place => place.Day).Select(place => new ClassScope(place.RootClassId, new DayRange(place.Day, place.Day)))));

    /// <summary>Scopes of which nothing is proved at present, even what was proved before, and those that came into doubt since they were judged: class (empty for the whole school), first and last day.</summary>
    /// <remarks>Of kinds without days only final marks (10) matter to days, and then to all of them.</remarks>
    /// <param name="judgedAt">When that was.</param>
    public IEnumerable<(string Class, int From, int To)> Doubtful(DateTimeOffset judgedAt)
    {
        foreach (var hold in Facts.OpenHolds.Where(hold => hold.Book == Book.Id && hold.FromDay is not null))
        {
            yield return (hold.Class, hold.FromDay!.Value, hold.ToDay ?? hold.FromDay.Value);
        }

        using var statement = new LedgerStatement(connection, """SELECT DISTINCT "Class", "Day" FROM scope_reads WHERE "Book" = ?1 AND ("Doubt" IN ('held', 'clock') OR ("Doubt" IS NOT NULL AND ("Day" <> 0 OR "Kind" = 10) AND "Tried" >= ?2))""");
        statement.Bind(1, Book.Id);
        statement.Bind(2, judgedAt.ToStored());
        while (statement.Step())
        {
            yield return (statement.Text(0), statement.Int(1), statement.Int(1));
        }
    }

    /// <summary>Of the days that wait for reads, those that were read again since they were judged, or tried to be.</summary>
    public HashSet<(string Class, int Day)> ReadAgain(IEnumerable<JudgedDayRow> waiting)
    {
        var tried = new Dictionary<(int Kind, string Class, int Day), long>();
        using var statement = new LedgerStatement(connection, """SELECT "Kind", "Class", "Day", max("Completed", "Tried") FROM scope_reads WHERE "Book" = ?1""");
        statement.Bind(1, Book.Id);
        while (statement.Step())
        {
            tried[(statement.Int(0), statement.Text(1), statement.Int(2))] = statement.Long(3);
        }

        var found = new HashSet<(string Class, int Day)>();
        foreach (var day in waiting.Where(day => !day.Settled && day.Reads != 0))
        {
            foreach (var kind in RecordKinds.All.Where(kind => (day.Reads & (1 << (int)kind)) != 0))
            {
                var number = kind.IsDated() ? day.Day : 0;
                if (Math.Max(tried.GetValueOrDefault(((int)kind, day.Class, number)), tried.GetValueOrDefault(((int)kind, string.Empty, number))) >= day.JudgedAt)
                {
                    found.Add((day.Class, day.Day));
                }
            }
        }

        return found;
    }

    public JudgingContext Context(Timetable timetable) => new()
    {
        SchoolId = Book.School,
        Roster = Roster,
        Calendar = Facts.Calendar,
        Policy = Facts.School.Policy,
        Now = Facts.Now,
        Reads = reads,
        Timetable = timetable,
        Excuses = Facts.Excuses,
        Outages = Facts.Outages,
        Source = Facts.Source,
        FinalMarks = finalMarks,
        Kept = kept,
        Days = Days,
        School = Days.Contains(Facts.Calendar.DayOf(Facts.Now)) ? new LedgerSchoolFacts(connection, Book.Id, Classes, Facts) : null,
        FirstReadDay = Book.FirstReadAt is { } first ? Facts.Calendar.DayOf(DateTimeOffset.FromUnixTimeMilliseconds(first)) : null,
    };

    /// <summary>The final marks of some pupils.</summary>
    public IEnumerable<FinalMarkEntry> FinalMarksOf(IEnumerable<string> students) => finalMarks.Of(students);

    /// <summary>Judges the work by the rules.</summary>
    public Evaluation Evaluate(WorkSet work, Timetable timetable, RuleBook rules)
    {
        var evaluation = new Evaluation(Roster);
        var marks = FinalMarksOf(FirstGrade()).Where(mark => work.Contains(Roster.ClassOf(mark.StudentId)!.RootId, mark.Day.DayNumber));
        rules.Evaluate(Context(timetable), evaluation.Watch(Lessons.Read(work.Scopes(Days, Classes))), evaluation, marks);
        return evaluation;
    }

    public void Dispose()
    {
        Lessons.Dispose();
        reads.Dispose();
    }

    // Nobody else's final marks are judged here, so nobody else's are read.
    private IEnumerable<string> FirstGrade() => Roster.Students.Where(student => Roster.ClassOf(student.Id)?.Grade == 1).Select(student => student.Id);

    private IEnumerable<ClassScope> Scopes(IEnumerable<DayRange> days)
    {
        var ranges = days.ToList();
        return Classes.SelectMany(name => ranges.Select(range => new ClassScope(name, range)));
    }
}

/// <summary>What is the same for all books of a school.</summary>
internal sealed record SceneFacts(
    DateTimeOffset Now,
    SchoolRuntime School,
    SchoolCalendar Calendar,
    ExcuseBook Excuses,
    IReadOnlyList<Outage> Outages,
    SourceCapabilities Source,
    IReadOnlyList<HoldRow> OpenHolds)
{
    /// <summary>The monthly reviews; <see langword="null"/> where none are kept.</summary>
    public IReadOnlyList<MonthlyReview>? Reviews { get; init; }

    /// <summary>The state of the copies; <see langword="null"/> where none are configured.</summary>
    public BackupState? Backups { get; init; }
}
