using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Decisions;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail.Recipients;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Reviews.Model;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Reviews;

/// <summary>Keeps reviews and who has acknowledged them.</summary>
internal sealed class ReviewStore(LedgerDatabase database, TimeProvider clock)
{
    /// <summary>The review of a month with what was written to it, or <see langword="null"/> when none was made.</summary>
    public async Task<(ReviewContent Content, string? Note)?> FindAsync(SchoolRuntime school, DateOnly month, CancellationToken cancellationToken)
    {
        await using var context = await database.ReadAsync(cancellationToken);
        return await FindAsync(context, school.Id, month, cancellationToken);
    }

    /// <summary>The latest review before a month.</summary>
    public async Task<(ReviewContent Content, string? Note)?> BeforeAsync(SchoolRuntime school, DateOnly month, CancellationToken cancellationToken)
    {
        await using var context = await database.ReadAsync(cancellationToken);
        var number = month.DayNumber;
        var last = await context.Set<ReviewRow>().AsNoTracking().Where(row => row.School == school.Id && row.Month < number).MaxAsync(row => (int?)row.Month, cancellationToken);
        return last is { } found ? await FindAsync(context, school.Id, DateOnly.FromDayNumber(found), cancellationToken) : null;
    }

    /// <summary>Keeps a review for good. One that is there already stays as it is.</summary>
    public async Task FreezeAsync(SchoolRuntime school, ReviewContent content, SchoolLease lease, CancellationToken cancellationToken)
    {
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        var month = content.Month.DayNumber;
        if (!await transaction.Context.Set<ReviewRow>().AnyAsync(row => row.School == school.Id && row.Month == month, cancellationToken))
        {
            transaction.Context.Add(new ReviewRow { School = school.Id, Month = month, MadeAt = content.MadeAt.ToStored(), Content = content.ToJson() });
            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <summary>Notes that a person has read a review.</summary>
    /// <exception cref="GatewayException">There is no review of that month, or of several deputy directors none is named.</exception>
    public async Task AcknowledgeAsync(SchoolRuntime school, DateOnly month, Decision decision, SchoolLease lease, CancellationToken cancellationToken)
    {
        var deputies = DeputyCare.Of(school.Deputies);
        if (deputies.Length > 1 && !deputies.Any(deputy => deputy.Signs(decision.By)))
        {
            throw new GatewayException(Phrase.Of(Texts.NotADeputy, decision.By, string.Join(", ", deputies.Select(deputy => deputy.Person.Name))));
        }

        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        var number = month.DayNumber;
        if (!await transaction.Context.Set<ReviewRow>().AnyAsync(row => row.School == school.Id && row.Month == number, cancellationToken))
        {
            throw new GatewayException(Phrase.Of(Texts.NoReview, RussianDates.Month(month), school.Id));
        }

        var now = clock.GetUtcNow();
        transaction.Context.Add(new ReviewAcknowledgementRow { School = school.Id, Month = number, At = now.ToStored(), By = decision.By, Note = decision.Reason });
        FindingDecisions.Log(transaction, school.Id, now, "review-acknowledge", FormattableString.Invariant($"{month:yyyy-MM}"), decision);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The reviews that were made, the latest first.</summary>
    public async Task<IReadOnlyList<ReviewView>> ListAsync(SchoolRuntime school, CancellationToken cancellationToken)
    {
        await using var context = await database.ReadAsync(cancellationToken);
        var rows = await context.Set<ReviewRow>().AsNoTracking().Where(row => row.School == school.Id).OrderByDescending(row => row.Month).Select(row => new { row.Month, row.MadeAt }).ToListAsync(cancellationToken);
        var signed = (await context.Set<ReviewAcknowledgementRow>().AsNoTracking().Where(row => row.School == school.Id).OrderBy(row => row.Id).ToListAsync(cancellationToken)).ToLookup(row => row.Month);
        return
        [
            .. rows.Select(row => new ReviewView(
                DateOnly.FromDayNumber(row.Month),
                school.Local(Instants.FromStored(row.MadeAt)),
                [.. signed[row.Month].Select(each => new ReviewAcknowledgement(each.By, school.Local(Instants.FromStored(each.At)), each.Note))])),
        ];
    }

    private static async Task<(ReviewContent Content, string? Note)?> FindAsync(LedgerContext context, string school, DateOnly month, CancellationToken cancellationToken)
    {
        var number = month.DayNumber;
        if (await context.Set<ReviewRow>().AsNoTracking().FirstOrDefaultAsync(row => row.School == school && row.Month == number, cancellationToken) is not { } row)
        {
            return null;
        }

        var notes = await context.Set<ReviewAcknowledgementRow>().AsNoTracking().Where(each => each.School == school && each.Month == number && each.Note != "").OrderBy(each => each.Id).Select(each => each.Note).ToListAsync(cancellationToken);
        return (ReviewContent.FromJson(row.Content), notes.Count == 0 ? null : string.Join(" ", notes));
    }
}

/// <summary>A review as lists show it.</summary>
internal sealed record ReviewView(DateOnly Month, DateTimeOffset MadeAt, IReadOnlyList<ReviewAcknowledgement> Acknowledged);

/// <summary>Who acknowledged it, when, and what they wrote.</summary>
internal sealed record ReviewAcknowledgement(string By, DateTimeOffset At, string Note);
