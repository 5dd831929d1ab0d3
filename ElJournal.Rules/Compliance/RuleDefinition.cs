namespace ElJournal.Rules.Compliance;

/// <summary>A shipped rule: what it is, its default settings, and how it is made.</summary>
public abstract class RuleDefinition
{
    private protected RuleDefinition(RuleInfo info) => Info = info;

    /// <summary>What the rule is.</summary>
    public RuleInfo Info { get; }

    /// <summary>New settings with the shipped defaults, for the binder to change.</summary>
    public abstract RuleSettings Defaults();

    /// <summary>Puts settings of this rule's type in order of their days; none: the defaults.</summary>
    /// <exception cref="InvalidCastException">Settings of another rule.</exception>
    public abstract RuleSettingsTimeline Timeline(IEnumerable<RuleSettings> settings);

    /// <summary>Makes the rule.</summary>
    /// <exception cref="InvalidCastException">Settings of another rule.</exception>
    public abstract IRule Create(RuleSettingsTimeline settings);
}

/// <inheritdoc cref="RuleDefinition"/>
internal sealed class RuleDefinition<T> : RuleDefinition
    where T : RuleSettings, new()
{
    private readonly Func<RuleSettingsTimeline<T>, IRule> _create;

    public RuleDefinition(RuleInfo info, Func<RuleSettingsTimeline<T>, IRule> create)
        : base(info) => _create = create;

    public override RuleSettings Defaults() => new T();

    public override RuleSettingsTimeline Timeline(IEnumerable<RuleSettings> settings) => new RuleSettingsTimeline<T>(settings.Cast<T>());

    public override IRule Create(RuleSettingsTimeline settings) => _create((RuleSettingsTimeline<T>)settings);
}
