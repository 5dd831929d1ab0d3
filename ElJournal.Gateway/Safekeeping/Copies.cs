using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Safekeeping.Model;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Safekeeping;

/// <summary>The register of verified copies. It belongs to the whole gateway, so no school's lease guards it; each entry is one statement.</summary>
internal sealed class Copies(LedgerDatabase database)
{
    public async Task AddAsync(BackupManifest manifest, string hash, DateTimeOffset verifiedAt, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command("""
            INSERT INTO copies ("Set", "Kind", "Medium", "BeganAt", "VerifiedAt", "Bytes", "ManifestHash") VALUES ($set, $kind, $medium, $began, $verified, $bytes, $hash)
            ON CONFLICT ("Medium", "Set") DO UPDATE SET "VerifiedAt" = excluded."VerifiedAt"
            """);
        command.Parameters.AddWithValue("$set", manifest.Set);
        command.Parameters.AddWithValue("$kind", manifest.Kind);
        command.Parameters.AddWithValue("$medium", manifest.Medium);
        command.Parameters.AddWithValue("$began", manifest.BeganAt.ToStored());
        command.Parameters.AddWithValue("$verified", verifiedAt.ToStored());
        command.Parameters.AddWithValue("$bytes", manifest.Bytes);
        command.Parameters.AddWithValue("$hash", hash);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task RemoveAsync(string medium, string set, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await database.ReadAsync(cancellationToken);
        var at = now.ToStored();
        await context.Set<CopyRow>().Where(copy => copy.Medium == medium && copy.Set == set).ExecuteUpdateAsync(update => update.SetProperty(copy => copy.RemovedAt, at), cancellationToken);
    }

    /// <summary>The copies that should lie on media, newest first.</summary>
    public async Task<IReadOnlyList<CopyRow>> PresentAsync(CancellationToken cancellationToken)
    {
        await using var context = await database.ReadAsync(cancellationToken);
        return await context.Set<CopyRow>().AsNoTracking().Where(copy => copy.RemovedAt == null).OrderByDescending(copy => copy.BeganAt).ToListAsync(cancellationToken);
    }

    /// <summary>The newest verified copy of a kind on each configured medium, by its name; <see langword="null"/> where there is none.</summary>
    public async Task<IReadOnlyList<MediumFreshness>> FreshnessAsync(BackupOptions options, string kind, CancellationToken cancellationToken)
    {
        await using var context = await database.ReadAsync(cancellationToken);
        var newest = await (
            from copy in context.Set<CopyRow>()
            join medium in context.Set<MediumRow>() on copy.Medium equals medium.Serial
            where copy.RemovedAt == null && copy.Kind == kind
            group copy by medium.Name into copies
            select new { Name = copies.Key, BeganAt = copies.Max(copy => copy.BeganAt) }).ToListAsync(cancellationToken);
        return [.. options.Media.Select(medium => new MediumFreshness(
            medium.Name,
            newest.Where(copy => string.Equals(copy.Name, medium.Name, StringComparison.OrdinalIgnoreCase)).Select(copy => (DateTimeOffset?)Instants.FromStored(copy.BeganAt)).Max()))];
    }
}

/// <summary>How fresh what lies on a medium is: the fact that the rule on copies judges.</summary>
/// <param name="Medium">The medium's name in the configuration.</param>
/// <param name="LastCopy">The moment that its newest verified copy is true for; <see langword="null"/> when there is none.</param>
internal sealed record MediumFreshness(string Medium, DateTimeOffset? LastCopy);
