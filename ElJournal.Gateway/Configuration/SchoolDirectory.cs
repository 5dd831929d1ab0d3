using ElJournal.Gateway.Composition;

namespace ElJournal.Gateway.Configuration;

/// <summary>The schools of this gateway.</summary>
internal sealed class SchoolDirectory
{
    private readonly Dictionary<string, SchoolRuntime> schools;

    public SchoolDirectory(IEnumerable<SchoolRuntime> schools)
    {
        All = [.. schools];
        this.schools = All.ToDictionary(school => school.Id, StringComparer.Ordinal);
    }

    public IReadOnlyList<SchoolRuntime> All { get; }

    /// <summary>The school of that id.</summary>
    /// <exception cref="GatewayException">There is none.</exception>
    public SchoolRuntime Get(string id) => schools.TryGetValue(id, out var school)
        ? school
        : throw new GatewayException($"Школы «{id}» нет в конфигурации. Есть: {(All.Count == 0 ? "ни одной" : string.Join(", ", All.Select(known => known.Id)))}.");
}
