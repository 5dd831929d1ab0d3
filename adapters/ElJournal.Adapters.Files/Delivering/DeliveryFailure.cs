namespace ElJournal.Adapters.Files.Delivering;

/// <summary>What it means that a package could not be written.</summary>
internal static class DeliveryFailure
{
    /// <param name="cause">What the operating system said.</param>
    /// <param name="isFolder">Whether the path is a folder, or could become one.</param>
    public static AdapterException Of(Exception cause, bool isFolder) =>
        FolderTrouble.Failure(cause, isFolder, "package", new FolderTexts(Texts.PortalNotFolder, Texts.PortalForbidden, Texts.PortalDiskFull, Texts.PortalUnreachable));
}
