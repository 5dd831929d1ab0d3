namespace ElJournal.Adapters.OneRoster.Delivering;

/// <summary>What it means that the folder could not be worked with.</summary>
internal static class DeliveryFailure
{
    private const int NoSpaceUnix = 28;
    private const int ReadOnlyUnix = 30;
    private const int QuotaLinux = 122;
    private const int HandleDiskFullWindows = unchecked((int)0x80070027);
    private const int DiskFullWindows = unchecked((int)0x80070070);

    public static AdapterException Of(Exception cause, bool isFolder) => cause switch
    {
        _ when !isFolder => new(AdapterFailure.Permanent, "The path for bundles is no folder.", Texts.NotFolder, innerException: cause),
        UnauthorizedAccessException or { HResult: ReadOnlyUnix } => new(AdapterFailure.Permanent, "The folder for bundles may not be written to.", Texts.FolderForbidden, innerException: cause),
        { HResult: NoSpaceUnix or QuotaLinux or HandleDiskFullWindows or DiskFullWindows } => new(AdapterFailure.Temporary, "The disk with the folder for bundles is full.", Texts.DiskFull, innerException: cause),
        _ => new(AdapterFailure.Temporary, $"The bundle could not be written ({cause.GetType().Name}).", Texts.FolderUnreachable, innerException: cause),
    };
}
