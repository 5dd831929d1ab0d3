using System.Collections.Immutable;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Mail.Queue;
using ElJournal.Gateway.Mail.Recipients;
using ElJournal.Gateway.Mail.Rendering;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Reports.Writing;
using ElJournal.Gateway.Reviews;
using ElJournal.Gateway.Web;

namespace ElJournal.Gateway.Letters.Monthly;

/// <summary>Makes the review of a month and queues it to the deputy directors, with its papers.</summary>
internal sealed class MonthlyLetters(ReviewUseCase reviews, Books books, LetterQueue queue, LetterRenderer renderer, ReportFiles files, LetterLinks links)
{
    /// <summary>Queues one letter per deputy about the month that ended before the day. A month is told once: the letter that went stays as it is.</summary>
    /// <returns>What is queued; empty when nothing was taught, its school year was never read, or all was told before.</returns>
    /// <exception cref="GatewayException">The school has no deputy director to write to.</exception>
    public async Task<IReadOnlyList<LetterRow>> QueueAsync(SchoolRuntime school, DateOnly day, SchoolLease lease, CancellationToken cancellationToken)
    {
        var deputies = DeputyCare.Required(school);
        var first = new DateOnly(day.Year, day.Month, 1).AddMonths(-1);
        var last = first.AddMonths(1).AddDays(-1);
        if (!await WasReadAsync(school, first, cancellationToken) || await reviews.EnsureAsync(school, first, lease, cancellationToken) is not { } review)
        {
            return [];
        }

        var queued = new List<LetterRow>();
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        foreach (var (person, care) in Readers(school, deputies))
        {
            if (ReviewModel.Of(review, care, school.Id, school.Options.ObserveUntil) is not { } model)
            {
                continue;
            }

            var document = MonthlyLetterWriter.Write(model);
            if (links.For(LetterLinks.Review, school.Id, person.Name, first) is { } link)
            {
                document = document with { Lead = document.Lead.Add(Phrase.Of(WebTexts.LetterAcknowledge, link)) };
            }

            var letter = new Letter(school.Id, LetterKind.Monthly, last, person, document.Subject, LetterRenderer.Text(document), await renderer.HtmlAsync(document))
            {
                AgainIfRefused = true,
                Attachments = [.. (await files.RenderAsync(ReviewDocument.Of(model, ReviewDocument.Name(first)))).Select(file => new LetterAttachment(file.Name, file.Bytes))],
            };
            var row = await queue.EnqueueAsync(transaction, letter, cancellationToken);
            if (row.Status == LetterStatus.Queued)
            {
                queued.Add(row);
            }
        }

        await transaction.CommitAsync(cancellationToken);
        return queued;
    }

    /// <summary>A gateway that is first started in September has nothing of August, and owes nothing for it.</summary>
    private async Task<bool> WasReadAsync(SchoolRuntime school, DateOnly month, CancellationToken cancellationToken)
    {
        var year = await books.YearAsync(school.Id, month, cancellationToken);
        return (await books.OfSchoolAsync(school.Id, cancellationToken)).Any(book => book.Year == year.Year);
    }

    /// <summary>Each deputy director for what is in their care; a director who is named, and is none of them, for the whole school.</summary>
    private static IEnumerable<(Recipient Person, DeputyCare Care)> Readers(SchoolRuntime school, ImmutableArray<DeputyCare> deputies)
    {
        foreach (var deputy in deputies)
        {
            yield return (deputy.Person, deputy);
        }

        if (school.Options.Staff.Director is { Email.Length: > 0 } director && !deputies.Any(deputy => string.Equals(deputy.Person.Address, director.Email, StringComparison.OrdinalIgnoreCase)))
        {
            yield return (new Recipient(director.Name, director.Email), DeputyCare.Everything);
        }
    }
}
