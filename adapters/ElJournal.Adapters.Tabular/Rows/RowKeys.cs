using System.Runtime.InteropServices;

namespace ElJournal.Adapters.Tabular.Rows;

/// <summary>The keys of one table's rows.</summary>
/// <remarks>Rows are told apart by a hash of 64 bits, so that a year of marks does not keep all its ids in memory; among a million keys, two are confused once in thirty million files.</remarks>
internal sealed class RowKeys(Table table)
{
    private readonly Dictionary<ulong, int> lines = [];

    /// <summary>The keys themselves, of tables that others refer to.</summary>
    public HashSet<string>? Known { get; } = RecordKinds.Roster.Contains(table.Kind) ? new HashSet<string>(StringComparer.Ordinal) : null;

    /// <summary>Reads the key columns; <see langword="false"/> when one of them cannot be part of a key.</summary>
    public bool TryRead(Row row, out ulong hash)
    {
        // FNV-1a
        const ulong prime = 0x100000001B3;
        hash = 0xCBF29CE484222325;
        foreach (var column in table.KeyColumns)
        {
            var part = row[column];
            if (!Table.IsKeyPart(part))
            {
                return false;
            }

            foreach (var c in part)
            {
                hash = unchecked((hash ^ c) * prime);
            }

            hash = unchecked((hash ^ '\n') * prime);
        }

        return true;
    }

    /// <summary>Notes a key, unless it was noted before; <paramref name="first"/> says by which line.</summary>
    public bool TryAdd(ulong hash, int line, out int first)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(lines, hash, out var exists);
        first = exists ? place : line;
        place = first;
        return !exists;
    }
}
