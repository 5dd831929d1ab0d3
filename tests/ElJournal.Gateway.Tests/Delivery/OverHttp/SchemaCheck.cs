using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;

namespace ElJournal.Gateway.Tests.Delivery.OverHttp;

/// <summary>Holds JSON against a schema of an OpenAPI document: the keywords that the document uses, and an exception for any other.</summary>
internal static class SchemaCheck
{
    /// <returns>Where it does not fit; empty when it does.</returns>
    public static IReadOnlyList<string> Faults(IOpenApiSchema schema, JsonNode? value, string path = "$")
    {
        if (schema.OneOf is { Count: > 0 } choices)
        {
            var faults = choices.Select(choice => Faults(choice, value, path)).ToList();
            var fitting = faults.Count(list => list.Count == 0);
            return fitting == 1 ? [] : [$"{path}: fits {fitting} of {choices.Count} forms; the nearest: {string.Join(", ", faults.MinBy(list => list.Count)!)}"];
        }

        if (schema.AllOf is { Count: > 0 } || schema.AnyOf is { Count: > 0 } || schema.Not is not null)
        {
            throw new NotSupportedException("The check knows oneOf only.");
        }

        var found = new List<string>();
        var type = TypeOf(value);
        if (schema.Type is { } allowed && !allowed.HasFlag(type) && !(type == JsonSchemaType.Integer && allowed.HasFlag(JsonSchemaType.Number)))
        {
            return [$"{path}: {type} is not {allowed}"];
        }

        if (schema.Const is { } wanted && Text(value) != wanted)
        {
            found.Add($"{path}: not '{wanted}'");
        }

        // The reader of the document has a mark of its own for null in a list of words; whether null may stand is said by the type.
        if (value is not null && schema.Enum is { Count: > 0 } words && !words.Any(word => JsonNode.DeepEquals(word, value)))
        {
            found.Add($"{path}: not one of the words");
        }

        switch (value)
        {
            case JsonObject item:
                found.AddRange((schema.Required ?? new HashSet<string>()).Where(name => !item.ContainsKey(name)).Select(name => $"{path}: {name} is missing"));
                foreach (var (name, child) in item)
                {
                    if (schema.Properties?.TryGetValue(name, out var property) == true)
                    {
                        found.AddRange(Faults(property, child, $"{path}.{name}"));
                    }
                    else if (!schema.AdditionalPropertiesAllowed)
                    {
                        found.Add($"{path}: {name} is unknown");
                    }
                }

                break;
            case JsonArray list:
                if (list.Count < (schema.MinItems ?? 0) || list.Count > (schema.MaxItems ?? int.MaxValue))
                {
                    found.Add($"{path}: {list.Count} items");
                }

                found.AddRange(list.SelectMany((child, place) => Faults(schema.Items!, child, $"{path}[{place}]")));
                break;
            case not null when type == JsonSchemaType.String:
                var text = Text(value);
                if (text.Length < (schema.MinLength ?? 0) || (schema.Pattern is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(1))))
                {
                    found.Add($"{path}: '{text}' has not the form");
                }

                break;
            case not null when schema.Minimum is { } least && decimal.Parse(Text(value), CultureInfo.InvariantCulture) < decimal.Parse(least, CultureInfo.InvariantCulture):
                found.Add($"{path}: below {least}");
                break;
        }

        return found;
    }

    private static JsonSchemaType TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or System.Text.Json.JsonValueKind.Null => JsonSchemaType.Null,
        System.Text.Json.JsonValueKind.Object => JsonSchemaType.Object,
        System.Text.Json.JsonValueKind.Array => JsonSchemaType.Array,
        System.Text.Json.JsonValueKind.String => JsonSchemaType.String,
        System.Text.Json.JsonValueKind.Number => Text(value).Contains('.', StringComparison.Ordinal) ? JsonSchemaType.Number : JsonSchemaType.Integer,
        _ => JsonSchemaType.Boolean,
    };

    private static string Text(JsonNode? value) => value is null ? "null" : value.GetValueKind() == System.Text.Json.JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
}
