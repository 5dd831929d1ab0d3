using System.Text;
using ElJournal.Adapters.Files.Delivering;
using ElJournal.Adapters.Portals;

namespace ElJournal.Adapters.Files.Tests.Delivering;

[TestClass]
public sealed class FolderPortalTests
{
    private const string Id = "0199c3f2-6f4e-7d33-9a54-0f6a1b2c3d4e";

    private readonly string root = Directory.CreateTempSubdirectory("eljournal-portal-").FullName;

    private string Folder => Path.Combine(root, "out", "portal");

    [TestCleanup]
    public void Remove() => Directory.Delete(root, recursive: true);

    [TestMethod]
    public async Task A_package_becomes_a_file_of_the_same_bytes_and_all_of_it_is_accepted()
    {
        var receipt = await new FolderPortal(Folder).DeliverAsync(PackageOf("{\"records\":[]}", 3), CancellationToken.None);

        Assert.AreEqual(($"files:{Id}", 3, 0), (receipt.Id, receipt.Accepted, receipt.Rejected.Count));
        Assert.AreEqual("{\"records\":[]}", await File.ReadAllTextAsync(Path.Combine(Folder, $"{Id}.json")));
        Assert.HasCount(1, Directory.GetFileSystemEntries(Folder));
    }

    [TestMethod]
    public async Task The_same_package_again_gives_the_same_receipt_and_leaves_the_file_alone()
    {
        var portal = new FolderPortal(Folder);
        var first = await portal.DeliverAsync(PackageOf("{}", 1), CancellationToken.None);
        var path = Path.Combine(Folder, $"{Id}.json");
        var written = new DateTime(2026, 10, 5, 15, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, written);

        var second = await portal.DeliverAsync(PackageOf("{}", 1), CancellationToken.None);

        Assert.AreEqual((first.Id, first.Accepted), (second.Id, second.Accepted));
        Assert.AreEqual(written, File.GetLastWriteTimeUtc(path));
    }

    [TestMethod]
    public async Task Another_package_of_the_same_id_is_refused_for_good()
    {
        var portal = new FolderPortal(Folder);
        await portal.DeliverAsync(PackageOf("{\"a\":1}", 1), CancellationToken.None);

        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await portal.DeliverAsync(PackageOf("{\"a\":2}", 1), CancellationToken.None));

        Assert.AreEqual(AdapterFailure.Final, failure.Failure);
        Assert.IsNotNull(failure.Instruction);
        Assert.AreEqual("{\"a\":1}", await File.ReadAllTextAsync(Path.Combine(Folder, $"{Id}.json")));
    }

    [TestMethod]
    public async Task What_a_killed_run_left_half_written_is_neither_a_package_nor_in_the_way()
    {
        Directory.CreateDirectory(Folder);
        var half = Path.Combine(Folder, $".{Id}.tmp");
        await File.WriteAllTextAsync(half, "{\"rec");

        await new FolderPortal(Folder).DeliverAsync(PackageOf("{\"records\":[]}", 0), CancellationToken.None);

        Assert.IsFalse(File.Exists(half));
        Assert.AreEqual("{\"records\":[]}", await File.ReadAllTextAsync(Path.Combine(Folder, $"{Id}.json")));
    }

    [TestMethod]
    [DataRow("../evil")]
    [DataRow("..")]
    [DataRow("a/b")]
    [DataRow("a\\b")]
    [DataRow("/etc/passwd")]
    [DataRow("C:evil")]
    [DataRow("a.json")]
    [DataRow("a\0b")]
    [DataRow("")]
    public async Task An_id_that_could_lead_elsewhere_is_refused_for_good(string id)
    {
        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await new FolderPortal(Folder).DeliverAsync(PackageOf("{}", 1, id), CancellationToken.None));

        Assert.AreEqual(AdapterFailure.Final, failure.Failure);
        Assert.IsFalse(Directory.Exists(Folder));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
    public async Task Packages_are_for_the_owner_only()
    {
        await new FolderPortal(Folder).DeliverAsync(PackageOf("{}", 1), CancellationToken.None);

        if (!OperatingSystem.IsWindows())
        {
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Folder, $"{Id}.json")));
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
        }
    }

    [TestMethod]
    public async Task A_path_that_is_no_folder_needs_a_person()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Folder)!);
        await File.WriteAllTextAsync(Folder, "a file");
        var portal = new FolderPortal(Folder);

        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await portal.DeliverAsync(PackageOf("{}", 1), CancellationToken.None));

        Assert.AreEqual((AdapterFailure.Permanent, Texts.PortalNotFolder), (failure.Failure, failure.Instruction));
        Assert.IsFalse((await portal.ProbeAsync(CancellationToken.None)).Succeeded);
    }

    [TestMethod]
    [DataRow(28, AdapterFailure.Temporary)]
    [DataRow(122, AdapterFailure.Temporary)]
    [DataRow(unchecked((int)0x80070070), AdapterFailure.Temporary)]
    [DataRow(5, AdapterFailure.Temporary)]
    [DataRow(30, AdapterFailure.Permanent)]
    public void What_the_operating_system_says_becomes_a_failure_with_an_instruction(int code, AdapterFailure expected)
    {
        var failure = DeliveryFailure.Of(new IOException("…", code), isFolder: true);

        Assert.AreEqual(expected, failure.Failure);
        Assert.IsFalse(string.IsNullOrEmpty(failure.Instruction));
    }

    [TestMethod]
    public void A_folder_that_may_not_be_written_to_needs_a_person() =>
        Assert.AreEqual(AdapterFailure.Permanent, DeliveryFailure.Of(new UnauthorizedAccessException(), isFolder: true).Failure);

    [TestMethod]
    public async Task A_cancelled_delivery_leaves_nothing()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(async () => await new FolderPortal(Folder).DeliverAsync(PackageOf("{}", 1), stop.Token));

        Assert.IsEmpty(Directory.GetFileSystemEntries(Folder));
    }

    [TestMethod]
    public async Task A_reader_beside_never_sees_half_a_package()
    {
        Directory.CreateDirectory(Folder);
        var body = new string('x', 2_000_000);
        using var watcher = new FileSystemWatcher(Folder, "*.json") { EnableRaisingEvents = true };
        var seen = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Created += (_, e) => seen.TrySetResult(new FileInfo(e.FullPath).Length);
        watcher.Renamed += (_, e) => seen.TrySetResult(new FileInfo(e.FullPath).Length);

        await new FolderPortal(Folder).DeliverAsync(PackageOf(body, 1), CancellationToken.None);

        Assert.AreEqual(body.Length, await seen.Task.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [TestMethod]
    public async Task The_probe_writes_nothing()
    {
        Assert.IsTrue((await new FolderPortal(Folder).ProbeAsync(CancellationToken.None)).Succeeded);
        Assert.IsFalse(Directory.Exists(Folder));
    }

    private static Package PackageOf(string body, int records, string id = Id) => new(id, "daily", Encoding.UTF8.GetBytes(body), records);
}
