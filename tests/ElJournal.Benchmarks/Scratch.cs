using Microsoft.Data.Sqlite;

namespace ElJournal.Benchmarks;

/// <summary>A folder for one measurement, on the disk.</summary>
internal static class Scratch
{
    public static async Task UseAsync(Func<string, Task> measure)
    {
        var folder = Directory.CreateTempSubdirectory("eljournal-bench-").FullName;
        try
        {
            await measure(folder);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }
}
