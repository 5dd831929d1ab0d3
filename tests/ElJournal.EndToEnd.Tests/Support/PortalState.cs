using System.Text.Json;

namespace ElJournal.EndToEnd.Tests.Support;

/// <summary>What a portal knows that took the packages of a folder in any order and obeys <c>version</c>.</summary>
internal static class PortalState
{
    /// <summary>The records that are there, by kind and key, with their columns as texts (empty ones left out).</summary>
    public static SortedDictionary<string, string> Of(string directory)
    {
        var latest = new Dictionary<string, (long Version, string? Data)>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(directory, "*.json"))
        {
            using var package = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var record in package.RootElement.GetProperty("records").EnumerateArray())
            {
                var name = $"{record.GetProperty("kind").GetString()} {record.GetProperty("key").GetString()}";
                var version = record.GetProperty("version").GetInt64();
                if (!latest.TryGetValue(name, out var before) || version > before.Version)
                {
                    latest[name] = (version, record.GetProperty("op").GetString() == "upsert" ? Text(record.GetProperty("data")) : null);
                }
            }
        }

        return new(latest.Where(pair => pair.Value.Data is not null).ToDictionary(pair => pair.Key, pair => pair.Value.Data!), StringComparer.Ordinal);
    }

    /// <summary>Columns in one form, whoever wrote them.</summary>
    public static string Columns(IEnumerable<(string Name, string? Value)> columns) =>
        string.Join('|', columns.Where(column => !string.IsNullOrEmpty(column.Value)).OrderBy(column => column.Name, StringComparer.Ordinal).Select(column => $"{column.Name}={Normal(column.Name, column.Value!)}"));

    private static string Text(JsonElement data) => Columns(data.EnumerateObject().Select(column => (column.Name, column.Value.ValueKind == JsonValueKind.Null ? null : column.Value.ToString())));

    private static string Normal(string name, string value) => name switch
    {
        "enteredAt" or "at" => DateTimeOffset.Parse(value, System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime().ToString("O"),
        "start" or "end" when value.Length > 5 && value[2] == ':' => value[..5],
        _ => value,
    };
}
