using System.Buffers;
using System.Collections.Immutable;
using System.Data;
using System.Data.Common;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Delivery.Freezing;

/// <summary>Keys as portals see them: a key that an earlier book of the school used goes out with its year before it, and so do references to it.</summary>
internal sealed partial class WireKeys : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ImmutableArray<SchoolBook> books;
    private readonly Dictionary<int, int> places;
    private readonly Dictionary<(int Book, RecordKind Kind, string Key), string> roster = [];
    private readonly DbCommand find;

    public WireKeys(LedgerTransaction transaction, ImmutableArray<SchoolBook> books)
    {
        this.books = books;
        places = books.Select((book, place) => (book.Id, place)).ToDictionary();
        find = transaction.Command("""SELECT 1 FROM records WHERE "Book" = $book AND "Kind" = $kind AND "Key" = $key""");
        find.Parameters.Add("$book", DbType.Int64);
        find.Parameters.Add("$kind", DbType.Int64);
        find.Parameters.Add("$key", DbType.String);
    }

    /// <summary>The key as the portal sees it.</summary>
    public string KeyOf(int book, RecordKind kind, string key)
    {
        var place = places[book];
        if (place == 0)
        {
            return key;
        }

        // Lessons refer to the same few people and groups over and over.
        var kept = kind <= RecordKind.Subject;
        if (kept && roster.TryGetValue((book, kind, key), out var known))
        {
            return known;
        }

        var wire = books.AsSpan()[..place].ToArray().Any(earlier => Exists(earlier.Id, kind, key)) ? $"{books[place].Prefix}:{key}" : key;
        if (kept)
        {
            roster.Add((book, kind, key), wire);
        }

        return wire;
    }

    /// <summary>The ledger's key of a key as the portal sees it.</summary>
    public static string WithoutYear(string wire) => YearPrefix().Replace(wire, "", 1);

    /// <summary>The columns with references as the portal sees them.</summary>
    public string DataOf(int book, RecordKind kind, string payload)
    {
        if (places[book] == 0 || References.Of(kind).Length == 0)
        {
            return payload;
        }

        using var json = JsonDocument.Parse(payload);
        var changed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (column, target) in References.Of(kind))
        {
            if (References.Value(json.RootElement, column) is { } key && KeyOf(book, target, key) is var wire && wire != key)
            {
                changed.Add(column, wire);
            }
        }

        return changed.Count == 0 ? payload : Rewrite(json.RootElement, changed);
    }

    public void Dispose() => find.Dispose();

    [System.Text.RegularExpressions.GeneratedRegex(@"^\d{4}(?:\.\d+)?:", System.Text.RegularExpressions.RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial System.Text.RegularExpressions.Regex YearPrefix();

    private static string Rewrite(JsonElement columns, Dictionary<string, string> changed)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            foreach (var column in columns.EnumerateObject())
            {
                if (changed.TryGetValue(column.Name, out var wire))
                {
                    writer.WriteString(column.Name, wire);
                }
                else
                {
                    column.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private bool Exists(int book, RecordKind kind, string key)
    {
        find.Parameters[0].Value = book;
        find.Parameters[1].Value = (int)kind;
        find.Parameters[2].Value = key;
        return find.ExecuteScalar() is not null;
    }
}
