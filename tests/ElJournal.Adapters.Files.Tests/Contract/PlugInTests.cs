using System.Reflection;
using System.Text.Json;
using ElJournal.Adapters.Files.Tests.Support;
using ElJournal.Adapters.Sources;
using ElJournal.Rules.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace ElJournal.Adapters.Files.Tests.Contract;

/// <summary>What was built is a plug-in: a manifest that says the truth, and no copy of what must come from the host.</summary>
[TestClass]
public sealed class PlugInTests
{
    private static readonly string[] HostOnly = ["ElJournal.Adapters.dll", "ElJournal.Rules.dll", "Microsoft.Extensions.Logging.Abstractions.dll"];

    [TestMethod]
    [DataRow("adapters/ElJournal.Adapters.Files")]
    [DataRow("samples/HelloAdapter")]
    public void The_manifest_names_what_was_built(string project)
    {
        var built = BuiltFolder(project);
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(built, "adapter.json")));
        var root = manifest.RootElement;

        var assembly = Assembly.LoadFrom(Path.Combine(built, root.GetProperty("assembly").GetString()!));
        var factory = assembly.GetType(root.GetProperty("factory").GetString()!, throwOnError: true)!;
        var made = Activator.CreateInstance(factory);
        string?[] roles = [made is ISourceFactory ? "source" : null, made is IPortalFactory ? "portal" : null];

        Assert.AreEqual(ContractVersion.Text, root.GetProperty("contract").GetString());
        Assert.AreEqual(assembly.GetName().Version!.ToString(3), root.GetProperty("version").GetString());
        CollectionAssert.AreEqual(roles.OfType<string>().ToArray(), root.GetProperty("roles").EnumerateArray().Select(role => role.GetString()).ToArray());
        CollectionAssert.AreEqual(new[] { factory }, assembly.GetExportedTypes());
    }

    [TestMethod]
    [DataRow("adapters/ElJournal.Adapters.Files")]
    [DataRow("samples/HelloAdapter")]
    public void What_comes_from_the_host_is_not_beside_the_plug_in(string project) =>
        Assert.IsEmpty(HostOnly.Where(name => File.Exists(Path.Combine(BuiltFolder(project), name))));

    [TestMethod]
    public async Task The_sample_reads_its_one_lesson()
    {
        var assembly = Assembly.LoadFrom(Path.Combine(BuiltFolder("samples/HelloAdapter"), "HelloAdapter.dll"));
        var factory = (ISourceFactory)Activator.CreateInstance(assembly.GetType("HelloAdapter.HelloAdapterFactory", throwOnError: true)!)!;
        await using var source = factory.CreateSource(new AdapterContext("s1", TimeZoneInfo.Utc, new AdapterSettings([new("topic", "Дроби")]), new NoHttp(), NullLogger.Instance, new StoppedClock(SchoolFolder.Now)));
        var items = new List<ReadItem>();
        await foreach (var item in source.ReadAsync(new(SchoolFolder.October, RecordKinds.All.ToHashSet(), [], new Dictionary<string, string>()), CancellationToken.None))
        {
            items.Add(item);
        }

        Assert.AreEqual("Дроби", items.OfType<Records>().Single().Items.OfType<Lesson>().Single().Topic);
        Assert.HasCount(2, items.OfType<ScopeRead>());
        Assert.IsTrue((await source.ProbeAsync(CancellationToken.None)).Succeeded);
    }

    /// <summary>Where the build put a project, in the configuration and for the framework that this test runs in.</summary>
    private static string BuiltFolder(string project)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var (framework, configuration) = (here.Name, here.Parent!.Name);
        var root = here;
        while (!File.Exists(Path.Combine(root.FullName, "ElJournal.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("The test runs outside the repository.");
        }

        return Path.Combine(root.FullName, project, "bin", configuration, framework);
    }

    private sealed class NoHttp : IHttpClientSource
    {
        public HttpClient Create(Uri baseAddress) => throw new NotSupportedException("Nothing here speaks HTTP.");
    }
}
