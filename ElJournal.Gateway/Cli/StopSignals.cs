using System.Runtime.InteropServices;

namespace ElJournal.Gateway.Cli;

/// <summary>Ctrl+C and the request to end, from the first line of the program on.</summary>
/// <remarks>
/// The command line's library listens only once a command has first given up its thread, and the ledger's driver hardly ever does:
/// until then the operating system would end the process without a word.
/// </remarks>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource asked = new();
    private readonly PosixSignalRegistration[] registrations;

    public StopSignals()
    {
        registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask)];
    }

    /// <summary>Cancelled by the first signal. A second one ends the process at once: the ledger stands that.</summary>
    public CancellationToken Token => asked.Token;

    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }

        asked.Dispose();
    }

    private void Ask(PosixSignalContext signal)
    {
        try
        {
            signal.Cancel = !asked.IsCancellationRequested;
            asked.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The program had already ended when the signal's thread got its turn: a service that was stopped has not failed.
            signal.Cancel = true;
        }
    }
}
