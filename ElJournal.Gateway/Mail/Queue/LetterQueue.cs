using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail.Model;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Mail.Queue;

/// <summary>Stores letters before they are sent.</summary>
/// <param name="clock">The business clock: letters bear its time.</param>
internal sealed class LetterQueue(TimeProvider clock)
{
    /// <summary>Queues a letter in the caller's transaction, so that it exists exactly if what it tells of exists.</summary>
    /// <returns>The stored letter, or the one that was stored under the same Message-ID before; nothing is queued twice.</returns>
    public async Task<LetterRow> EnqueueAsync(LedgerTransaction transaction, Letter letter, CancellationToken cancellationToken)
    {
        var id = MessageId.Of(letter);
        var context = transaction.Context;
        if (await context.Set<LetterRow>().SingleOrDefaultAsync(row => row.MessageId == id, cancellationToken) is { } before)
        {
            return before;
        }

        var row = new LetterRow
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
            Status = LetterStatus.Queued,
            CreatedAt = clock.GetUtcNow().ToStored(),
            Attachments = [.. letter.Attachments.Select(file => new LetterAttachmentRow { Name = file.Name, Bytes = file.Bytes })],
        };
        context.Add(row);

        // Saved at once: the letter's number is needed for its findings.
        await context.SaveChangesAsync(cancellationToken);
        foreach (var finding in letter.Findings)
        {
            context.Add(new LetterFindingRow { Letter = row.Id, School = letter.School, Finding = finding.Id, Section = finding.Section });
        }

        await context.SaveChangesAsync(cancellationToken);
        return row;
    }

    /// <summary>Gives a letter that was refused for good another chance, because a person asked for it again.</summary>
    public static void TryAgain(LetterRow letter)
    {
        letter.Status = LetterStatus.Queued;
        letter.NextTryAt = null;
        letter.Tries = 0;
    }
}
