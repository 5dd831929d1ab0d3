using System.Text.Json;
using ElJournal.Adapters.Paragraf.Mapping;

namespace ElJournal.Adapters.Paragraf.Tests.Mapping;

/// <summary>The JSON Schema beside the adapter says what the adapter itself accepts.</summary>
[TestClass]
public sealed class MappingSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "paragraf-mapping.schema.json"))).RootElement;

    [TestMethod]
    public void It_knows_the_same_entities_and_fields()
    {
        foreach (var shape in Shapes.All)
        {
            CollectionAssert.AreEquivalent(shape.Fields.Select(field => field.Name).ToArray(), Words(Schema.GetProperty("$defs").GetProperty(shape.Name + "Field")), shape.Name);
        }

        foreach (var part in new[] { "files", "database" })
        {
            Assert.IsEmpty(Shapes.All.Select(shape => shape.Name).Except(Property(part).GetProperty("properties").EnumerateObject().Select(property => property.Name)));
        }
    }

    [TestMethod]
    public void It_knows_the_same_fields_that_a_site_may_do_without()
    {
        foreach (var shape in Shapes.All)
        {
            var entity = Property("database").GetProperty("properties").GetProperty(shape.Name);
            entity = entity.TryGetProperty("oneOf", out var either) ? either[0] : entity;
            var may = entity.GetProperty("properties").TryGetProperty("without", out var without) ? Words(without.GetProperty("oneOf")[0]) : [];

            CollectionAssert.AreEquivalent(shape.Fields.Where(field => field.Need == Need.UnlessDeclared).Select(field => field.Name).ToArray(), may, shape.Name);
        }
    }

    [TestMethod]
    public void It_knows_the_same_codes()
    {
        var maps = Property("values").GetProperty("properties");

        CollectionAssert.AreEquivalent(Shapes.CodeMaps.Keys.ToArray(), maps.EnumerateObject().Select(property => property.Name).ToArray());
        foreach (var (name, words) in Shapes.CodeMaps.Where(map => !map.Value.IsEmpty))
        {
            CollectionAssert.AreEquivalent(words.ToArray(), Words(maps.GetProperty(name).GetProperty("additionalProperties")), name);
        }
    }

    private static JsonElement Property(string name) => Schema.GetProperty("properties").GetProperty(name);

    private static string[] Words(JsonElement element) => [.. element.GetProperty("enum").EnumerateArray().Select(word => word.GetString()!)];
}
