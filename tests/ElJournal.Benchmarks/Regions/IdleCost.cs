using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using ElJournal.Samples.RegionSimulation;

namespace ElJournal.Benchmarks.Regions;

/// <summary>What <c>run</c> costs while nothing is due: a process of its own, with one school and with more.</summary>
internal static class IdleCost
{
    private const string Usage = "Usage: idle PUBLISHED [SCHOOLS …]   (a folder with a published program; 1 and 1000 schools unless others are named)";

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Watching = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments.Length == 0 || !OperatingSystem.IsLinux() || !File.Exists(Path.Combine(arguments[0], "eljournal.dll")))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 64;
        }

        int[] sizes = arguments.Length == 1 ? [1, 1000] : [.. arguments.Skip(1).Select(size => int.Parse(size, CultureInfo.InvariantCulture))];
        foreach (var schools in sizes)
        {
            await Scratch.UseAsync(folder => MeasureAsync(Path.GetFullPath(arguments[0]), folder, schools));
        }

        return 0;
    }

    private static async Task MeasureAsync(string program, string path, int schools)
    {
        var folder = new RegionFolder(path);
        await folder.MakeAsync(new RegionSettings { Schools = schools });
        await File.WriteAllTextAsync(folder.Configuration, Idle(await File.ReadAllTextAsync(folder.Configuration)));
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(program, "eljournal.dll"), "run", "--config", folder.Configuration]) { WorkingDirectory = path, UseShellExecute = false, RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEndAsync();
        try
        {
            await Task.Delay(Settling);
            var before = Processor(process.Id);
            var most = 0L;
            var began = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(began) < Watching)
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
                most = Math.Max(most, Resident(process.Id));
            }

            var (busy, watched) = (Processor(process.Id) - before, Stopwatch.GetElapsedTime(began));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"idle with {schools} schools: at most {most / 1024.0:N1} MB resident, {busy.TotalSeconds:N2} s of processor in {watched.TotalSeconds:N0} s = {busy / watched:P2} of a core; start and the first {Settling.TotalSeconds:N0} s {before.TotalSeconds:N2} s of processor"));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
            else
            {
                await Console.Error.WriteLineAsync(await said);
            }

            await process.WaitForExitAsync();
        }
    }

    /// <summary>Everything at three in the morning, so that no half hour falls into the minute.</summary>
    private static string Idle(string configuration)
    {
        var root = JsonNode.Parse(configuration)!;
        foreach (var school in root["Schools"]!.AsArray())
        {
            school!["Schedules"] = new JsonObject(((string[])["sync", "deep-sync", "daily-check", "monthly-review", "staff-letters", "export", "reconcile", "backup", "archive", "purge"]).Select(job => KeyValuePair.Create(job, (JsonNode?)"0 7 3 ? * *")));
        }

        return root.ToJsonString();
    }

    private static long Resident(int process) => long.Parse(File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    private static TimeSpan Processor(int process)
    {
        // Behind the program's name in brackets, which may hold anything, stand fields from the third on; user and system time are the 14th and 15th, in hundredths of a second.
        var fields = File.ReadAllText($"/proc/{process}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return TimeSpan.FromSeconds((long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / 100.0);
    }
}
