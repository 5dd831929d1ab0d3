using System.Text.Json.Nodes;
using ElJournal.Gateway.Configuration;

namespace ElJournal.Gateway.Tests.Configuration;

/// <summary>A configuration without mistakes, for tests to change one thing in.</summary>
internal static class SampleConfiguration
{
    public const string Text = """
        {
          // comments and trailing commas are allowed
          "Adapters": { "Allowed": ["files"] },
          "Mail": { "From": "journal@school.example", "PickupDirectory": "out/mail" },
          "Schools": [ {
            "Id": "s1", "Name": "Школа", "Ogrn": "1000000000000", "TimeZone": "Europe/Moscow",
            "Staff": { "DeputyDirector": { "Name": "Заместитель", "Email": "deputy@school.example" } },
            "Source": { "Adapter": "files", "Settings": { "Directory": "journal" } },
            "Routes": [ { "Name": "daily", "Portal": "files", "Settings": { "Directory": "out/portal" } } ],
          } ],
        }
        """;

    private static readonly System.Text.Json.JsonDocumentOptions Lenient = new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The sample's first school and root after a change.</summary>
    public static ConfigurationResult Changed(Action<JsonObject> change, params (string Name, string Value)[] environment)
    {
        var root = JsonNode.Parse(Text, documentOptions: Lenient)!.AsObject();
        change(root);
        return Read(root.ToJsonString(), environment);
    }

    /// <summary>The sample after a change of its school.</summary>
    public static ConfigurationResult School(Action<JsonObject> change) => Changed(root => change(root["Schools"]![0]!.AsObject()));

    public static ConfigurationResult Read(string text, params (string Name, string Value)[] environment) =>
        new ConfigurationLoader(environment.ToDictionary(pair => pair.Name, pair => pair.Value), AppContext.BaseDirectory)
            .Read(text, Path.Combine(Path.GetTempPath(), "school", "eljournal.json"));

    /// <summary>The one school of a result that must be without mistakes.</summary>
    public static SchoolRuntime Single(ConfigurationResult result)
    {
        Assert.IsNotNull(result.Configuration, string.Join(Environment.NewLine, result.Mistakes));
        return result.Configuration.Schools.All.Single();
    }

    /// <summary>The mistakes as an operator sees them.</summary>
    public static string Mistakes(ConfigurationResult result) => string.Join("\n", result.Mistakes);
}
