using System.Globalization;
using ElJournal.Samples.SchoolGenerator;

namespace ElJournal.EndToEnd.Tests.Support;

/// <summary>A folder with the demo school's configuration and a journal that can be put to any moment, and the program in it.</summary>
internal sealed class DemoSchoolFolder : IDisposable
{
    private static readonly GeneratedSchool School = GeneratedSchool.Create();

    private readonly Scratch scratch = new();

    public DemoSchoolFolder()
    {
        var text = File.ReadAllText(Path.Combine(Programs.DemoSchool, "eljournal.json"));
        File.WriteAllText(scratch.In("eljournal.json"), text.Replace("\"Directory\": \".\"", "\"Directory\": \"journal\"", StringComparison.Ordinal));
        Program = new Eljournal(scratch.Path);
    }

    public Eljournal Program { get; }

    public string Root => scratch.Path;

    public string Journal => scratch.In("journal");

    public string Portal => scratch.In("portal");

    public string Mail => scratch.In("mail");

    public string Ledger => scratch.In("data", "eljournal.db");

    public Task ShowJournalAsync(DateTimeOffset moment) => CsvFolder.WriteAsync(Journal, School.StateAt(moment), moment);

    /// <summary>The arguments that put the clock to the moment.</summary>
    public static string[] Now(DateTimeOffset moment) => ["--now", moment.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)];

    public static string[] Sync(DateTimeOffset moment) => ["sync", "--school", "demo", "--from", "2026-09-01", "--to", "2026-10-17", .. Now(moment)];

    public static string[] Check(DateTimeOffset moment) => ["check", "--school", "demo", "--from", "2026-09-01", "--to", "2026-10-17", .. Now(moment)];

    public static string[] Notify(DateTimeOffset moment) => ["notify", "--school", "demo", "--kind", "daily", .. Now(moment)];

    public static string[] Export(DateTimeOffset moment) => ["export", "--school", "demo", .. Now(moment)];

    public void Dispose() => scratch.Dispose();
}
