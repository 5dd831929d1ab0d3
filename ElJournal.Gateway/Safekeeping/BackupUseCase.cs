using System.Globalization;
using System.Security.Cryptography;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Plugins;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Safekeeping.Sealing;

namespace ElJournal.Gateway.Safekeeping;

/// <summary>What became of a medium.</summary>
/// <param name="Medium">Its name in the configuration.</param>
/// <param name="Serial">The number written on it.</param>
/// <param name="State"><c>written</c>, <c>verified</c>, or why not: <c>missing</c>, <c>foreign</c>, <c>unreadable</c>, <c>full</c>, <c>failed</c>.</param>
/// <param name="Message">Russian, of what did not succeed.</param>
/// <param name="Bytes">How much was written.</param>
/// <param name="Removed">Older sets that were removed because of their age.</param>
internal sealed record MediumOutcome(string Medium, string? Serial, string State, string? Message, long Bytes, IReadOnlyList<string> Removed)
{
    public const string Written = "written";

    public static MediumOutcome Of(string name, MediumException failure) => new(name, Serial: null, failure.State, failure.Message, 0, []);
}

/// <summary>What became of a backup.</summary>
internal sealed record BackupOutcome(string Set, string Kind, DateTimeOffset BeganAt, bool Encrypted, IReadOnlyList<string> Schools, long Records, IReadOnlyList<MediumOutcome> Media, IReadOnlyList<string> Remarks)
{
    /// <summary>Whether every medium has its copy and nothing was left out.</summary>
    public bool Complete => Media.All(medium => medium.State == MediumOutcome.Written) && Remarks.Count == 0;

    public bool AnyWritten => Media.Any(medium => medium.State == MediumOutcome.Written);
}

/// <summary>Makes a set and puts it onto every medium that is there. The set before it is touched only when the new one has been proved.</summary>
internal sealed class BackupUseCase(
    GatewayConfiguration configuration, LedgerDatabase database, AdapterFactory adapters, SecretResolver secrets, Media media, Copies copies, StorageDevices devices, MachineClock machine)
{
    /// <summary>A medium is never filled to the brim.</summary>
    private const long Margin = 16L * 1024 * 1024;

    /// <exception cref="GatewayException">Nothing was done; the message says why.</exception>
    public async Task<BackupOutcome> RunAsync(string kind, IReadOnlyList<SchoolRuntime> schools, CancellationToken cancellationToken)
    {
        var options = Options();
        await using var workshop = SetWorkshop.Open(database.Beside);
        RequireDifferentDevices(options);
        var inspector = new SetInspector(Password());
        var (ready, failed) = await ReadyAsync(options, workshop.Scratch, cancellationToken);
        if (ready.Count == 0)
        {
            throw new GatewayException(string.Join(Environment.NewLine, failed.Select(outcome => outcome.Message).Prepend(Texts.NoMedium)));
        }

        RequireSpace(database.Folder, await LedgerImage.SizeAsync(database, cancellationToken) * 3, Texts.NoSpaceHere);
        var now = machine.Time.GetUtcNow();
        var plan = new SetPlan(
            string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMdd-HHmmss}-{kind}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}"),
            kind, now, schools, options.Encrypt ? SealingKey.Create(Password()!) : null);
        var manifest = await workshop.MakeAsync(plan, database, adapters, cancellationToken);
        var outcomes = new List<MediumOutcome>(failed);
        foreach (var medium in ready)
        {
            try
            {
                outcomes.Add(await PutAsync(medium, manifest with { Medium = medium.Serial }, workshop, inspector, options, cancellationToken));
            }
            catch (MediumException failure)
            {
                outcomes.Add(MediumOutcome.Of(medium.Name, failure));
            }
        }

        return new BackupOutcome(
            plan.Set, kind, now, options.Encrypt, manifest.Schools, manifest.Tables.GetValueOrDefault("records"),
            [.. options.Media.Select(medium => outcomes.First(outcome => outcome.Medium == medium.Name))], plan.Remarks);
    }

    /// <summary>The section.</summary>
    /// <exception cref="GatewayException">There is none.</exception>
    public BackupOptions Options() => configuration.Options.Backup ?? throw new GatewayException(Texts.NotConfigured);

    /// <summary>The password; <see langword="null"/> where none is configured.</summary>
    public string? Password() => Options().Password is { Length: > 0 } reference ? secrets.Resolve(reference) : null;

    private void RequireDifferentDevices(BackupOptions options)
    {
        var directories = options.Media.Select(medium => configuration.Resolve(medium.Directory)).Where(Directory.Exists).ToList();
        if (!options.AllowOneDevice && directories.Count > 1 && directories.Select(devices.DeviceOf).Distinct(StringComparer.Ordinal).Count() == 1)
        {
            throw new GatewayException(Phrase.Of(Texts.OneDevice, string.Join(", ", directories)));
        }
    }

    private async Task<(List<Medium> Ready, List<MediumOutcome> Failed)> ReadyAsync(BackupOptions options, string scratch, CancellationToken cancellationToken)
    {
        var (ready, failed) = (new List<Medium>(), new List<MediumOutcome>());
        foreach (var configured in options.Media)
        {
            try
            {
                var medium = await media.RecognizeAsync(configured, configuration.Resolve(configured.Directory), cancellationToken);
                await RequireLastReadableAsync(medium, cancellationToken);
                ready.Add(medium);
            }
            catch (MediumException failure)
            {
                failed.Add(MediumOutcome.Of(configured.Name, failure));
            }
        }

        return (ready, failed);
    }

    /// <summary>A medium that no longer gives back what it was given must not get the next copy: it would look like one.</summary>
    private static async Task RequireLastReadableAsync(Medium medium, CancellationToken cancellationToken)
    {
        if (Media.Sets(medium.Directory) is not [.., var last])
        {
            return;
        }

        try
        {
            await SetInspector.ReadAsync(last, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MediumException(MediumException.Unreadable, Phrase.Of(Texts.LastUnreadable, medium.Name, last, exception.Message));
        }
    }

    private async Task<MediumOutcome> PutAsync(Medium medium, BackupManifest manifest, SetWorkshop workshop, SetInspector inspector, BackupOptions options, CancellationToken cancellationToken)
    {
        var (folder, partial) = (Path.Combine(medium.Directory, manifest.Set), Path.Combine(medium.Directory, "." + manifest.Set + ".partial"));
        try
        {
            foreach (var left in Directory.EnumerateDirectories(medium.Directory, ".*.partial"))
            {
                Directory.Delete(left, recursive: true);
            }

            RequireSpace(medium.Directory, manifest.Bytes, Texts.NoSpace, medium.Name);
            OwnerOnly.CreateFolder(partial);
            foreach (var file in manifest.Files)
            {
                await using var source = File.OpenRead(Path.Combine(workshop.Finished, file.Name));
                await using var target = OwnerOnly.Create(Path.Combine(partial, file.Name));
                await source.CopyToAsync(target, cancellationToken);
                target.Flush(flushToDisk: true);
            }

            manifest.Write(partial);
            var (_, hash) = await inspector.ProveAsync(partial, workshop.Scratch, cancellationToken);
            Directory.Move(partial, folder);
            await copies.AddAsync(manifest, hash, machine.Time.GetUtcNow(), cancellationToken);
            return new MediumOutcome(medium.Name, medium.Serial, MediumOutcome.Written, Message: null, manifest.Bytes, await RotateAsync(medium, options, manifest.BeganAt, cancellationToken));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MediumException(MediumException.Failed, Phrase.Of(Texts.NotWritten, medium.Name, exception.Message));
        }
    }

    /// <summary>Removes weekly copies that are too old, never an archive and never one of the newest.</summary>
    private async Task<IReadOnlyList<string>> RotateAsync(Medium medium, BackupOptions options, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var removed = new List<string>();
        foreach (var folder in Media.Sets(medium.Directory).Reverse().Where(folder => KindOf(folder) == BackupManifest.Backup).Skip(options.KeepAtLeast))
        {
            if (BackupManifest.Read(folder).Manifest.BeganAt < now.AddDays(-options.KeepDays))
            {
                Directory.Delete(folder, recursive: true);
                await copies.RemoveAsync(medium.Serial, Path.GetFileName(folder), now, cancellationToken);
                removed.Add(Path.GetFileName(folder));
            }
        }

        return removed;
    }

    /// <summary>What cannot be read is not known to be old, and stays.</summary>
    private static string? KindOf(string folder)
    {
        try
        {
            return BackupManifest.Read(folder).Manifest.Kind;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void RequireSpace(string directory, long bytes, string said, string? medium = null)
    {
        if (devices.FreeBytes(directory) is var free && free < bytes + Margin)
        {
            var megabytes = ((bytes + Margin - free) / (1024 * 1024)) + 1;
            throw medium is null
                ? new GatewayException(Phrase.Of(said, directory, megabytes))
                : new MediumException(MediumException.Full, Phrase.Of(said, medium, megabytes));
        }
    }
}
