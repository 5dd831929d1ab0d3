using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;

namespace ElJournal.Gateway.Configuration;

/// <summary>Makes the JSON Schema of <c>eljournal.json</c> from the options types, by the same answers that the binder uses.</summary>
internal static class ConfigurationSchema
{
    /// <summary>The file beside the program.</summary>
    public const string FileName = "eljournal.schema.json";

    private static readonly Dictionary<Type, (string Type, string? Pattern)> Scalars = new()
    {
        [typeof(string)] = ("string", null),
        [typeof(bool)] = ("boolean", null),
        [typeof(int)] = ("integer", null),
        [typeof(long)] = ("integer", null),
        [typeof(double)] = ("number", null),
        [typeof(decimal)] = ("number", null),
        [typeof(TimeSpan)] = ("string", "^([0-9]+\\.)?[0-9]{2}:[0-9]{2}:[0-9]{2}$"),
        [typeof(TimeOnly)] = ("string", "^[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?$"),
        [typeof(DateOnly)] = ("string", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
        [typeof(DateTimeOffset)] = ("string", null),
    };

    public static JsonObject Create()
    {
        var schema = Of(typeof(GatewayOptions), nullable: false);
        var properties = (JsonObject)schema["properties"]!;
        properties.Insert(0, "$schema", new JsonObject { ["type"] = "string" });
        schema.Insert(0, "title", "ElJournal Gateway: eljournal.json");
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        return schema;
    }

    private static JsonObject Of(Type type, bool nullable)
    {
        var wanted = Nullable.GetUnderlyingType(type) ?? type;
        if (wanted.IsEnum)
        {
            return new JsonObject { ["type"] = Named("string", nullable), ["enum"] = Names(wanted, nullable) };
        }

        if (Scalars.TryGetValue(wanted, out var scalar))
        {
            var result = new JsonObject { ["type"] = Named(scalar.Type, nullable) };
            if (scalar.Pattern is { } pattern)
            {
                result["pattern"] = pattern;
            }

            return result;
        }

        if (OptionsShape.DictionaryOf(wanted) is { } map)
        {
            return new JsonObject
            {
                ["type"] = Named("object", nullable),
                ["additionalProperties"] = SettingsOf(map.Value),
            };
        }

        return OptionsShape.ListOf(wanted) is { } element
            ? new JsonObject { ["type"] = Named("array", nullable), ["items"] = Of(element, nullable: false) }
            : Section(wanted, nullable);
    }

    private static JsonObject Section(Type type, bool nullable)
    {
        var properties = new JsonObject();
        foreach (var (name, property) in OptionsShape.Properties(type))
        {
            properties[name] = property.PropertyType == typeof(IDictionary<string, JsonNode>) ? Rules() : Property(property);
        }

        return new JsonObject { ["type"] = Named("object", nullable), ["properties"] = properties, ["additionalProperties"] = false };
    }

    private static JsonObject Property(PropertyInfo property)
    {
        var nullable = Nullable.GetUnderlyingType(property.PropertyType) is not null || OptionsShape.AllowsNull(property);
        var schema = Of(property.PropertyType, nullable);
        if (property.GetCustomAttribute<RangeAttribute>() is { Minimum: int least, Maximum: int most })
        {
            schema["minimum"] = least;
            schema["maximum"] = most;
        }

        if (property.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed)
        {
            schema["enum"] = new JsonArray([.. allowed.Values.Select(value => JsonValue.Create(value is Enum ? OptionsScalars.Spelled(value.GetType(), value.ToString()!) : Convert.ToString(value, CultureInfo.InvariantCulture)))]);
        }

        return OptionsShape.IsOneOrMany(property)
            ? new JsonObject { ["anyOf"] = new JsonArray(schema, Of(OptionsShape.ListOf(property.PropertyType)!, nullable: false)) }
            : schema;
    }

    private static JsonObject Rules()
    {
        var properties = new JsonObject();
        foreach (var rule in SettableRules.All)
        {
            var section = Section(rule.SettingsType, nullable: false);
            properties[rule.Id] = new JsonObject
            {
                ["description"] = rule.Title,
                ["anyOf"] = new JsonArray(section, new JsonObject { ["type"] = "array", ["items"] = section.DeepClone() }),
            };
        }

        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
    }

    // Adapters take texts, but a number or a flag is naturally written without quotes.
    private static JsonObject SettingsOf(Type value) =>
        value == typeof(string) ? new JsonObject { ["type"] = new JsonArray("string", "number", "boolean", "null") } : Of(value, nullable: false);

    private static JsonNode Named(string type, bool nullable) => nullable ? new JsonArray(type, "null") : JsonValue.Create(type);

    private static JsonArray Names(Type type, bool nullable)
    {
        var names = new JsonArray([.. Enum.GetNames(type).Select(name => (JsonNode)JsonValue.Create(OptionsScalars.Spelled(type, name)))]);
        if (nullable)
        {
            names.Add(null);
        }

        return names;
    }
}
