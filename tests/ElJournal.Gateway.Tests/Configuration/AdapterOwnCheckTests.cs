using System.Text.Json.Nodes;
using ElJournal.Testing;

namespace ElJournal.Gateway.Tests.Configuration;

/// <summary>What only an adapter can check in its settings, such as the mapping file of <c>paragraf</c>, is told with everything else.</summary>
[TestClass]
public sealed class AdapterOwnCheckTests
{
    [TestMethod]
    public void A_mapping_file_with_mistakes_is_told_with_its_place_before_anything_runs()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["mapping.jsonc"], """{ "format": "paragraf-mapping/1", "site": "s2", "files": { "subjects": { "file": "p.csv", "columns": { "Код": "ident" } } } }""");

        var told = Told(folder["mapping.jsonc"]);

        Assert.Contains("Schools:0:Source:0:Settings:Mapping", told);
        Assert.Contains("$.files.subjects.columns['Код']: неизвестное поле «ident»", told);
        Assert.Contains("$.files.subjects: нет обязательного поля «id»", told);
        Assert.Contains("файл написан для школы «s2»", told);
        Assert.Contains("Schools:0:Source:0:Settings:Directory", told, "Mode = Files needs a folder.");
    }

    [TestMethod]
    public void A_sound_mapping_file_is_no_mistake()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["exports"]);
        File.WriteAllText(folder["mapping.jsonc"], """{ "format": "paragraf-mapping/1", "files": { "subjects": { "file": "p.csv", "columns": { "Код": ["id", "name"] } } } }""");

        Assert.AreEqual("", Told(folder["mapping.jsonc"], ("Directory", folder["exports"])));
    }

    private static string Told(string mapping, params (string Name, string Value)[] more) => SampleConfiguration.Mistakes(SampleConfiguration.Changed(root =>
    {
        root["Adapters"]!["Allowed"] = new JsonArray("files", "paragraf");
        var settings = new JsonObject { ["Mode"] = "Files", ["Mapping"] = mapping };
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        root["Schools"]![0]!["Source"] = new JsonObject { ["Adapter"] = "paragraf", ["Settings"] = settings };
    }));
}
