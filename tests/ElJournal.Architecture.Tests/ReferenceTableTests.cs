using System.Xml.Linq;
using ElJournal.Testing;

namespace ElJournal.Architecture.Tests;

/// <summary>Who may reference whom. A new reference is a decision: change the table together with the project file, and say why in the commit.</summary>
[TestClass]
public sealed class ReferenceTableTests
{
    private const string Rules = "ElJournal.Rules";
    private const string Contract = "ElJournal.Adapters";
    private const string Tabular = "ElJournal.Adapters.Tabular";
    private const string Gateway = "ElJournal.Gateway";
    private const string Generator = "SchoolGenerator";
    private const string Support = "ElJournal.Testing";

    private static readonly Dictionary<string, (string[] Projects, string[] Packages)> Allowed = new()
    {
        [Rules] = ([], []),
        [Contract] = ([Rules], ["Microsoft.Extensions.Logging.Abstractions"]),
        [Tabular] = ([Contract, Rules], []),
        ["ElJournal.Adapters.Files"] = ([Contract, Rules, Tabular], ["CsvHelper", "Microsoft.Extensions.Logging.Abstractions"]),
        // Built into each HTTP adapter, so every plug-in carries its own copy.
        ["ElJournal.Adapters.Http"] = ([Contract, Rules], ["Newtonsoft.Json", "Polly", "RestEase", "Microsoft.Extensions.Logging.Abstractions"]),
        ["ElJournal.Adapters.Paragraf"] = ([Contract, Rules, Tabular], ["CsvHelper", "ExcelDataReader", "Microsoft.Extensions.Logging.Abstractions"]),
        ["ElJournal.Adapters.OneRoster"] = ([Contract, Rules, "ElJournal.Adapters.Http"], ["CsvHelper", "Microsoft.Extensions.Logging.Abstractions", "Newtonsoft.Json", "RestEase"]),
        ["ElJournal.Adapters.Petersburg"] = ([Contract, Rules, "ElJournal.Adapters.Http"], ["Microsoft.Extensions.Logging.Abstractions", "RestEase", "Newtonsoft.Json"]),

        ["ElJournal.Adapters.Dnevnik"] = ([Contract, Rules, "ElJournal.Adapters.Http"], ["Newtonsoft.Json", "RestEase", "Microsoft.Extensions.Logging.Abstractions"]),
        ["ElJournal.Adapters.ElZhur"] = ([Contract, Rules, "ElJournal.Adapters.Http"], ["Newtonsoft.Json", "RestEase", "Microsoft.Extensions.Logging.Abstractions"]),

        // The shipped adapters, and the simulators for the demo, are built with the program and copied beside it; a test below looks at how.
        [Gateway] = ([Rules, Contract, "@(ShippedAdapter)", "@(ShippedSimulator)"], ["Microsoft.EntityFrameworkCore.Sqlite", "Npgsql.EntityFrameworkCore.PostgreSQL", "Quartz", "CsvHelper", "DocumentFormat.OpenXml", "System.CommandLine", "Spectre.Console", "Polly", "OpenTelemetry", "OpenTelemetry.Exporter.OpenTelemetryProtocol", "Humanizer.Core", "Microsoft.CodeAnalysis.CSharp.Workspaces"]),

        ["HelloAdapter"] = ([Contract, Rules], ["Microsoft.Extensions.Logging.Abstractions"]),
        [Generator] = ([Rules], ["CsvHelper"]),

        // Written from the outside systems' contracts: no adapter, and no adapter's types.
        ["Simulators"] = ([Rules, Generator], ["CsvHelper"]),

        // A region of the generator's schools; a gateway's folder is all that it makes, so it knows nothing of the gateway.
        ["RegionSimulation"] = ([Rules, Generator], []),

        [Support] = ([Rules, Contract, Generator], []),
        ["ElJournal.Rules.Tests"] = ([Rules, Support], ["FsCheck", "FSharp.Core"]),
        ["ElJournal.HaltingAdapter"] = ([Contract, Rules, Generator], ["Microsoft.Extensions.Logging.Abstractions"]),
        ["ElJournal.Adapters.Conformance"] = ([Rules, Contract, Generator, "Simulators"], ["MSTest.TestFramework"]),
        ["ElJournal.Adapters.Http.Tests"] = ([Contract, "ElJournal.Adapters.Http", "ElJournal.Adapters.Conformance", Support], []),
        ["ElJournal.Adapters.Files.Tests"] = ([Contract, "ElJournal.Adapters.Files", "HelloAdapter", "ElJournal.Adapters.Conformance", Support], ["FsCheck", "FSharp.Core"]),
        ["ElJournal.Adapters.Paragraf.Tests"] = ([Contract, Rules, "ElJournal.Adapters.Paragraf", Tabular, "TestProviders", "ElJournal.Adapters.Conformance", Generator, Support], ["DocumentFormat.OpenXml"]),

        // Nothing but DLLs that the adapter's tests copy into providers/; referenced by no code.
        ["TestProviders"] = ([], ["Npgsql", "Microsoft.Data.Sqlite"]),
        ["ElJournal.Adapters.OneRoster.Tests"] = ([Contract, "ElJournal.Adapters.Http", "ElJournal.Adapters.OneRoster", "Simulators", Support], ["CsvHelper", "FsCheck", "FSharp.Core"]),
        ["ElJournal.Adapters.Petersburg.Tests"] = ([Contract, Rules, "ElJournal.Adapters.Http", "ElJournal.Adapters.Petersburg", "Simulators", Support], []),
        ["ElJournal.Simulators.Tests"] = ([Rules, Generator, "Simulators", Support], []),
        ["ElJournal.Adapters.Dnevnik.Tests"] = ([Contract, "ElJournal.Adapters.Http", "ElJournal.Adapters.Dnevnik", "ElJournal.Adapters.Conformance", Generator, "Simulators", Support], ["FsCheck", "FSharp.Core"]),
        ["ElJournal.Adapters.ElZhur.Tests"] = ([Contract, "ElJournal.Adapters.Http", "ElJournal.Adapters.ElZhur", Generator, "Simulators", "ElJournal.Adapters.Conformance", Support], ["Newtonsoft.Json"]),
        ["ElJournal.Gateway.Tests"] = ([Gateway, "HelloAdapter", "ElJournal.Adapters.Http", "ElJournal.Adapters.Petersburg", "ElJournal.Adapters.Files", "ElJournal.Adapters.Dnevnik", "ElJournal.Adapters.ElZhur", "ElJournal.Adapters.Paragraf", "ElJournal.Adapters.Conformance", "Simulators", Support], ["FsCheck", "FSharp.Core", "AngleSharp", "Microsoft.OpenApi", "Microsoft.Playwright"]),
        ["ElJournal.HaltingHook"] = ([], []),
        ["ElJournal.EndToEnd.Tests"] = ([Gateway, Generator, "ElJournal.HaltingAdapter", "ElJournal.HaltingHook", Support], []),
        ["ElJournal.Architecture.Tests"] = ([Rules, Contract, Support], []),
        ["ElJournal.Benchmarks"] = ([Gateway, "ElJournal.Adapters.Files", "ElJournal.Adapters.Petersburg", "ElJournal.Adapters.Dnevnik", "ElJournal.Adapters.ElZhur", "ElJournal.Adapters.Paragraf", Generator, "Simulators", "RegionSimulation", Support], ["BenchmarkDotNet", "DocumentFormat.OpenXml"]),
    };

    [TestMethod]
    public void Every_project_references_only_what_the_table_allows()
    {
        var surprises = Projects()
            .SelectMany(project => Allowed.TryGetValue(project.Name, out var allowed)
                ? References(project.File, "ProjectReference").Except(allowed.Projects).Concat(References(project.File, "PackageReference").Except(allowed.Packages)).Select(reference => $"{project.Name} -> {reference}")
                : [$"{project.Name} is not in the table"])
            .ToList();

        Assert.AreEqual("", string.Join("\n", surprises));
    }

    [TestMethod]
    public void The_table_names_no_project_that_is_gone() =>
        CollectionAssert.IsSubsetOf(Allowed.Keys.ToList(), Projects().Select(project => project.Name).ToList());

    [TestMethod]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Repository.PathOf("ElJournal.sln"));

        Assert.AreEqual("", string.Join("\n", Projects().Select(project => Path.GetFileName(project.File)).Where(file => !solution.Contains(file, StringComparison.Ordinal))));
    }

    [TestMethod]
    [DataRow("@(ShippedAdapter)")]
    [DataRow("@(ShippedSimulator)")]
    public void The_gateway_references_no_adapter_and_no_simulator_but_copies_them(string shipped)
    {
        var reference = XDocument.Load(Repository.PathOf("ElJournal.Gateway/ElJournal.Gateway.csproj")).Descendants("ProjectReference")
            .Single(element => (string?)element.Attribute("Include") == shipped);

        Assert.AreEqual("false", (string?)reference.Attribute("ReferenceOutputAssembly"));
    }

    [TestMethod]
    public void Packages_that_everybody_gets_are_analyzers_and_for_tests_the_test_framework()
    {
        CollectionAssert.AreEquivalent(
            new[] { "Meziantou.Analyzer", "Microsoft.CodeAnalysis.BannedApiAnalyzers", "MSTest.TestFramework", "MSTest.TestAdapter", "Microsoft.NET.Test.Sdk" },
            References(Repository.PathOf("Directory.Build.props"), "PackageReference").ToArray());
    }

    [TestMethod]
    public void Versions_are_central() =>
        Assert.AreEqual("", string.Join("\n", Projects().Where(project => XDocument.Load(project.File).Descendants("PackageReference").Any(element => element.Attribute("Version") is not null)).Select(project => project.Name)));

    private static IEnumerable<(string Name, string File)> Projects() =>
        Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
            .Select(file => (Path.GetFileNameWithoutExtension(file), file));

    private static IEnumerable<string> References(string file, string element) => XDocument.Load(file).Descendants(element)
        .Select(reference => (string?)reference.Attribute("Include"))
        .OfType<string>()
        .Select(include => include.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(include) : include);
}
