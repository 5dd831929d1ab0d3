using System.Text.Json;

namespace ElJournal.Gateway.Tests.Delivery;

/// <summary>A receiver as the format describes it: applies a record only if its version is higher than what it has.</summary>
internal sealed class PortalState
{
    private readonly Dictionary<(string Kind, string Key), (long Version, string? Data)> records = [];

    /// <summary>What is there now: data by kind and key.</summary>
    public IReadOnlyDictionary<(string Kind, string Key), string> Live =>
        records.Where(record => record.Value.Data is not null).ToDictionary(record => record.Key, record => record.Value.Data!);

    /// <summary>How often each version of a record changed something.</summary>
    public Dictionary<(string Kind, string Key, long Version), int> Effects { get; } = [];

    /// <summary>Records in the order in which they arrived, repetitions included.</summary>
    public List<(string Kind, string Key, string Op)> Arrivals { get; } = [];

    public void Apply(ReadOnlyMemory<byte> body, Func<string, string, bool> accepts)
    {
        using var json = JsonDocument.Parse(body);
        foreach (var record in json.RootElement.GetProperty("records").EnumerateArray())
        {
            var (kind, key, version) = (record.GetProperty("kind").GetString()!, record.GetProperty("key").GetString()!, record.GetProperty("version").GetInt64());
            var upsert = record.GetProperty("op").GetString() == "upsert";
            Assert.AreEqual(upsert, record.TryGetProperty("data", out var data), $"{kind} {key}: only an upsert has data.");
            Arrivals.Add((kind, key, upsert ? "upsert" : "delete"));
            if (accepts(kind, key) && (!records.TryGetValue((kind, key), out var known) || version > known.Version))
            {
                records[(kind, key)] = (version, upsert ? data.GetRawText() : null);
                Effects[(kind, key, version)] = Effects.GetValueOrDefault((kind, key, version)) + 1;
            }
        }
    }

    public static IReadOnlyList<(string Kind, string Key, string Op)> OpsOf(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        return [.. json.RootElement.GetProperty("records").EnumerateArray().Select(record => (record.GetProperty("kind").GetString()!, record.GetProperty("key").GetString()!, record.GetProperty("op").GetString()!))];
    }

    public static IReadOnlyList<(string Kind, string Key)> KeysOf(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        return [.. json.RootElement.GetProperty("records").EnumerateArray().Select(record => (record.GetProperty("kind").GetString()!, record.GetProperty("key").GetString()!))];
    }
}
