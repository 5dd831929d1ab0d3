namespace ElJournal.Rules.Compliance;

/// <summary>What can be set for every rule. Bound from <c>Rules:&lt;id&gt;</c>; public setters are for the binder only.</summary>
public abstract class RuleSettings
{
    /// <summary>From which lesson day on the settings hold; left out: from the beginning.</summary>
    public DateOnly? Since { get; set; }

    /// <summary>Whether the rule is used.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Whether the records it finds fault with are withheld from delivery.</summary>
    public bool Blocking { get; set; }

    /// <summary>The clause of the school's own order; left out: findings say that the school has named none.</summary>
    public string? Norm { get; set; }

    /// <summary>How much its findings weigh; left out: what the rule's documentation says.</summary>
    public Severity? Severity { get; set; }
}

/// <summary>Settings by the day from which they hold: a day is judged by the settings in force on it.</summary>
public abstract class RuleSettingsTimeline
{
    private protected RuleSettingsTimeline()
    {
    }

    /// <summary>All settings, earliest first; the first holds from the beginning.</summary>
    public abstract IReadOnlyList<RuleSettings> All { get; }

    /// <summary>Whether the rule is used on the day.</summary>
    public bool IsEnabledOn(DateOnly day) => All.Last(settings => settings.Since is not { } since || since <= day || ReferenceEquals(settings, All[0])).Enabled;

    /// <summary>Whether the rule is used on any day.</summary>
    public bool EverEnabled => All.Any(settings => settings.Enabled);
}

/// <inheritdoc cref="RuleSettingsTimeline"/>
/// <typeparam name="T">The rule's settings.</typeparam>
public sealed class RuleSettingsTimeline<T> : RuleSettingsTimeline
    where T : RuleSettings, new()
{
    private readonly T[] _settings;

    /// <summary>Makes a timeline. Before the earliest <see cref="RuleSettings.Since"/> the shipped defaults hold.</summary>
    public RuleSettingsTimeline(IEnumerable<T> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var sorted = settings.OrderBy(entry => entry.Since ?? DateOnly.MinValue).ToList();
        if (sorted.Count == 0 || sorted[0].Since is not null)
        {
            sorted.Insert(0, new T());
        }

        _settings = [.. sorted];
    }

    /// <summary>One set of settings for all days.</summary>
    public RuleSettingsTimeline(T settings)
        : this([settings])
    {
    }

    /// <inheritdoc/>
    public override IReadOnlyList<RuleSettings> All => _settings;

    /// <summary>The settings in force on the day.</summary>
    public T At(DateOnly day) => _settings[IndexAt(day)];

    internal int IndexAt(DateOnly day)
    {
        for (var i = _settings.Length - 1; i > 0; i--)
        {
            if (_settings[i].Since <= day)
            {
                return i;
            }
        }

        return 0;
    }

    internal TResult[] Prepare<TResult>(Func<T, TResult> prepare) => Array.ConvertAll(_settings, settings => prepare(settings));
}
