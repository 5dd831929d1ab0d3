using System.Collections.Immutable;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Letters;
using ElJournal.Gateway.Reports;
using ElJournal.Rules.Indicators;

namespace ElJournal.Gateway.Reviews;

/// <summary>Counts a month from the ledger as it is now.</summary>
internal sealed class ReviewMaker(ILetterFeed feed, FindingQueries findings, NotCheckedQueries notChecked, ReportJournals journals, TimeProvider clock)
{
    /// <param name="school">The school.</param>
    /// <param name="month">Any day of the month.</param>
    /// <param name="before">The review before, and what was written to it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<ReviewContent> MakeAsync(SchoolRuntime school, DateOnly month, (ReviewContent Content, string? Note)? before, CancellationToken cancellationToken)
    {
        var days = ReportCatalog.Month(month);
        var figures = await feed.MonthAsync(school, days.From, days.To, cancellationToken);
        var earlier = before is { } stored && stored.Content.Month == days.From.AddMonths(-1) ? stored.Content.Rows : await EarlierAsync(school, days.From.AddMonths(-1), cancellationToken);
        var all = await findings.ListAsync(school, new FindingFilter { Statuses = FindingFilter.Everything }, cancellationToken);
        var found = all.Where(view => days.Contains(view.Day) && JudgingFeed.IsForStaff(view)).ToList();
        await using var journal = await journals.OpenAsync(school, days.From, cancellationToken);
        var rows = figures.Indicators.Rows;
        var ids = rows.Concat(earlier ?? []).ToList();
        return new ReviewContent
        {
            Month = days.From,
            SchoolName = school.Options.Name,
            MadeAt = school.Local(clock.GetUtcNow()),
            DataAsOf = figures.DataAsOf,
            Rows = rows,
            Previous = earlier,
            Teachers = Named(ids.Select(row => row.TeacherId).Concat(found.Select(view => view.TeacherId)).Concat(journal.Scenes[^1].Facts.Excuses.All.Select(excuse => excuse.TeacherId)), journal.TeacherName),
            Subjects = Named(ids.Select(row => row.SubjectId), journal.SubjectName),
            Classes = ids.Select(row => row.RootClassId).Concat(found.Select(view => view.RootClassId)).OfType<string>().Distinct(StringComparer.Ordinal)
                .ToImmutableSortedDictionary(id => id, id => figures.Class(id) is var group ? new ReviewClass(group.Name, group.Grade, group.Kind, figures.SchoolDays(id)) : null!, StringComparer.Ordinal),
            Findings = Summarised(found),
            Excuses = [.. journal.Scenes[^1].Facts.Excuses.All.Where(excuse => excuse.Days.From <= days.To && excuse.Days.To >= days.From).Select(excuse => new ReviewExcuse(excuse.TeacherId, excuse.Days.From, excuse.Days.To))],
            Unchecked = [.. (await notChecked.ListAsync(school, days, cancellationToken)).Where(JudgingFeed.IsForStaff).Select(view => new ReviewUnchecked(view.ClassId, view.Kind, view.From, view.To, view.Reason))],
            Fate = Fate(before, all),
            SignIns = SignInCounts.Read(journal, days),
        };
    }

    private static ImmutableSortedDictionary<string, string> Named(IEnumerable<string?> ids, Func<string?, string> name) =>
        ids.OfType<string>().Distinct(StringComparer.Ordinal).ToImmutableSortedDictionary(id => id, id => name(id), StringComparer.Ordinal);

    private static ImmutableArray<ReviewFindings> Summarised(IEnumerable<FindingView> found) =>
    [
        .. found.GroupBy(view => (view.Rule, view.Severity, view.RootClassId, view.SubjectName, view.TeacherId))
            .OrderBy(group => group.Key.Rule, StringComparer.Ordinal).ThenBy(group => group.Key.RootClassId, StringComparer.Ordinal).ThenBy(group => group.Key.SubjectName, StringComparer.Ordinal).ThenBy(group => group.Key.TeacherId, StringComparer.Ordinal)
            .Select(group => new ReviewFindings(group.Key.Rule, Judging.Words.RuleTitle(group.Key.Rule), group.Key.Severity, group.Key.RootClassId, group.Key.SubjectName, group.Key.TeacherId)
            {
                Open = [.. group.Where(view => view.Status == FindingStatus.Open).Select(view => view.Id).Order(StringComparer.Ordinal)],
                Found = group.Count(),
                Done = group.Count(view => view.Status is FindingStatus.Resolved or FindingStatus.Recorded),
                Aside = group.Count(view => view.Status is FindingStatus.Waived or FindingStatus.Excused),
                Message = group.Where(view => view.Status == FindingStatus.Open).ToList() is [{ StudentId: null } only] ? only.Message : null,
            }),
    ];

    private static ReviewFate? Fate((ReviewContent Content, string? Note)? before, IReadOnlyList<FindingView> all)
    {
        if (before is not { } stored)
        {
            return null;
        }

        var open = all.Where(view => view.Status == FindingStatus.Open).Select(view => view.Id).ToHashSet(StringComparer.Ordinal);
        var points = ReviewPoints.Of(stored.Content);
        return new ReviewFate(stored.Content.Month, points.Length, [.. points.Where(point => point.Findings.Any(open.Contains)).Select(point => point.Point)], stored.Note);
    }

    /// <summary>The month before, where the school year had begun and something was taught.</summary>
    private async Task<ImmutableArray<IndicatorRow>?> EarlierAsync(SchoolRuntime school, DateOnly month, CancellationToken cancellationToken)
    {
        var days = ReportCatalog.Month(month);
        var rows = (await feed.MonthAsync(school, days.From, days.To, cancellationToken)).Indicators.Rows;
        return rows.IsEmpty ? null : rows;
    }
}
