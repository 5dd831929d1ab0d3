using System.Data;
using System.Data.Common;
using System.Globalization;
using ElJournal.Adapters.Paragraf.Mapping;

namespace ElJournal.Adapters.Paragraf.Database;

/// <summary>How a site's database is reached.</summary>
/// <param name="Provider">The provider's name.</param>
/// <param name="ProviderFolder">Where its DLL lies.</param>
/// <param name="ConnectionString">Secret.</param>
/// <param name="AsOf">The moment that a restored backup is true for, when a setting says it.</param>
/// <param name="Timeout">How long a query may take.</param>
/// <param name="Mapping">The site's mapping.</param>
internal sealed record DatabaseSettings(string Provider, string ProviderFolder, string ConnectionString, DateTimeOffset? AsOf, TimeSpan Timeout, DatabaseMapping Mapping)
{
    public static DatabaseSettings From(AdapterContext context, DatabaseMapping mapping) => new(
        context.Settings.Required(SettingNames.Provider),
        Providers.Folder,
        context.Settings.Required(SettingNames.ConnectionString),
        context.Settings[SettingNames.AsOf] is { } asOf ? MomentOf(asOf) : null,
        TimeSpan.FromSeconds(context.Settings.Number(SettingNames.CommandTimeout, 60, 1, 3600)),
        mapping);

    /// <summary>A moment with its offset.</summary>
    public static DateTimeOffset? MomentOf(string text) =>
        DateTimeOffset.TryParseExact(text.Trim(), ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment : null;

    /// <summary>The secret is not shown.</summary>
    public override string ToString() => $"{Provider}, {Timeout}";
}

/// <summary>How a transaction is begun that cannot write.</summary>
/// <param name="Isolation">One state for all queries where the provider has it.</param>
/// <param name="Statements">Run at its beginning.</param>
internal sealed record ReadOnlyWay(IsolationLevel Isolation, IReadOnlyList<string> Statements)
{
    /// <summary>What is known of providers, by the beginning of their factories' names.</summary>
    private static readonly (string Factory, ReadOnlyWay Way)[] Known =
    [
        ("Npgsql.", new(IsolationLevel.RepeatableRead, ["SET TRANSACTION READ ONLY"])),

        // Any other level makes this provider begin by taking the lock for writing.
        ("Microsoft.Data.Sqlite.", new(IsolationLevel.ReadUncommitted, ["PRAGMA query_only = 1"])),
    ];

    /// <exception cref="AdapterException">Neither the mapping nor the provider says how.</exception>
    public static ReadOnlyWay Of(DbProviderFactory factory, ReadOnlyRule? rule)
    {
        if (rule is not null)
        {
            return new(IsolationLevel.Unspecified, rule.Statements);
        }

        var name = factory.GetType().FullName!;
        return Known.FirstOrDefault(known => name.StartsWith(known.Factory, StringComparison.Ordinal)).Way
            ?? throw new AdapterException(AdapterFailure.Permanent, $"It is not known how {name} reads without being able to write.", Texts.ReadOnlyUnknown);
    }
}
