using ElJournal.Adapters.Files.Delivering;

namespace ElJournal.Adapters.OneRoster.Delivering;

/// <summary>What it means that the folder could not be worked with.</summary>
internal static class DeliveryFailure
{
    public static AdapterException Of(Exception cause, bool isFolder) => cause switch
    {
        _ when !isFolder => new(AdapterFailure.Permanent, "The path for bundles is no folder.", Texts.NotFolder, innerException: cause),
        _ when FolderTrouble.IsForbidden(cause) => new(AdapterFailure.Permanent, "The folder for bundles may not be written to.", Texts.FolderForbidden, innerException: cause),
        _ when FolderTrouble.IsFull(cause) => new(AdapterFailure.Temporary, "The disk with the folder for bundles is full.", Texts.DiskFull, innerException: cause),
        _ => new(AdapterFailure.Temporary, $"The bundle could not be written ({cause.GetType().Name}).", Texts.FolderUnreachable, innerException: cause),
    };
}
