using System.Data;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Scheduling.Model;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Scheduling;

/// <summary>The run ledger: which runs are due, were done, failed. It remembers across restarts what a scheduler forgets.</summary>
/// <remarks>
/// Slots are put in without the school's lease, because a slot falls due while another job of the school runs; the unique index makes that idempotent.
/// They are claimed and closed by the holder of the lease only, so a slot left running by a dead process is simply due again for the next holder.
/// </remarks>
internal sealed class SlotStore(LedgerDatabase database)
{
    /// <summary>Marks the beginning of the school's schedules; what was due before is not caught up.</summary>
    public const string Beginning = "start";

    /// <summary>Puts slots in; those already known are left as they are.</summary>
    /// <returns>How many were new.</returns>
    public async Task<int> AddAsync(IEnumerable<DueSlot> due, CancellationToken cancellationToken)
    {
        using var turn = await database.TakeTurnAsync(cancellationToken);
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginWritingAsync(cancellationToken);
        await using var command = connection.Command("""
            INSERT INTO slots ("School", "Job", "Due", "Status", "Tries", "Late", "Drill") VALUES ($school, $job, $due, $status, 0, $late, 0) ON CONFLICT DO NOTHING
            """);
        var school = command.Parameters.Add("$school", DbType.String);
        var job = command.Parameters.Add("$job", DbType.String);
        var when = command.Parameters.Add("$due", DbType.Int64);
        command.Parameters.AddWithValue("$status", (int)SlotStatus.Due);
        var late = command.Parameters.Add("$late", DbType.Int64);
        var added = 0;
        foreach (var slot in due)
        {
            (school.Value, job.Value, when.Value, late.Value) = (slot.School, slot.Job, slot.Due.ToStored(), slot.Late ? 1L : 0L);
            added += await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return added;
    }

    /// <summary>Puts slots of one job in.</summary>
    /// <returns>How many were new.</returns>
    public Task<int> AddAsync(string school, string job, IEnumerable<DateTimeOffset> due, bool late, CancellationToken cancellationToken) =>
        AddAsync(due.Select(slot => new DueSlot(school, job, slot, late)), cancellationToken);

    /// <summary>The moments up to which slots are known, by school and job: one query, however many schools there are.</summary>
    public async Task<IReadOnlyDictionary<(string School, string Job), DateTimeOffset>> KnownUntilAsync(CancellationToken cancellationToken)
    {
        await using var context = await database.ReadAsync(cancellationToken);
        var known = await context.Set<SlotRow>()
            .GroupBy(slot => new { slot.School, slot.Job })
            .Select(group => new { group.Key.School, group.Key.Job, Due = group.Max(slot => slot.Due) })
            .ToListAsync(cancellationToken);
        return known.ToDictionary(slot => (slot.School, slot.Job), slot => Instants.FromStored(slot.Due));
    }

    /// <summary>The schools that have something to run now.</summary>
    public async Task<IReadOnlyList<string>> SchoolsWithWorkAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var moment = now.ToStored();
        await using var context = await database.ReadAsync(cancellationToken);
        return await context.Set<SlotRow>()
            .Where(slot => slot.Job != Beginning && slot.Due <= moment && ((slot.Status == SlotStatus.Due && (slot.NextTryAt == null || slot.NextTryAt <= moment)) || slot.Status == SlotStatus.Running))
            .GroupBy(slot => slot.School)
            .OrderBy(group => group.Min(slot => slot.Due))
            .Select(group => group.Key)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Claims the due slots of one job of the school: all of the job that is most pressing, so that several missed days are one run.</summary>
    public async Task<IReadOnlyList<SlotRow>> ClaimAsync(SchoolLease lease, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        var moment = now.ToStored();
        var ready = await transaction.Context.Set<SlotRow>()
            .Where(slot => slot.School == lease.School && slot.Job != Beginning && slot.Due <= moment
                && ((slot.Status == SlotStatus.Due && (slot.NextTryAt == null || slot.NextTryAt <= moment)) || slot.Status == SlotStatus.Running))
            .ToListAsync(cancellationToken);
        var claimed = ready.GroupBy(slot => slot.Job).OrderBy(job => JobCatalog.PlaceOf(job.Key)).ThenBy(job => job.Min(slot => slot.Due)).FirstOrDefault()?.OrderBy(slot => slot.Due).ToList() ?? [];
        foreach (var slot in claimed)
        {
            slot.Status = SlotStatus.Running;
            slot.StartedAt ??= moment;
            slot.Tries++;
        }

        await transaction.CommitAsync(cancellationToken);
        return claimed;
    }

    /// <summary>The school's jobs whose last run has failed, and since when they do: the first failed slot after the last one that did not.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> FailingAsync(string school, CancellationToken cancellationToken)
    {
        await using var context = await database.ReadAsync(cancellationToken);
        var own = context.Set<SlotRow>().AsNoTracking().Where(slot => slot.School == school);
        var failed = await own.Where(slot => slot.Status == SlotStatus.Failed && !own.Any(later => later.Job == slot.Job && later.Status == SlotStatus.Done && later.Due > slot.Due))
            .GroupBy(slot => slot.Job).Select(group => new { Job = group.Key, Due = group.Min(slot => slot.Due) }).ToListAsync(cancellationToken);
        return failed.ToDictionary(slot => slot.Job, slot => Instants.FromStored(slot.Due), StringComparer.Ordinal);
    }

    /// <summary>Closes claimed slots.</summary>
    public Task CloseAsync(SchoolLease lease, IReadOnlyList<SlotRow> slots, SlotStatus status, string outcome, DateTimeOffset now, CancellationToken cancellationToken) =>
        UpdateAsync(lease, slots, slot =>
        {
            slot.Status = status;
            slot.FinishedAt = now.ToStored();
            slot.NextTryAt = null;
            slot.Outcome = outcome;
        }, cancellationToken);

    /// <summary>Puts claimed slots back, to be tried again not before <paramref name="again"/>.</summary>
    public Task PutBackAsync(SchoolLease lease, IReadOnlyList<SlotRow> slots, DateTimeOffset? again, string outcome, CancellationToken cancellationToken) =>
        UpdateAsync(lease, slots, slot =>
        {
            slot.Status = SlotStatus.Due;
            slot.NextTryAt = again.ToStored();
            slot.Outcome = outcome;
        }, cancellationToken);

    private static async Task UpdateAsync(SchoolLease lease, IReadOnlyList<SlotRow> slots, Action<SlotRow> change, CancellationToken cancellationToken)
    {
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        var ids = slots.Select(slot => slot.Id).ToList();
        foreach (var slot in await transaction.Context.Set<SlotRow>().Where(slot => ids.Contains(slot.Id)).ToListAsync(cancellationToken))
        {
            change(slot);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}

/// <summary>A slot that has fallen due.</summary>
/// <param name="School">Whose.</param>
/// <param name="Job">Which job.</param>
/// <param name="Due">When it was due.</param>
/// <param name="Late">Whether it is put in long after.</param>
internal sealed record DueSlot(string School, string Job, DateTimeOffset Due, bool Late);
