using System.Text.Json;
using ElJournal.Gateway.Delivery.Model;
using ElJournal.Gateway.Delivery.Proving;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Reviews.Model;
using ElJournal.Gateway.Scheduling.Model;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.People.Erasing;

/// <summary>Takes a person's name out of whatever else the ledger keeps as text. The log of decisions is not touched: it proves, and holds ids.</summary>
internal static class TextErasure
{
    /// <returns>How many texts were changed.</returns>
    public static async Task<int> RunAsync(LedgerContext context, string school, Person person, NameMask mask, CancellationToken cancellationToken)
    {
        var ids = person.Identities.Select(identity => identity.Id).ToHashSet(StringComparer.Ordinal);
        var changed = 0;
        foreach (var stem in mask.Stems)
        {
            foreach (var row in await context.Set<FindingRow>().Where(row => row.School == school && (row.Message.Contains(stem) || (row.WaivedReason != null && row.WaivedReason.Contains(stem)) || (row.WaivedBy != null && row.WaivedBy.Contains(stem)))).ToListAsync(cancellationToken))
            {
                (row.Message, row.WaivedReason, row.WaivedBy) = (mask.Of(row.Message), Of(mask, row.WaivedReason), Of(mask, row.WaivedBy));
            }

            foreach (var row in await context.Set<ReviewRow>().Where(row => row.School == school && row.Content.Contains(stem)).ToListAsync(cancellationToken))
            {
                row.Content = mask.Of(row.Content);
            }

            foreach (var row in await context.Set<ReviewAcknowledgementRow>().Where(row => row.School == school && (row.Note.Contains(stem) || row.By.Contains(stem))).ToListAsync(cancellationToken))
            {
                (row.Note, row.By) = (mask.Of(row.Note), mask.Of(row.By));
            }

            foreach (var row in await context.Set<ClassReviewRow>().Where(row => row.School == school && ((row.Note != null && row.Note.Contains(stem)) || (row.AcknowledgedBy != null && row.AcknowledgedBy.Contains(stem)))).ToListAsync(cancellationToken))
            {
                (row.Note, row.AcknowledgedBy) = (row.Note is { } note ? mask.Of(note) : null, row.AcknowledgedBy is { } by ? mask.Of(by) : null);
            }

            foreach (var row in await context.Set<ExcuseRow>().Where(row => row.School == school && (row.Reason.Contains(stem) || row.By.Contains(stem))).ToListAsync(cancellationToken))
            {
                (row.Reason, row.By) = (mask.Of(row.Reason), mask.Of(row.By));
            }

            foreach (var row in await context.Set<ClassDayRow>().Where(row => row.School == school && (row.Reason.Contains(stem) || row.By.Contains(stem))).ToListAsync(cancellationToken))
            {
                (row.Reason, row.By) = (mask.Of(row.Reason), mask.Of(row.By));
            }

            foreach (var row in await context.Set<SlotRow>().Where(row => row.School == school && row.Outcome != null && row.Outcome.Contains(stem)).ToListAsync(cancellationToken))
            {
                row.Outcome = Of(mask, row.Outcome);
            }
        }

        await WordsOfPortalsAsync(context, school, mask, cancellationToken);

        if (person.Role == PersonRole.Teacher)
        {
            // Why somebody was away is theirs alone; that nothing is asked of those days stays.
            foreach (var row in await context.Set<ExcuseRow>().Where(row => row.School == school && ids.Contains(row.Teacher)).ToListAsync(cancellationToken))
            {
                row.Reason = Texts.Masked;
            }
        }
        else
        {
            foreach (var row in await context.Set<ClassReviewRow>().Where(row => row.School == school).ToListAsync(cancellationToken))
            {
                var hashes = JsonSerializer.Deserialize<Dictionary<string, string[]>>(row.Content) ?? [];
                var before = hashes.Count;
                foreach (var id in ids)
                {
                    hashes.Remove(id);
                }

                row.Content = hashes.Count == before ? row.Content : JsonSerializer.Serialize(hashes);
            }
        }

        context.ChangeTracker.DetectChanges();
        changed += context.ChangeTracker.Entries().Count(entry => entry.State == EntityState.Modified);
        await context.SaveChangesAsync(cancellationToken);
        return changed;
    }

    /// <summary>What portals said of records, of packages and of whole routes: a portal may name a pupil, also one whose record it is not.</summary>
    private static async Task WordsOfPortalsAsync(LedgerContext context, string school, NameMask mask, CancellationToken cancellationToken)
    {
        foreach (var route in await context.Set<RouteRow>().Where(row => row.School == school).ToListAsync(cancellationToken))
        {
            (route.Stopped, route.LastError) = (Of(mask, route.Stopped), Of(mask, route.LastError));
            foreach (var stem in mask.Stems)
            {
                foreach (var row in await context.Set<RouteRecordRow>().Where(row => row.Route == route.Id && row.RejectedReason != null && row.RejectedReason.Contains(stem)).ToListAsync(cancellationToken))
                {
                    row.RejectedReason = Of(mask, row.RejectedReason);
                }

                foreach (var package in await context.Set<PackageRow>().AsNoTracking().Where(row => row.Route == route.Id && row.LastError != null && row.LastError.Contains(stem)).Select(row => new { row.Number, row.LastError }).ToListAsync(cancellationToken))
                {
                    var masked = Of(mask, package.LastError);
                    await context.Set<PackageRow>().Where(row => row.Number == package.Number).ExecuteUpdateAsync(update => update.SetProperty(row => row.LastError, masked), cancellationToken);
                }
            }

            // As JSON their words are spelled by numbers, which no search for a stem finds; there is one row for each day.
            foreach (var day in await context.Set<RouteDayRow>().Where(row => row.Route == route.Id).ToListAsync(cancellationToken))
            {
                day.Failure = Of(mask, day.Failure);
                var reasons = JsonSerializer.Deserialize<DayReason[]>(day.Reasons) ?? [];
                if (Array.Exists(reasons, reason => mask.IsIn(reason.Detail)))
                {
                    day.Reasons = JsonSerializer.Serialize(reasons.Select(reason => reason with { Detail = mask.Of(reason.Detail) }));
                }
            }
        }
    }

    private static string? Of(NameMask mask, string? text) => text is null ? null : mask.Of(text);
}
