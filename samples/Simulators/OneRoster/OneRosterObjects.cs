using System.Text.Json.Nodes;

namespace ElJournal.Samples.Simulators.OneRoster;

/// <summary>The gradebook: objects by collection and id. Safe for use by several threads.</summary>
public sealed class OneRosterObjects
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Collection, string Id), JsonObject> objects = [];
    private readonly Dictionary<(string Collection, string Id), TaskCompletionSource> awaited = [];

    /// <summary>What is there now.</summary>
    public IReadOnlyDictionary<(string Collection, string Id), string> All
    {
        get
        {
            lock (gate)
            {
                return objects.ToDictionary(one => one.Key, one => one.Value.ToJsonString());
            }
        }
    }

    /// <summary>Completes when the object is there, whether or not anybody was told.</summary>
    public Task WhenThereAsync(string collection, string id)
    {
        lock (gate)
        {
            if (objects.ContainsKey((collection, id)))
            {
                return Task.CompletedTask;
            }

            if (!awaited.TryGetValue((collection, id), out var signal))
            {
                awaited.Add((collection, id), signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            return signal.Task;
        }
    }

    /// <summary>How many there are of a collection.</summary>
    public int Count(string collection)
    {
        lock (gate)
        {
            return objects.Keys.Count(key => key.Collection == collection);
        }
    }

    /// <summary>Empties the gradebook, as a provider that lost it would.</summary>
    public void Clear()
    {
        lock (gate)
        {
            objects.Clear();
        }
    }

    internal JsonObject? Find(string collection, string? id)
    {
        lock (gate)
        {
            return id is null ? null : objects.GetValueOrDefault((collection, id));
        }
    }

    internal bool Has(string collection, string? id) => Find(collection, id) is not null;

    internal bool Any(string collection, Func<JsonObject, bool> condition)
    {
        lock (gate)
        {
            return objects.Any(one => one.Key.Collection == collection && condition(one.Value));
        }
    }

    internal IReadOnlyList<JsonObject> Page(string collection, int offset, int limit)
    {
        lock (gate)
        {
            return [.. objects.Where(one => one.Key.Collection == collection).OrderBy(one => one.Key.Id, StringComparer.Ordinal).Skip(offset).Take(limit).Select(one => one.Value)];
        }
    }

    internal void Put(string collection, string id, JsonObject item)
    {
        lock (gate)
        {
            objects[(collection, id)] = item;
            if (awaited.Remove((collection, id), out var signal))
            {
                signal.SetResult();
            }
        }
    }

    internal bool Delete(string collection, string id)
    {
        lock (gate)
        {
            return objects.Remove((collection, id));
        }
    }
}
