using System.Diagnostics;
using System.Globalization;

namespace ElJournal.Benchmarks;

/// <summary>What a piece of work took by the clock and of the processor; other work on the machine hardly disturbs the latter.</summary>
internal readonly record struct Cost(TimeSpan Clock, TimeSpan Processor)
{
    public static Cost operator +(Cost one, Cost other) => new(one.Clock + other.Clock, one.Processor + other.Processor);

    public static async Task<(Cost Cost, T Result)> OfAsync<T>(Func<Task<T>> work)
    {
        var (began, busy) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var result = await work();
        return (new Cost(Stopwatch.GetElapsedTime(began), Environment.CpuUsage.TotalTime - busy), result);
    }

    public static Cost Of(Action work)
    {
        var (began, busy) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        work();
        return new Cost(Stopwatch.GetElapsedTime(began), Environment.CpuUsage.TotalTime - busy);
    }

    /// <summary>The most memory that this process has ever used.</summary>
    public static long PeakMegabytes()
    {
        using var me = Process.GetCurrentProcess();
        return me.PeakWorkingSet64 >> 20;
    }

    public void Print(string what, long records) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: {records:N0} records in {Clock.TotalSeconds:0.000} s = {records / Clock.TotalSeconds:N0} records/s; processor {Processor.TotalSeconds:0.000} s = {records / Processor.TotalSeconds:N0} records/s"));
}
