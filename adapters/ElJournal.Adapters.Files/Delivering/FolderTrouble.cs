namespace ElJournal.Adapters.Files.Delivering;

/// <summary>Why a folder cannot be written to, by the operating system's numbers.</summary>
internal static class FolderTrouble
{
    private const int NoSpaceUnix = 28;
    private const int ReadOnlyUnix = 30;
    private const int QuotaLinux = 122;
    private const int HandleDiskFullWindows = unchecked((int)0x80070027);
    private const int DiskFullWindows = unchecked((int)0x80070070);

    /// <summary>What it means that something could not be written into a folder.</summary>
    /// <param name="cause">What the operating system said.</param>
    /// <param name="isFolder">Whether the path is a folder, or could become one.</param>
    /// <param name="what">What is written there: <c>package</c>.</param>
    /// <param name="texts">What to do.</param>
    public static AdapterException Failure(Exception cause, bool isFolder, string what, FolderTexts texts) => cause switch
    {
        _ when !isFolder => new(AdapterFailure.Permanent, $"The path for {what}s is no folder.", texts.NotFolder, innerException: cause),
        _ when IsForbidden(cause) => new(AdapterFailure.Permanent, $"The folder for {what}s may not be written to.", texts.Forbidden, innerException: cause),
        _ when IsFull(cause) => new(AdapterFailure.Temporary, $"The disk with the folder for {what}s is full.", texts.DiskFull, innerException: cause),
        _ => new(AdapterFailure.Temporary, $"The {what} could not be written ({cause.GetType().Name}).", texts.Unreachable, innerException: cause),
    };

    private static bool IsForbidden(Exception cause) => cause is UnauthorizedAccessException or { HResult: ReadOnlyUnix };

    private static bool IsFull(Exception cause) => cause.HResult is NoSpaceUnix or QuotaLinux or HandleDiskFullWindows or DiskFullWindows;
}

/// <summary>What a person is to do about a folder, in Russian.</summary>
internal sealed record FolderTexts(string NotFolder, string Forbidden, string DiskFull, string Unreachable);
