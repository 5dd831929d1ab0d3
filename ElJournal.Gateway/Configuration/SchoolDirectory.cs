using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Configuration;

/// <summary>The schools of this gateway. A running worker gets others when the configuration changes; what has begun for a school goes on with what it began with.</summary>
internal sealed class SchoolDirectory
{
    private volatile Known known;

    public SchoolDirectory(IEnumerable<SchoolRuntime> schools) => known = new Known(schools);

    public IReadOnlyList<SchoolRuntime> All => known.All;

    /// <summary>From now on there are these.</summary>
    public void Replace(SchoolDirectory other) => known = other.known;

    /// <summary>The school of that id; <see langword="null"/> when there is none.</summary>
    public SchoolRuntime? Find(string id) => known.ById.GetValueOrDefault(id);

    /// <summary>The school of that id.</summary>
    /// <exception cref="GatewayException">There is none.</exception>
    public SchoolRuntime Get(string id) => Find(id) ?? throw new GatewayException(Phrase.Of(ConfigurationTexts.SchoolUnknown, id, (All.Count == 0 ? ConfigurationTexts.SchoolsNone : string.Join(", ", All.Select(one => one.Id)))));

    private sealed class Known(IEnumerable<SchoolRuntime> schools)
    {
        public IReadOnlyList<SchoolRuntime> All { get; } = [.. schools];

        public Dictionary<string, SchoolRuntime> ById => field ??= All.ToDictionary(school => school.Id, StringComparer.Ordinal);
    }
}
