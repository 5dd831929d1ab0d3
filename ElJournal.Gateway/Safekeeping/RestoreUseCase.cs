using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Postgres;
using ElJournal.Gateway.People;
using ElJournal.Gateway.Russian;
using Microsoft.Data.Sqlite;

namespace ElJournal.Gateway.Safekeeping;

/// <summary>What was put back.</summary>
internal sealed record RestoreOutcome(string Set, DateTimeOffset BeganAt, string To, IReadOnlyList<string> Files, long Records);

/// <summary>Puts a set into an empty folder. It needs neither the ledger nor its register: after the loss of a machine there is neither.</summary>
internal static class RestoreUseCase
{
    /// <summary>What the ledger is called where it is put back.</summary>
    public const string Ledger = "eljournal.db";

    /// <summary>What can be put back from what a person names: a set's folder or a ledger's file (the one that an upgrade saved) itself, of other folders, which are media, the sets that lie there.</summary>
    /// <returns>The newest first.</returns>
    /// <exception cref="GatewayException">There is nothing.</exception>
    public static string[] Sources(IReadOnlyCollection<string> named)
    {
        var found = named.SelectMany(path => IsSource(path) ? [path] : Directory.Exists(path) ? Media.Sets(path) : []).OrderByDescending(path => Path.GetFileName(path), StringComparer.Ordinal).ToArray();
        return found.Length > 0 ? found : throw new GatewayException(Phrase.Of(Texts.NothingToRestore, string.Join(", ", named)));
    }

    /// <param name="source">A set's folder, or a ledger's file.</param>
    /// <param name="to">An empty folder.</param>
    /// <param name="password">What the set is sealed with.</param>
    /// <param name="fill">A server's empty database that gets the ledger as well; <see langword="null"/> for none.</param>
    /// <exception cref="GatewayException">There is no set, it is damaged, the password is another, or the target is not empty; nothing is left behind.</exception>
    public static async Task<RestoreOutcome> RunAsync(string source, string to, string? password, LedgerDatabase? fill, CancellationToken cancellationToken)
    {
        if (!IsSource(source))
        {
            throw new GatewayException(Phrase.Of(Texts.NothingToRestore, source));
        }

        if (File.Exists(to) || (Directory.Exists(to) && Directory.EnumerateFileSystemEntries(to).Any()))
        {
            throw new GatewayException(Phrase.Of(Texts.TargetNotEmpty, to));
        }

        var partial = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(to))!, $".{Path.GetFileName(Path.TrimEndingDirectorySeparator(to))}.partial");
        try
        {
            OwnerOnly.CreateFolder(partial);
            var outcome = File.Exists(source) ? TakeFile(source, partial) : await UnpackAsync(source, partial, password, cancellationToken);
            if (fill is not null)
            {
                await FillAsync(partial, fill, cancellationToken);
            }

            if (Directory.Exists(to))
            {
                Directory.Delete(to);
            }

            Directory.Move(partial, to);
            return outcome with { To = to };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new GatewayException(Phrase.Of(Texts.NotRestored, source, exception.Message), innerException: exception);
        }
        finally
        {
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }
        }
    }

    private static bool IsSource(string path) => File.Exists(path) || File.Exists(Path.Combine(path, BackupManifest.FileName));

    private static async Task<RestoreOutcome> UnpackAsync(string set, string partial, string? password, CancellationToken cancellationToken)
    {
        var inspector = new SetInspector(password);
        var (manifest, _) = await inspector.ProveAsync(set, partial, cancellationToken);
        var files = new List<string>();
        foreach (var file in manifest.Files)
        {
            await using var content = inspector.Open(set, file);
            if (file.What == BackupManifestFile.LedgerFile)
            {
                await LedgerImage.UnpackAsync(content, Path.Combine(partial, Ledger), file.MostUnpacked, cancellationToken);
                await RememberErasedAsync(Path.Combine(partial, Ledger), Path.GetDirectoryName(Path.GetFullPath(set))!, cancellationToken);
                files.Add(Ledger);
            }
            else
            {
                await using var target = OwnerOnly.Create(Path.Combine(partial, file.PlainName));
                await content.CopyToAsync(target, cancellationToken);
                target.Flush(flushToDisk: true);
                files.Add(file.PlainName);
            }
        }

        return new RestoreOutcome(manifest.Set, manifest.BeganAt, partial, files, manifest.Tables.GetValueOrDefault("records"));
    }

    private static RestoreOutcome TakeFile(string ledger, string partial)
    {
        var image = LedgerImage.Examine(ledger);
        File.Copy(ledger, Path.Combine(partial, Ledger));
        OwnerOnly.Restrict(Path.Combine(partial, Ledger));
        return new RestoreOutcome(Path.GetFileName(ledger), new DateTimeOffset(File.GetLastWriteTimeUtc(ledger)), partial, [Ledger], image.Tables.GetValueOrDefault("records"));
    }

    private static async Task FillAsync(string restored, LedgerDatabase server, CancellationToken cancellationToken)
    {
        // What was restored stays as it was copied.
        var scratch = Path.Combine(restored, ".filling");
        OwnerOnly.CreateFolder(scratch);
        var file = Path.Combine(scratch, Ledger);
        File.Copy(Path.Combine(restored, Ledger), file);
        await ServerImage.FillAsync(file, server, cancellationToken);
        Directory.Delete(scratch, recursive: true);
    }

    /// <summary>Who was erased after this copy was made stands in newer copies on the medium.</summary>
    private static async Task RememberErasedAsync(string ledger, string medium, CancellationToken cancellationToken)
    {
        var marks = new List<ErasedMark>();
        foreach (var folder in Media.Sets(medium))
        {
            try
            {
                marks.AddRange(BackupManifest.Read(folder).Manifest.Erased ?? []);
            }
            catch (IOException)
            {
                // A damaged copy beside the one that is wanted.
            }
        }

        if (marks.Count > 0)
        {
            using var connection = LedgerFiles.Open(ledger, SqliteOpenMode.ReadWrite);
            await ErasedMark.AddAsync(connection, marks, cancellationToken);
        }
    }
}
