using System.Globalization;
using System.IO.Compression;
using CsvHelper;

namespace ElJournal.Samples.Simulators.OneRoster;

/// <summary>Whom and what the provider knows, imported from bundles: the rostering service takes nothing, so rosters come another way.</summary>
public sealed class OneRosterRoster
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Dictionary<string, IReadOnlyDictionary<string, string>>> files = new(StringComparer.Ordinal);

    /// <summary>Adds a row by hand.</summary>
    public void Add(string file, string sourcedId, params (string Column, string Value)[] cells)
    {
        lock (gate)
        {
            File(file)[sourcedId] = cells.ToDictionary(cell => cell.Column, cell => cell.Value, StringComparer.Ordinal);
        }
    }

    /// <summary>Forgets a row.</summary>
    public void Remove(string file, string sourcedId)
    {
        lock (gate)
        {
            File(file).Remove(sourcedId);
        }
    }

    /// <summary>Imports a bundle, bulk or delta.</summary>
    public void Import(Stream bundle)
    {
        using var zip = new ZipArchive(bundle, ZipArchiveMode.Read);
        lock (gate)
        {
            foreach (var entry in zip.Entries.Where(entry => entry.Name != "manifest.csv"))
            {
                using var csv = new CsvReader(new StreamReader(entry.Open()), CultureInfo.InvariantCulture);
                csv.Read();
                csv.ReadHeader();
                var (file, columns) = (File(Path.GetFileNameWithoutExtension(entry.Name)), csv.HeaderRecord!);
                while (csv.Read())
                {
                    var row = columns.ToDictionary(column => column, column => csv.GetField(column) ?? "", StringComparer.Ordinal);
                    if (row["status"] == "tobedeleted")
                    {
                        file.Remove(row["sourcedId"]);
                    }
                    else
                    {
                        file[row["sourcedId"]] = row;
                    }
                }
            }
        }
    }

    internal bool Has(string file, string? sourcedId)
    {
        lock (gate)
        {
            return sourcedId is not null && File(file).ContainsKey(sourcedId);
        }
    }

    internal bool IsSchoolYear(string session)
    {
        lock (gate)
        {
            return File("academicSessions").GetValueOrDefault(session)?.GetValueOrDefault("type") == "schoolYear";
        }
    }

    internal bool IsEnrolled(string student, string group)
    {
        lock (gate)
        {
            return File("enrollments").Values.Any(row => row.GetValueOrDefault("userSourcedId") == student && row.GetValueOrDefault("classSourcedId") == group && row.GetValueOrDefault("role") == "student");
        }
    }

    private Dictionary<string, IReadOnlyDictionary<string, string>> File(string name)
    {
        if (!files.TryGetValue(name, out var rows))
        {
            files.Add(name, rows = new(StringComparer.Ordinal));
        }

        return rows;
    }
}
