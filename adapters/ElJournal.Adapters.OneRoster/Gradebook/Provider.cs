using ElJournal.Adapters.OneRoster.Bundles;

namespace ElJournal.Adapters.OneRoster.Gradebook;

/// <summary>In what the provider differs from the delivered state: what packages that are not at their end have written or tried to write there.</summary>
/// <remarks>A package takes back only what it wrote itself: what another one that is still to be sent again wrote must not flicker.</remarks>
internal sealed class Provider
{
    private readonly Dictionary<RowId, (string Package, Presence Presence)> differences = [];

    /// <summary>What is at the provider as far as is known.</summary>
    /// <param name="id">The row.</param>
    /// <param name="delivered">The row in the delivered state; <see langword="null"/> for none.</param>
    public Presence Of(RowId id, Row? delivered) => differences.TryGetValue(id, out var known) ? known.Presence : new Presence(delivered, IsSure: true, IsWritten: false);

    /// <summary>The rows that the package wrote or tried to write.</summary>
    public IEnumerable<RowId> WrittenFor(string package) => differences.Where(one => one.Value.Package == package).Select(one => one.Key);

    /// <summary>A write is on its way: until its answer nobody knows what is there.</summary>
    public void Try(string package, RowId id) => differences[id] = (package, new Presence(Row: null, IsSure: false, IsWritten: false));

    /// <summary>The provider has said what is there now.</summary>
    public void Note(string package, RowId id, Row? row) => differences[id] = (package, new Presence(row, IsSure: true, IsWritten: true));

    /// <summary>The provider has refused a write, so that what was there is there still.</summary>
    public void Restore(string package, RowId id, Presence before) => differences[id] = (package, before with { IsWritten = false });

    /// <summary>The package came to its end: the delivered state says again what is there.</summary>
    /// <param name="package">The package.</param>
    /// <param name="touched">The rows that it touched.</param>
    /// <param name="stuck">Rows that the provider would not let be as the state says: they are tried again whenever something beside them changes.</param>
    public void Settle(string package, IEnumerable<RowId> touched, IReadOnlySet<RowId> stuck)
    {
        foreach (var id in WrittenFor(package).Concat(touched).Where(id => !stuck.Contains(id)).ToList())
        {
            differences.Remove(id);
        }
    }
}

/// <summary>A row's name.</summary>
internal readonly record struct RowId(string File, string SourcedId)
{
    public static RowId Of(Row row) => new(row.File, row.SourcedId);
}

/// <summary>What is known of a row at the provider.</summary>
/// <param name="Row">It; <see langword="null"/> when it is not there.</param>
/// <param name="IsSure">Whether that is known.</param>
/// <param name="IsWritten">Whether the provider has said so since the last package came to its end.</param>
internal readonly record struct Presence(Row? Row, bool IsSure, bool IsWritten);
