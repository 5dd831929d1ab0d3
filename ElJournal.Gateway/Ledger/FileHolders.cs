using System.Globalization;

namespace ElJournal.Gateway.Ledger;

/// <summary>Which other programs keep a database file open, as far as this system shows it to us.</summary>
internal static class FileHolders
{
    private const string Processes = "/proc";

    /// <summary>Their names and numbers; empty where nothing is known.</summary>
    public static IReadOnlyList<string> Of(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        var full = Path.GetFullPath(path);
        var holders = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories(Processes))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var process) && process != Environment.ProcessId && Holds(folder, full))
            {
                holders.Add(string.Create(CultureInfo.InvariantCulture, $"{NameOf(folder)} ({process})"));
            }
        }

        return holders;
    }

    private static bool Holds(string process, string path)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(Path.Combine(process, "fd")).Any(open => string.Equals(new FileInfo(open).LinkTarget, path, StringComparison.Ordinal));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Ended meanwhile, or somebody else's.
            return false;
        }
    }

    private static string NameOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "comm")).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "?";
        }
    }
}
