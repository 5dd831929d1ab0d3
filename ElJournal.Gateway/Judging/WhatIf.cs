using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Evaluating;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Judging;

/// <summary>What a rule would report.</summary>
/// <param name="Findings">The findings it would make.</param>
/// <param name="Added">Ids among them that do not hold at present.</param>
/// <param name="Removed">Findings that hold at present and would not.</param>
/// <param name="NotChecked">What it could not judge.</param>
internal sealed record WhatIfResult(IReadOnlyList<FindingView> Findings, IReadOnlySet<string> Added, IReadOnlyList<FindingView> Removed, IReadOnlyList<NotCheckedView> NotChecked);

/// <summary>Findings of one cause.</summary>
/// <param name="Part">What of the rule found them; <see langword="null"/> where the rule has no parts.</param>
/// <param name="Added">How many of them do not hold at present.</param>
/// <param name="Classes">In how many classes.</param>
/// <param name="Teachers">Of how many teachers.</param>
/// <param name="Examples">A few of them, of different classes first.</param>
internal sealed record WhatIfCause(string? Part, FindingState State, Severity Severity, int Count, int Added, int Classes, int Teachers, IReadOnlyList<FindingView> Examples)
{
    public const int MostExamples = 3;

    /// <summary>The findings by cause, most first.</summary>
    public static IReadOnlyList<WhatIfCause> Of(WhatIfResult result) =>
    [
        .. result.Findings.GroupBy(view => (view.Part, view.State, view.Severity)).Select(group => new WhatIfCause(
                group.Key.Part,
                group.Key.State,
                group.Key.Severity,
                group.Count(),
                group.Count(view => result.Added.Contains(view.Id)),
                group.Select(view => view.ClassId).OfType<string>().Distinct(StringComparer.Ordinal).Count(),
                group.Select(view => view.TeacherId).OfType<string>().Distinct(StringComparer.Ordinal).Count(),
                [.. group.DistinctBy(view => view.ClassId).Concat(group).Distinct().Take(MostExamples)]))
            .OrderByDescending(cause => cause.Count).ThenBy(cause => cause.Part, StringComparer.Ordinal).ThenBy(cause => cause.State),
    ];
}

/// <summary>Tries a rule with other settings. Records and sends nothing.</summary>
internal sealed class WhatIf(LedgerDatabase database, SceneLoader scenes, FindingQueries queries, TimeProvider clock)
{
    public async Task<WhatIfResult> RunAsync(SchoolRuntime school, string rule, RuleSettingsTimeline settings, DayRange days, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenAsync(cancellationToken);
        var opened = await scenes.OpenAsync(connection, school, now, cancellationToken);
        try
        {
            if (opened.Count == 0)
            {
                throw new GatewayException(Phrase.Of(JudgingTexts.WhatIfNoBook, school.Id));
            }

            var book = SchoolRuntime.CreateRuleBook(rule, settings);
            var rows = new Dictionary<string, FindingRow>(StringComparer.Ordinal);
            var uncertain = new HashSet<NotChecked>();
            var seen = new Dictionary<DateOnly, HashSet<string>>();
            foreach (var scene in opened)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Try(scene, book, days, school, now, rows, uncertain, seen);
            }

            var present = (await queries.ListAsync(school, new FindingFilter { Days = days, Rule = rule }, cancellationToken)).ToDictionary(view => view.Id, StringComparer.Ordinal);
            return new WhatIfResult(
                await FindingQueries.ViewsAsync(connection, school, rows.Values, cancellationToken),
                rows.Keys.Where(id => !present.ContainsKey(id)).ToHashSet(StringComparer.Ordinal),
                [.. present.Values.Where(view => !rows.ContainsKey(view.Id))],
                NotChecked(uncertain, seen, opened, days, school.DayOf(now)));
        }
        finally
        {
            foreach (var scene in opened)
            {
                scene.Dispose();
            }
        }
    }

    private static void Try(JudgingScene scene, RuleBook book, DayRange days, SchoolRuntime school, DateTimeOffset now, Dictionary<string, FindingRow> rows, HashSet<NotChecked> open, Dictionary<DateOnly, HashSet<string>> seen)
    {
        var work = new WorkSet();
        var planner = new WorkPlanner(scene, book.Rules, []);
        planner.AddDays(work, days.From, days.To);
        planner.Widen(work);
        if (work.IsEmpty)
        {
            return;
        }

        var evaluation = scene.Evaluate(work, scene.TimetableOf(work.DaysWithin(scene.Days, Timetable.LookAheadDays)), book);
        foreach (var finding in evaluation.Findings.Where(finding => days.Contains(finding.Date)))
        {
            var id = FindingId.Of(school.Id, finding.Rule, finding.Part, finding.Subject);
            rows.TryAdd(id, Lifecycle.Open(school.Id, id, finding, evaluation.RootOf(finding.ClassId), now, school.DayOf(now)));
        }

        open.UnionWith(evaluation.Unchecked.Where(scope => days.Contains(scope.Day)));
        foreach (var day in evaluation.Seen.GroupBy(place => place.Day, place => place.Class))
        {
            seen[DateOnly.FromDayNumber(day.Key)] = day.ToHashSet(StringComparer.Ordinal);
        }
    }

    private static IReadOnlyList<NotCheckedView> NotChecked(HashSet<NotChecked> open, Dictionary<DateOnly, HashSet<string>> seen, IReadOnlyList<JudgingScene> opened, DayRange days, DateOnly today)
    {
        if (days.From > today)
        {
            return [];
        }

        open.RemoveWhere(scope => scope.Day > today);
        return NotCheckedQueries.Views(open, seen, opened, new DayRange(days.From, days.To < today ? days.To : today));
    }
}
