using System.IO.Compression;
using System.Security.Cryptography;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Safekeeping.Sealing;

namespace ElJournal.Gateway.Safekeeping;

/// <summary>Proves that a set can be read: sums, seals, the ledger opened and counted, the extracts unpacked.</summary>
/// <param name="password">What the sets are sealed with; <see langword="null"/> where none is known.</param>
internal sealed class SetInspector(string? password)
{
    private SealingKey? key;

    /// <summary>Compares lengths and sums: whether the medium gives back what was written.</summary>
    /// <exception cref="IOException">Something is missing or damaged; the message is Russian.</exception>
    public static async Task<(BackupManifest Manifest, string Hash)> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var (manifest, hash) = BackupManifest.Read(folder);
        foreach (var file in manifest.Files)
        {
            var path = Path.Combine(folder, file.Name);
            if (!File.Exists(path))
            {
                throw new IOException(Phrase.Of(Texts.FileMissing, file.Name));
            }

            await using var stream = File.OpenRead(path);
            if (stream.Length != file.Length || Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)) != file.Sha256)
            {
                throw new IOException(Phrase.Of(Texts.FileBroken, file.Name));
            }
        }

        return (manifest, hash);
    }

    /// <summary>As <see cref="ReadAsync"/>, and everything is opened.</summary>
    /// <param name="scratch">A guarded folder for the ledger, which is unpacked and removed again.</param>
    public async Task<(BackupManifest Manifest, string Hash)> ProveAsync(string folder, string scratch, CancellationToken cancellationToken)
    {
        var (manifest, hash) = await ReadAsync(folder, cancellationToken);
        foreach (var file in manifest.Files)
        {
            await using var content = Open(folder, file);
            if (file.What == BackupManifestFile.LedgerFile)
            {
                var opened = Path.Combine(scratch, "proof.db");
                try
                {
                    await LedgerImage.UnpackAsync(content, opened, file.MostUnpacked, cancellationToken);
                    if (!LedgerImage.Examine(opened).Equals(new LedgerImage(manifest.Migration, manifest.Tables)))
                    {
                        throw new IOException(Texts.CountsDiffer);
                    }
                }
                finally
                {
                    File.Delete(opened);
                }
            }
            else if (file.What == BackupManifestFile.JournalFile)
            {
                await ReadZipAsync(content, Path.Combine(scratch, "proof.zip"), file.MostUnpacked, cancellationToken);
            }
            else
            {
                await content.CopyToAsync(Stream.Null, cancellationToken);
            }
        }

        return (manifest, hash);
    }

    /// <summary>The content of a file without its seal.</summary>
    public Stream Open(string folder, BackupManifestFile file)
    {
        var stream = File.OpenRead(Path.Combine(folder, file.Name));
        if (file.Name == file.PlainName)
        {
            return stream;
        }

        try
        {
            return new OpeningStream(stream, password ?? throw new SealException(Texts.NoPassword), ref key);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static async Task ReadZipAsync(Stream content, string scratch, long most, CancellationToken cancellationToken)
    {
        await using var plain = OwnerOnly.Create(scratch);
        try
        {
            await content.CopyToAsync(plain, cancellationToken);
            plain.Position = 0;
            await using var zip = new ZipArchive(plain, ZipArchiveMode.Read, leaveOpen: true);

            // None unpacks to more than it says.
            if (zip.Entries.Sum(entry => entry.Length) > most)
            {
                throw new IOException(Texts.UnpacksTooLong);
            }

            foreach (var entry in zip.Entries)
            {
                await using var table = await entry.OpenAsync(cancellationToken);
                await table.CopyToAsync(Stream.Null, cancellationToken);
            }
        }
        catch (InvalidDataException exception)
        {
            throw new IOException(Texts.ExtractBroken, exception);
        }
        finally
        {
            await plain.DisposeAsync();
            File.Delete(scratch);
        }
    }
}
