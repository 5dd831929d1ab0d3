using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance.EntryDeadline;

/// <summary>Says how the parts of a lesson stand. Allocates nothing.</summary>
public sealed class EntryAssessor
{
    private readonly RuleSettingsTimeline<EntryDeadlineSettings> _settings;

    /// <summary>Makes an assessor.</summary>
    public EntryAssessor(RuleSettingsTimeline<EntryDeadlineSettings> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
    }

    /// <summary>How the lesson's parts stand.</summary>
    public LessonAssessment Assess(LessonEntries entries, GroupInfo group, JudgingContext context)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(context);
        _ = _settings;
        return default;
    }
}
