using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Tests.Cli;
using ElJournal.Testing;

namespace ElJournal.Gateway.Tests.Reports;

/// <summary>A school of four classes in CSV files, read and judged once; every report is made of it and compared with what a person has accepted.</summary>
/// <remarks>To accept what is now made: run the tests with <c>ACCEPT_GOLDEN=1</c>, print the changed pages under <c>Reports/Golden</c> and look at them, then commit.</remarks>
internal sealed class ReportSchool : IDisposable
{
    public const string Evening = "2026-10-09T20:00:00+03:00";

    private readonly TempFolder folder = new();
    private DateTime written = new(2026, 10, 9, 16, 0, 0, DateTimeKind.Utc);

    public string this[string name] => folder[name];

    public string Path => folder.Path;

    public static async Task<ReportSchool> ReadAsync(bool judge = true, Action<ReportSchool>? change = null)
    {
        var school = new ReportSchool();
        school.WriteJournal();
        change?.Invoke(school);
        Succeeded(await school.Run("sync", "--now", Evening));
        if (judge)
        {
            var check = await school.Run("check", "--now", Evening);
            Assert.IsLessThan(3, check.ExitCode, check.Error);
        }

        return school;
    }

    /// <summary>As if the journal had been read since then.</summary>
    public void FirstRead(DateTimeOffset at)
    {
        using var connection = LedgerRows.Connect(folder["data/eljournal.db"]);
        using var update = connection.Command("UPDATE books SET \"FirstReadAt\" = $at");
        update.Parameters.AddWithValue("$at", at.ToUnixTimeMilliseconds());
        update.ExecuteNonQuery();
    }

    public Task<CommandLineRun> Run(string command, params string[] more)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ru-RU");
        return CommandLineRun.Of(folder.Path, [.. command.Split(' '), "--school", "s1", .. more]);
    }

    /// <summary>Makes the report into a folder of its own.</summary>
    /// <returns>The folder.</returns>
    public async Task<string> Report(string name, params string[] more)
    {
        var output = folder[$"reports/{Guid.CreateVersion7():N}"];
        Succeeded(await Run($"report {name}", ["--out", output, .. more.Contains("--now") ? [] : new[] { "--now", Evening }, .. more]));
        foreach (var file in Directory.EnumerateFiles(output))
        {
            Sound(file);
        }

        return output;
    }

    /// <summary>Makes the report and compares its page with the accepted one.</summary>
    public async Task Match(string name, string page, params string[] more)
    {
        var output = await Report(name, more);
        GoldenPage(page, await File.ReadAllTextAsync(System.IO.Path.Combine(output, page)));
    }

    public static void GoldenPage(string name, string actual, [CallerFilePath] string here = "")
    {
        var file = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("ACCEPT_GOLDEN") == "1")
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
            return;
        }

        Assert.IsTrue(File.Exists(file), $"No accepted page {file}; how to accept one is written at {nameof(ReportSchool)}.");
        Assert.AreEqual(File.ReadAllText(file).ReplaceLineEndings("\n"), actual, $"{name} differs from what was accepted; how to accept it is written at {nameof(ReportSchool)}.");
    }

    /// <summary>An office file opens without repair, as far as its format can be checked here.</summary>
    public static void Sound(string file)
    {
        using OpenXmlPackage? package = System.IO.Path.GetExtension(file) switch
        {
            ".xlsx" => SpreadsheetDocument.Open(file, isEditable: false),
            ".docx" => WordprocessingDocument.Open(file, isEditable: false),
            _ => null,
        };
        if (package is not null)
        {
            var errors = new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(package);
            Assert.AreEqual("", string.Join("\n", errors.Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}")), file);
        }
    }

    /// <summary>Changes a table of the journal, as the school would.</summary>
    public void Change(string table, Func<string, string> change)
    {
        var file = folder[$"journal/{table}.csv"];
        File.WriteAllText(file, change(File.ReadAllText(file)), Encoding.UTF8);
        File.SetLastWriteTimeUtc(file, written = written.AddSeconds(1));
    }

    /// <summary>Changes the configuration.</summary>
    public void Configure(Func<string, string> change) => File.WriteAllText(folder["eljournal.json"], change(File.ReadAllText(folder["eljournal.json"])));

    public void Dispose() => folder.Dispose();

    private static void Succeeded(CommandLineRun run) => Assert.AreEqual(0, run.ExitCode, run.Output + run.Error);

    private void WriteJournal()
    {
        Directory.CreateDirectory(folder["journal"]);
        File.WriteAllText(folder["eljournal.json"], ReportSchoolFiles.Configuration);
        foreach (var (table, text) in ReportSchoolFiles.Tables)
        {
            var file = folder[$"journal/{table}.csv"];
            File.WriteAllText(file, text, Encoding.UTF8);
            File.SetLastWriteTimeUtc(file, written = written.AddSeconds(1));
        }
    }
}
