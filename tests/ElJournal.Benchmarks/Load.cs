namespace ElJournal.Benchmarks;

/// <summary>How busy the machine is: a figure by the clock says little without it.</summary>
internal static class Load
{
    public static async Task SaidAroundAsync(Func<Task> measuring)
    {
        Say("before");
        await measuring();
        Say("after");
    }

    private static void Say(string when)
    {
        // The kernel's averages over one, five and fifteen minutes; elsewhere nobody tells.
        var load = OperatingSystem.IsLinux() ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "unknown";
        Console.WriteLine($"{Environment.ProcessorCount} processors, load {when} {load}");
    }
}
