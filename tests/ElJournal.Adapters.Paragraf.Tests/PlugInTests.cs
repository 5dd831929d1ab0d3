using System.Text.Json;
using ElJournal.Testing;

namespace ElJournal.Adapters.Paragraf.Tests;

/// <summary>What was built is a plug-in: a manifest that says the truth, a providers folder, and no copy of what must come from the host.</summary>
[TestClass]
public sealed class PlugInTests
{
    private static readonly string Built = Repository.BuiltTo("adapters/ElJournal.Adapters.Paragraf");

    [TestMethod]
    public void The_manifest_names_what_was_built()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(Built, "adapter.json")));

        Assert.AreEqual("paragraf", manifest.RootElement.GetProperty("name").GetString());
        Assert.AreEqual(ContractVersion.Text, manifest.RootElement.GetProperty("contract").GetString());
        Assert.AreEqual(typeof(ParagrafAdapterFactory).FullName, manifest.RootElement.GetProperty("factory").GetString());
        CollectionAssert.AreEqual(new[] { typeof(ParagrafAdapterFactory) }, typeof(ParagrafAdapterFactory).Assembly.GetExportedTypes());
    }

    [TestMethod]
    public void What_it_needs_lies_beside_it_and_what_comes_from_the_host_does_not()
    {
        foreach (var needed in new[] { "CsvHelper.dll", "ExcelDataReader.dll", "ElJournal.Adapters.Tabular.dll", "paragraf-mapping.schema.json", "paragraf-mapping.example.jsonc", "providers" })
        {
            Assert.IsTrue(Path.Exists(Path.Combine(Built, needed)), needed);
        }

        foreach (var foreign in new[] { "ElJournal.Adapters.dll", "ElJournal.Rules.dll", "Microsoft.Extensions.Logging.Abstractions.dll", "Npgsql.dll", "Microsoft.Data.Sqlite.dll" })
        {
            Assert.IsFalse(File.Exists(Path.Combine(Built, foreign)), foreign);
        }
    }
}
