using System.Collections.Immutable;
using ElJournal.Rules.Compliance.AssessmentLoad;
using ElJournal.Rules.Compliance.BackupFresh;
using ElJournal.Rules.Compliance.CredentialSharing;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Compliance.EntryOnDayOff;
using ElJournal.Rules.Compliance.FinalMarks;
using ElJournal.Rules.Compliance.GradeOneNoHomework;
using ElJournal.Rules.Compliance.GradeOneNoMarks;
using ElJournal.Rules.Compliance.HomeworkLoad;
using ElJournal.Rules.Compliance.LateChange;
using ElJournal.Rules.Compliance.MarkDensity;
using ElJournal.Rules.Compliance.MarkForAbsent;
using ElJournal.Rules.Compliance.Participation;
using ElJournal.Rules.Compliance.ReviewDone;
using ElJournal.Rules.Compliance.RosterReady;
using ElJournal.Rules.Compliance.TopicPlan;
using ElJournal.Rules.Compliance.WrittenWorkDeadline;

namespace ElJournal.Rules.Compliance;

/// <summary>All shipped rules.</summary>
public static class RuleCatalog
{
    /// <summary>The rules, in the order in which they are listed.</summary>
    public static ImmutableArray<RuleDefinition> All { get; } =
    [
        new RuleDefinition<EntryDeadlineSettings>(EntryDeadlineRule.Description, settings => new EntryDeadlineRule(settings)),
        new RuleDefinition<GradeOneNoMarksSettings>(GradeOneNoMarksRule.Description, settings => new GradeOneNoMarksRule(settings)),
        new RuleDefinition<GradeOneNoHomeworkSettings>(GradeOneNoHomeworkRule.Description, settings => new GradeOneNoHomeworkRule(settings)),
        new RuleDefinition<EntryOnDayOffSettings>(EntryOnDayOffRule.Description, settings => new EntryOnDayOffRule(settings)),
        new RuleDefinition<MarkForAbsentSettings>(MarkForAbsentRule.Description, settings => new MarkForAbsentRule(settings)),
        new RuleDefinition<LateChangeSettings>(LateChangeRule.Description, settings => new LateChangeRule(settings)),
        new RuleDefinition<WrittenWorkDeadlineSettings>(WrittenWorkDeadlineRule.Description, settings => new WrittenWorkDeadlineRule(settings)),
        new RuleDefinition<FinalMarksSettings>(FinalMarksRule.Description, settings => new FinalMarksRule(settings)),
        new RuleDefinition<MarkDensitySettings>(MarkDensityRule.Description, settings => new MarkDensityRule(settings)),
        new RuleDefinition<AssessmentLoadSettings>(AssessmentLoadRule.Description, settings => new AssessmentLoadRule(settings)),
        new RuleDefinition<HomeworkLoadSettings>(HomeworkLoadRule.Description, settings => new HomeworkLoadRule(settings)),
        new RuleDefinition<TopicPlanSettings>(TopicPlanRule.Description, settings => new TopicPlanRule(settings)),
        new RuleDefinition<RosterReadySettings>(RosterReadyRule.Description, settings => new RosterReadyRule(settings)),
        new RuleDefinition<ParticipationSettings>(ParticipationRule.Description, settings => new ParticipationRule(settings)),
        new RuleDefinition<CredentialSharingSettings>(CredentialSharingRule.Description, settings => new CredentialSharingRule(settings)),
        new RuleDefinition<ReviewDoneSettings>(ReviewDoneRule.Description, settings => new ReviewDoneRule(settings)),
        new RuleDefinition<BackupFreshSettings>(BackupFreshRule.Description, settings => new BackupFreshRule(settings)),
    ];

    /// <summary>A rule by its id, exactly as spelled; <see langword="null"/> when there is none.</summary>
    public static RuleDefinition? Find(string id) => All.FirstOrDefault(rule => string.Equals(rule.Info.Id, id, StringComparison.Ordinal));
}
