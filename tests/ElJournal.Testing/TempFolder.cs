namespace ElJournal.Testing;

/// <summary>An empty folder that goes away with the test.</summary>
/// <remarks>
/// It lies in memory where the system offers that: every commit waits for the disk, ten milliseconds on a busy machine, and a file that outlives a killed process need not outlive the machine.
/// </remarks>
public sealed class TempFolder : IDisposable
{
    private const string Memory = "/dev/shm";
    private const long Enough = 2L << 30;

    private static readonly string Place = Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > Enough ? Memory : System.IO.Path.GetTempPath();

    public TempFolder() => Path = New();

    /// <summary>Makes an empty folder for a test that takes it away itself.</summary>
    public static string New() => OperatingSystem.IsWindows()
        ? Directory.CreateTempSubdirectory("eljournal-").FullName
        : Directory.CreateDirectory(System.IO.Path.Combine(Place, $"eljournal-{System.IO.Path.GetRandomFileName()}"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A killed process may still be closing its files; the system clears its own temporary folder.
        }
    }
}
