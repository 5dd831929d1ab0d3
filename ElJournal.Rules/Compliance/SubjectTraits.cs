using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Compliance;

/// <summary>What follows from a subject's name, worked out once per run.</summary>
internal sealed class SubjectTraits
{
    private const int Grades = 13;

    private readonly MarksMode[] _marks = new MarksMode[Grades];
    private readonly MarksMode _marksOfUnknownGrade;
    private readonly TermKind[] _terms = new TermKind[Grades];
    private readonly TermKind _termsOfUnknownGrade;

    public SubjectTraits(string? name, SchoolPolicy policy)
    {
        Name = name;
        IsBehaviour = name is not null && SubjectNames.IsAny(name, SubjectNames.Behaviour);
        HasNoHomework = name is not null && SubjectNames.IsAny(name, SubjectNames.WithoutHomework);
        _marksOfUnknownGrade = policy.MarksOf(name, grade: null);
        _termsOfUnknownGrade = policy.TermsOf(grade: null, name);
        for (var grade = 0; grade < Grades; grade++)
        {
            _marks[grade] = policy.MarksOf(name, grade);
            _terms[grade] = policy.TermsOf(grade, name);
        }
    }

    public string? Name { get; }

    public bool IsBehaviour { get; }

    public bool HasNoHomework { get; }

    public TermKind Terms(int? grade) => grade is >= 0 and < Grades ? _terms[grade.Value] : _termsOfUnknownGrade;

    public MarksMode Marks(int? grade) => grade is >= 0 and < Grades ? _marks[grade.Value] : _marksOfUnknownGrade;
}
