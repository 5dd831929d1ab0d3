using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Safekeeping.Model;

namespace ElJournal.Gateway.Safekeeping;

/// <summary>A copy that was looked at.</summary>
/// <param name="State"><c>good</c>, <c>broken</c>, <c>gone</c> (the register has it, the medium has not), <c>changed</c> (readable, but not what was written), or why the medium could not be looked at.</param>
internal sealed record CopyCheck(string Medium, string? Serial, string? Set, string? Kind, DateTimeOffset? BeganAt, string State, string? Message)
{
    public const string Good = "good";
}

/// <summary>Opens every copy on every medium that is there.</summary>
internal sealed class VerifyUseCase(GatewayConfiguration configuration, BackupUseCase backup, LedgerDatabase database, Media media, Copies copies, MachineClock machine)
{
    /// <summary>Looks at all sets, or at one.</summary>
    public async Task<IReadOnlyList<CopyCheck>> RunAsync(string? set, CancellationToken cancellationToken)
    {
        await using var workshop = SetWorkshop.Open(database.Beside);
        var inspector = new SetInspector(backup.Password());
        var known = await copies.PresentAsync(cancellationToken);
        var checks = new List<CopyCheck>();
        foreach (var configured in backup.Options().Media)
        {
            try
            {
                var medium = await media.RecognizeAsync(configured, configuration.Resolve(configured.Directory), cancellationToken);
                var found = Media.Sets(medium.Directory).Where(folder => set is null || Path.GetFileName(folder) == set).ToList();
                foreach (var folder in found)
                {
                    checks.Add(await CheckAsync(medium, folder, known, inspector, workshop.Scratch, cancellationToken));
                }

                checks.AddRange(known
                    .Where(copy => copy.Medium == medium.Serial && (set is null || copy.Set == set) && !found.Exists(folder => Path.GetFileName(folder) == copy.Set))
                    .Select(copy => new CopyCheck(medium.Name, medium.Serial, copy.Set, copy.Kind, Instants.FromStored(copy.BeganAt), "gone", Texts.CopyGone)));
            }
            catch (MediumException failure)
            {
                checks.Add(new CopyCheck(configured.Name, null, null, null, null, failure.State, failure.Message));
            }
        }

        return set is null || checks.Exists(check => check.Set == set) ? checks : throw new GatewayException(Phrase.Of(Texts.SetUnknown, set));
    }

    private async Task<CopyCheck> CheckAsync(Medium medium, string folder, IReadOnlyList<CopyRow> known, SetInspector inspector, string scratch, CancellationToken cancellationToken)
    {
        var set = Path.GetFileName(folder);
        try
        {
            var (manifest, hash) = await inspector.ProveAsync(folder, scratch, cancellationToken);
            var entry = known.FirstOrDefault(copy => copy.Medium == medium.Serial && copy.Set == set);
            if (entry is not null && entry.ManifestHash != hash)
            {
                return new CopyCheck(medium.Name, medium.Serial, set, manifest.Kind, manifest.BeganAt, "changed", Texts.CopyChanged);
            }

            if (entry is not null)
            {
                await copies.AddAsync(manifest, hash, machine.Time.GetUtcNow(), cancellationToken);
            }

            return new CopyCheck(medium.Name, medium.Serial, set, manifest.Kind, manifest.BeganAt, CopyCheck.Good, Message: null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new CopyCheck(medium.Name, medium.Serial, set, null, null, "broken", exception.Message);
        }
    }
}
