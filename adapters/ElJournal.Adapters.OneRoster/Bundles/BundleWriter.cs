using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace ElJournal.Adapters.OneRoster.Bundles;

/// <summary>Writes bundles. The same rows give the same bytes.</summary>
internal static class BundleWriter
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture) { NewLine = "\r\n" };

    /// <summary>The state as a whole: every file that can have rows is there, with its header at least.</summary>
    public static void Bulk(Stream stream, IEnumerable<Row> rows, DateTimeOffset at)
    {
        var byFile = rows.ToLookup(row => row.File, StringComparer.Ordinal);
        Write(stream, at, file => Layout.Columns.ContainsKey(file) ? "bulk" : "absent", file => byFile[file].Select(row => new Change(row, Gone: false)), stamped: false);
    }

    /// <summary>What changed; files without changes are absent.</summary>
    public static void Delta(Stream stream, IEnumerable<Change> changes, DateTimeOffset at)
    {
        var byFile = changes.ToLookup(change => change.Row.File, StringComparer.Ordinal);
        Write(stream, at, file => byFile.Contains(file) ? "delta" : "absent", file => byFile[file], stamped: true);
    }

    private static void Write(Stream stream, DateTimeOffset at, Func<string, string> modeOf, Func<string, IEnumerable<Change>> rowsOf, bool stamped)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true, Utf8);
        Entry(zip, "manifest", at, csv =>
        {
            Line(csv, ["propertyName", "value"]);
            Line(csv, ["manifest.version", "1.0"]);
            Line(csv, ["oneroster.version", "1.2"]);
            foreach (var file in Layout.Files)
            {
                Line(csv, [$"file.{file}", modeOf(file)]);
            }

            Line(csv, ["source.systemName", "ElJournal Gateway"]);
        });
        foreach (var file in Layout.Files.Where(file => modeOf(file) != "absent"))
        {
            Entry(zip, file, at, csv =>
            {
                Line(csv, [.. Layout.Common, .. Layout.Columns[file]]);
                foreach (var (row, gone) in rowsOf(file).OrderBy(change => change.Row.SourcedId, StringComparer.Ordinal))
                {
                    Line(csv, [row.SourcedId, stamped ? gone ? "tobedeleted" : "active" : string.Empty, stamped ? Cell.Stamp(at) : string.Empty, .. row.Values]);
                }
            });
        }
    }

    private static void Entry(ZipArchive zip, string name, DateTimeOffset at, Action<CsvWriter> write)
    {
        var entry = zip.CreateEntry($"{name}.csv", CompressionLevel.Fastest);
        entry.LastWriteTime = at.ToUniversalTime();
        using var text = new StreamWriter(entry.Open(), Utf8);
        using var csv = new CsvWriter(text, Format);
        write(csv);
    }

    private static void Line(CsvWriter csv, ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(field);
        }

        csv.NextRecord();
    }
}

/// <summary>A row that is new or changed, or gone.</summary>
internal readonly record struct Change(Row Row, bool Gone);
