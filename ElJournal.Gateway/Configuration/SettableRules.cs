using ElJournal.Gateway.Delivery.Proving;
using ElJournal.Gateway.Judging;
using ElJournal.Rules.Compliance;

namespace ElJournal.Gateway.Configuration;

/// <summary>Every rule that the section <c>Rules</c> may name: those that judge the journal, and those that judge the gateway's own work.</summary>
internal static class SettableRules
{
    /// <summary>Rules that rest on receipts and not on lessons: they are tried on what was written down of each day, and nothing is judged again when their settings change.</summary>
    public static IReadOnlyList<SettableRule> OfTheGateway { get; } = [Of<ExportDeliveredSettings>(DeliveryFindings.Rule, JudgingTexts.TitleExportDelivered)];

    /// <summary>All, in the order in which they are listed.</summary>
    public static IReadOnlyList<SettableRule> All { get; } =
        [.. RuleCatalog.All.Select(rule => new SettableRule(rule.Info.Id, rule.Info.Title, rule.Info.SettingsType, rule.Timeline)), .. OfTheGateway];

    /// <summary>A rule by its id, exactly as spelled.</summary>
    public static SettableRule? Find(string id) => All.FirstOrDefault(rule => string.Equals(rule.Id, id, StringComparison.Ordinal));

    private static SettableRule Of<T>(string id, string title)
        where T : RuleSettings, new() => new(id, title, typeof(T), settings => new RuleSettingsTimeline<T>(settings.Cast<T>()));
}

/// <summary>A rule as the configuration sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">As people read it.</param>
/// <param name="SettingsType">Its settings.</param>
/// <param name="Timeline">Puts settings of that type in order of their days.</param>
internal sealed record SettableRule(string Id, string Title, Type SettingsType, Func<IEnumerable<RuleSettings>, RuleSettingsTimeline> Timeline);
