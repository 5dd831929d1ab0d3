using ElJournal.Rules.Calendar;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Compliance;

/// <summary>All that judging knows besides the lessons themselves. For one run on one thread.</summary>
public sealed class JudgingContext
{
    // A journal has dozens of kinds of work; one where people type what they like must not fill the memory.
    private const int MostWorks = 1000;

    private readonly Dictionary<string, SubjectTraits> _subjects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _shifts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WorkKind?> _works = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Student[]> _pupils = new(StringComparer.Ordinal);
    private SubjectTraits? _unknownSubject;

    /// <summary>The school's id; part of every finding's id.</summary>
    public required string SchoolId { get; init; }

    /// <summary>People, groups, subjects and terms.</summary>
    public required Roster Roster { get; init; }

    /// <summary>The calendar.</summary>
    public required SchoolCalendar Calendar { get; init; }

    /// <summary>What all rules share.</summary>
    public SchoolPolicy Policy { get; init; } = SchoolPolicy.Default;

    /// <summary>The business clock.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>When which scope was read.</summary>
    public required IReadTimes Reads { get; init; }

    /// <summary>What must be known of other lessons: the end of a class's day, the next lesson of a subject, merged lessons.</summary>
    public required Timetable Timetable { get; init; }

    /// <summary>Who is excused.</summary>
    public ExcuseBook Excuses { get; init; } = ExcuseBook.Empty;

    /// <summary>When reading the journal failed.</summary>
    public IReadOnlyList<Outage> Outages { get; init; } = [];

    /// <summary>What the source can show.</summary>
    public SourceCapabilities Source { get; init; } = SourceCapabilities.All;

    /// <summary>Which final marks are set.</summary>
    public IFinalMarks FinalMarks { get; init; } = NoFinalMarks.Instance;

    /// <summary>Deadlines that have passed and stay where they were.</summary>
    public IKeptDeadlines Kept { get; init; } = NoKeptDeadlines.Instance;

    /// <summary>What is known of the school beside lessons; left out: rules about the school as a whole say nothing.</summary>
    public ISchoolFacts? School { get; init; }

    /// <summary>The days that the records can tell of; left out: all. Of a term that reaches beyond them nothing is concluded.</summary>
    public DayRange? Days { get; init; }

    /// <summary>The day of the first complete read: what was due by then is history and is not caught up.</summary>
    public DateOnly? FirstReadDay { get; init; }

    internal SubjectTraits SubjectOf(string? subjectId)
    {
        if (subjectId is null)
        {
            return _unknownSubject ??= new SubjectTraits(name: null, Policy);
        }

        if (!_subjects.TryGetValue(subjectId, out var traits))
        {
            traits = new SubjectTraits(Roster.Subject(subjectId)?.Name, Policy);
            _subjects.Add(subjectId, traits);
        }

        return traits;
    }

    internal WorkKind? WorkOf(string? work)
    {
        if (work is null)
        {
            return null;
        }

        if (!_works.TryGetValue(work, out var kind))
        {
            kind = Policy.WorkOf(work);
            if (_works.Count < MostWorks)
            {
                _works.Add(work, kind);
            }
        }

        return kind;
    }

    /// <summary>The term that the day lies in for the grade and subject, as <see cref="SchoolPolicy.TermAt"/> says. Allocates nothing.</summary>
    internal Term? TermOf(int? grade, string? subjectId, DateOnly day)
    {
        var wanted = SubjectOf(subjectId).Terms(grade);
        Term? other = null;
        foreach (var term in Roster.Terms)
        {
            if (!term.Contains(day))
            {
                continue;
            }

            if (term.TermKind == wanted)
            {
                return term;
            }

            if (other is null || other.TermKind == TermKind.SchoolYear)
            {
                other = term;
            }
        }

        return other;
    }

    /// <summary>The pupils whose records name the class or one of its subgroups, those who left or are yet to come among them.</summary>
    internal Student[] PupilsOf(string rootClassId)
    {
        if (_pupils.Count == 0)
        {
            foreach (var pupils in Roster.Students.Where(student => Roster.ClassOf(student.Id) is not null).GroupBy(student => Roster.ClassOf(student.Id)!.RootId, StringComparer.Ordinal))
            {
                _pupils[pupils.Key] = [.. pupils.OrderBy(student => student.Id, StringComparer.Ordinal)];
            }

            _pupils.TryAdd(string.Empty, []);
        }

        return _pupils.TryGetValue(rootClassId, out var known) ? known : [];
    }

    internal int ShiftOf(GroupInfo group)
    {
        if (!_shifts.TryGetValue(group.Id, out var shift))
        {
            shift = Policy.ShiftOf(group);
            _shifts.Add(group.Id, shift);
        }

        return shift;
    }
}

/// <summary>A time in which reading the journal failed.</summary>
/// <param name="From">First failed try.</param>
/// <param name="To">The first success after it, else the last failed try.</param>
public readonly record struct Outage(DateTimeOffset From, DateTimeOffset To);

/// <summary>What the source can show; mirrors what the adapter says of itself.</summary>
/// <param name="Shown">The kinds it shows.</param>
/// <param name="ShowsHomeworkAtLessonGiven">Whether homework stands at the lesson at which it was given.</param>
/// <param name="ShowsTopics">Whether topics are read.</param>
public sealed record SourceCapabilities(IReadOnlySet<RecordKind> Shown, bool ShowsHomeworkAtLessonGiven = true, bool ShowsTopics = true)
{
    /// <summary>A source that shows everything.</summary>
    public static SourceCapabilities All { get; } = new(RecordKinds.All.ToHashSet());

    /// <summary>Whether the journal's own averages come with final marks: where they do, one that did not come is not made up for by an average of ours.</summary>
    public bool ShowsAverages { get; init; }
}

/// <summary>Knows which final marks are set.</summary>
public interface IFinalMarks
{
    /// <summary>The earliest moment at which the pupil's final mark is known to have been set; <see langword="null"/> when there is none.</summary>
    DateTimeOffset? SetBy(string studentId, string subjectId, string termId);

    /// <summary>The pupil's final marks.</summary>
    IEnumerable<FinalMarkEntry> Of(string studentId) => [];
}

/// <summary>No final marks are known.</summary>
public sealed class NoFinalMarks : IFinalMarks
{
    private NoFinalMarks()
    {
    }

    /// <summary>The one instance.</summary>
    public static NoFinalMarks Instance { get; } = new();

    /// <inheritdoc/>
    public DateTimeOffset? SetBy(string studentId, string subjectId, string termId) => null;
}
