using System.Security.Cryptography;
using System.Text.Json;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Calendar;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Policy;

namespace ElJournal.Gateway.Configuration;

/// <summary>A school as configured, ready for use. Immutable.</summary>
internal sealed class SchoolRuntime
{
    private readonly IReadOnlyDictionary<string, RuleSettingsTimeline> rules;

    /// <summary>Made for who judges: writing the settings down takes the just-in-time compiler a fifth of a second in a process that has just started.</summary>
    private readonly Lazy<string> fingerprint;

    /// <param name="options">What the file says.</param>
    /// <param name="zone">The school's zone.</param>
    /// <param name="rules">Settings by the rule's id; a rule left out has its defaults.</param>
    public SchoolRuntime(SchoolOptions options, TimeZoneInfo zone, IReadOnlyDictionary<string, RuleSettingsTimeline>? rules = null)
    {
        Options = options;
        Zone = zone;
        this.rules = SettableRules.All.ToDictionary(
            rule => rule.Id,
            rule => rules is not null && rules.TryGetValue(rule.Id, out var set) ? set : rule.Timeline([]),
            StringComparer.Ordinal);
        Calendar = SchoolSettings.Calendar(options);
        Policy = SchoolSettings.Policy(options);
        Deputies = SchoolSettings.Deputies(options);
        fingerprint = new Lazy<string>(Hash);
    }

    public string Id => Options.Id;

    public SchoolOptions Options { get; }

    public TimeZoneInfo Zone { get; }

    /// <summary>The calendar of the configuration; days added by command come on top (<see cref="CalendarSettings.With"/>).</summary>
    public CalendarSettings Calendar { get; }

    public SchoolPolicy Policy { get; }

    /// <summary>The deputy directors, however the file names them.</summary>
    public IReadOnlyList<DeputyOptions> Deputies { get; }

    /// <summary>Which papers of pupils are there.</summary>
    public PapersReading Papers { get; init; } = PapersReading.None;

    /// <summary>Changes whenever calendar, policy, a rule's settings or a rule's version do: everything must be judged again.</summary>
    public string Fingerprint => fingerprint.Value;

    /// <summary>Whether letters are on trial on that day (<c>ObserveUntil</c>).</summary>
    public bool IsObserving(DateOnly day) => Options.ObserveUntil is { } until && day <= until;

    /// <summary>The settings of a rule.</summary>
    /// <exception cref="GatewayException">There is no such rule.</exception>
    public RuleSettingsTimeline RuleSettings(string id) => rules.TryGetValue(id, out var settings) ? settings : throw UnknownRule(id);

    /// <summary>The settings of a rule in force on the day.</summary>
    public T Settings<T>(string rule, DateOnly day)
        where T : RuleSettings, new() => ((RuleSettingsTimeline<T>)RuleSettings(rule)).At(day);

    /// <summary>The rules that are on, ready to judge.</summary>
    public RuleBook CreateRuleBook() => new(
        [.. RuleCatalog.All.Where(rule => rules[rule.Info.Id].EverEnabled).Select(rule => rule.Create(rules[rule.Info.Id]))]);

    /// <summary>One rule alone, with settings of its own: for trying out.</summary>
    /// <exception cref="GatewayException">There is no such rule.</exception>
    public static RuleBook CreateRuleBook(string id, RuleSettingsTimeline settings) => new([(RuleCatalog.Find(id) ?? throw UnknownRule(id)).Create(settings)]);

    /// <summary>The instant on the school's clock, for output.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>The school's calendar day at the instant.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant).DateTime);

    /// <summary>The instant at which the school's clocks show this.</summary>
    public DateTimeOffset At(DateOnly day, TimeOnly time) => new SchoolCalendar(Calendar, Zone).At(day, time);

    /// <summary>The source that the day belongs to; before the first <c>Since</c> the first one.</summary>
    public SourceOptions SourceFor(DateOnly day) =>
        Options.Source.LastOrDefault(source => source.Since is null || source.Since <= day) ?? Options.Source[0];

    /// <summary>The route of that name, or without a name all of them.</summary>
    /// <exception cref="GatewayException">There is none.</exception>
    public IReadOnlyList<RouteOptions> Routes(string? name)
    {
        if (name is null)
        {
            return [.. Options.Routes];
        }

        var route = Options.Routes.FirstOrDefault(route => string.Equals(route.Name, name, StringComparison.OrdinalIgnoreCase));
        return route is null
            ? throw new GatewayException(Phrase.Of(ConfigurationTexts.RouteUnknown, Id, name, (Options.Routes.Count == 0 ? ConfigurationTexts.AdaptersNone : string.Join(", ", Options.Routes.Select(known => known.Name)))))
            : [route];
    }

    private string Hash()
    {
        var settings = RuleCatalog.All.Select(rule => new
        {
            rule.Info.Id,
            rule.Info.Version,
            Settings = rules[rule.Info.Id].All.Select(entry => JsonSerializer.SerializeToNode(entry, entry.GetType())).ToArray(),
        });
        var text = JsonSerializer.SerializeToUtf8Bytes(new { Options.TimeZone, Options.Calendar, Options.Policy, Rules = settings });
        return Convert.ToHexStringLower(SHA256.HashData(text));
    }

    private static GatewayException UnknownRule(string id) =>
        new(Phrase.Of(ConfigurationTexts.RulesUnknown, id, string.Join(", ", SettableRules.All.Select(rule => rule.Id))));
}
