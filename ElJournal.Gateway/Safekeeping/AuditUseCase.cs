using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;

namespace ElJournal.Gateway.Safekeeping;

/// <summary>What the log of a school proves, by itself and against the ends of it that were kept on backup media.</summary>
/// <param name="Head">The last link.</param>
/// <param name="BrokenAt">The first entry that was changed, or before which one was taken out or put in.</param>
/// <param name="LostEntry">The entry that was the last one and is gone or was written anew.</param>
/// <param name="Anchors">How many kept ends were compared.</param>
/// <param name="Lost">Sets whose kept end the log no longer holds: its end was cut off, or it was written anew.</param>
internal sealed record AuditCheck(string School, int Entries, long? BrokenAt, long? LostEntry, ChainAnchor? Head, int Anchors, IReadOnlyList<string> Lost)
{
    public bool Intact => BrokenAt is null && LostEntry is null && Lost.Count == 0;
}

/// <summary>Proves the log of decisions. Who can write to the ledger can make chain and end anew; a copy of the end elsewhere shows even that.</summary>
internal sealed class AuditUseCase(GatewayConfiguration configuration, AuditLog log)
{
    public async Task<IReadOnlyList<AuditCheck>> VerifyAsync(CancellationToken cancellationToken)
    {
        var anchors = Anchors().ToList();
        var states = (await log.VerifyAsync(cancellationToken)).ToList();

        // A school whose log is gone altogether is only known from outside.
        states.AddRange(anchors.Select(anchor => anchor.School).Distinct(StringComparer.Ordinal).Except(states.Select(state => state.School), StringComparer.Ordinal)
            .Select(school => new ChainState(school, 0, null, null, new Dictionary<long, string>())));
        return [.. states.Select(state =>
        {
            var kept = anchors.Where(anchor => anchor.School == state.School).ToList();
            return new AuditCheck(state.School, state.Entries, state.BrokenAt, state.LostEntry, state.Head, kept.Count, [.. kept.Where(anchor => !state.Holds(anchor.Anchor)).Select(anchor => anchor.Set)]);
        })];
    }

    private IEnumerable<(string Set, string School, ChainAnchor Anchor)> Anchors()
    {
        var folders = (configuration.Options.Backup?.Media ?? []).Select(medium => configuration.Resolve(medium.Directory)).Where(Directory.Exists).SelectMany(Media.Sets);
        foreach (var folder in folders)
        {
            BackupManifest manifest;
            try
            {
                (manifest, _) = BackupManifest.Read(folder);
            }
            catch (IOException)
            {
                // A damaged copy is a matter for `backup verify`.
                continue;
            }

            foreach (var (school, anchor) in manifest.Audit ?? new Dictionary<string, ChainAnchor>())
            {
                yield return (manifest.Set, school, anchor);
            }
        }
    }
}
