using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Scheduling.Model;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace ElJournal.Gateway.Scheduling;

/// <summary>What the run ledger says of a school's jobs: for people who look, not for the worker.</summary>
internal sealed class JobHistory(LedgerDatabase database)
{
    private static readonly TimeSpan LooksBack = TimeSpan.FromDays(40);

    /// <summary>The jobs that the school schedules, with their last success and next run.</summary>
    public async Task<IReadOnlyList<JobState>> OfAsync(SchoolRuntime school, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var slots = await SlotsAsync(school, now - LooksBack, now, cancellationToken);
        await using var context = await database.ReadAsync(cancellationToken);
        var successes = await context.Set<SlotRow>().AsNoTracking()
            .Where(slot => slot.School == school.Id && slot.Status == SlotStatus.Done)
            .GroupBy(slot => slot.Job)
            .Select(group => new { Job = group.Key, At = group.Max(slot => slot.FinishedAt) })
            .ToDictionaryAsync(group => group.Job, group => group.At, StringComparer.Ordinal, cancellationToken);
        return
        [
            .. ScheduleTable.Of(school.Options).Select(entry =>
            {
                var own = slots.Where(slot => slot.Job == entry.Job.Name).ToList();
                var ended = own.Where(slot => slot.Status is SlotStatus.Done or SlotStatus.Failed or SlotStatus.Skipped).MaxBy(slot => slot.Due);
                var waiting = own.Where(slot => slot.Status is SlotStatus.Due or SlotStatus.Running).MinBy(slot => slot.Due);
                return new JobState(
                    entry.Job,
                    successes.GetValueOrDefault(entry.Job.Name) is { } done ? Instants.FromStored(done) : null,
                    ended,
                    waiting,
                    new CronExpression(entry.Cron, school.Zone).GetNextValidTimeAfter(now));
            }),
        ];
    }

    /// <summary>The school's slots of a time, earliest first; without the mark of the beginning.</summary>
    public async Task<IReadOnlyList<SlotRow>> SlotsAsync(SchoolRuntime school, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var (first, last) = (from.ToStored(), until.ToStored());
        await using var context = await database.ReadAsync(cancellationToken);
        return await context.Set<SlotRow>().AsNoTracking()
            .Where(slot => slot.School == school.Id && slot.Job != SlotStore.Beginning && slot.Due >= first && slot.Due <= last)
            .OrderBy(slot => slot.Due)
            .ToListAsync(cancellationToken);
    }

    /// <summary>The latest moment that the ledger has of any run; a clock that shows less has gone back.</summary>
    public async Task<DateTimeOffset?> LatestAsync(CancellationToken cancellationToken)
    {
        await using var context = await database.ReadAsync(cancellationToken);
        return await context.Set<SlotRow>().Where(slot => !slot.Drill).MaxAsync(slot => slot.FinishedAt ?? slot.StartedAt, cancellationToken) is { } latest ? Instants.FromStored(latest) : null;
    }
}

/// <summary>A scheduled job of a school as the run ledger shows it.</summary>
/// <param name="Job">The job.</param>
/// <param name="LastSuccess">When it last ended well.</param>
/// <param name="Ended">The last slot that has ended, however it did.</param>
/// <param name="Waiting">The first slot that is due or being worked on.</param>
/// <param name="Next">When it is due next.</param>
internal sealed record JobState(JobDescription Job, DateTimeOffset? LastSuccess, SlotRow? Ended, SlotRow? Waiting, DateTimeOffset? Next)
{
    /// <summary>A slot that waits for longer than this is stuck: what is tried again is tried within it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(3);

    public bool HasFailed => Ended is { Status: SlotStatus.Failed };

    /// <summary>Whether a slot has been waiting for too long.</summary>
    public bool IsStuck(DateTimeOffset now) => Waiting is { } slot && now - Instants.FromStored(slot.Due) > Patience;
}
