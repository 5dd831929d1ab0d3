namespace ElJournal.Samples.Simulators.Portal;

/// <summary>Every package as it came, repetitions included.</summary>
public sealed class PushLog
{
    private readonly Lock gate = new();
    private readonly List<(string Id, byte[] Body)> requests = [];

    /// <summary>So far.</summary>
    public IReadOnlyList<(string Id, byte[] Body)> All
    {
        get
        {
            lock (gate)
            {
                return [.. requests];
            }
        }
    }

    internal void Note(string id, byte[] body)
    {
        lock (gate)
        {
            requests.Add((id, body));
        }
    }
}
