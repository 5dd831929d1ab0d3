using System.Globalization;
using System.Text.Json.Nodes;

namespace ElJournal.Gateway.Configuration;

/// <summary>Puts single values into a JSON tree: the environment's overrides, a command's trial settings.</summary>
internal static class ConfigurationTree
{
    /// <summary>What variables that override settings begin with; <c>__</c> separates the levels.</summary>
    public const string Prefix = "ELJOURNAL__";

    /// <summary>Applies the environment's overrides; the result names the variable behind each path, for messages.</summary>
    public static IReadOnlyDictionary<string, string> Override(JsonObject root, IReadOnlyDictionary<string, string> environment)
    {
        var origins = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in environment.Where(pair => pair.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase))
        {
            var path = name[Prefix.Length..].Split("__", StringSplitOptions.RemoveEmptyEntries);
            if (path.Length > 0)
            {
                Set(root, path, value);
                origins[string.Join(':', path)] = name;
            }
        }

        return origins;
    }

    /// <summary>Sets a value, making the levels above it; names are found without regard to case, numbers are places in a list.</summary>
    public static void Set(JsonNode node, ReadOnlySpan<string> path, string value)
    {
        var name = path[0];
        if (node is JsonArray list && Place(list, name) is { } index)
        {
            list[index] = path.Length == 1 ? JsonValue.Create(value) : Below(list[index], path[1..], value);
        }
        else if (node is JsonObject map)
        {
            var key = map.Select(pair => pair.Key).FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase)) ?? name;
            map[key] = path.Length == 1 ? JsonValue.Create(value) : Below(map[key], path[1..], value);
        }
    }

    /// <summary>A text of the tree's first level; <see langword="null"/> when there is none.</summary>
    public static string? Text(JsonObject root, string name) =>
        root.FirstOrDefault(pair => string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase)).Value is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;

    /// <summary>The references to kept secrets: name and path of the setting.</summary>
    public static IEnumerable<(string Name, string Path)> References(JsonNode? node, string path = "") => node switch
    {
        JsonObject map => map.SelectMany(pair => References(pair.Value, OptionsBinder.Join(path, pair.Key))),
        JsonArray list => list.SelectMany((item, index) => References(item, OptionsBinder.Join(path, index.ToString(CultureInfo.InvariantCulture)))),
        JsonValue value when value.TryGetValue<string>(out var text) && text.StartsWith("secret:", StringComparison.Ordinal) => [(text["secret:".Length..].Trim(), path)],
        _ => [],
    };

    private static JsonNode Below(JsonNode? existing, ReadOnlySpan<string> path, string value)
    {
        // A node that is set again must first leave its parent.
        JsonNode below = existing switch
        {
            JsonObject or JsonArray => existing.DeepClone(),
            _ when int.TryParse(path[0], NumberStyles.None, CultureInfo.InvariantCulture, out _) => new JsonArray(),
            _ => new JsonObject(),
        };
        Set(below, path, value);
        return below;
    }

    private static int? Place(JsonArray list, string name)
    {
        if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index > list.Count)
        {
            return null;
        }

        if (index == list.Count)
        {
            list.Add(new JsonObject());
        }

        return index;
    }
}
