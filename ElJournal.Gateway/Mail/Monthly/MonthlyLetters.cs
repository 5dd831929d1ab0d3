using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Mail.Queue;
using ElJournal.Gateway.Mail.Recipients;
using ElJournal.Gateway.Mail.Rendering;

namespace ElJournal.Gateway.Mail.Monthly;

/// <summary>Queues the monthly check to the deputy directors.</summary>
internal sealed class MonthlyLetters(ILetterFeed feed, LetterQueue queue, LetterRenderer renderer)
{
    /// <summary>Queues one letter per deputy about the month that ended before the day. A month is told once: the letter that went stays as it is.</summary>
    /// <returns>What is queued; empty when nothing was taught or all was told before.</returns>
    /// <exception cref="GatewayException">The school has no deputy director to write to.</exception>
    public async Task<IReadOnlyList<LetterRow>> QueueAsync(SchoolRuntime school, DateOnly day, SchoolLease lease, CancellationToken cancellationToken)
    {
        var deputies = DeputyCare.Required(school);
        var first = new DateOnly(day.Year, day.Month, 1).AddMonths(-1);
        var last = first.AddMonths(1).AddDays(-1);
        var figures = await feed.MonthAsync(school, first, last, cancellationToken);
        var queued = new List<LetterRow>();
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        foreach (var deputy in deputies)
        {
            if (MonthlyLetterModel.Of(figures, deputy, school.Id, school.Options.Name, school.Options.ObserveUntil) is not { } model)
            {
                continue;
            }

            var document = MonthlyLetterWriter.Write(model);
            var letter = new Letter(school.Id, LetterKind.Monthly, last, deputy.Person, document.Subject, LetterRenderer.Text(document), await renderer.HtmlAsync(document));
            var row = await queue.EnqueueAsync(transaction, letter, cancellationToken);
            if (row.Status == LetterStatus.Failed)
            {
                LetterQueue.TryAgain(row);
            }

            if (row.Status == LetterStatus.Queued)
            {
                queued.Add(row);
            }
        }

        await transaction.CommitAsync(cancellationToken);
        return queued;
    }
}
