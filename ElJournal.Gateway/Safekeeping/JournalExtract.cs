using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Sync;
using ElJournal.Rules.Journal;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Safekeeping;

/// <summary>The journal as people and other programs can read it without the gateway: the CSV folder, zipped, with a page that says what the source does not show.</summary>
internal static class JournalExtract
{
    private const string ReadMe = "ПРОЧТИ.txt";

    /// <summary>Writes the extract of one school.</summary>
    /// <param name="ledger">A copy of the ledger, so that extract and copy are of one moment.</param>
    public static async Task WriteAsync(SqliteConnection ledger, SchoolRuntime school, DateTimeOffset moment, Stream target, CancellationToken cancellationToken)
    {
        await using var context = LedgerDatabase.Context(ledger);
        var books = await context.Set<Book>().AsNoTracking().Where(book => book.School == school.Id).OrderByDescending(book => book.Year).ThenByDescending(book => book.Id).ToListAsync(cancellationToken);
        await using var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        var about = new StringBuilder().AppendLine(Phrase.Of(Texts.ExtractHead, school.Options.Name, RussianDates.Moment(school.Local(moment)), moment.Year)).AppendLine().AppendLine(Texts.ExtractAbout).AppendLine();
        foreach (var book in books)
        {
            var folder = string.Create(CultureInfo.InvariantCulture, $"{book.Year}-{book.Year + 1} {book.Source.Replace('@', ' ')}/");
            about.AppendLine(folder);
            await WriteMarkAsync(zip, folder, cancellationToken);
            foreach (var kind in RecordKinds.All)
            {
                var rows = WriteTable(zip, folder, ledger, book.Id, kind);
                if (rows > 0)
                {
                    about.AppendLine(Phrase.Of(Texts.ExtractTable, FileName(kind), Plural.Of(rows, Texts.ExtractRows)));
                }
            }

            about.AppendLine(Missing(ledger, book.Id)).AppendLine();
        }

        await using var text = new StreamWriter(zip.CreateEntry(ReadMe).Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await text.WriteAsync(about.ToString());
    }

    /// <summary>Tells the folder source that texts were made harmless, so that it takes the apostrophes off again.</summary>
    private static async Task WriteMarkAsync(ZipArchive zip, string folder, CancellationToken cancellationToken)
    {
        await using var mark = await zip.CreateEntry(folder + "eljournal-extract.json").OpenAsync(cancellationToken);
        await mark.WriteAsync("""{"format":"eljournal-extract/1"}"""u8.ToArray(), cancellationToken);
    }

    internal static string FileName(RecordKind kind) => kind switch
    {
        RecordKind.Homework or RecordKind.Attendance => kind.WireName(),
        RecordKind.Class => "classes",
        _ => kind.WireName() + "s",
    } + ".csv";

    private static int WriteTable(ZipArchive zip, string folder, SqliteConnection ledger, int book, RecordKind kind)
    {
        using var select = new Statement(ledger, """SELECT "Payload" FROM records WHERE "Book" = ?1 AND "Kind" = ?2 AND "Deleted" = 0 ORDER BY "Key" """);
        select.Bind(1, book).Bind(2, (long)kind);
        if (!select.Step())
        {
            return 0;
        }

        var columns = Columns.Of(kind);
        using var writer = new StreamWriter(zip.CreateEntry(folder + FileName(kind)).Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        using var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n" });
        foreach (var column in columns)
        {
            csv.WriteField(column);
        }

        csv.NextRecord();
        var rows = 0;
        do
        {
            using var payload = JsonDocument.Parse(select.Text(0)!);
            foreach (var column in columns)
            {
                csv.WriteField(payload.RootElement.TryGetProperty(column, out var value) ? Harmless(value.ToString()) : null);
            }

            csv.NextRecord();
            rows++;
        }
        while (select.Step());
        return rows;
    }

    /// <summary>
    /// A spreadsheet takes what begins like a formula for one, so an apostrophe goes before it; a single sign is no formula. Where apostrophes stood before such a sign there is one more, so that whoever
    /// reads the extract can take off exactly what was added (the folder source does, by the mark).
    /// </summary>
    internal static string Harmless(string text) => text.Length > 1 && text.AsSpan().TrimStart('\'') is [var first, ..] && "=+-@\t\r\n＝＋－＠".Contains(first, StringComparison.Ordinal) ? "'" + text : text;

    private static string Missing(SqliteConnection ledger, int book)
    {
        var missing = new List<string>();
        if (StoredTraits.Read(ledger, book) is { } traits)
        {
            missing.AddRange(RecordKinds.All.Where(kind => !traits.Shown.Contains(kind)).Select(KindNames.Of));
            if (!traits.ShowsTopics)
            {
                missing.Add(Texts.ExtractTopics);
            }

            if (!traits.ShowsSubstitutions)
            {
                missing.Add(Texts.ExtractSubstitutions);
            }
        }

        return missing.Count == 0 ? Texts.ExtractShowsAll : Phrase.Of(Texts.ExtractMissing, string.Join(", ", missing));
    }
}
