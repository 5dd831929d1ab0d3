using System.Diagnostics;

namespace ElJournal.Benchmarks.Weeks;

/// <summary>What the process keeps.</summary>
/// <param name="Heap">Managed, after a full collection, in MB.</param>
/// <param name="Resident">All of it, in MB.</param>
/// <param name="Handles">Open files and sockets; on Windows handles of any kind.</param>
/// <param name="Threads">Threads.</param>
internal sealed record Figures(double Heap, double Resident, int Handles, int Threads)
{
    private const double Megabyte = 1024 * 1024;

    public static Figures Now()
    {
        // Twice, since what is finalized is collected the second time.
        Collect();
        GC.WaitForPendingFinalizers();
        Collect();
        using var process = Process.GetCurrentProcess();
        return new Figures(
            GC.GetTotalMemory(forceFullCollection: false) / Megabyte,
            process.WorkingSet64 / Megabyte,
            Directory.Exists("/proc/self/fd") ? Directory.GetFileSystemEntries("/proc/self/fd").Length : process.HandleCount,
            process.Threads.Count);
    }

    private static void Collect() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
