using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.People.Model;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.People.Erasing;

/// <summary>Takes away the last that is left of erased people: the keys, which the portals' deletes needed.</summary>
internal static class ErasureSettling
{
    /// <summary>Settles those of whom no portal has anything any more.</summary>
    /// <remarks>All of a person's keys go at once, since the key that a portal sees depends on earlier years' keys. A mark's own id tells nothing of anybody, and others' keys depend on it: it stays.</remarks>
    /// <returns>How many people still wait for a portal.</returns>
    public static async Task<int> RunAsync(LedgerTransaction transaction, string school, CancellationToken cancellationToken)
    {
        var context = transaction.Context;
        var waiting = 0;
        foreach (var stone in await context.Set<ErasedPersonRow>().Where(row => row.School == school && !row.Settled).ToListAsync(cancellationToken))
        {
            if (await AtPortalsAsync(transaction, stone.Id, cancellationToken) > 0)
            {
                waiting++;
                continue;
            }

            var marker = PersonEraser.Marker(stone.Id);
            foreach (var row in await context.Set<RecordRow>().Where(row => row.Deleted && row.Student == marker && row.Kind != RecordKind.Mark).Select(row => row.Id).ToListAsync(cancellationToken))
            {
                var key = FormattableString.Invariant($"erased:{row}");
                await context.Set<RecordRow>().Where(record => record.Id == row).ExecuteUpdateAsync(update => update.SetProperty(record => record.Key, key), cancellationToken);
            }

            stone.Settled = true;
        }

        await context.SaveChangesAsync(cancellationToken);
        return waiting;
    }

    /// <summary>How many of the person's records a portal has or may have, route by route summed up.</summary>
    public static async Task<long> AtPortalsAsync(LedgerTransaction transaction, long stone, CancellationToken cancellationToken)
    {
        await using var command = transaction.Command($"""
            SELECT count(*) FROM records r JOIN route_records rr ON rr."Record" = r."Id" WHERE r."Deleted" = 1 AND r."Student" = $marker AND (rr."Package" IS NOT NULL OR {Delivery.OffRoute.PortalMayHave})
            """);
        command.Parameters.AddWithValue("$marker", PersonEraser.Marker(stone));
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
