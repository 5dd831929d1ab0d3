using System.Collections.Immutable;
using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Policy;

/// <summary>What marks a subject asks for.</summary>
public enum MarksMode
{
    /// <summary>Marks are given (the default).</summary>
    Required = 1,
    /// <summary>Marks may be given.</summary>
    Optional = 2,
    /// <summary>Passed or not passed.</summary>
    Pass = 3,
    /// <summary>No marks.</summary>
    None = 4,
}

/// <summary>Which terms some grades have, perhaps in one subject only.</summary>
/// <param name="Grades">The grades; none: all.</param>
/// <param name="Subject">The subject's name; <see langword="null"/>: all.</param>
/// <param name="Kind">The terms.</param>
public sealed record TermPolicy(ImmutableArray<int> Grades, string? Subject, TermKind Kind);

/// <summary>In which shift some classes are taught.</summary>
/// <param name="Classes">Names of classes.</param>
/// <param name="Shift">The shift, from 1.</param>
public sealed record ShiftPolicy(ImmutableArray<string> Classes, int Shift);

/// <summary>What a subject asks of marks.</summary>
/// <param name="Subject">The subject's name.</param>
/// <param name="Grades">The grades; none: all.</param>
/// <param name="Marks">The mode.</param>
public sealed record SubjectPolicy(string Subject, ImmutableArray<int> Grades, MarksMode Marks);

/// <summary>From which day on some grades are given marks: before it nobody counts them.</summary>
/// <param name="Grades">The grades; none: all.</param>
/// <param name="From">The first day with marks.</param>
public sealed record MarksFromPolicy(ImmutableArray<int> Grades, DateOnly From);

/// <summary>What all rules share about the school.</summary>
public sealed class SchoolPolicy
{
    private readonly Dictionary<string, WorkKind> _works;
    private readonly Dictionary<string, EducationForm> _forms = new(StringComparer.Ordinal);

    /// <summary>Makes a policy.</summary>
    /// <param name="terms">Terms by grade and subject.</param>
    /// <param name="shifts">Shifts; a class that is not named is taught in the first.</param>
    /// <param name="subjects">What subjects ask of marks.</param>
    /// <param name="works">Kinds of work by the journal's name; they win over the built-in names.</param>
    /// <param name="pupils">Pupils who are taught otherwise than most, or let off a subject; of two forms of one pupil the later wins.</param>
    /// <param name="marksFrom">From which day on grades are given marks; a grade that is not named: from the first day.</param>
    public SchoolPolicy(IEnumerable<TermPolicy>? terms = null, IEnumerable<ShiftPolicy>? shifts = null, IEnumerable<SubjectPolicy>? subjects = null, IEnumerable<KeyValuePair<string, WorkKind>>? works = null, IEnumerable<PupilPolicy>? pupils = null, IEnumerable<MarksFromPolicy>? marksFrom = null)
    {
        Pupils = [.. pupils ?? []];
        MarksFrom = [.. marksFrom ?? []];
        foreach (var pupil in Pupils)
        {
            foreach (var student in pupil.Form is null ? [] : pupil.Students)
            {
                _forms[student] = pupil.Form!.Value;
            }
        }

        Terms = [.. terms ?? []];
        Shifts = [.. shifts ?? []];
        Subjects = [.. subjects ?? []];
        _works = new Dictionary<string, WorkKind>(UsualWorks.ByName, NameComparer.Instance);
        foreach (var (name, kind) in works ?? [])
        {
            _works[name] = kind;
        }
    }

    /// <summary>The usual school.</summary>
    public static SchoolPolicy Default { get; } = new();

    /// <summary>Terms by grade and subject.</summary>
    public ImmutableArray<TermPolicy> Terms { get; }

    /// <summary>Shifts.</summary>
    public ImmutableArray<ShiftPolicy> Shifts { get; }

    /// <summary>What subjects ask of marks.</summary>
    public ImmutableArray<SubjectPolicy> Subjects { get; }

    /// <summary>Pupils who are taught otherwise than most, or let off a subject.</summary>
    public ImmutableArray<PupilPolicy> Pupils { get; }

    /// <summary>From which day on grades are given marks.</summary>
    public ImmutableArray<MarksFromPolicy> MarksFrom { get; }

    /// <summary>Kinds of work by name, the built-in ones included.</summary>
    public IReadOnlyDictionary<string, WorkKind> Works => _works;

    /// <summary>What the work is; <see langword="null"/> when nobody has said. Allocates nothing.</summary>
    public WorkKind? WorkOf(string? work) => work is not null && _works.TryGetValue(work, out var kind) ? kind : null;

    /// <summary>How the pupil is taught. Allocates nothing.</summary>
    public EducationForm FormOf(string studentId) =>
        _forms.Count > 0 && _forms.TryGetValue(studentId, out var form) ? form : EducationForm.FullTime;

    /// <summary>Whether the pupil is taught with the class, so that the class's clock and register are the pupil's too. Allocates nothing.</summary>
    public bool IsTaughtWithClass(string studentId) => _forms.Count == 0 || FormOf(studentId) is EducationForm.FullTime or EducationForm.Individual;

    /// <summary>Whether the pupil is let off the subject.</summary>
    public bool IsExempt(string studentId, string? subjectName)
    {
        foreach (var pupil in Pupils)
        {
            if (!pupil.ExemptFrom.IsDefaultOrEmpty && subjectName is not null && SubjectNames.IsAny(subjectName, pupil.ExemptFrom) && pupil.Students.Contains(studentId))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether marks are given in the grade on the day; grade 1 has none, preschool groups have none.</summary>
    public bool HasMarks(int? grade, DateOnly day)
    {
        if (grade <= 1)
        {
            return false;
        }

        foreach (var from in MarksFrom)
        {
            if (day < from.From && Includes(from.Grades, grade))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The class's shift, from 1.</summary>
    public int ShiftOf(GroupInfo group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return Shifts.LastOrDefault(shift => shift.Classes.Any(name => ClassName.Same(name, group.Name) || ClassName.Same(name, group.Root.Name)))?.Shift ?? 1;
    }

    /// <summary>What the subject asks of marks in the grade; built-in: none in «Разговоры о важном», «Россия — мои горизонты» and ОРКСЭ.</summary>
    public MarksMode MarksOf(string? subjectName, int? grade)
    {
        if (subjectName is null)
        {
            return MarksMode.Required;
        }

        var set = Subjects.LastOrDefault(subject => NameComparer.Instance.Equals(subject.Subject, subjectName) && Includes(subject.Grades, grade));
        return set?.Marks ?? (SubjectNames.IsAny(subjectName, SubjectNames.WithoutMarks) ? MarksMode.None : MarksMode.Required);
    }

    /// <summary>The terms that the grade has in the subject; built-in: quarters up to grade 9, half-years above.</summary>
    public TermKind TermsOf(int? grade, string? subjectName = null)
    {
        var set = Terms.LastOrDefault(term => term.Subject is not null && subjectName is not null && NameComparer.Instance.Equals(term.Subject, subjectName) && Includes(term.Grades, grade))
            ?? Terms.LastOrDefault(term => term.Subject is null && Includes(term.Grades, grade));
        return set?.Kind ?? (grade >= 10 ? TermKind.HalfYear : TermKind.Quarter);
    }

    /// <summary>The term of the grade (and subject) that the day lies in; one of another kind where the journal has none of the right kind; <see langword="null"/> outside of all.</summary>
    public Term? TermAt(Roster roster, int? grade, DateOnly day, string? subjectName = null)
    {
        ArgumentNullException.ThrowIfNull(roster);
        var wanted = TermsOf(grade, subjectName);
        Term? other = null;
        foreach (var term in roster.Terms)
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

    private static bool Includes(ImmutableArray<int> grades, int? grade) =>
        grades.IsDefaultOrEmpty || (grade is { } known && grades.Contains(known));
}
