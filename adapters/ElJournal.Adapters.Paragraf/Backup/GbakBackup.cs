using System.IO.Compression;
using System.Security.Cryptography;
using ElJournal.Adapters.Paragraf.Mapping;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.Paragraf.Backup;

/// <summary>Copies the site's databases with gbak, restores each copy once, and hands out the set only when all of them are sound.</summary>
internal sealed class GbakBackup(string gbak, BackupMapping what, string? user, string? password, TimeProvider time)
{
    public async ValueTask<BackupSet> RunAsync(string directory, CancellationToken cancellationToken)
    {
        var beganAt = time.GetUtcNow();
        var made = new List<(BackupFile File, string Partial)>();
        try
        {
            foreach (var (name, place) in what.Databases)
            {
                made.Add(await CopyAsync(name, place, directory, cancellationToken));
            }

            foreach (var (file, partial) in made)
            {
                File.Move(partial, Path.Combine(directory, file.FileName), overwrite: true);
            }

            return new BackupSet(beganAt, [.. made.Select(pair => pair.File)]);
        }
        catch (IOException cause)
        {
            throw GbakFailures.OfDisk(cause);
        }
        catch (UnauthorizedAccessException cause)
        {
            throw new AdapterException(AdapterFailure.Permanent, "The backup folder may not be written to.", Texts.BackupForbidden, innerException: cause);
        }
        finally
        {
            what.Databases.Select(pair => PartialOf(directory, pair.Key)).SelectMany(partial => new[] { partial, partial + ".gz" }).ToList().ForEach(File.Delete);
        }
    }

    private static string PartialOf(string directory, string name) => Path.Combine(directory, $".{name}.fbk.partial");

    private async ValueTask<(BackupFile File, string Partial)> CopyAsync(string name, string place, string directory, CancellationToken cancellationToken)
    {
        var partial = PartialOf(directory, name);
        File.Delete(partial);

        // -g: no garbage collection, so that nothing but the copy is made.
        await RunAsync(name, "backup", ["-b", "-g", place, partial], cancellationToken);
        if (!File.Exists(partial) || new FileInfo(partial).Length == 0)
        {
            throw GbakFailures.Empty(name);
        }

        await ProveAsync(name, partial, cancellationToken);
        var fileName = what.Compress ? $"{name}.fbk.gz" : $"{name}.fbk";
        var finished = what.Compress ? await CompressAsync(partial, cancellationToken) : partial;
        return (new BackupFile(name, fileName, new FileInfo(finished).Length, await HashAsync(finished, cancellationToken)), finished);
    }

    /// <summary>A copy is proved only by restoring it.</summary>
    private async ValueTask ProveAsync(string name, string copy, CancellationToken cancellationToken)
    {
        if (what.ScratchDirectory is { } wanted)
        {
            Directory.CreateDirectory(wanted);
        }

        var scratch = what.ScratchDirectory is { } set ? Directory.CreateDirectory(Path.Combine(set, $"eljournal-{name}-{time.GetTimestamp()}")) : Directory.CreateTempSubdirectory("eljournal-restore-");
        try
        {
            var restored = Path.Combine(scratch.FullName, $"{name}.fdb");
            await RunAsync(name, "test restore", ["-c", copy, restored], cancellationToken);
            if (!File.Exists(restored) || new FileInfo(restored).Length == 0)
            {
                throw GbakFailures.NotRestored(name);
            }
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private async ValueTask RunAsync(string name, string step, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await GbakProcess.RunAsync(gbak, arguments, user, password, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw GbakFailures.OfExit(name, step, result);
        }
    }

    /// <summary>Compresses a copy, and reads it back.</summary>
    private static async ValueTask<string> CompressAsync(string copy, CancellationToken cancellationToken)
    {
        var compressed = copy + ".gz";
        await using (var source = File.OpenRead(copy))
        await using (var target = new GZipStream(File.Create(compressed), CompressionLevel.Optimal))
        {
            await source.CopyToAsync(target, cancellationToken);
        }

        await using var unpacked = new GZipStream(File.OpenRead(compressed), CompressionMode.Decompress);
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(unpacked, cancellationToken)) != await HashAsync(copy, cancellationToken))
        {
            throw new IOException("The compressed copy does not read back.");
        }

        return compressed;
    }

    private static async ValueTask<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }
}
