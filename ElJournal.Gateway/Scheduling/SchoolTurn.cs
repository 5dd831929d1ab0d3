using ElJournal.Gateway.Configuration;

namespace ElJournal.Gateway.Scheduling;

/// <summary>A school's turn at work, which can be stopped without the others.</summary>
internal sealed class SchoolTurn(SchoolRuntime school, DateTimeOffset since, CancellationToken worker) : IDisposable
{
    private readonly CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(worker);

    public SchoolRuntime School { get; } = school;

    public DateTimeOffset Since { get; } = since;

    public CancellationToken Token => stop.Token;

    /// <summary>Whether all work is to end.</summary>
    public bool WorkerStops => worker.IsCancellationRequested;

    /// <summary>Whether this school was stopped for its own sake.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Ends when the turn does.</summary>
    public Task Work { get; set; } = Task.CompletedTask;

    /// <summary>Asks the turn to end.</summary>
    public Task StopAsync()
    {
        IsStopped = true;
        return stop.CancelAsync();
    }

    public void Dispose() => stop.Dispose();
}
