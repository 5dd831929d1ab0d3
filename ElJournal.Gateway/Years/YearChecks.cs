using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Mail.Recipients;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Reports;
using ElJournal.Gateway.Reviews;
using ElJournal.Gateway.Safekeeping;
using ElJournal.Gateway.Sync;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Years;

/// <summary>Looks through a year for what should be complete before nothing of it can change any more.</summary>
internal sealed class YearChecks(ReportJournals journals, FindingQueries findings, NotCheckedQueries notChecked, HoldDecisions holds, ReviewStore reviews, DeliveryQueries delivery, BackupFreshness backups, LedgerDatabase database, TimeProvider clock)
{
    private const string FinalMarks = "final-marks";

    /// <param name="year">A year whose journal was read.</param>
    public async Task<IReadOnlyList<YearCheck>> RunAsync(SchoolRuntime school, SchoolYear year, CancellationToken cancellationToken)
    {
        await using var journal = await journals.OpenAsync(school, year.Days.From, cancellationToken);
        var lessons = await LessonDaysAsync(journal, cancellationToken);
        var last = LastDay(journal, year, lessons);
        var held = (await holds.ListAsync(school.Id, cancellationToken)).Count;
        var open = await findings.ListAsync(school, new FindingFilter { Days = year.Days, Statuses = [FindingStatus.Open] }, cancellationToken);
        return
        [
            Over(last, school.DayOf(clock.GetUtcNow())),
            new("holds", held == 0 ? YearCheckState.Done : YearCheckState.Barred, held, held == 0 ? Texts.HoldsDone : Phrase.Of(Texts.HoldsOpen, Plural.Of(held, Texts.FormsHold), school.Id)),
            await ReadAsync(journal, school, lessons, last, cancellationToken),
            Entries(school, open),
            FinalsOf(school, open, last),
            await ReviewsAsync(school, lessons, last, cancellationToken),
            await DeliveryAsync(school, cancellationToken),
            await ArchiveAsync(school, last, cancellationToken),
        ];
    }

    private static YearCheck Over(DateOnly? last, DateOnly today) =>
        last is null ? new("over", YearCheckState.Barred, 0, Texts.OverUnknown)
        : last < today ? new("over", YearCheckState.Done, 0, Phrase.Of(Texts.OverDone, RussianDates.Full(last.Value)))
        : new("over", YearCheckState.Barred, 0, Phrase.Of(Texts.OverNotYet, RussianDates.Full(last.Value)));

    /// <summary>The last day of a quarter, half-year or trimester or of a lesson: a school year's own end may lie in the summer.</summary>
    private static DateOnly? LastDay(ReportJournal journal, SchoolYear year, DayRange? lessons) => journal.Roster.Terms
        .Where(term => term.TermKind != TermKind.SchoolYear && year.Days.Contains(term.Start)).Select(term => (DateOnly?)term.End)
        .Append(lessons?.To).Max();

    /// <summary>The first and the last day with a lesson in the timetable.</summary>
    private async Task<DayRange?> LessonDaysAsync(ReportJournal journal, CancellationToken cancellationToken)
    {
        var books = journal.Scenes.Select(scene => scene.Book.Id).ToList();
        await using var context = await database.ReadAsync(cancellationToken);
        var lessons = context.Set<RecordRow>().Where(row => books.Contains(row.Book) && row.Kind == RecordKind.Lesson && !row.Deleted);
        return await lessons.MinAsync(row => row.Day, cancellationToken) is { } first && await lessons.MaxAsync(row => row.Day, cancellationToken) is { } last
            ? new DayRange(DateOnly.FromDayNumber(first), DateOnly.FromDayNumber(last))
            : null;
    }

    private async Task<YearCheck> ReadAsync(ReportJournal journal, SchoolRuntime school, DayRange? lessons, DateOnly? last, CancellationToken cancellationToken)
    {
        if (lessons is not { } taught)
        {
            return new("read", YearCheckState.NotChecked, 0, Texts.OverUnknown);
        }

        // From where people sign in is no part of the year that ends.
        var unread = (await notChecked.ListAsync(journal.Connection, school, journal.Scenes, new DayRange(taught.From, last ?? taught.To), cancellationToken)).Count(view => view.Reason != NotCheckedReasons.PlacesNotShown);
        return new("read", unread == 0 ? YearCheckState.Done : YearCheckState.Open, unread, unread == 0 ? Texts.ReadDone : Phrase.Of(Texts.ReadOpen, Plural.Of(unread, Texts.FormsScope), school.Id));
    }

    private static YearCheck Entries(SchoolRuntime school, IReadOnlyList<FindingView> open)
    {
        var missing = open.Count(view => view is { State: FindingState.Missing, LessonId: not null } && view.Rule != FinalMarks);
        return new("entries", missing == 0 ? YearCheckState.Done : YearCheckState.Open, missing, missing == 0 ? Texts.EntriesDone : Phrase.Of(Texts.EntriesOpen, Plural.Of(missing, Texts.FormsEntry), school.Id));
    }

    private static YearCheck FinalsOf(SchoolRuntime school, IReadOnlyList<FindingView> open, DateOnly? last)
    {
        if (last is { } day && !school.RuleSettings(FinalMarks).IsEnabledOn(day))
        {
            return new("finalMarks", YearCheckState.NotChecked, 0, Texts.FinalsOff);
        }

        var missing = open.Count(view => view.Rule == FinalMarks);
        return new("finalMarks", missing == 0 ? YearCheckState.Done : YearCheckState.Open, missing, missing == 0 ? Texts.FinalsDone : Phrase.Of(Texts.FinalsOpen, Plural.Of(missing, Texts.FormsFinding), school.Id));
    }

    private async Task<YearCheck> ReviewsAsync(SchoolRuntime school, DayRange? lessons, DateOnly? last, CancellationToken cancellationToken)
    {
        var deputies = DeputyCare.Of(school.Deputies);
        var acknowledged = (await reviews.ListAsync(school, cancellationToken))
            .Where(review => review.Acknowledged.Count > 0 && ReviewsOwed.Waiting(deputies, [.. review.Acknowledged.Select(each => each.By)]).IsEmpty).Select(review => review.Month).ToHashSet();
        var today = school.DayOf(clock.GetUtcNow());
        var missing = new List<string>();
        for (var month = lessons is { } taught ? new DateOnly(taught.From.Year, taught.From.Month, 1) : DateOnly.MaxValue; month <= lessons?.To; month = month.AddMonths(1))
        {
            // While the year goes on, the review of the present month is still to come.
            if (!acknowledged.Contains(month) && (month.AddMonths(1) <= today || last < today))
            {
                missing.Add(RussianDates.Month(month));
            }
        }

        return new("reviews", missing.Count == 0 ? YearCheckState.Done : YearCheckState.Open, missing.Count, missing.Count == 0 ? Texts.ReviewsDone : Phrase.Of(Texts.ReviewsOpen, string.Join(", ", missing), school.Id));
    }

    private async Task<YearCheck> DeliveryAsync(SchoolRuntime school, CancellationToken cancellationToken)
    {
        if (school.Options.Routes.Count == 0)
        {
            return new("delivery", YearCheckState.NotChecked, 0, Texts.DeliveryNone);
        }

        var differing = 0;
        foreach (var route in school.Options.Routes)
        {
            differing += (await delivery.RouteAsync(school, route, differences: 0, cancellationToken)).Differing;
        }

        return new("delivery", differing == 0 ? YearCheckState.Done : YearCheckState.Open, differing, differing == 0 ? Texts.DeliveryDone : Phrase.Of(Texts.DeliveryOpen, Plural.Of(differing, Texts.FormsRecord), school.Id));
    }

    private async Task<YearCheck> ArchiveAsync(SchoolRuntime school, DateOnly? last, CancellationToken cancellationToken)
    {
        if (await backups.OfAsync(firstRead: clock.GetUtcNow(), cancellationToken) is not { } state)
        {
            return new("archive", YearCheckState.NotChecked, 0, Texts.ArchiveOff);
        }

        var without = state.Media.Count(medium => medium.LastArchive is not { } at || school.DayOf(at) <= last);
        return new("archive", without == 0 ? YearCheckState.Done : YearCheckState.Open, without, without == 0 ? Texts.ArchiveDone : Texts.ArchiveOpen);
    }
}
