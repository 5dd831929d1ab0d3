namespace ElJournal.Adapters.Files.Delivering;

/// <summary>What it means that a package could not be written.</summary>
internal static class DeliveryFailure
{
    /// <param name="cause">What the operating system said.</param>
    /// <param name="isFolder">Whether the path is a folder, or could become one.</param>
    public static AdapterException Of(Exception cause, bool isFolder) => cause switch
    {
        _ when !isFolder => new(AdapterFailure.Permanent, "The path for packages is no folder.", Texts.PortalNotFolder, innerException: cause),
        _ when FolderTrouble.IsForbidden(cause) => new(AdapterFailure.Permanent, "The folder for packages may not be written to.", Texts.PortalForbidden, innerException: cause),
        _ when FolderTrouble.IsFull(cause) => new(AdapterFailure.Temporary, "The disk with the folder for packages is full.", Texts.PortalDiskFull, innerException: cause),
        _ => new(AdapterFailure.Temporary, $"The package could not be written ({cause.GetType().Name}).", Texts.PortalUnreachable, innerException: cause),
    };
}
