namespace ElJournal.Rules.Compliance.GradeOneNoHomework;

/// <summary>Settings of <c>grade-one-no-homework</c>. Off unless the school's order says so.</summary>
public sealed class GradeOneNoHomeworkSettings : RuleSettings
{
    /// <summary>Makes the defaults.</summary>
    public GradeOneNoHomeworkSettings()
    {
        Enabled = false;
        Blocking = true;
    }

    /// <summary>Subjects outside the rule, by name, besides «Поведение».</summary>
    public IList<string> ExceptSubjects { get; set; } = [];
}
