using System.Diagnostics;

namespace ElJournal.Benchmarks.Delivering;

/// <summary>A part of this program as a process of its own, so that its memory and its work are not counted; it ends with this one.</summary>
internal sealed class ProgramPart : IAsyncDisposable
{
    private readonly Process process;

    private ProgramPart(Process process, string said) => (this.process, Said) = (process, said);

    /// <summary>The line with which it said that it is ready.</summary>
    public string Said { get; }

    /// <summary>Starts a part and waits until it says something.</summary>
    public static async Task<ProgramPart> StartAsync(string part, params string[] arguments)
    {
        var started = Start(part, arguments, talks: true);
        return new ProgramPart(started, await started.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"{part} said nothing."));
    }

    /// <summary>Runs a part to its end; what it says is shown.</summary>
    public static async Task RunAsync(string part, params string[] arguments)
    {
        using var run = Start(part, arguments, talks: false);
        await run.WaitForExitAsync();
        if (run.ExitCode != 0)
        {
            throw new InvalidOperationException($"{part} ended with {run.ExitCode}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static Process Start(string part, string[] arguments, bool talks)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardInput = talks, RedirectStandardOutput = talks };
        foreach (var argument in (string[])[typeof(ProgramPart).Assembly.Location, part, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{part} does not start.");
    }
}
