using System.IO.Compression;
using System.Security.Cryptography;
using ElJournal.Adapters;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.People;
using ElJournal.Gateway.Plugins;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Safekeeping.Sealing;
using Microsoft.Data.Sqlite;

namespace ElJournal.Gateway.Safekeeping;

/// <summary>Makes the files of a set in a folder beside the ledger, where plain copies are as well guarded as the ledger itself. One at a time.</summary>
internal sealed class SetWorkshop : IAsyncDisposable
{
    private readonly FileStream alone;

    private SetWorkshop(string root, FileStream alone)
    {
        this.alone = alone;
        Finished = Path.Combine(root, "finished");
        Scratch = Path.Combine(root, "scratch");
    }

    /// <summary>The files as they go onto media.</summary>
    public string Finished { get; }

    /// <summary>For what is needed on the way.</summary>
    public string Scratch { get; }

    /// <exception cref="GatewayException">Another process is at it.</exception>
    public static SetWorkshop Open(string ledger)
    {
        var root = ledger + ".backup";
        FileStream taken;
        try
        {
            OwnerOnly.CreateFolder(root);
            taken = OwnerOnly.Create(Path.Combine(root, "lock"), FileMode.OpenOrCreate);
        }
        catch (IOException exception)
        {
            throw new GatewayException(Phrase.Of(Texts.Busy, root), innerException: exception);
        }

        var workshop = new SetWorkshop(root, taken);
        workshop.Clear();
        OwnerOnly.CreateFolder(workshop.Finished);
        OwnerOnly.CreateFolder(workshop.Scratch);
        return workshop;
    }

    /// <summary>Copies the ledger, extracts the journals, asks the sources that back themselves up, and seals it all.</summary>
    public async Task<BackupManifest> MakeAsync(SetPlan plan, LedgerDatabase database, AdapterFactory adapters, CancellationToken cancellationToken)
    {
        var ledger = Path.Combine(Scratch, "ledger.db");
        await LedgerImage.CopyAsync(database, ledger, cancellationToken);
        var image = LedgerImage.Examine(ledger);
        var files = new List<BackupManifestFile>
        {
            await FinishAsync("ledger.db.gz", BackupManifestFile.LedgerFile, school: null, plan, async target =>
            {
                await using var packed = new GZipStream(target, CompressionLevel.Fastest);
                await using var source = File.OpenRead(ledger);
                await source.CopyToAsync(packed, cancellationToken);
            }) with { Unpacked = new FileInfo(ledger).Length },
        };
        Dictionary<string, ChainAnchor> audit;
        IReadOnlyList<ErasedMark> erased;
        await using (var copy = LedgerFiles.Open(ledger, SqliteOpenMode.ReadOnly))
        {
            audit = await AuditLog.HeadsAsync(copy, cancellationToken);
            erased = await ErasedMark.OfAsync(copy, cancellationToken);
            foreach (var school in plan.Schools)
            {
                files.Add(await FinishAsync($"journal-{school.Id}.zip", BackupManifestFile.JournalFile, school.Id, plan, target => ExtractAsync(copy, school, plan.BeganAt, target, cancellationToken)));
            }
        }

        foreach (var school in plan.Schools)
        {
            files.AddRange(await SourceAsync(school, plan, adapters, cancellationToken));
        }

        return new BackupManifest(BackupManifest.CurrentFormat, plan.Set, plan.Kind, plan.BeganAt, "", plan.Key is not null, [.. plan.Schools.Select(school => school.Id)], image.Migration, image.Tables, files, audit, erased.Count > 0 ? erased : null);
    }

    public async ValueTask DisposeAsync()
    {
        Clear();
        await alone.DisposeAsync();
    }

    /// <summary>A zip seeks in what it writes, which a sealed stream cannot.</summary>
    private async Task ExtractAsync(SqliteConnection copy, SchoolRuntime school, DateTimeOffset moment, Stream target, CancellationToken cancellationToken)
    {
        var plain = Path.Combine(Scratch, "journal.zip");
        await using var zip = OwnerOnly.Create(plain);
        await JournalExtract.WriteAsync(copy, school, moment, zip, cancellationToken);
        zip.Position = 0;
        await using (target)
        {
            await zip.CopyToAsync(target, cancellationToken);
        }
    }

    private async Task<List<BackupManifestFile>> SourceAsync(SchoolRuntime school, SetPlan plan, AdapterFactory adapters, CancellationToken cancellationToken)
    {
        var files = new List<BackupManifestFile>();
        try
        {
            await using var source = adapters.CreateSource(school, school.SourceFor(school.DayOf(plan.BeganAt)));
            if (source is not { IsBackupSetUp: true })
            {
                return files;
            }

            var folder = Path.Combine(Scratch, "source");
            OwnerOnly.CreateFolder(folder);
            foreach (var file in (await source.BackUpAsync(folder, cancellationToken)).Files)
            {
                files.Add(await FinishAsync($"source-{school.Id}-{Path.GetFileName(file.FileName)}", BackupManifestFile.SourceFile, school.Id, plan, async target =>
                {
                    await using (target)
                    {
                        await using var made = File.OpenRead(Path.Combine(folder, Path.GetFileName(file.FileName)));
                        await made.CopyToAsync(target, cancellationToken);
                    }
                }));
            }

            Directory.Delete(folder, recursive: true);
        }
        catch (AdapterException failure)
        {
            // The ledger's copy is worth having without it; what is missing is said.
            plan.Remarks.Add(Phrase.Of(Texts.SourceNotCopied, school.Id, failure.Instruction ?? failure.Message));
        }

        return files;
    }

    /// <param name="write">Writes the content and disposes of the stream.</param>
    private async Task<BackupManifestFile> FinishAsync(string name, string what, string? school, SetPlan plan, Func<Stream, Task> write)
    {
        var path = Path.Combine(Finished, plan.Key is null ? name : name + BackupManifestFile.Sealed);
        Stream target = OwnerOnly.Create(path);
        await write(plan.Key is { } key ? new SealingStream(target, key) : target);
        await using var file = File.OpenRead(path);
        return new BackupManifestFile(Path.GetFileName(path), what, school, file.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(file)));
    }

    private void Clear()
    {
        foreach (var folder in new[] { Finished, Scratch }.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

/// <summary>What is to be made.</summary>
/// <param name="Set">The set's name.</param>
/// <param name="Kind"><c>backup</c> or <c>archive</c>.</param>
/// <param name="BeganAt">When.</param>
/// <param name="Schools">Of which schools there are extracts.</param>
/// <param name="Key">The key; <see langword="null"/> where copies are not encrypted.</param>
internal sealed record SetPlan(string Set, string Kind, DateTimeOffset BeganAt, IReadOnlyList<SchoolRuntime> Schools, SealingKey? Key)
{
    /// <summary>What could not be done, in Russian.</summary>
    public List<string> Remarks { get; } = [];
}
