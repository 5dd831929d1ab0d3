using System.Diagnostics;
using System.Globalization;

namespace ElJournal.Benchmarks.Weeks;

/// <summary>What the process keeps.</summary>
/// <param name="Heap">Managed, after a full collection, in MB.</param>
/// <param name="Own">Memory of its own that no file is behind, in MB; 0 where the system does not tell.</param>
/// <param name="Resident">All of it, in MB.</param>
/// <param name="Handles">Open files and sockets; on Windows handles of any kind.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Assemblies">Loaded and made ones; none is ever let go.</param>
internal sealed record Figures(double Heap, double Own, double Resident, int Handles, int Threads, int Assemblies)
{
    private const string Status = "/proc/self/status";
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
            OwnMemory(),
            process.WorkingSet64 / Megabyte,
            Directory.Exists("/proc/self/fd") ? Directory.GetFileSystemEntries("/proc/self/fd").Length : process.HandleCount,
            process.Threads.Count,
            AppDomain.CurrentDomain.GetAssemblies().Length);
    }

    private static double OwnMemory() => File.Exists(Status)
        ? double.Parse(File.ReadLines(Status).First(line => line.StartsWith("RssAnon:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024
        : 0;

    private static void Collect() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
