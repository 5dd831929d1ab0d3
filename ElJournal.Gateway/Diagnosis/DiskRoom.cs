namespace ElJournal.Gateway.Diagnosis;

/// <summary>How much room a folder's disk has, and whether that will do.</summary>
/// <param name="Folder">The folder; it need not exist yet.</param>
/// <param name="Free">Bytes that may still be written.</param>
internal sealed record DiskRoom(string Folder, long Free)
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>With less nothing can be written soon.</summary>
    public const long Least = 200 * Megabyte;

    /// <summary>With less somebody should look.</summary>
    public const long Comfortable = 1024 * Megabyte;

    public long FreeMegabytes => Free / Megabyte;

    /// <summary>Looks at the disk that the folder is on, or will be made on.</summary>
    /// <returns><see langword="null"/> where the system does not say.</returns>
    public static DiskRoom? Of(string folder)
    {
        var existing = folder;
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
        {
            existing = parent;
        }

        try
        {
            return new DiskRoom(folder, new DriveInfo(existing).AvailableFreeSpace);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <param name="ledger">The ledger's size: an upgrade and a copy need as much again.</param>
    public DoctorStatus Judge(long ledger) => Free < Math.Max(Least, ledger) ? DoctorStatus.Problem : Free < Math.Max(Comfortable, 3 * ledger) ? DoctorStatus.Warning : DoctorStatus.Ok;
}
