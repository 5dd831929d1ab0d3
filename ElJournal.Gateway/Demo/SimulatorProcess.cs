using System.ComponentModel;
using System.Diagnostics;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Demo;

/// <summary>The imitated systems as a process: it is started without a port of its own and ends with this one, whatever happens.</summary>
internal sealed class SimulatorProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly Process process;
    private readonly Dictionary<string, Uri> addresses;

    private SimulatorProcess(Process process, Dictionary<string, Uri> addresses)
    {
        this.process = process;
        this.addresses = addresses;
    }

    /// <summary>Where the program lies.</summary>
    public static string Program(string programDirectory) => Path.Combine(programDirectory, "simulators", "Simulators.dll");

    /// <exception cref="GatewayException">It is not there or does not start.</exception>
    public static async Task<SimulatorProcess> StartAsync(string programDirectory, IEnumerable<string> more, CancellationToken cancellationToken)
    {
        var program = Program(programDirectory);
        if (!File.Exists(program))
        {
            throw new GatewayException(Phrase.Of(Texts.SimulatorsMissing, program));
        }

        // Standard input stays open for as long as this process lives: when it closes, the simulators end.
        var start = new ProcessStartInfo(Host) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { program, "--until-stdin-closes", "true" }.Concat(more))
        {
            start.ArgumentList.Add(argument);
        }

        var started = Begin(start);
        started.ErrorDataReceived += (_, _) => { };
        started.BeginErrorReadLine();
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            var line = await started.StandardOutput.ReadLineAsync(patience.Token) ?? throw new GatewayException(Phrase.Of(Texts.SimulatorsSilent, program));
            return new SimulatorProcess(started, line.Split(' ').Chunk(2).ToDictionary(pair => pair[0], pair => new Uri(pair[1]), StringComparer.Ordinal));
        }
        catch
        {
            started.Kill();
            started.Dispose();
            throw;
        }
    }

    /// <summary>A program that brings its runtime along has none for other programs.</summary>
    private static Process Begin(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new GatewayException(Texts.SimulatorsNeedRuntime, innerException: missing);
        }
    }

    /// <summary>The address of one of the systems.</summary>
    public Uri Address(string system) => addresses[system];

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        try
        {
            using var farewell = new CancellationTokenSource(Farewell);
            await process.WaitForExitAsync(farewell.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }

        process.Dispose();
    }

    /// <summary>The runtime that runs this program.</summary>
    private static string Host => System.Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
}
