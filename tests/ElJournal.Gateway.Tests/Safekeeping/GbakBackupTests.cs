using System.Text.Json;
using ElJournal.Gateway.Tests.Cli;
using ElJournal.Testing.Databases;

namespace ElJournal.Gateway.Tests.Safekeeping;

/// <summary>The command <c>backup</c> with the journal's own database, by the real gbak with the engine embedded.</summary>
[TestClass]
public sealed class GbakBackupTests
{

    [TestMethod]
    public async Task The_journals_own_database_lies_on_both_media_and_what_is_restored_opens()
    {
        if (!FirebirdTools.Installed)
        {
            Assert.Inconclusive(FirebirdTools.HowToInstall);
        }

        using var school = new SmallSchool();
        Directory.CreateDirectory(school["m1"]);
        Directory.CreateDirectory(school["m2"]);
        await school.Read(0);
        await FirebirdTools.CreateAsync(school["base.fdb"]);
        await File.WriteAllTextAsync(school["mapping.jsonc"], $$"""
            { "format": "paragraf-mapping/1", "files": { "classes": { "file": "klassy.csv", "columns": { "Класс": ["id", "name", "grade"] } } },
              "backup": { "databases": { "BASE": {{JsonSerializer.Serialize(school["base.fdb"])}} }, "compress": false } }
            """);
        var configuration = await File.ReadAllTextAsync(school["eljournal.json"]);
        await File.WriteAllTextAsync(school["eljournal.json"], configuration
            .Replace("\"Allowed\": [\"files\"]", "\"Allowed\": [\"files\", \"paragraf\"]", StringComparison.Ordinal)
            .Replace("\"Source\": { \"Adapter\": \"files\", \"Settings\": { \"Directory\": \"journal\" } }", $$"""
                "Source": { "Adapter": "paragraf", "Settings": { "Mode": "Files", "Mapping": "mapping.jsonc", "Directory": "journal", "GbakPath": "{{FirebirdTools.Gbak}}" } }
                """, StringComparison.Ordinal)
            .Replace("\"Schools\":", """
                "Backup": { "Encrypt": false, "AllowOneDevice": true, "Media": [ { "Name": "диск 1", "Directory": "m1" }, { "Name": "диск 2", "Directory": "m2" } ] }, "Schools":
                """, StringComparison.Ordinal));

        var made = await CommandLineRun.Of(school.Path, "backup", "--json");

        Assert.AreEqual(0, made.ExitCode, made.Output + made.Error);
        Assert.AreEqual(0, (await CommandLineRun.Of(school.Path, "backup", "verify")).ExitCode);
        var restored = await CommandLineRun.Of(school.Path, "restore", "--to", "back", "--from", "m2", "--json");
        Assert.AreEqual(0, restored.ExitCode, restored.Output + restored.Error);
        var copy = Directory.GetFiles(school["back"], "*BASE.fbk", SearchOption.AllDirectories).Single();
        Assert.Contains("42", await FirebirdTools.RestoreAsync(copy, school["again.fdb"]));
    }
}
