namespace ElJournal.Samples.Simulators.Portal;

/// <summary>Every package as it came, repetitions included.</summary>
public sealed class PushLog
{
    private readonly Lock gate = new();
    private readonly List<(string Id, byte[] Body)> requests = [];
    private readonly List<(int Count, TaskCompletionSource Come)> waiting = [];

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

    /// <summary>Completes when so many packages have come in all: read, not yet applied and not yet answered.</summary>
    public Task WhenCameAsync(int count, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (requests.Count >= count)
            {
                return Task.CompletedTask;
            }

            var come = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((count, come));
            return come.Task.WaitAsync(cancellationToken);
        }
    }

    internal void Note(string id, byte[] body)
    {
        lock (gate)
        {
            requests.Add((id, body));
            foreach (var (_, come) in waiting.Where(one => one.Count <= requests.Count))
            {
                come.TrySetResult();
            }

            waiting.RemoveAll(one => one.Count <= requests.Count);
        }
    }
}
