using System.Text.Json.Nodes;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Compliance;

namespace ElJournal.Gateway.Configuration;

/// <summary>Binds the <c>Rules</c> section of a school: each rule's own settings type, an object or a list of objects with <c>Since</c>.</summary>
internal static class RuleSections
{
    /// <summary>The settings of every rule that the section names.</summary>
    public static Dictionary<string, RuleSettingsTimeline> Bind(IDictionary<string, JsonNode> sections, string path, List<ConfigurationMistake> mistakes)
    {
        var result = new Dictionary<string, RuleSettingsTimeline>(StringComparer.Ordinal);
        foreach (var (id, section) in sections)
        {
            var at = OptionsBinder.Join(path, id);
            if (SettableRules.Find(id) is not { } rule)
            {
                var known = SettableRules.All.Select(candidate => candidate.Id).ToList();
                mistakes.Add(new ConfigurationMistake(at, Phrase.Of(ConfigurationTexts.RuleUnknown, OptionsBinder.Suggest(id, known), string.Join(", ", known))));
            }
            else
            {
                result[id] = Bind(rule, section, at, mistakes);
            }
        }

        return result;
    }

    /// <summary>The settings of one rule.</summary>
    public static RuleSettingsTimeline Bind(SettableRule rule, JsonNode section, string path, List<ConfigurationMistake> mistakes)
    {
        var binder = new OptionsBinder(mistakes);
        var entries = section is JsonArray list
            ? list.Select((entry, index) => (Entry: entry, Path: OptionsBinder.Join(path, FormattableString.Invariant($"{index}")))).ToList()
            : [(Entry: section, Path: path)];
        var settings = new List<RuleSettings>();
        foreach (var (entry, at) in entries)
        {
            if (entry is null)
            {
                mistakes.Add(new ConfigurationMistake(at, ConfigurationTexts.RuleNull));
            }
            else if (binder.BindValue(rule.SettingsType, entry, at) is RuleSettings bound)
            {
                bound.Enabled |= RuleCatalog.Find(rule.Id)?.Info.OnWhenNamed == true && !(entry is JsonObject named && named.Any(pair => string.Equals(pair.Key, nameof(RuleSettings.Enabled), StringComparison.OrdinalIgnoreCase)));
                settings.Add(bound);
            }
        }

        foreach (var twice in settings.GroupBy(entry => entry.Since).Where(group => group.Count() > 1))
        {
            mistakes.Add(new ConfigurationMistake(path, twice.Key is { } since
                ? Phrase.Of(ConfigurationTexts.SinceRepeated, since)
                : ConfigurationTexts.SinceMissing));
        }

        return rule.Timeline(settings);
    }

    /// <summary>A copy of the section with some settings changed, as <c>--set Homework:FromGrade=3</c> asks; a list's changes apply to each of its entries.</summary>
    public static JsonNode With(JsonNode? section, IEnumerable<KeyValuePair<string, string>> changes)
    {
        var copy = section?.DeepClone() ?? new JsonObject();
        foreach (var target in copy is JsonArray list ? list.OfType<JsonObject>() : [(JsonObject)copy])
        {
            foreach (var (key, value) in changes)
            {
                ConfigurationTree.Set(target, key.Split(':'), value);
            }
        }

        return copy;
    }
}
