using System.Collections.Immutable;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail.Recipients;
using ElJournal.Gateway.Reviews.Model;
using ElJournal.Rules.Calendar;

namespace ElJournal.Gateway.Reviews;

/// <summary>Which monthly reviews there should be, and by whom they are signed.</summary>
internal static class ReviewsOwed
{
    /// <summary>The months of the school year that are over and have school days, from the one on in which the journal was first read or that has the first review: nothing is owed for the time before. June to August have no lessons to check.</summary>
    /// <param name="made">Months that have a review.</param>
    /// <param name="firstRead">The day on which the journal was first read.</param>
    /// <param name="today">The day.</param>
    /// <param name="calendar">The school's calendar.</param>
    public static IEnumerable<DateOnly> Months(IReadOnlyCollection<DateOnly> made, DateOnly? firstRead, DateOnly today, SchoolCalendar calendar)
    {
        var (begun, year) = (made.Append(firstRead ?? DateOnly.MaxValue).Min(), SchoolYear.Of(today, []).Days.From);
        var first = begun < year ? year : begun;
        for (var month = new DateOnly(first.Year, first.Month, 1); month < new DateOnly(today.Year, today.Month, 1); month = month.AddMonths(1))
        {
            if (month.Month is not (6 or 7 or 8) && calendar.NextSchoolDay(group: null, month.AddDays(-1)) < month.AddMonths(1))
            {
                yield return month;
            }
        }
    }

    /// <summary>When all whose matter it is had acknowledged the review, and who has not while others have.</summary>
    public static (DateTimeOffset? Acknowledged, ImmutableArray<string> Waiting) Standing(ImmutableArray<DeputyCare> deputies, IReadOnlyList<ReviewAcknowledgementRow> signed)
    {
        if (signed.Count == 0)
        {
            return (null, []);
        }

        var waiting = Waiting(deputies, [.. signed.Select(row => row.By)]);
        return (waiting.IsEmpty ? Instants.FromStored(signed.Max(row => row.At)) : null, waiting);
    }

    /// <summary>Who has not signed while others have. Whoever signed and is no deputy any more signed for all.</summary>
    public static ImmutableArray<string> Waiting(ImmutableArray<DeputyCare> deputies, IReadOnlyCollection<string> signed) =>
        deputies.Length < 2 || signed.Any(by => !deputies.Any(deputy => deputy.Signs(by)))
            ? []
            : [.. deputies.Where(deputy => !signed.Any(deputy.Signs)).Select(deputy => DeputyCare.ShortName(deputy.Person.Name))];
}
