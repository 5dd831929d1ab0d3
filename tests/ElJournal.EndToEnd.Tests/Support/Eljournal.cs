using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ElJournal.Gateway.Cli;
using Microsoft.Data.Sqlite;

namespace ElJournal.EndToEnd.Tests.Support;

/// <summary>How a run of the program ended.</summary>
internal sealed record Finished(int ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public override string ToString() => $"exit {ExitCode}\n{Output}\n{Error}";
}

/// <summary>The built program as a process, in a folder of its own.</summary>
internal sealed class Eljournal(string folder)
{
    /// <summary>Environment variables besides those of the tests.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public async Task<Finished> RunAsync(params string[] arguments)
    {
        using var running = Start(arguments);
        return await running.WaitAsync();
    }

    /// <summary>The same command line in the tests' own process, where nothing has to start and to be compiled: for what goes before and after the run that a test is about.</summary>
    public async Task<Finished> RunHereAsync(params string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ru-RU");
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var exitCode = await CommandLine.RunAsync(arguments, new CliSurroundings
        {
            Output = output,
            Error = error,
            Environment = Environment,
            CurrentDirectory = folder,
            ProgramDirectory = Path.GetDirectoryName(Programs.Gateway)!,
        });

        // As when a process ends: nothing of the ledger stays open, and its log is written back.
        SqliteConnection.ClearAllPools();
        return new Finished(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs with <c>--json</c> and asks for an exit code.</summary>
    public async Task<JsonElement> JsonAsync(int exitCode, params string[] arguments) => Answer(exitCode, arguments, await RunAsync([.. arguments, "--json"]));

    /// <summary>The same in the tests' own process.</summary>
    public async Task<JsonElement> JsonHereAsync(int exitCode, params string[] arguments) => Answer(exitCode, arguments, await RunHereAsync([.. arguments, "--json"]));

    public Running Start(params string[] arguments)
    {
        // What a script starts in the background ignores Ctrl+C, and so does whatever it starts itself: the tests' program is to hear it however they were started.
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        var start = new ProcessStartInfo(command[0], [.. command.Skip(1), Programs.Gateway, .. arguments]) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };

        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return new Running(Process.Start(start)!);
    }

    private static JsonElement Answer(int exitCode, string[] arguments, Finished finished)
    {
        Assert.AreEqual(exitCode, finished.ExitCode, $"{string.Join(' ', arguments)}: {finished}");
        return finished.Json;
    }
}

/// <summary>A run that is under way; whatever happens in the test, it does not outlive it.</summary>
internal sealed class Running : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> error;

    public Running(Process process)
    {
        this.process = process;
        process.StandardInput.Close();
        output = process.StandardOutput.ReadToEndAsync();
        error = process.StandardError.ReadToEndAsync();
    }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public async Task<Finished> WaitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return new Finished(process.ExitCode, await output, await error);
    }

    /// <summary>SIGKILL: the process has no chance to do anything.</summary>
    public async Task<Finished> KillAsync()
    {
        process.Kill();
        return await WaitAsync();
    }

    /// <summary>What Ctrl+C sends.</summary>
    public Task InterruptAsync() => SignalAsync("-INT");

    /// <summary>Holds the process with all its threads while somebody looks at what it has written so far.</summary>
    public Task WhileStoppedAsync(Action look) => WhileStoppedAsync(() =>
    {
        look();
        return Task.CompletedTask;
    });

    /// <summary>The same while something takes its time.</summary>
    public async Task WhileStoppedAsync(Func<Task> happen)
    {
        await SignalAsync("-STOP");
        await WhenAllAreAsync('T');
        await happen();
        await SignalAsync("-CONT");
    }

    /// <summary>Waits until none of its threads has anything to do: a signal was heard out, and what waits for an answer waits.</summary>
    public Task WhenIdleAsync() => WhenAllAreAsync('S');

    // The threads are looked at one after another, and one may wake another that was looked at already and go to
    // sleep itself: only two looks between which nobody was switched in or out say that nobody has anything to do.
    private async Task WhenAllAreAsync(char state)
    {
        using var patience = new CancellationTokenSource(Patience);
        var before = Threads();
        for (var now = Threads(); !now.SequenceEqual(before) || now.Any(thread => thread.State != state); now = Threads())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
            before = now;
        }
    }

    private List<ThreadNow> Threads() => Directory.EnumerateDirectories(FormattableString.Invariant($"/proc/{process.Id}/task"))
        .Order(StringComparer.Ordinal)
        .Select(ThreadNow.Of)
        .OfType<ThreadNow>()
        .ToList();

    /// <summary>What the kernel says of a thread: its name, state and how often it was switched.</summary>
    private sealed record ThreadNow(string Folder, char State, string Switches)
    {
        public static ThreadNow? Of(string folder)
        {
            try
            {
                var lines = File.ReadAllLines(Path.Combine(folder, "status"));
                return new ThreadNow(
                    folder,
                    lines.Single(line => line.StartsWith("State:", StringComparison.Ordinal))["State:".Length..].TrimStart()[0],
                    string.Join(' ', lines.Where(line => line.Contains("ctxt_switches", StringComparison.Ordinal))));
            }
            catch (IOException)
            {
                // It ended between being listed and being looked at.
                return null;
            }
        }
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }
}
