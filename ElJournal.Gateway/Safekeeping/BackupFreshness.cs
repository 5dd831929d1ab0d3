using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Compliance;

namespace ElJournal.Gateway.Safekeeping;

/// <summary>What the rule on copies judges: the media as they are now, and what the register says lies on them.</summary>
internal sealed class BackupFreshness(GatewayConfiguration configuration, Copies copies, Media media)
{
    /// <param name="firstRead">Since when the school is read: before a first medium is registered, copies are owed from then on.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns><see langword="null"/> where no copies are configured, or there is nothing yet to copy.</returns>
    public async Task<BackupState?> OfAsync(DateTimeOffset? firstRead, CancellationToken cancellationToken)
    {
        if (configuration.Options.Backup is not { } options)
        {
            return null;
        }

        var registered = await media.RegisteredAsync(cancellationToken);
        DateTimeOffset? since = registered.Count > 0 ? Instants.FromStored(registered.Min(medium => medium.AddedAt)) : firstRead;
        if (since is null)
        {
            return null;
        }

        var good = await copies.FreshnessAsync(options, BackupManifest.Backup, cancellationToken);
        var archived = await copies.FreshnessAsync(options, BackupManifest.Archive, cancellationToken);
        return new BackupState(
            [.. options.Media.Select((medium, index) => new BackupMedium(medium.Name, Directory.Exists(configuration.Resolve(medium.Directory)), good[index].LastCopy, archived[index].LastCopy))],
            since.Value);
    }
}
