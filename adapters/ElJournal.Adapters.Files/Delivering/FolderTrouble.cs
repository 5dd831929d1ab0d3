namespace ElJournal.Adapters.Files.Delivering;

/// <summary>Why a folder cannot be written to, by the operating system's numbers.</summary>
internal static class FolderTrouble
{
    private const int NoSpaceUnix = 28;
    private const int ReadOnlyUnix = 30;
    private const int QuotaLinux = 122;
    private const int HandleDiskFullWindows = unchecked((int)0x80070027);
    private const int DiskFullWindows = unchecked((int)0x80070070);

    public static bool IsForbidden(Exception cause) => cause is UnauthorizedAccessException or { HResult: ReadOnlyUnix };

    public static bool IsFull(Exception cause) => cause.HResult is NoSpaceUnix or QuotaLinux or HandleDiskFullWindows or DiskFullWindows;
}
