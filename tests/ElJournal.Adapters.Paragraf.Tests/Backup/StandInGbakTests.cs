using ElJournal.Adapters.Paragraf.Tests.Support;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.Paragraf.Tests.Backup;

/// <summary>What the real tool cannot be made to do at will, done by a stand-in script.</summary>
[TestClass]
public sealed class StandInGbakTests
{
    private const string Copies = "if [ \"$1\" = -b ]; then echo \"copy of $3\" > \"$4\"; else cat \"$2\" > \"$3\"; fi\n";

    [TestMethod]
    public async Task A_set_is_made_when_all_goes_well()
    {
        using var site = NewSite(Copies, out var target);
        await using var source = site.Source();

        var set = await ((IBackup)source).BackUpAsync(target, CancellationToken.None);

        Assert.HasCount(3, set.Files);
        Assert.IsTrue(((IBackup)source).IsBackupSetUp);
        Assert.AreEqual(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(target, "BASE.fbk")))), set.Files[0].Sha256);
    }

    [TestMethod]
    [DataRow("echo 'gbak: ERROR: something' >&2; exit 1", AdapterFailure.Permanent, "BASE", "завершился с ошибкой", DisplayName = "non-zero exit")]
    [DataRow(": > \"$4\"; exit 0", AdapterFailure.Permanent, "empty", "пуста", DisplayName = "exit 0 with an empty file")]
    [DataRow("exit 0", AdapterFailure.Permanent, "empty", "пуста", DisplayName = "exit 0 with no file")]
    [DataRow("echo half > \"$4\"; echo 'gbak: ERROR: No space left on device' >&2; exit 1", AdapterFailure.Temporary, "BASE", "места на диске", DisplayName = "disk full")]
    [DataRow("echo 'Your user name and password are not defined.' >&2; exit 1", AdapterFailure.Permanent, "BASE", "пароль", DisplayName = "wrong password")]
    [DataRow("echo 'Unable to complete network request to host' >&2; exit 1", AdapterFailure.Temporary, "BASE", "недоступен", DisplayName = "server down")]
    [DataRow("case \"$3\" in *BLOB*) exit 3;; esac\n" + Copies, AdapterFailure.Permanent, "BLOB", "BLOB", DisplayName = "one of three fails")]
    [DataRow("if [ \"$1\" = -b ]; then echo copy > \"$4\"; else exit 1; fi", AdapterFailure.Permanent, "test restore", "завершился с ошибкой", DisplayName = "a copy that does not restore")]
    [DataRow("if [ \"$1\" = -b ]; then echo copy > \"$4\"; fi; exit 0", AdapterFailure.Permanent, "did not become a database", "не восстанавливается", DisplayName = "a restore that makes nothing")]
    public async Task A_failure_is_classed_and_leaves_no_file(string script, AdapterFailure expected, string message, string instruction)
    {
        using var site = NewSite(script, out var target);
        await using var source = site.Source();

        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await ((IBackup)source).BackUpAsync(target, CancellationToken.None));

        Assert.AreEqual(expected, failure.Failure);
        Assert.Contains(message, failure.Message);
        Assert.Contains(instruction, failure.Instruction!);
        Assert.IsEmpty(Directory.GetFileSystemEntries(target), "A set is whole or not there.");
    }

    [TestMethod]
    public async Task The_password_goes_through_the_environment_and_never_stands_on_the_command_line()
    {
        using var site = NewSite("echo \"$@\" >> \"$(dirname \"$0\")/seen\"; echo \"$ISC_USER/$ISC_PASSWORD\" >> \"$(dirname \"$0\")/env\"\n" + Copies, out var target);
        await using var source = site.With("BackupUser", "INVENTED").With("BackupPassword", "hunter2").Source();

        await ((IBackup)source).BackUpAsync(target, CancellationToken.None);

        Assert.DoesNotContain("hunter2", await File.ReadAllTextAsync(Path.Combine(site.Path, "seen")));
        Assert.AreEqual("INVENTED/hunter2", (await File.ReadAllLinesAsync(Path.Combine(site.Path, "env")))[0]);
    }

    [TestMethod]
    public async Task Cancellation_ends_the_tool()
    {
        using var site = NewSite("echo begun > \"$(dirname \"$0\")/begun\"; exec sleep 60", out var target);
        await using var source = site.Source();
        using var stop = new CancellationTokenSource();
        using var watcher = new FileSystemWatcher(site.Path, "begun") { EnableRaisingEvents = true };
        var begun = new TaskCompletionSource();
        watcher.Created += (_, _) => begun.TrySetResult();

        var backup = ((IBackup)source).BackUpAsync(target, stop.Token).AsTask();
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await stop.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => backup);
        Assert.IsEmpty(Directory.GetFileSystemEntries(target));
    }

    [TestMethod]
    public async Task Without_the_tool_or_without_a_setting_the_technician_is_told()
    {
        using var site = NewSite(Copies, out var target);
        await using var nowhere = site.With("GbakPath", Path.Combine(site.Path, "no-gbak")).Source();
        await using var unset = site.With("GbakPath", null).Source();

        var missing = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await ((IBackup)nowhere).BackUpAsync(target, CancellationToken.None));
        var notSetUp = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await ((IBackup)unset).BackUpAsync(target, CancellationToken.None));

        Assert.Contains("GbakPath", missing.Instruction!);
        Assert.Contains("GbakPath", notSetUp.Instruction!);
        Assert.IsFalse(((IBackup)unset).IsBackupSetUp);
    }

    private static Site NewSite(string script, out string target)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("The stand-in is a shell script.");
            throw new PlatformNotSupportedException();
        }

        var site = BackupSite.Create(compress: false);
        var gbak = Path.Combine(site.Path, "gbak.sh");
        File.WriteAllText(gbak, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(gbak, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        target = Directory.CreateDirectory(Path.Combine(site.Path, "backup")).FullName;
        return site.With("GbakPath", gbak);
    }
}
