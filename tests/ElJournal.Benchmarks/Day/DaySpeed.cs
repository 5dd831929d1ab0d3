using System.Diagnostics;
using System.Globalization;

namespace ElJournal.Benchmarks.Day;

/// <summary>What a normal school day costs: in a process that runs already, as the worker does it, and by three commands, each a process of its own.</summary>
internal static class DaySpeed
{
    private const int Rounds = 8;

    /// <param name="published">A folder with a published program; <see langword="null"/> for the one that was built.</param>
    public static async Task RunAsync(string? published)
    {
        var built = BuiltProgram();
        var folder = await DayFolder.PrepareAsync(built);
        await InProcessAsync(folder, built);
        await AsProcessesAsync(folder, built, "built");
        if (published is not null)
        {
            await AsProcessesAsync(folder, Path.GetFullPath(published), "published");
        }
    }

    private static async Task InProcessAsync(DayFolder folder, string program)
    {
        folder.Restore();
        await using var services = folder.Services(program, DayFolder.Evening);
        var best = new Dictionary<string, Cost>(StringComparer.Ordinal);
        for (var round = 0; round < Rounds; round++)
        {
            folder.Restore();
            GC.Collect();
            var whole = default(Cost);
            foreach (var phase in SchoolDay.Phases)
            {
                var (cost, said) = await Cost.OfAsync(() => phase.RunAsync(services));
                whole += cost;
                Print($"round {round + 1}, {phase.Name}", cost, said);
                Note(phase.Name, cost);
            }

            Note("the whole day", whole);
        }

        foreach (var (name, cost) in best)
        {
            Print($"best in a running process: {name}", cost, "");
        }

        void Note(string name, Cost cost) => best[name] = best.TryGetValue(name, out var before) && before.Processor < cost.Processor ? before : cost;
    }

    private static async Task AsProcessesAsync(DayFolder folder, string program, string what)
    {
        for (var round = 0; round < 2; round++)
        {
            folder.Restore();
            var whole = default(Cost);
            foreach (var phase in SchoolDay.Phases)
            {
                var cost = await StartAsync(folder, program, phase.Command);
                whole += cost;
                Print($"{what} program, process {phase.Command}", cost, "");
            }

            Print($"{what} program, the whole day", whole, "");
        }
    }

    private static async Task<Cost> StartAsync(DayFolder folder, string program, string command)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(program, "eljournal.dll"), command, "--school", DayFolder.School, "--now", DayFolder.Evening.ToString("yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture), "--json"])
        {
            WorkingDirectory = folder.Work,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        var (began, busy) = (Stopwatch.GetTimestamp(), ProcessorOfChildren());
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var cost = new Cost(Stopwatch.GetElapsedTime(began), ProcessorOfChildren() - busy);
        return process.ExitCode is 0 or 2 ? cost : throw new InvalidOperationException($"{command} ended with {process.ExitCode}: {said}");
    }

    /// <summary>Of the processes that were started from here and have ended. .NET tells it of none that has ended; the kernel does, in hundredths of a second.</summary>
    private static TimeSpan ProcessorOfChildren()
    {
        if (!OperatingSystem.IsLinux())
        {
            return TimeSpan.Zero;
        }

        // Behind the program's name in brackets, which may hold anything, stand fields from the third on; user and system time of children are the 16th and 17th.
        var fields = File.ReadAllText("/proc/self/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return TimeSpan.FromSeconds((long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture)) / 100.0);
    }

    private static string BuiltProgram()
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(SchoolDay.Root, "ElJournal.Gateway", "bin", framework.Parent!.Name, framework.Name);
    }

    private static void Print(string what, Cost cost, string said) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what,-45} {cost.Processor.TotalSeconds,6:N2} s of processor {cost.Clock.TotalSeconds,6:N2} s by the clock   {said}"));
}
