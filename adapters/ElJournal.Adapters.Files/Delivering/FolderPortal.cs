using System.Buffers;
using ElJournal.Adapters.Portals;

namespace ElJournal.Adapters.Files.Delivering;

/// <summary>A folder that packages are written to, each as <c>&lt;package id&gt;.json</c>.</summary>
/// <remarks>
/// A package appears under its name whole or not at all, and a receipt is given only when file and name are on the disk:
/// written to a temporary name in the same folder, flushed, renamed, and the folder flushed too.
/// </remarks>
internal sealed class FolderPortal(string directory) : IPortal
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;
    private const int LongestId = 100;

    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_");

    /// <inheritdoc/>
    public ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(directory))
        {
            return ValueTask.FromResult(new ProbeResult(Succeeded: false, Texts.PortalNotFolder));
        }

        return ValueTask.FromResult(new ProbeResult(Succeeded: true, Directory.Exists(directory) ? Texts.ProbePortal : Texts.ProbePortalWillCreate));
    }

    /// <inheritdoc/>
    public async ValueTask<Receipt> DeliverAsync(Package package, CancellationToken cancellationToken)
    {
        if (package.Id.Length is 0 or > LongestId || package.Id.AsSpan().ContainsAnyExcept(IdCharacters))
        {
            throw new AdapterException(AdapterFailure.Final, "The package id must be letters, digits, '-' and '_' only, because it becomes a file name.");
        }

        var path = Path.Combine(directory, $"{package.Id}.json");
        try
        {
            CreateFolder();
            if (!await IsThereAsync(path, package.Body, cancellationToken))
            {
                await WriteAsync(path, package.Body, cancellationToken);
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw DeliveryFailure.Of(cause, isFolder: !File.Exists(directory));
        }

        return new Receipt($"files:{package.Id}", package.RecordCount, []);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void CreateFolder()
    {
        if (Directory.Exists(directory))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, OwnerFolder);
        }
    }

    /// <summary>Whether the package was delivered before.</summary>
    /// <exception cref="AdapterException">Something else was delivered under its id.</exception>
    private static async ValueTask<bool> IsThereAsync(string path, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        var there = new FileInfo(path).Length == body.Length ? await File.ReadAllBytesAsync(path, cancellationToken) : [];
        return there.AsSpan().SequenceEqual(body.Span)
            ? true
            : throw new AdapterException(AdapterFailure.Final, "A package of the same id and other content lies in the folder.", Texts.PortalOtherContent);
    }

    private async ValueTask WriteAsync(string path, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        // Hidden and without the ending .json, so that nobody who collects packages takes it for one.
        var temporary = Path.Combine(directory, $".{Path.GetFileNameWithoutExtension(path)}.tmp");
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, Options = FileOptions.Asynchronous, PreallocationSize = body.Length };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        try
        {
            await using (var stream = new FileStream(temporary, options))
            {
                await stream.WriteAsync(body, cancellationToken);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: false);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        DirectoryFlush.Flush(directory);
    }
}
