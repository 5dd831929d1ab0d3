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
        var unseen = input.Days.SelectMany(day => UnseenOf(input, day)).ToList();
        var shared = input.Days.SelectMany(day => day.Lessons).Any(lesson => lesson.Outcome != LessonOutcome.NotCounted && !input.Care.Covers(lesson.Grade, lesson.ClassKind));
        var scopes = ImmutableArray.CreateBuilder<UncheckedScope>();
        foreach (var reason in unseen.GroupBy(open => open.Reason, open => open.Lesson, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var whole = !shared && reason.Count() == lessons.Count && lessons.Count > 1;
            scopes.Add(new UncheckedScope(whole ? [] : ClassesOf(reason), reason.Count(), [], reason.Key));
        }

        var named = unseen.SelectMany(open => new[] { (open.Lesson.ClassId, open.Reason), (open.Lesson.RootClassId, open.Reason) }).ToHashSet();
        var care = lessons.SelectMany(lesson => new[] { lesson.ClassId, lesson.RootClassId }).ToHashSet(StringComparer.Ordinal);
        var known = input.Days.SelectMany(day => day.Lessons).SelectMany(lesson => new[] { lesson.ClassId, lesson.RootClassId }).ToHashSet(StringComparer.Ordinal);
        var views = input.Days.SelectMany(day => day.NotChecked.Where(view => view.From <= day.Day && view.To >= day.Day))
            .SelectMany(Mine)
            .Where(view => view.ClassId is { } id ? !named.Contains((id, view.Reason)) : view.Groups.Count == 0 || !view.Groups.All(group => named.Contains((group.Id, view.Reason))))
            .GroupBy(view => (view.ClassId, view.ClassName, view.Reason))
            .Select(group => (group.Key.ClassId, Name: group.Key.ClassName ?? group.Key.ClassId, group.Key.Reason, Kinds: (ImmutableArray<RecordKind>)[.. group.Select(view => view.Kind).Distinct().Order()]));
        foreach (var group in views.GroupBy(view => (Whole: view.ClassId is null, view.Reason, Kinds: string.Join(',', view.Kinds))).OrderBy(group => group.Key.Whole ? 0 : 1).ThenBy(group => group.Key.Reason, StringComparer.Ordinal).ThenBy(group => group.Key.Kinds, StringComparer.Ordinal))
        {
            scopes.Add(new UncheckedScope(group.Key.Whole ? [] : Names(group.Select(view => view.Name ?? "")), 0, group.First().Kinds, group.Key.Reason));
        }

        return scopes.ToImmutable();

        // What is about the school itself is everybody's; so is a timetable that was never read to those who have more than classes: a group may meet on any day.
        IEnumerable<NotCheckedView> Mine(NotCheckedView view)
        {
            var own = view.Groups.Where(group => known.Contains(group.Id) ? care.Contains(group.Id) : input.Care.Covers(group.Grade, group.Kind)).ToList();
            return view.Groups.Count == own.Count || (view.Kind == RecordKind.Lesson && input.Care.HasKinds && known.Count == 0) ? [view]
                : own.Select(group => view with { ClassId = group.Id, ClassName = group.Name, Groups = [group] });
        }
    }

    private static IEnumerable<(LessonOverview Lesson, string Reason)> UnseenOf(DailyLetterInput input, DayOverview day)
    {
        var own = day.Lessons.Where(lesson => lesson.Outcome is LessonOutcome.NotChecked or LessonOutcome.NotYetDue && input.Care.Covers(lesson.Grade, lesson.ClassKind)).ToLookup(lesson => lesson.Outcome);

        // Reads that fail move the deadlines; what nobody has looked at since its day began is not all well until then.
        return own.Contains(LessonOutcome.NotChecked) ? own[LessonOutcome.NotChecked].Select(lesson => (lesson, lesson.Reason ?? ""))
            : day.DataAsOf is not { } asOf || DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(asOf, input.Zone).DateTime) < day.Day ? own[LessonOutcome.NotYetDue].Select(lesson => (lesson, NotCheckedReasons.Stale))
            : [];
    }

    /// <summary>Classes by their own names where one of their lessons is not a subgroup's: a list of subgroups is not read.</summary>
    private static ImmutableArray<string> ClassesOf(IEnumerable<LessonOverview> lessons) =>
        [.. lessons.GroupBy(lesson => lesson.RootClassId, StringComparer.Ordinal)
            .Select(group => group.OrderBy(lesson => lesson.ClassId == lesson.RootClassId ? 0 : 1).ThenBy(lesson => lesson.ClassName, StringComparer.Ordinal).First())
            .OrderBy(lesson => lesson.Grade).ThenBy(lesson => lesson.ClassName, ClassName.Order).Select(lesson => lesson.ClassName).Distinct(StringComparer.Ordinal)];

    private static ImmutableArray<string> Names(IEnumerable<string> names) => [.. names.Distinct(StringComparer.Ordinal).Order(ClassName.Order)];
}
