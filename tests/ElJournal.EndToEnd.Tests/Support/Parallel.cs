using ElJournal.EndToEnd.Tests.Cluster;
using ElJournal.EndToEnd.Tests.Crashes;

// More than there are processors: some classes only wait, for a lease or for the chain that they share. Class by class, so that not all workers wait for the same chain.
[assembly: Parallelize(Workers = 4, Scope = ExecutionScope.ClassLevel)]

namespace ElJournal.EndToEnd.Tests.Support;

[TestClass]
public sealed class SharedSchools
{
    [AssemblyCleanup]
    public static async Task CleanUpAsync()
    {
        await CrashSchool.DisposeWholeAsync();
        await ClusterLedger.StopAsync();
    }
}
