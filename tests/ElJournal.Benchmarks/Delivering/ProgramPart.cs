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
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[typeof(ProgramPart).Assembly.Location, part, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        var started = Process.Start(start) ?? throw new InvalidOperationException($"{part} does not start.");
        return new ProgramPart(started, await started.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"{part} said nothing."));
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
