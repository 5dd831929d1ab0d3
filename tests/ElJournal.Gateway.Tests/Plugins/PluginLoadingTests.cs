using System.Runtime.Loader;
using ElJournal.Adapters;
using ElJournal.Adapters.Sources;
using ElJournal.Gateway.Plugins;
using ElJournal.Rules.Journal;
using ElJournal.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace ElJournal.Gateway.Tests.Plugins;

[TestClass]
public sealed class PluginLoadingTests
{
    private static readonly DateTimeOffset Now = new(2026, 10, 5, 20, 0, 0, TimeSpan.FromHours(3));

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task HelloAdapter_is_loaded_into_its_own_context_and_read()
    {
        using var folder = new PluginFolder();
        using var catalog = folder.Load();
        var factory = catalog.Source("hello");

        Assert.IsNotNull(factory, catalog.Find("hello")!.Reason);
        Assert.AreNotSame(AssemblyLoadContext.Default, AssemblyLoadContext.GetLoadContext(factory.GetType().Assembly));
        Assert.IsFalse(AssemblyLoadContext.GetLoadContext(factory.GetType().Assembly)!.IsCollectible, "Unloading code has brought the garbage collector down (Decisions/0030).");

        var settings = new AdapterSettings([KeyValuePair.Create("Topic", "Дроби")]);
        await using var source = factory.CreateSource(new AdapterContext("s1", TimeZoneInfo.Utc, settings, new HttpClientSource(mayLeaveMachine: false), NullLogger.Instance, new FakeTimeProvider(Now)));
        Assert.IsTrue((await source.ProbeAsync(TestContext.CancellationToken)).Succeeded);

        var day = new DateOnly(2026, 10, 5);
        var request = new ReadRequest(new DayRange(day, day), RecordKinds.All.ToHashSet(), [], new Dictionary<string, string>());
        var items = await source.ReadAsync(request, TestContext.CancellationToken).ToListAsync(TestContext.CancellationToken);
        Assert.AreEqual("Дроби", items.OfType<Records>().SelectMany(records => records.Items).OfType<Lesson>().Single().Topic);
        Assert.HasCount(2, items.OfType<ScopeRead>());
    }

    [TestMethod]
    public void The_contract_comes_from_the_host_even_if_a_copy_lies_in_the_folder()
    {
        using var folder = new PluginFolder();
        File.Copy(typeof(IAdapterFactory).Assembly.Location, Path.Combine(folder.Hello, "ElJournal.Adapters.dll"), overwrite: true);
        using var catalog = folder.Load();

        Assert.IsInstanceOfType<ISourceFactory>(catalog.Find("hello")!.Factory);
    }

    [TestMethod]
    public void What_the_configuration_does_not_allow_is_not_touched()
    {
        using var folder = new PluginFolder();
        File.WriteAllText(Path.Combine(folder.Hello, "HelloAdapter.dll"), "would fail to load");
        using var catalog = folder.Load(allowed: ["files"]);

        Assert.AreEqual(PluginStatus.NotAllowed, catalog.Find("hello")!.Status);
        Assert.IsNull(catalog.Find("hello")!.Factory);
    }

    [TestMethod]
    public void Without_a_list_only_the_shipped_names_are_allowed()
    {
        using var folder = new PluginFolder();
        using var catalog = new PluginLoader(new() { Directory = folder.Directory }, folder.Directory, folder.Directory).Load();

        Assert.AreEqual(PluginStatus.NotAllowed, catalog.Find("hello")!.Status);
    }

    [TestMethod]
    [DataRow("HelloAdapter.dll")]
    [DataRow("adapter.json")]
    [DataRow("HelloAdapter.deps.json")]
    [DataRow("providers/New.Provider.dll")]
    public void A_pinned_folder_is_loaded_as_long_as_no_file_of_it_is_changed_or_added(string changed)
    {
        using var folder = new PluginFolder();
        var pin = PluginSnapshot.Of(folder.Hello);
        using (var same = folder.Load(pin: pin.ToUpperInvariant()))
        {
            Assert.AreEqual(PluginStatus.Active, same.Find("hello")!.Status, same.Find("hello")!.Reason);
        }

        Directory.CreateDirectory(Path.Combine(folder.Hello, "providers"));
        File.AppendAllText(Path.Combine(folder.Hello, changed), " ");
        using var other = folder.Load(pin: pin);
        Assert.AreEqual(PluginStatus.PinMismatch, other.Find("hello")!.Status);
        Assert.IsNull(other.Find("hello")!.Factory);
        StringAssert.Contains(other.Find("hello")!.Reason!, PluginSnapshot.Of(folder.Hello), StringComparison.Ordinal, "The operator is told what to pin.");
    }

    [TestMethod]
    public void What_is_loaded_is_what_was_hashed_whatever_becomes_of_the_folder()
    {
        using var folder = new PluginFolder();
        string copy;
        using (var catalog = folder.Load(pin: PluginSnapshot.Of(folder.Hello)))
        {
            // Between the check and the loading of what is needed later somebody puts another file there.
            foreach (var file in Directory.GetFiles(folder.Hello))
            {
                File.WriteAllText(file, "another");
            }

            var location = catalog.Source("hello")!.GetType().Assembly.Location;
            copy = Path.GetDirectoryName(location)!;
            Assert.AreNotEqual(folder.Hello, copy);
            Assert.AreEqual(catalog.Find("hello")!.Snapshot!.Folder, copy);
            if (!OperatingSystem.IsWindows())
            {
                Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(copy));
            }
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.IsFalse(Directory.Exists(copy));
        }
    }

    [TestMethod]
    public void The_shipped_adapter_lies_beside_the_program()
    {
        using var catalog = new PluginLoader(new(), AppContext.BaseDirectory, AppContext.BaseDirectory).Load();

        Assert.AreEqual(PluginStatus.Active, catalog.Find("files")?.Status, catalog.Find("files")?.Reason);
        Assert.IsNotNull(catalog.Source("files"));
        Assert.IsNotNull(catalog.Portal("files"));
        Assert.IsNull(catalog.Source("oneroster"));
    }

    [TestMethod]
    public void A_missing_folder_is_no_failure()
    {
        using var catalog = new PluginLoader(new() { Directory = "nowhere" }, Path.GetTempPath(), Path.GetTempPath()).Load();

        Assert.IsEmpty(catalog.Plugins);
    }

    [TestMethod]
    public void The_contracts_file_has_the_contracts_version() =>
        Assert.AreEqual(ContractVersion.Text, typeof(IAdapterFactory).Assembly.GetName().Version!.ToString(2));

    [TestMethod]
    [DataRow("http://portal.example/")]
    [DataRow("ftp://127.0.0.1/")]
    public void Addresses_without_encryption_are_refused(string address) =>
        Assert.AreEqual(AdapterFailure.Permanent, Assert.ThrowsExactly<AdapterException>(() => new HttpClientSource(mayLeaveMachine: true).Create(new Uri(address))).Failure);

    [TestMethod]
    public void A_drill_reaches_loopback_only()
    {
        var drill = new HttpClientSource(mayLeaveMachine: false);

        using var loopback = drill.Create(new Uri("http://127.0.0.1:8080/"));
        Assert.AreEqual("127.0.0.1", loopback.BaseAddress!.Host);
        Assert.ThrowsExactly<AdapterException>(() => drill.Create(new Uri("https://portal.example/")));
    }
}
