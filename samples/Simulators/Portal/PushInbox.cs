using System.Security.Cryptography;
using System.Text.Json;

namespace ElJournal.Samples.Simulators.Portal;

/// <summary>What the receiver of <c>eljournal-push/1</c> has taken: applies a record only if its version is higher than what it has.</summary>
public sealed class PushInbox
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Kind, string Key), (long Version, string? Data)> records = [];
    private readonly Dictionary<string, (string Fingerprint, PushReceipt Receipt)> packages = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Kind, string Key, long Version), int> effects = [];
    private readonly Dictionary<(string Kind, string Key), (string Code, string Message)> refused = [];
    private readonly List<string> arrivals = [];
    private int receipts;

    /// <summary>What is there now: data as JSON by kind and key.</summary>
    public IReadOnlyDictionary<(string Kind, string Key), string> Live
    {
        get
        {
            lock (gate)
            {
                return records.Where(record => record.Value.Data is not null).ToDictionary(record => record.Key, record => record.Value.Data!);
            }
        }
    }

    /// <summary>How often each version of a record changed something; never above 1.</summary>
    public IReadOnlyDictionary<(string Kind, string Key, long Version), int> Effects
    {
        get
        {
            lock (gate)
            {
                return new Dictionary<(string, string, long), int>(effects);
            }
        }
    }

    /// <summary>The highest version that was applied to each record, deletes included.</summary>
    public IReadOnlyDictionary<(string Kind, string Key), long> Versions
    {
        get
        {
            lock (gate)
            {
                return records.ToDictionary(record => record.Key, record => record.Value.Version);
            }
        }
    }

    /// <summary>Ids of the packages in the order in which they were taken.</summary>
    public IReadOnlyList<string> Taken
    {
        get
        {
            lock (gate)
            {
                return [.. arrivals];
            }
        }
    }

    /// <summary>From now on the record is refused, until <see cref="Welcome"/>.</summary>
    public void Refuse(string kind, string key, string code, string message)
    {
        lock (gate)
        {
            refused[(kind, key)] = (code, message);
        }
    }

    /// <summary>The record is taken again.</summary>
    public void Welcome(string kind, string key)
    {
        lock (gate)
        {
            refused.Remove((kind, key));
        }
    }

    /// <summary>Changes a record as somebody at the portal would; <see langword="null"/> takes it away.</summary>
    public void Tamper(string kind, string key, string? data)
    {
        lock (gate)
        {
            records[(kind, key)] = (records.GetValueOrDefault((kind, key)).Version, data);
        }
    }

    /// <summary>Takes a package that has been read.</summary>
    /// <returns>The receipt and whether the package had been taken before; <see langword="null"/> when another package came under the same id.</returns>
    internal (PushReceipt Receipt, bool Before)? Take(string id, byte[] body, IReadOnlyList<PushedRecord> sent)
    {
        var fingerprint = Convert.ToHexString(SHA256.HashData(body));
        lock (gate)
        {
            if (packages.TryGetValue(id, out var known))
            {
                return known.Fingerprint == fingerprint ? (known.Receipt, true) : null;
            }

            var rejected = new List<PushRejection>();
            foreach (var record in sent)
            {
                if (refused.TryGetValue((record.Kind, record.Key), out var reason))
                {
                    rejected.Add(new PushRejection(record.Kind, record.Key, reason.Code, reason.Message));
                }
                else if (!records.TryGetValue((record.Kind, record.Key), out var there) || record.Version > there.Version)
                {
                    records[(record.Kind, record.Key)] = (record.Version, record.Data);
                    effects[(record.Kind, record.Key, record.Version)] = effects.GetValueOrDefault((record.Kind, record.Key, record.Version)) + 1;
                }
            }

            var receipt = new PushReceipt($"R-{++receipts}", sent.Count - rejected.Count, rejected);
            packages.Add(id, (fingerprint, receipt));
            arrivals.Add(id);
            return (receipt, false);
        }
    }
}

/// <summary>A record as it came; <see cref="Data"/> is <see langword="null"/> for a delete.</summary>
internal sealed record PushedRecord(string Kind, string Key, long Version, string? Data);

/// <summary>What the receiver answers.</summary>
internal sealed record PushReceipt(string Receipt, int Accepted, IReadOnlyList<PushRejection> Rejected)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Form);
}

internal sealed record PushRejection(string Kind, string Key, string Code, string Message);
