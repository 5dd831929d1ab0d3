using System.Data.Common;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Ledger.Model;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ElJournal.Gateway.Ledger;

/// <summary>Who looked at or decided what. Decisions are logged where they are made, in their own transaction; this logs looks, and reads and proves the log.</summary>
internal sealed class AuditLog(LedgerDatabase database, MachineClock machine)
{
    /// <summary>The school under which stands what concerns all.</summary>
    public const string WholeGateway = "*";

    public const string Look = "look";

    /// <summary>Notes what somebody looked at or did. It needs no lease: it changes nothing that another writer holds.</summary>
    public async Task NoteAsync(string school, string by, string action, string target, CancellationToken cancellationToken)
    {
        using var turn = await database.TakeTurnAsync(cancellationToken);
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginWritingAsync(cancellationToken);
        await using var context = LedgerDatabase.Context(connection);
        await context.Database.UseTransactionAsync(transaction, cancellationToken);
        await WaitForWritersAsync(connection, school, cancellationToken);
        context.Add(new DecisionRow { School = school, At = machine.Time.GetUtcNow().ToStored(), By = by, Action = action, Target = target, Reason = "" });
        await context.SaveChangesAsync(cancellationToken);
        await DecisionChain.ExtendAsync(context, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>A server lets others write at the same time: the next link must wait for the one before. SQLite has one writer anyway.</summary>
    private static async Task WaitForWritersAsync(DbConnection connection, string school, CancellationToken cancellationToken)
    {
        if (connection is not NpgsqlConnection)
        {
            return;
        }

        // The school's row is what its other writers hold; what belongs to no school has none, so there the name is locked.
        await using var command = connection.Command("""
            SELECT pg_advisory_xact_lock(hashtextextended($school, 0));
            SELECT 1 FROM school_state WHERE "School" = $school FOR UPDATE
            """);
        command.Parameters.AddWithValue("$school", school);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The log of a school, oldest first.</summary>
    public async Task<IReadOnlyList<DecisionRow>> ListAsync(string school, DateTimeOffset? from, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        var (first, last) = (from?.ToStored() ?? long.MinValue, until?.ToStored() ?? long.MaxValue);
        await using var context = await database.ReadAsync(cancellationToken);
        return await context.Set<DecisionRow>().AsNoTracking().Where(row => row.School == school && row.At >= first && row.At < last).OrderBy(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Where the log of each school ends in a copy of the ledger.</summary>
    public static async Task<Dictionary<string, ChainAnchor>> HeadsAsync(DbConnection copy, CancellationToken cancellationToken)
    {
        await using var context = LedgerDatabase.Context(copy);
        var linked = context.Set<DecisionRow>().AsNoTracking().Where(row => row.Link != null);
        var last = await linked.Where(row => row.Id == linked.Where(other => other.School == row.School).Max(other => other.Id)).ToListAsync(cancellationToken);
        return last.ToDictionary(row => row.School, row => new ChainAnchor(row.Id, Convert.ToHexStringLower(row.Link!)), StringComparer.Ordinal);
    }

    /// <summary>Follows the chain of every school.</summary>
    public async Task<IReadOnlyList<ChainState>> VerifyAsync(CancellationToken cancellationToken)
    {
        await using var context = await database.ReadAsync(cancellationToken);
        var rows = await context.Set<DecisionRow>().AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var ends = await context.Set<DecisionEndRow>().AsNoTracking().ToDictionaryAsync(end => end.School, StringComparer.Ordinal, cancellationToken);
        var logs = rows.ToLookup(row => row.School, StringComparer.Ordinal);
        return [.. logs.Select(log => log.Key).Union(ends.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(school => new ChainState(
            school,
            logs[school].Count(),
            DecisionChain.FirstBroken(logs[school])?.Id,
            ends.TryGetValue(school, out var end) ? end.LostEntry ?? (DecisionChain.Ends(end, logs[school].LastOrDefault()) ? null : end.Entry) : null,
            logs[school].ToDictionary(row => row.Id, row => row.Link is { } link ? Convert.ToHexStringLower(link) : "")))];
    }
}

/// <summary>What the log of a school proves.</summary>
/// <param name="School">The school.</param>
/// <param name="Entries">How many entries there are.</param>
/// <param name="BrokenAt">The first entry that does not fit the one before it; <see langword="null"/> when all fit.</param>
/// <param name="LostEntry">The entry that was the last one and is not any more, though nothing was written after it; <see langword="null"/> when the end is the one that was kept.</param>
/// <param name="Links">The links by entry.</param>
internal sealed record ChainState(string School, int Entries, long? BrokenAt, long? LostEntry, IReadOnlyDictionary<long, string> Links)
{
    /// <summary>The last entry: who notes it elsewhere can tell whether the end was cut off or all of it was written anew.</summary>
    public ChainAnchor? Head => Links.Count == 0 ? null : new ChainAnchor(Links.Keys.Max(), Links[Links.Keys.Max()]);

    /// <summary>Whether the log still holds what it held then.</summary>
    public bool Holds(ChainAnchor anchor) => Links.TryGetValue(anchor.Entry, out var link) && link == anchor.Link;
}

/// <summary>The end of a school's log at a moment, kept outside the ledger: on every backup medium.</summary>
internal sealed record ChainAnchor(long Entry, string Link);
