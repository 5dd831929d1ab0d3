using System.Diagnostics;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ElJournal.Adapters;
using ElJournal.Adapters.Paragraf;
using ElJournal.Adapters.Sources;
using ElJournal.Benchmarks.Http;
using ElJournal.Benchmarks.Reading;
using ElJournal.Rules.Journal;
using ExcelDataReader;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace ElJournal.Benchmarks.Paragraf;

/// <summary>«Параграф» through a mapping: a school year of CSV exports and its memory, lessons and marks of a term as spreadsheets, and the year in a SQLite database, each beside a bare pass over the same.</summary>
internal static class ParagrafSpeed
{
    private const int SheetRows = 60_000;

    private static readonly DayRange Year = new(new(2026, 9, 1), new(2027, 5, 31));

    /// <summary>Column by column what <see cref="YearFolder"/> writes. The names are those of this benchmark, and nobody's schema.</summary>
    private static readonly (string Entity, string Columns, string More)[] Entities =
    [
        ("classes", "id,name,grade,kind,homeroomTeacherId", ""),
        ("students", "id,familyName,givenName,middleName,birthDate,classId", ""),
        ("teachers", "id,familyName,givenName,middleName,email", ""),
        ("subjects", "id,name", ""),
        ("lessons", "id,date,number,start,end,classId,subjectId,teacherId,topic,status,enteredAt", ", \"enteredAtProved\": true"),
        ("homework", "lessonId,text,dueDate,enteredAt", ", \"enteredAtProved\": true, \"attachedTo\": \"given\""),
        ("marks", "id,lessonId,studentId,value,work,weight,enteredAt", ", \"enteredAtProved\": true"),
        ("attendance", "lessonId,studentId,kind,enteredAt", ", \"enteredAtProved\": true"),
    ];

    public static async Task RunAsync()
    {
        // ExcelDataReader asks for a code page before it is told which one to use.
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        var directory = Directory.CreateTempSubdirectory("eljournal-paragraf-").FullName;
        try
        {
            var exports = Path.Combine(directory, "exports");
            var records = YearFolder.Write(exports);
            var files = Map(directory, "files", entity => $"\"file\": \"{entity}.csv\"", Entities.Select(entity => entity.Entity));
            var started = Stopwatch.GetTimestamp();
            await ReadAsync("Files", files, exports);
            using (var process = Process.GetCurrentProcess())
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the whole year, {records:N0} records: {Stopwatch.GetElapsedTime(started).TotalSeconds:N1} s; peak memory of this process {process.PeakWorkingSet64 / 1e6:N0} MB"));
            }

            await MappingSpeed.ShowAsync("CSV, the whole year", Size(exports), "bare CsvHelper", () => Task.FromResult(BareCsv(exports)), () => ReadAsync("Files", files, exports));
            await SheetsAsync(directory, exports);
            await DatabaseAsync(directory, exports);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>Lessons and the marks of a term's length as XLSX.</summary>
    private static async Task SheetsAsync(string directory, string exports)
    {
        var sheets = Directory.CreateDirectory(Path.Combine(directory, "sheets")).FullName;
        foreach (var entity in new[] { "lessons", "marks" })
        {
            WriteSheet(Path.Combine(sheets, entity + ".xlsx"), RowsOf(Path.Combine(exports, entity + ".csv")).Take(SheetRows));
        }

        var mapping = Map(directory, "files", entity => $"\"file\": \"{entity}.xlsx\"", ["lessons", "marks"]);
        await MappingSpeed.ShowAsync($"XLSX, lessons and {SheetRows:N0} marks", Size(sheets), "bare ExcelDataReader", () => Task.FromResult(BareSheets(sheets)), () => ReadAsync("Files", mapping, sheets));
    }

    private static async Task DatabaseAsync(string directory, string exports)
    {
        var file = Path.Combine(directory, "year.db");
        await FillAsync(file, exports);
        var providers = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "providers")).FullName;
        foreach (var library in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Where(path => Path.GetFileName(path).StartsWith("SQLitePCL", StringComparison.Ordinal) || Path.GetFileName(path) == "Microsoft.Data.Sqlite.dll"))
        {
            File.Copy(library, Path.Combine(providers, Path.GetFileName(library)), overwrite: true);
        }

        foreach (var native in Directory.EnumerateFiles(AppContext.BaseDirectory, "*e_sqlite3*", SearchOption.AllDirectories).Where(path => path.Contains(System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier, StringComparison.Ordinal) || Path.GetDirectoryName(path) == AppContext.BaseDirectory.TrimEnd('/')))
        {
            File.Copy(native, Path.Combine(providers, Path.GetFileName(native)), overwrite: true);
        }

        string Sql(string entity) => entity switch
        {
            "lessons" => "\"sql\": \"SELECT * FROM lessons WHERE date BETWEEN @from AND @to\", \"parameters\": [\"from\", \"to\"]",
            "homework" or "marks" or "attendance" => $"\"sql\": \"SELECT * FROM {entity} WHERE lessonId IN (SELECT id FROM lessons WHERE date BETWEEN @from AND @to)\", \"parameters\": [\"from\", \"to\"]",
            _ => $"\"sql\": \"SELECT * FROM {entity}\"",
        };
        var mapping = Map(directory, "database", Sql, Entities.Select(entity => entity.Entity), "\"dateParameters\": \"text\", ");
        await MappingSpeed.ShowAsync("SQLite, the whole year", new FileInfo(file).Length, "bare DbDataReader", () => Task.FromResult(BareDatabase(file)), () => ReadAsync("Database", mapping, $"Data Source={file};Mode=ReadOnly"));
    }

    private static string Map(string directory, string mode, Func<string, string> place, IEnumerable<string> wanted, string before = "")
    {
        var chosen = Entities.Where(entity => wanted.Contains(entity.Entity)).Select(entity =>
            $"\"{entity.Entity}\": {{ {place(entity.Entity)}{entity.More}, \"columns\": {{ {string.Join(", ", entity.Columns.Split(',').Select(column => $"\"{column}\": \"{column}\""))} }} }}");
        var path = Path.Combine(directory, Guid.CreateVersion7().ToString("N") + ".jsonc");
        File.WriteAllText(path, $$"""
            { "format": "paragraf-mapping/1", "{{mode}}": { {{before}}{{string.Join(",\n", chosen)}} },
              "values": { "attendance": { "absent": "absent", "ill": "ill", "excused": "excused", "late": "late" }, "classKind": { "class": "class" }, "lessonStatus": { "held": "held" } } }
            """);
        return path;
    }

    private static async Task<long> ReadAsync(string mode, string mapping, string place)
    {
        var settings = new AdapterSettings([new("Mode", mode), new("Mapping", mapping), .. mode == "Files" ? new KeyValuePair<string, string>[] { new("Directory", place) } : [new("Provider", "Microsoft.Data.Sqlite"), new("ConnectionString", place)]]);
        await using var source = new ParagrafAdapterFactory().CreateSource(new AdapterContext("s1", TimeZoneInfo.Utc, settings, new NoHttp(), NullLogger.Instance, TimeProvider.System));
        var count = 0L;
        await foreach (var item in source.ReadAsync(new ReadRequest(Year, RecordKinds.All.ToHashSet(), [], new Dictionary<string, string>()), CancellationToken.None))
        {
            count += (item as Records)?.Items.Count ?? 0;
            if (item is Skipped or ScopeUnread)
            {
                throw new InvalidOperationException($"The exports should be sound: {item}");
            }
        }

        return count;
    }

    private static async Task FillAsync(string file, string exports)
    {
        await using var connection = new SqliteConnection($"Data Source={file}");
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var (entity, _, _) in Entities)
        {
            var rows = RowsOf(Path.Combine(exports, entity + ".csv"));
            SqliteCommand? insert = null;
            foreach (var row in rows)
            {
                if (insert is null)
                {
                    insert = connection.CreateCommand();
#pragma warning disable CA2100 // The benchmark's own names.
                    insert.CommandText = $"CREATE TABLE {entity} ({string.Join(", ", row.Select(name => $"\"{name}\" TEXT"))})";
                    await insert.ExecuteNonQueryAsync();
                    insert.CommandText = $"INSERT INTO {entity} VALUES ({string.Join(", ", row.Select((_, i) => $"@p{i}"))})";
#pragma warning restore CA2100
                    for (var i = 0; i < row.Length; i++)
                    {
                        insert.Parameters.Add(new SqliteParameter($"@p{i}", SqliteType.Text));
                    }

                    continue;
                }

                for (var i = 0; i < row.Length; i++)
                {
                    insert.Parameters[i].Value = row[i].Length == 0 ? DBNull.Value : row[i];
                }

                await insert.ExecuteNonQueryAsync();
            }

            insert?.Dispose();
        }

        await using var index = connection.CreateCommand();
        index.CommandText = "CREATE INDEX lessons_id ON lessons (id)";
        await index.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    private static IEnumerable<string[]> RowsOf(string path)
    {
        using var parser = Csv(path);
        while (parser.Read())
        {
            yield return parser.Record!;
        }
    }

    private static long BareCsv(string directory)
    {
        var rows = 0L;
        foreach (var file in Directory.EnumerateFiles(directory))
        {
            using var parser = Csv(file);
            while (parser.Read())
            {
                for (var i = 0; i < parser.Count; i++)
                {
                    GC.KeepAlive(parser[i]);
                }

                rows++;
            }
        }

        return rows;
    }

    private static CsvParser Csv(string path) => new(new StreamReader(path), new CsvConfiguration(CultureInfo.InvariantCulture) { BufferSize = 64 * 1024 });

    private static long BareSheets(string directory)
    {
        var rows = 0L;
        foreach (var file in Directory.EnumerateFiles(directory))
        {
            using var stream = File.OpenRead(file);
            using var reader = ExcelReaderFactory.CreateReader(stream);
            while (reader.Read())
            {
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    GC.KeepAlive(reader.GetValue(i));
                }

                rows++;
            }
        }

        return rows;
    }

    private static long BareDatabase(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly");
        connection.Open();
        var rows = 0L;
        foreach (var (entity, _, _) in Entities)
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The benchmark's own names.
            command.CommandText = $"SELECT * FROM {entity}";
#pragma warning restore CA2100
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    GC.KeepAlive(reader.GetValue(i));
                }

                rows++;
            }
        }

        return rows;
    }

    private static void WriteSheet(string path, IEnumerable<string[]> rows)
    {
        using var document = SpreadsheetDocument.Create(path, SpreadsheetDocumentType.Workbook);
        var workbook = document.AddWorkbookPart();
        var part = workbook.AddNewPart<WorksheetPart>();
        using (var writer = OpenXmlWriter.Create(part))
        {
            writer.WriteStartElement(new Worksheet());
            writer.WriteStartElement(new SheetData());
            foreach (var row in rows)
            {
                writer.WriteElement(new Row(row.Select(cell => new Cell(new InlineString(new Text(cell))) { DataType = CellValues.InlineString })));
            }

            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        workbook.Workbook = new Workbook(new Sheets(new Sheet { Id = workbook.GetIdOfPart(part), SheetId = 1, Name = "1" }));
    }

    private static long Size(string directory) => Directory.EnumerateFiles(directory).Sum(file => new FileInfo(file).Length);

    private sealed class NoHttp : IHttpClientSource
    {
        public HttpClient Create(Uri baseAddress) => throw new NotSupportedException("Nothing here speaks HTTP.");
    }
}
