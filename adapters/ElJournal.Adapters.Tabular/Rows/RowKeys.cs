using System.Runtime.InteropServices;
using ElJournal.Adapters.Tabular.Text;

namespace ElJournal.Adapters.Tabular.Rows;

/// <summary>The keys of one table's rows.</summary>
/// <remarks>Rows are told apart by a hash of 64 bits, so that a year of marks does not keep all its ids in memory; among a million keys, two are confused once in thirty million files.</remarks>
/// <param name="table">The table.</param>
/// <param name="rows">About how many rows it has; 0 when that is not known.</param>
internal sealed class RowKeys(Table table, int rows = 0)
{
    /// <summary>FNV-1a.</summary>
    private const ulong Seed = 0xCBF29CE484222325;

    /// <summary>A file of nothing but line breaks must not reserve memory for as many keys.</summary>
    private const int MostReserved = 1 << 20;

    private readonly Dictionary<ulong, int> lines = new(Math.Min(rows, MostReserved));

    /// <summary>The keys themselves, of tables that others refer to.</summary>
    public HashSet<string>? Known { get; } = RecordKinds.Roster.Contains(table.Kind) ? new HashSet<string>(StringComparer.Ordinal) : null;

    /// <summary>Reads the key columns; <see langword="false"/> when one of them cannot be part of a key.</summary>
    public bool TryRead(Row row, out ulong hash)
    {
        hash = Seed;
        foreach (var column in table.KeyColumns)
        {
            if (!TryExtend(ref hash, row[column]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The same of a row's bare text.</summary>
    public bool TryRead(ReadOnlySpan<char> line, char separator, ReadOnlySpan<int> places, out ulong hash)
    {
        hash = Seed;
        foreach (var column in table.KeyColumns)
        {
            if (!TryExtend(ref hash, PlainRow.Field(line, separator, places[column])))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Notes a key, unless a line before this one has it; <paramref name="other"/> says which line has it as well.</summary>
    public bool TryAdd(ulong hash, int line, out int other)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(lines, hash, out var exists);
        other = exists ? place : line;
        place = Math.Min(other, line);
        return other >= line;
    }

    private static bool TryExtend(ref ulong hash, ReadOnlySpan<char> part)
    {
        const ulong prime = 0x100000001B3;
        if (!Table.IsKeyPart(part))
        {
            return false;
        }

        foreach (var c in part)
        {
            hash = unchecked((hash ^ c) * prime);
        }

        hash = unchecked((hash ^ '\n') * prime);
        return true;
    }
}
