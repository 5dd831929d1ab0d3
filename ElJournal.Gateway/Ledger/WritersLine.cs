namespace ElJournal.Gateway.Ledger;

/// <summary>Who of this process writes next to the file, first come first served. The file has one lock, and whoever finds it taken polls for it, asleep on a thread: eight schools that do so keep each other from working, and the last may never get it.</summary>
#pragma warning disable CA1001 // A semaphore whose wait handle is never asked for holds nothing that has to be given back, and the line lives as long as the program.
internal sealed class WritersLine
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Waits in line.</summary>
    /// <returns>What ends the turn; <see langword="null"/> when it did not come within the patience: the file's own lock then decides, and says so.</returns>
    public async ValueTask<IDisposable?> EnterAsync(TimeSpan patience, CancellationToken cancellationToken) =>
        await turn.WaitAsync(patience, cancellationToken) ? new Turn(turn) : null;

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        private bool ended;

        public void Dispose()
        {
            if (!ended)
            {
                ended = true;
                turn.Release();
            }
        }
    }
}
