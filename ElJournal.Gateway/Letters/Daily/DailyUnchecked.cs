using System.Collections.Immutable;
using ElJournal.Gateway.Judging;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Letters.Daily;

/// <summary>Gathers what could not be judged into few lines.</summary>
internal static class DailyUnchecked
{
    public static ImmutableArray<UncheckedScope> Of(DailyLetterInput input, IReadOnlyList<LessonOverview> lessons)
    {
        var unseen = lessons.Where(lesson => lesson.Outcome == LessonOutcome.NotChecked).ToList();
        var scopes = ImmutableArray.CreateBuilder<UncheckedScope>();
        foreach (var reason in unseen.GroupBy(lesson => lesson.Reason ?? "", StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var whole = reason.Count() == lessons.Count && lessons.Count > 1;
            scopes.Add(new UncheckedScope(whole ? [] : Names(reason.Select(lesson => lesson.ClassName)), reason.Count(), [], reason.Key));
        }

        // Reads that fail move the deadlines; what nobody has looked at since its day began is not all well until then.
        var unread = input.Days.Where(day => day.DataAsOf is not { } asOf || DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(asOf, input.Zone).DateTime) < day.Day)
            .Sum(day => day.Lessons.Count(lesson => lesson.Outcome == LessonOutcome.NotYetDue && lessons.Contains(lesson)));
        if (unread > 0)
        {
            scopes.Add(new UncheckedScope([], unread, [], NotCheckedReasons.Stale));
        }

        var named = unseen.SelectMany(lesson => new[] { (lesson.ClassId, lesson.Reason ?? ""), (lesson.RootClassId, lesson.Reason ?? "") }).ToHashSet();
        var care = lessons.SelectMany(lesson => new[] { lesson.ClassId, lesson.RootClassId }).ToHashSet(StringComparer.Ordinal);
        var known = input.Days.SelectMany(day => day.Lessons).SelectMany(lesson => new[] { lesson.ClassId, lesson.RootClassId }).ToHashSet(StringComparer.Ordinal);
        var views = input.Days.SelectMany(day => day.NotChecked.Where(view => view.From <= day.Day && view.To >= day.Day))
            .Where(view => view.ClassId is not { } id || ((care.Contains(id) || !known.Contains(id)) && !named.Contains((id, view.Reason))))
            .GroupBy(view => (view.ClassId, view.ClassName, view.Reason))
            .Select(group => (group.Key.ClassId, Name: group.Key.ClassName ?? group.Key.ClassId, group.Key.Reason, Kinds: (ImmutableArray<RecordKind>)[.. group.Select(view => view.Kind).Distinct().Order()]));
        foreach (var group in views.GroupBy(view => (Whole: view.ClassId is null, view.Reason, Kinds: string.Join(',', view.Kinds))).OrderBy(group => group.Key.Whole ? 0 : 1).ThenBy(group => group.Key.Reason, StringComparer.Ordinal).ThenBy(group => group.Key.Kinds, StringComparer.Ordinal))
        {
            scopes.Add(new UncheckedScope(group.Key.Whole ? [] : Names(group.Select(view => view.Name ?? "")), 0, group.First().Kinds, group.Key.Reason));
        }

        return scopes.ToImmutable();
    }

    private static ImmutableArray<string> Names(IEnumerable<string> names) => [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
