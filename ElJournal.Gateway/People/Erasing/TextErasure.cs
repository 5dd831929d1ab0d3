using System.Text.Json;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Reviews.Model;
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
            foreach (var row in await context.Set<FindingRow>().Where(row => row.School == school && (row.Message.Contains(stem) || (row.WaivedReason != null && row.WaivedReason.Contains(stem)))).ToListAsync(cancellationToken))
            {
                (row.Message, row.WaivedReason) = (mask.Of(row.Message), row.WaivedReason is { } reason ? mask.Of(reason) : null);
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

            foreach (var row in await context.Set<ClassDayRow>().Where(row => row.School == school && row.Reason.Contains(stem)).ToListAsync(cancellationToken))
            {
                row.Reason = mask.Of(row.Reason);
            }
        }

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
}
