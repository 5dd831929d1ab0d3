using System.Globalization;

namespace ElJournal.Gateway.Demo;

/// <summary>Shows the bundled journal as it was at an earlier moment, so that the demo can watch entries appear.</summary>
/// <remarks>
/// Most rows tell by <c>enteredAt</c> since when they have been there. Those that do not, or that were different before, lie in <c>replay/</c>:
/// the same columns after <c>shownFrom</c> and <c>shownUntil</c>, in place of the final row of the same key.
/// </remarks>
internal sealed class JournalReplay(string bundle)
{
    private static readonly string[] Files =
        ["terms.csv", "classes.csv", "teachers.csv", "students.csv", "subjects.csv", "lessons.csv", "homework.csv", "marks.csv", "attendance.csv", "finalMarks.csv", "signIns.csv"];

    /// <summary>Writes the folder as the journal would have exported it at the moment; the files' dates say so.</summary>
    public async Task WriteAsync(string directory, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        foreach (var name in Files)
        {
            var target = Path.Combine(directory, name);
            await WriteTableAsync(name, target, moment, cancellationToken);
            File.SetLastWriteTimeUtc(target, moment.UtcDateTime);
        }
    }

    private async Task WriteTableAsync(string name, string target, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(bundle, name), cancellationToken);
        var columns = CsvRow.Split(lines[0]);
        var keys = name == "attendance.csv" ? 2 : 1;
        var replayed = await ReplayedAsync(name, moment, keys, cancellationToken);
        await using var writer = new StreamWriter(target) { NewLine = "\n" };
        await writer.WriteLineAsync(lines[0]);
        foreach (var line in lines.Skip(1))
        {
            if (!replayed.Keys.Contains(Key(line, keys)) && AsOf(name, columns, line, moment) is { } shown)
            {
                await writer.WriteLineAsync(shown);
            }
        }

        foreach (var line in replayed.Lines)
        {
            await writer.WriteLineAsync(line);
        }
    }

    private async Task<(HashSet<string> Keys, List<string> Lines)> ReplayedAsync(string name, DateTimeOffset moment, int keys, CancellationToken cancellationToken)
    {
        var file = Path.Combine(bundle, "replay", name);
        var known = new HashSet<string>(StringComparer.Ordinal);
        var shown = new List<string>();
        if (File.Exists(file))
        {
            await foreach (var line in File.ReadLinesAsync(file, cancellationToken).Skip(1))
            {
                var parts = line.Split(',', 3);
                known.Add(Key(parts[2], keys));
                if (Instant(parts[0]) <= moment && (parts[1].Length == 0 || moment < Instant(parts[1])))
                {
                    shown.Add(parts[2]);
                }
            }
        }

        return (known, shown);
    }

    private static string? AsOf(string name, List<string> columns, string line, DateTimeOffset moment) => name switch
    {
        "lessons.csv" => Lesson(columns, line, moment),
        "students.csv" => Student(columns, line, moment),
        "signIns.csv" => Instant(CsvRow.Split(line)[columns.IndexOf("at")]) <= moment ? line : null,
        "homework.csv" or "marks.csv" or "attendance.csv" or "finalMarks.csv" => Instant(line[(line.LastIndexOf(',') + 1)..]) <= moment ? line : null,
        _ => line,
    };

    private static string Lesson(List<string> columns, string line, DateTimeOffset moment)
    {
        var row = CsvRow.Split(line);
        ref var status = ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(row)[columns.IndexOf("status")];
        if (status != "held")
        {
            return line;
        }

        var end = DateTimeOffset.ParseExact($"{row[columns.IndexOf("date")]}T{row[columns.IndexOf("end")]}+03:00", "yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture);
        var entered = row[columns.IndexOf("enteredAt")] is { Length: > 0 } text ? Instant(text) : (DateTimeOffset?)null;
        if (entered <= moment)
        {
            return line;
        }

        status = moment < end ? "planned" : "held";
        row[columns.IndexOf("topic")] = row[columns.IndexOf("enteredAt")] = "";
        return CsvRow.Join(row);
    }

    private static string? Student(List<string> columns, string line, DateTimeOffset moment)
    {
        var row = CsvRow.Split(line);
        var today = DateOnly.FromDateTime(moment.DateTime);
        if (Day(row[columns.IndexOf("enrolledOn")]) > today)
        {
            return null;
        }

        var left = columns.IndexOf("leftOn");
        if (Day(row[left]) > today)
        {
            row[left] = "";
            return CsvRow.Join(row);
        }

        return line;
    }

    private static string Key(string line, int fields) => string.Join(',', line.Split(',', fields + 1).Take(fields));

    private static DateOnly? Day(string text) => text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
