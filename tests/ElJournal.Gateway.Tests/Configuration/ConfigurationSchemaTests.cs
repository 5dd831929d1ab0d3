using System.Text.Json;
using System.Text.Json.Nodes;
using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Configuration;
using ElJournal.Testing;

namespace ElJournal.Gateway.Tests.Configuration;

[TestClass]
public sealed class ConfigurationSchemaTests
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    [TestMethod]
    public void The_shipped_schema_is_the_one_of_the_options_types()
    {
        var shipped = File.ReadAllText(Repository.PathOf("ElJournal.Gateway/eljournal.schema.json")).ReplaceLineEndings("\n").Trim();

        Assert.AreEqual(
            CommandSession.Serialize(ConfigurationSchema.Create()).ReplaceLineEndings("\n"),
            shipped,
            "An option was added or changed. If that is meant: dotnet run --project ElJournal.Gateway -- config schema > ElJournal.Gateway/eljournal.schema.json");
    }

    [TestMethod]
    public void The_schema_lies_beside_the_program() => Assert.IsTrue(File.Exists(Path.Combine(AppContext.BaseDirectory, ConfigurationSchema.FileName)));

    [TestMethod]
    [DataRow("samples/demo-school/eljournal.json")]
    public void A_shipped_configuration_fits_the_schema(string path)
    {
        var root = JsonNode.Parse(File.ReadAllText(Repository.PathOf(path)), documentOptions: Lenient)!;

        Assert.AreEqual("", string.Join("\n", Misfits(ConfigurationSchema.Create(), root, "")));
    }

    [TestMethod]
    public void The_example_of_the_readme_is_a_configuration_without_mistakes()
    {
        var readme = File.ReadAllText(Repository.PathOf("README.md"));
        var begin = readme.IndexOf("```jsonc", StringComparison.Ordinal) + "```jsonc".Length;
        var example = readme[begin..readme.IndexOf("```", begin, StringComparison.Ordinal)];

        Assert.AreEqual("", SampleConfiguration.Mistakes(SampleConfiguration.Read(example)));
        Assert.AreEqual("", string.Join("\n", Misfits(ConfigurationSchema.Create(), JsonNode.Parse(example, documentOptions: Lenient)!, "")));
    }

    [TestMethod]
    public void The_schema_refuses_what_the_program_refuses()
    {
        var root = JsonNode.Parse("""{ "Storge": {}, "Schools": [ { "Rules": { "late-change": [ { "AfterDays": "x" } ] }, "Calendar": { "WorkingDays": ["Montag"] } } ] }""")!;

        CollectionAssert.AreEqual(
            new[] { "Storge: unknown", "Schools:0:Rules:late-change: no form fits", "Schools:0:Calendar:WorkingDays:0: not among the values" },
            Misfits(ConfigurationSchema.Create(), root, "").ToArray());
    }

    /// <summary>As much of JSON Schema as the file uses.</summary>
    private static IEnumerable<string> Misfits(JsonNode schema, JsonNode? node, string path)
    {
        if (schema["anyOf"] is JsonArray forms)
        {
            return forms.Any(form => !Misfits(form!, node, path).Any()) ? [] : [$"{path}: no form fits"];
        }

        var types = schema["type"] is JsonArray several ? several.Select(type => (string)type!).ToList() : [(string)schema["type"]!];
        if (!types.Contains(TypeOf(node)) && !(TypeOf(node) == "integer" && types.Contains("number")))
        {
            return [$"{path}: {TypeOf(node)} instead of {string.Join('|', types)}"];
        }

        if (schema["enum"] is JsonArray values && !values.Any(value => string.Equals((string?)value, (string?)node, StringComparison.OrdinalIgnoreCase)))
        {
            return [$"{path}: not among the values"];
        }

        if (node is not null && schema["pattern"] is { } pattern && !System.Text.RegularExpressions.Regex.IsMatch((string)node!, (string)pattern!, System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)))
        {
            return [$"{path}: not of the form {pattern}"];
        }

        return node switch
        {
            JsonObject map => map.SelectMany(pair => Below(schema, pair.Key, pair.Value, OptionsBinder.Join(path, pair.Key))).ToList(),
            JsonArray list => list.SelectMany((item, index) => Misfits(schema["items"]!, item, OptionsBinder.Join(path, $"{index}"))).ToList(),
            _ => [],
        };
    }

    private static IEnumerable<string> Below(JsonNode schema, string name, JsonNode? node, string path) =>
        schema["properties"]?[name] is { } property ? Misfits(property, node, path)
        : schema["additionalProperties"] is JsonObject any ? Misfits(any, node, path)
        : [$"{path}: unknown"];

    private static string TypeOf(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => node.ToJsonString().Contains('.', StringComparison.Ordinal) ? "number" : "integer",
    };
}
