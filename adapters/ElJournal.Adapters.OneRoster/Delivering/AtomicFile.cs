using ElJournal.Adapters.Files.Delivering;

namespace ElJournal.Adapters.OneRoster.Delivering;

/// <summary>Files for the owner only that appear under their names whole or not at all, and stay after a power cut.</summary>
internal static class AtomicFile
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerFile | UnixFileMode.UserExecute);
        }
    }

    public static async ValueTask WriteAsync(string path, Func<Stream, ValueTask> write)
    {
        var folder = Path.GetDirectoryName(path)!;

        // Hidden and without the ending, so that nobody who collects bundles takes it for one.
        var temporary = Path.Combine(folder, $".{Path.GetFileNameWithoutExtension(path)}.tmp");
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        try
        {
            await using (var stream = new FileStream(temporary, options))
            {
                await write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        DirectoryFlush.Flush(folder);
    }

    public static void Rename(string from, string to)
    {
        File.Move(from, to, overwrite: true);
        DirectoryFlush.Flush(Path.GetDirectoryName(to)!);
    }
}
