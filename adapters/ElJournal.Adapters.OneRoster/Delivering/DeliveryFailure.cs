using ElJournal.Adapters.Files.Delivering;

namespace ElJournal.Adapters.OneRoster.Delivering;

/// <summary>What it means that the folder could not be worked with.</summary>
internal static class DeliveryFailure
{
    public static AdapterException Of(Exception cause, bool isFolder) =>
        FolderTrouble.Failure(cause, isFolder, "bundle", new FolderTexts(Texts.NotFolder, Texts.FolderForbidden, Texts.DiskFull, Texts.FolderUnreachable));
}
