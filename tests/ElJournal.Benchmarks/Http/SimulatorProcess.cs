using System.Diagnostics;
using ElJournal.Adapters;
using ElJournal.Samples.Simulators;

namespace ElJournal.Benchmarks.Http;

/// <summary>The simulators as a process of their own, so that only the reading side is measured; it ends with this one.</summary>
internal sealed class SimulatorProcess : IAsyncDisposable
{
    private readonly Process process;

    private SimulatorProcess(Process process, IReadOnlyDictionary<string, Uri> addresses)
    {
        this.process = process;
        Addresses = addresses;
    }

    /// <summary>By system: <c>dnevnik</c>, <c>elzhur</c>.</summary>
    public IReadOnlyDictionary<string, Uri> Addresses { get; }

    public static async Task<SimulatorProcess> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[typeof(SimulatorServer).Assembly.Location, .. arguments, "--until-stdin-closes", "true"])
        {
            start.ArgumentList.Add(argument);
        }

        var started = Process.Start(start) ?? throw new InvalidOperationException("The simulators do not start.");
        var words = (await started.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The simulators said nothing.")).Split(' ');
        return new SimulatorProcess(started, words.Chunk(2).ToDictionary(pair => pair[0], pair => new Uri(pair[1]), StringComparer.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}

/// <summary>HTTP clients for this machine.</summary>
internal sealed class LocalHttp : IHttpClientSource, IDisposable
{
    private readonly SocketsHttpHandler handler = new() { UseCookies = false, AutomaticDecompression = System.Net.DecompressionMethods.All };

    public HttpClient Create(Uri baseAddress) => new(handler, disposeHandler: false) { BaseAddress = baseAddress };

    public void Dispose() => handler.Dispose();
}
