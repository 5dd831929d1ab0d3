using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using ElJournal.EndToEnd.Tests.Support;
using ElJournal.Samples.SchoolGenerator;

namespace ElJournal.EndToEnd.Tests.Crashes;

/// <summary>One command of the chain, what the folder was before it, what it was after it, and how long it took.</summary>
internal sealed record Step(string[] Command, string Before, IReadOnlySet<string> After, TimeSpan Took)
{
    public override string ToString() => $"{Command[0]} {Command[^1]}";
}

/// <summary>A chain over the generated school by the halting adapter, run once without any interruption. Each step can be gone back to.</summary>
/// <remarks>Two weeks of the school are enough for several batches, packages and transactions of each kind; more of the same only takes longer.</remarks>
internal sealed class CrashSchool : IDisposable
{
    private static readonly Lazy<Task<CrashSchool>> Shared = new(() => RunAsync("\"PickupDirectory\": \"mail\""));

    private readonly Scratch scratch = new();

    /// <summary>The whole chain, in processes, so that it is known how long each step takes; run once for all classes.</summary>
    public static Task<CrashSchool> WholeAsync() => Shared.Value;

    /// <summary>Takes away what <see cref="WholeAsync"/> has made.</summary>
    public static async Task DisposeWholeAsync()
    {
        if (Shared.IsValueCreated)
        {
            (await Shared.Value).Dispose();
        }
    }

    /// <summary>The steps, in order.</summary>
    public List<Step> Steps { get; } = [];

    public Step Of(string verb) => Steps.Last(step => step.Command[0] == verb && step.Command[^1].Contains("2026-10-05T17:05", StringComparison.Ordinal));

    /// <param name="mail">The settings of <c>Mail</c> beside <c>From</c>.</param>
    /// <param name="until">The verb after whose first run the chain ends, run in the tests' own process; <see langword="null"/> for the whole chain, in processes.</param>
    public static async Task<CrashSchool> RunAsync(string mail, string? until = null)
    {
        var school = new CrashSchool();
        var root = school.scratch.In("reference");
        Install(root, mail);
        foreach (var moment in new[] { GeneratedSchool.Reads[0], GeneratedSchool.Reads[2], GeneratedSchool.Reads[3] })
        {
            await school.TakeAsync(root, Dated("sync", moment), 0, until is not null);
            if (moment != GeneratedSchool.Reads[0])
            {
                await school.TakeAsync(root, Dated("check", moment), 2, until is not null);
                await school.TakeAsync(root, DemoSchoolFolder.Notify(moment), 0, until is not null);
                if (until == "notify")
                {
                    break;
                }

                await school.TakeAsync(root, DemoSchoolFolder.Export(moment), 0, until is not null);
            }
        }

        return school;
    }

    /// <summary>A folder as it was before the step.</summary>
    public string GoBackTo(Step step)
    {
        var root = scratch.In(Guid.NewGuid().ToString("N"));
        Copy(step.Before, root);
        return root;
    }

    /// <summary>Runs the step's command and takes the folder as it is right before and right after each commit: what SIGKILL would leave there, for the process stands still.</summary>
    /// <returns>The folders, those left out that are equal to the one before.</returns>
    public async Task<IReadOnlyList<(string Boundary, string Root)>> TakeAtEachCommitAsync(Step step)
    {
        var root = GoBackTo(step);
        var socket = Path.Combine(root, "commits.sock");
        using var listener = Listen(socket);
        var program = new Eljournal(root) { Environment = { ["DOTNET_STARTUP_HOOKS"] = Programs.HaltingHook, ["COMMIT_SOCKET"] = socket } };
        using var running = program.Start(step.Command);
        var ended = running.WaitAsync();
        var taken = new List<(string, string)>();
        using (var connection = await AcceptAsync(listener, ended, $"{step} and its commits"))
        {
            var told = new byte[64];
            var former = "";
            while (await connection.ReceiveAsync(told) is > 0 and var length)
            {
                // Its other threads may be sending packages.
                await running.WhileStoppedAsync(() =>
                {
                    var now = FolderHash.Of(root);
                    if (now != former)
                    {
                        var copy = scratch.In(Guid.NewGuid().ToString("N"));
                        Copy(root, copy);
                        taken.Add((Encoding.UTF8.GetString(told, 0, length), copy));
                        former = now;
                    }
                });
                await connection.SendAsync(told.AsMemory(0, 1));
            }
        }

        Assert.IsTrue((await ended).ExitCode is 0 or 2, (await ended).ToString());
        return taken;
    }

    /// <summary>Starts the step's command and kills it when it signals the boundary.</summary>
    public async Task<string> KillAtAsync(Step step, string boundary)
    {
        var root = GoBackTo(step);
        var socket = Path.Combine(root, "halt.sock");
        using var listener = Listen(socket);
        var program = new Eljournal(root) { Environment = { ["HALT_AT"] = boundary, ["HALT_SOCKET"] = socket } };
        using var running = program.Start(step.Command);
        using var connection = await AcceptAsync(listener, running.WaitAsync(), $"{step} and {boundary}");
        var told = new byte[64];
        Assert.AreEqual(boundary, Encoding.UTF8.GetString(told, 0, await connection.ReceiveAsync(told)));
        await running.KillAsync();
        return root;
    }

    /// <summary>Runs the step's command to its end and compares with the uninterrupted run.</summary>
    public static async Task FinishAsync(Step step, string root, string what)
    {
        var finished = await new Eljournal(root).RunHereAsync(Again(step));
        Assert.IsTrue(finished.ExitCode is 0 or 2, $"{what}: {finished}");
        await Aftermath.AssertEqualAsync(step.After, root, what);
        Directory.Delete(root, recursive: true);
    }

    /// <summary>The step's command, some minutes later: time goes on, and a read that begins before what the killed run has noted would rightly be refused as stale.</summary>
    public static string[] Again(Step step) => [.. step.Command[..^2], .. DemoSchoolFolder.Now(DateTimeOffset.Parse(step.Command[^1], CultureInfo.InvariantCulture).AddMinutes(2))];

    public void Dispose() => scratch.Dispose();

    private static string[] Dated(string verb, DateTimeOffset moment) => [verb, "--school", "demo", "--from", "2026-09-23", "--to", "2026-10-17", .. DemoSchoolFolder.Now(moment)];

    internal static Socket Listen(string socket)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socket));
        listener.Listen(1);
        return listener;
    }

    internal static async Task<Socket> AcceptAsync(Socket listener, Task<Finished> ended, string what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var signal = listener.AcceptAsync(patience.Token).AsTask();
        if (await Task.WhenAny(signal, ended) == ended)
        {
            await patience.CancelAsync();
            Assert.Fail($"{what}: ended without being there: {await ended}");
        }

        return await signal;
    }

    private async Task TakeAsync(string root, string[] command, int exitCode, bool here)
    {
        var before = scratch.In($"before-{Steps.Count}");
        Copy(root, before);
        var watch = Stopwatch.StartNew();
        var program = new Eljournal(root);
        var finished = here ? await program.RunHereAsync(command) : await program.RunAsync(command);
        Assert.AreEqual(exitCode, finished.ExitCode, $"{string.Join(' ', command)}: {finished}");
        Steps.Add(new Step(command, before, await Aftermath.OfAsync(root), watch.Elapsed));
    }

    private static void Install(string root, string mail)
    {
        var adapter = Path.Combine(root, "adapters", "halting");
        Copy(Path.GetDirectoryName(Programs.Output(Path.Combine("tests", "ElJournal.HaltingAdapter"), "adapter.json"))!, adapter);
        var text = File.ReadAllText(Path.Combine(Programs.DemoSchool, "eljournal.json"))
            .Replace("\"Allowed\": [ \"files\" ]", "\"Directory\": \"adapters\", \"Allowed\": [ \"halting\" ]", StringComparison.Ordinal)
            .Replace("\"Adapter\": \"files\", \"Settings\": { \"Directory\": \".\" }", "\"Adapter\": \"halting\"", StringComparison.Ordinal)
            .Replace("\"Portal\": \"files\"", "\"Portal\": \"halting\"", StringComparison.Ordinal)
            .Replace("\"PickupDirectory\": \"mail\"", mail, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(root, "eljournal.json"), text);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".sock", StringComparison.Ordinal)))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
