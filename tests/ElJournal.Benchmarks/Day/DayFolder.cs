using System.Text.Json;
using System.Text.Json.Nodes;
using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Samples.SchoolGenerator;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Benchmarks.Day;

/// <summary>
/// A made-up school of 1,000 pupils in the middle of its year: its journal in the morning and in the evening of one day, and the ledger as it stood in the morning,
/// everything read, judged and delivered. Making it takes half a minute, so it is kept between runs.
/// </summary>
internal sealed class DayFolder(string root)
{
    public const string School = "demo";

    public static readonly DateTimeOffset Morning = new(2027, 2, 10, 8, 0, 30, TimeSpan.FromHours(3));
    public static readonly DateTimeOffset Evening = new(2027, 2, 10, 20, 5, 0, TimeSpan.FromHours(3));

    /// <summary>Where the commands run.</summary>
    public string Work => Path.Combine(root, "work");

    public string Configuration => Path.Combine(Work, "eljournal.json");

    private string MorningJournal => Path.Combine(root, "morning");

    private string EveningJournal => Path.Combine(root, "evening");

    private string MorningLedger => Path.Combine(root, "ledger");

    /// <summary>Makes what is not there yet.</summary>
    public static async Task<DayFolder> PrepareAsync(string program)
    {
        // The name changes with what is made and with the ledger's schema, so that nothing of an older kind is measured.
        await using var connection = new SqliteConnection();
        await using var context = LedgerDatabase.Context(connection);
        var folder = new DayFolder(Path.Combine(Path.GetTempPath(), $"eljournal-bench-day-1-{context.Database.GetMigrations().Last()}"));
        if (!Directory.Exists(folder.MorningLedger))
        {
            await folder.MakeAsync(program);
        }

        return folder;
    }

    /// <summary>The ledger of the morning, the journal of the evening.</summary>
    public void Restore()
    {
        SqliteConnection.ClearAllPools();
        Lay(EveningJournal, MorningLedger);
    }

    /// <summary>The services of the program, on this folder.</summary>
    public ServiceProvider Services(string program, DateTimeOffset now)
    {
        var surroundings = CliSurroundings.OfProcess() with { CurrentDirectory = Work, ProgramDirectory = program };
        var loaded = new ConfigurationLoader(surroundings.Environment, surroundings.ProgramDirectory).Load(Configuration);
        return GatewayServices.Build(
            loaded.Configuration ?? throw new InvalidOperationException(string.Join(Environment.NewLine, loaded.Mistakes)), surroundings, new RunMode("bench", Drill: true, Really: false), now);
    }

    private async Task MakeAsync(string program)
    {
        if (Directory.Exists(root))
        {
            Directory.Delete(root, recursive: true);
        }

        var school = GeneratedSchool.Create(SchoolScale.Year);
        await CsvFolder.WriteAsync(MorningJournal, school.StateAt(Morning), Morning);
        await CsvFolder.WriteAsync(EveningJournal, school.StateAt(Evening.AddMinutes(-5)), Evening.AddMinutes(-5));
        Lay(MorningJournal, ledger: null);
        await using (var services = Services(program, Morning))
        {
            await services.GetRequiredService<LedgerSchema>().EnsureAsync(CancellationToken.None);
            foreach (var phase in SchoolDay.Phases)
            {
                Console.WriteLine($"  {phase.Name}: {await phase.RunAsync(services)}");
            }
        }

        SqliteConnection.ClearAllPools();
        Directory.Move(Path.Combine(Work, "data"), MorningLedger);
    }

    private void Lay(string journal, string? ledger)
    {
        if (Directory.Exists(Work))
        {
            Directory.Delete(Work, recursive: true);
        }

        Directory.CreateDirectory(Work);
        File.WriteAllText(Configuration, Order());
        Copy(journal, Path.Combine(Work, "journal"));
        if (ledger is not null)
        {
            Copy(ledger, Path.Combine(Work, "data"));
        }
    }

    /// <summary>The demo school's order and calendar; only the journal lies elsewhere.</summary>
    private static string Order()
    {
        var configuration = JsonNode.Parse(
            File.ReadAllText(Path.Combine(SchoolDay.Root, "samples", "demo-school", "eljournal.json")),
            documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!;
        configuration["Schools"]![0]!["Source"]!["Settings"]!["Directory"] = "journal";
        return configuration.ToJsonString();
    }

    /// <summary>With the moments of last writing: by them the reader knows what the data is true for.</summary>
    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            var copy = Path.Combine(to, Path.GetFileName(file));
            File.Copy(file, copy);
            File.SetLastWriteTimeUtc(copy, File.GetLastWriteTimeUtc(file));
        }
    }
}
