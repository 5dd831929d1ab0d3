using ElJournal.Gateway.Configuration;
using ElJournal.Rules.Calendar;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Policy;

namespace ElJournal.Gateway.Judging;

/// <summary>What judging takes from a school's configuration.</summary>
/// <param name="Calendar">The calendar as configured.</param>
/// <param name="Policy">What all rules share.</param>
/// <param name="Rules">The settings of the rules, by id; a rule that is not named has its defaults.</param>
internal sealed record JudgingSettings(CalendarSettings Calendar, SchoolPolicy Policy, IReadOnlyDictionary<string, RuleSettingsTimeline> Rules)
{
    public static JudgingSettings Of(SchoolRuntime school)
    {
        ArgumentNullException.ThrowIfNull(school);
        return new JudgingSettings(CalendarSettings.Default, SchoolPolicy.Default, new Dictionary<string, RuleSettingsTimeline>());
    }

    public RuleSettingsTimeline SettingsOf(RuleDefinition rule) => Rules.GetValueOrDefault(rule.Info.Id) ?? rule.Timeline([]);

    /// <summary>The rules that are used on some day.</summary>
    public IReadOnlyList<IRule> CreateRules() =>
        [.. RuleCatalog.All.Select(rule => (Rule: rule, Settings: SettingsOf(rule))).Where(entry => entry.Settings.EverEnabled).Select(entry => entry.Rule.Create(entry.Settings))];
}
