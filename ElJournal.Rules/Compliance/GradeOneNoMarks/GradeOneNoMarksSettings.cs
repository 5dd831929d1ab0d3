namespace ElJournal.Rules.Compliance.GradeOneNoMarks;

/// <summary>Settings of <c>grade-one-no-marks</c>. Blocking unless the school says otherwise.</summary>
public sealed class GradeOneNoMarksSettings : RuleSettings
{
    /// <summary>Makes the defaults.</summary>
    public GradeOneNoMarksSettings() => Blocking = true;

    /// <summary>Subjects outside the rule, by name, besides «Поведение».</summary>
    public IList<string> ExceptSubjects { get; set; } = [];

    /// <summary>Whether «Поведение» is judged like any other subject.</summary>
    public bool IncludeBehaviour { get; set; }
}
