using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace ElJournal.Adapters.OneRoster.Tests;

/// <summary>A bundle as a receiver reads it.</summary>
internal sealed record ReadBundle(IReadOnlyList<string[]> Manifest, IReadOnlyDictionary<string, (string[] Header, IReadOnlyList<string[]> Rows)> Files, string Raw)
{
    public static ReadBundle Of(string path)
    {
        var files = new Dictionary<string, (string[], IReadOnlyList<string[]>)>(StringComparer.Ordinal);
        IReadOnlyList<string[]> manifest = [];
        var raw = new StringBuilder();
        using var zip = ZipFile.OpenRead(path);
        foreach (var entry in zip.Entries)
        {
            using var bytes = new MemoryStream();
            using (var content = entry.Open())
            {
                content.CopyTo(bytes);
            }

            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.ToArray());
            raw.Append(text);
            var rows = Rows(text);
            if (entry.FullName == "manifest.csv")
            {
                manifest = rows;
            }
            else
            {
                files.Add(entry.FullName, (rows[0], rows[1..]));
            }
        }

        return new ReadBundle(manifest, files, raw.ToString());
    }

    public string Cell(string file, string sourcedId, string column)
    {
        var (header, rows) = Files[$"{file}.csv"];
        return rows.Single(row => row[0] == sourcedId)[Array.IndexOf(header, column)];
    }

    /// <summary>What a receiver holds after it: rows without status and date.</summary>
    public SortedDictionary<string, string> Applied(SortedDictionary<string, string>? earlier = null)
    {
        var held = earlier is null ? new SortedDictionary<string, string>(StringComparer.Ordinal) : new SortedDictionary<string, string>(earlier, StringComparer.Ordinal);
        foreach (var (file, (_, rows)) in Files)
        {
            foreach (var row in rows)
            {
                var key = $"{file} {row[0]}";
                if (row[1] == "tobedeleted")
                {
                    held.Remove(key);
                }
                else
                {
                    held[key] = string.Join('|', row[3..]);
                }
            }
        }

        return held;
    }

    private static List<string[]> Rows(string text)
    {
        using var csv = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture) { HasHeaderRecord = false });
        var rows = new List<string[]>();
        while (csv.Read())
        {
            rows.Add(csv.Record!);
        }

        return rows;
    }
}
