using System.Diagnostics;
using ElJournal.EndToEnd.Tests.Support;
using Microsoft.Data.Sqlite;

namespace ElJournal.EndToEnd.Tests.Deploy;

/// <summary>The script that goes back to the program before an upgrade, with the real program and a stand-in for systemctl.</summary>
[TestClass]
public sealed class RollBackTests
{
    [TestMethod]
    public async Task The_former_program_and_the_ledger_from_before_the_upgrade_come_back_and_the_newer_ledger_is_kept()
    {
        OnlyWithShell();
        using var folder = new DemoSchoolFolder();
        await folder.Program.RunHereAsync("findings", "list", "--school", "demo");
        var saved = folder.Ledger + ".before-upgrade-from-20261101000000_Initial";
        File.Copy(folder.Ledger, saved);
        await UpgradeAsync(folder.Ledger);
        var program = Install(folder, "opt");
        Install(folder, "opt.previous");

        var (exitCode, said) = await RollBackAsync(folder, program);

        Assert.AreEqual(0, exitCode, said);
        StringAssert.Contains(said, "The ledger is the one from before the upgrade", StringComparison.Ordinal);
        CollectionAssert.AreEqual(new[] { "stop eljournal", "start eljournal" }, await File.ReadAllLinesAsync(At(folder, "service.log")));
        Assert.IsTrue(Directory.Exists(program) && Directory.Exists(program + ".undone") && !Directory.Exists(program + ".previous"));
        Assert.AreEqual(0L, await NewerAsync(folder.Ledger));
        Assert.AreEqual(1L, await NewerAsync(At(folder, "undone", "eljournal.db")));
    }

    [TestMethod]
    public async Task A_ledger_that_the_former_program_opens_is_left_as_it_is()
    {
        OnlyWithShell();
        using var folder = new DemoSchoolFolder();
        await folder.Program.RunHereAsync("findings", "list", "--school", "demo");
        File.Copy(folder.Ledger, folder.Ledger + ".before-upgrade-from-20261101000000_Initial");
        var program = Install(folder, "opt");
        Install(folder, "opt.previous");

        var (exitCode, said) = await RollBackAsync(folder, program);

        Assert.AreEqual(0, exitCode, said);
        Assert.IsFalse(Directory.Exists(At(folder, "undone")));

        (exitCode, said) = await RollBackAsync(folder, program);
        Assert.AreEqual(1, exitCode, "there is nothing to go back to twice");
        StringAssert.Contains(said, "There is no", StringComparison.Ordinal);
        Assert.IsTrue(Directory.Exists(program));
    }

    private static string At(DemoSchoolFolder folder, params string[] parts) => Path.Combine([folder.Root, .. parts]);

    private static void OnlyWithShell()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("A shell script; Windows has its own.");
        }
    }

    /// <summary>A link is a folder to whoever moves it.</summary>
    private static string Install(DemoSchoolFolder folder, string name)
    {
        var place = At(folder, name);
        Directory.CreateSymbolicLink(place, Path.GetDirectoryName(Programs.Gateway)!);
        return place;
    }

    private static async Task<(int ExitCode, string Said)> RollBackAsync(DemoSchoolFolder folder, string program)
    {
        await File.WriteAllTextAsync(At(folder, "service"), $"#!/bin/sh\necho \"$*\" >>'{At(folder, "service.log")}'\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(At(folder, "service"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var start = new ProcessStartInfo("/bin/sh", [Path.Combine(Programs.Root, "ElJournal.Gateway", "Deploy", "rollback.sh")]) { WorkingDirectory = folder.Root, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ELJOURNAL_PROGRAM"] = program;
        start.Environment["ELJOURNAL_STATE"] = folder.Root;
        start.Environment["ELJOURNAL_USER"] = Environment.UserName;
        start.Environment["ELJOURNAL_SECRETS"] = At(folder, "none.env");
        start.Environment["ELJOURNAL_LEDGER"] = folder.Ledger;
        start.Environment["ELJOURNAL_SYSTEMCTL"] = At(folder, "service");
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    private static async Task<long> NewerAsync(string ledger)
    {
        await using var connection = await OpenAsync(ledger);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM __EFMigrationsHistory WHERE MigrationId = '29990101000000_Newer'";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task UpgradeAsync(string ledger)
    {
        await using var connection = await OpenAsync(ledger);
        await using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Newer', '99.0')";
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<SqliteConnection> OpenAsync(string ledger)
    {
        var connection = new SqliteConnection($"Data Source={ledger};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }
}
