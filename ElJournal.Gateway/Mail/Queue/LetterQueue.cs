using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail.Model;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Mail.Queue;

/// <summary>Stores letters before they are sent.</summary>
/// <param name="clock">The business clock: letters bear its time.</param>
internal sealed class LetterQueue(TimeProvider clock)
{
    /// <summary>Queues a letter in the caller's transaction, so that it exists exactly if what it tells of exists.</summary>
    /// <returns>
    /// The stored letter, or the one that was stored under the same Message-ID before; nothing is queued twice. One that was refused for good nobody has: where it may go again
    /// (<see cref="Letter.AgainIfRefused"/>), it goes with what is true now.
    /// </returns>
    public async Task<LetterRow> EnqueueAsync(LedgerTransaction transaction, Letter letter, CancellationToken cancellationToken)
    {
        var id = MessageId.Of(letter);
        var context = transaction.Context;
        var row = await context.Set<LetterRow>().SingleOrDefaultAsync(known => known.MessageId == id, cancellationToken);
        if (row is not null && !(row.Status == LetterStatus.Failed && letter.AgainIfRefused))
        {
            return row;
        }

        if (row is null)
        {
            row = new LetterRow
            {
                School = letter.School,
                MessageId = id,
                Kind = letter.Kind,
                Day = letter.Day.DayNumber,
                Sequence = letter.Sequence,
                RecipientName = letter.To.Name,
                RecipientAddress = letter.To.Address,
                Subject = letter.Subject,
                Html = letter.Html,
                Text = letter.Text,
            };
            context.Add(row);
        }
        else
        {
            (row.Subject, row.Html, row.Text, row.NextTryAt, row.Tries) = (letter.Subject, letter.Html, letter.Text, null, 0);
            context.RemoveRange(await context.Set<LetterFindingRow>().Where(finding => finding.Letter == row.Id).ToListAsync(cancellationToken));
            context.RemoveRange(await context.Set<LetterAttachmentRow>().Where(file => file.Letter == row.Id).ToListAsync(cancellationToken));
        }

        row.Status = LetterStatus.Queued;
        row.CreatedAt = clock.GetUtcNow().ToStored();
        row.Attachments.AddRange(letter.Attachments.Select(file => new LetterAttachmentRow { Name = file.Name, Bytes = file.Bytes }));

        // Saved at once: the letter's number is needed for its findings.
        await context.SaveChangesAsync(cancellationToken);
        foreach (var finding in letter.Findings)
        {
            context.Add(new LetterFindingRow { Letter = row.Id, School = letter.School, Finding = finding.Id, Section = finding.Section });
        }

        await context.SaveChangesAsync(cancellationToken);
        return row;
    }

    /// <summary>Letters of a kind about days before one that still wait and that certainly nobody has: a new letter may take their place.</summary>
    /// <param name="address">To whom; <see langword="null"/> for letters to anybody.</param>
    public static Task<List<LetterRow>> WaitingAsync(LedgerContext context, string school, string kind, string? address, DateOnly before, CancellationToken cancellationToken) =>
        context.Set<LetterRow>()
            .Where(letter => letter.School == school && letter.Kind == kind && (address == null || letter.RecipientAddress == address) && letter.Status == LetterStatus.Queued && letter.Day < before.DayNumber)
            .Where(letter => !context.Set<LetterTryRow>().Any(attempt => attempt.Letter == letter.Id && attempt.Outcome == LetterOutcome.Unknown))
            .ToListAsync(cancellationToken);

    /// <summary>The days that letters tell of: their own, and those of the letters whose place they took.</summary>
    public static async Task<IReadOnlyCollection<DateOnly>> DaysOfAsync(LedgerContext context, IReadOnlyCollection<LetterRow> letters, CancellationToken cancellationToken)
    {
        var days = new HashSet<DateOnly>();
        for (var told = letters; told.Count > 0;)
        {
            days.UnionWith(told.Select(letter => DateOnly.FromDayNumber(letter.Day)));
            var ids = told.Select(letter => letter.MessageId).ToList();
            told = await context.Set<LetterRow>().AsNoTracking()
                .Where(letter => letter.Status == LetterStatus.Replaced && context.Set<LetterTryRow>().Any(attempt => attempt.Letter == letter.Id && attempt.Outcome == LetterOutcome.Replaced && ids.Contains(attempt.Detail)))
                .ToListAsync(cancellationToken);
        }

        return days;
    }

    /// <summary>Notes that a new letter goes instead of letters that wait.</summary>
    public void Replace(LedgerTransaction transaction, IEnumerable<LetterRow> waiting, LetterRow by) => Replace(transaction, waiting, by.MessageId);

    /// <summary>Takes letters back that wait and have nothing to tell any more.</summary>
    public void Withdraw(LedgerTransaction transaction, IEnumerable<LetterRow> waiting) => Replace(transaction, waiting, "nothing is left to tell");

    private void Replace(LedgerTransaction transaction, IEnumerable<LetterRow> waiting, string detail)
    {
        foreach (var letter in waiting)
        {
            (letter.Status, letter.NextTryAt) = (LetterStatus.Replaced, null);
            transaction.Context.Add(new LetterTryRow { Letter = letter.Id, School = letter.School, At = clock.GetUtcNow().ToStored(), Outcome = LetterOutcome.Replaced, Detail = detail });
        }
    }
}
