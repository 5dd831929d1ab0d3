using System.Data.Common;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Evaluating;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Calendar;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Judging.Findings;

/// <summary>What could not be judged: what the rules left open, and what was never read at all. Not checked is not «all good».</summary>
internal sealed class NotCheckedQueries(LedgerDatabase database, SceneLoader scenes, TimeProvider clock)
{
    /// <summary>Entries for days up to today; one for the whole school where every class is concerned, one for days in a row.</summary>
    public async Task<IReadOnlyList<NotCheckedView>> ListAsync(SchoolRuntime school, DayRange days, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var opened = await scenes.OpenAsync(connection, school, clock.GetUtcNow(), cancellationToken);
        try
        {
            return await ListAsync(connection, school, opened, days, cancellationToken);
        }
        finally
        {
            foreach (var scene in opened)
            {
                scene.Dispose();
            }
        }
    }

    internal async Task<IReadOnlyList<NotCheckedView>> ListAsync(DbConnection connection, SchoolRuntime school, IReadOnlyList<JudgingScene> opened, DayRange days, CancellationToken cancellationToken)
    {
        var today = school.DayOf(clock.GetUtcNow());
        if (days.From > today)
        {
            return [];
        }

        var past = new DayRange(days.From, days.To < today ? days.To : today);
        if (opened.Count == 0)
        {
            return [new NotCheckedView(null, null, RecordKind.Lesson, past.From, past.To, NotCheckedReasons.Unread)];
        }

        await using var context = LedgerDatabase.Context(connection);
        var (from, to) = (past.From.DayNumber, past.To.DayNumber);
        var entries = (await context.Set<NotCheckedRow>().AsNoTracking().Where(row => row.School == school.Id && row.Day >= from && row.Day <= to).ToListAsync(cancellationToken))
            .Select(row => new NotChecked(row.Class.Length == 0 ? null : row.Class, row.Kind, DateOnly.FromDayNumber(row.Day), row.Reason)).ToHashSet();
        var judged = (await context.Set<JudgedDayRow>().AsNoTracking().Where(row => row.School == school.Id && row.Day >= from && row.Day <= to).ToListAsync(cancellationToken))
            .ToLookup(row => row.Day, row => row.Class);
        return Views(entries, judged.ToDictionary(day => DateOnly.FromDayNumber(day.Key), day => day.ToHashSet(StringComparer.Ordinal)), opened, past);
    }

    /// <summary>What was left open, and what was never read, as people read it.</summary>
    /// <param name="entries">What rules left open.</param>
    /// <param name="all">The classes that had lessons, by day.</param>
    /// <param name="opened">The books.</param>
    /// <param name="past">The days; none to come.</param>
    internal static IReadOnlyList<NotCheckedView> Views(HashSet<NotChecked> entries, Dictionary<DateOnly, HashSet<string>> all, IReadOnlyList<JudgingScene> opened, DayRange past)
    {
        foreach (var scene in opened)
        {
            AddUnread(entries, all, scene, past);
        }

        var calendar = opened[0].Facts.Calendar;
        return [.. Spans(WholeSchool(entries, all), calendar).Select(span => Named(span, opened)).OrderBy(view => view.From).ThenBy(view => view.ClassName, ClassName.Order).ThenBy(view => view.Kind)];
    }

    /// <summary>Days on which nobody looked at the timetable: there may have been lessons or not.</summary>
    private static void AddUnread(HashSet<NotChecked> entries, Dictionary<DateOnly, HashSet<string>> all, JudgingScene scene, DayRange days)
    {
        var classes = scene.Roster.Groups.Where(group => group.Kind == ClassKind.Class && group.RootId == group.Id).ToList();
        foreach (var day in days.Days().Where(scene.Days.Contains))
        {
            foreach (var group in classes.Where(group => scene.Facts.Calendar.IsSchoolDay(group, day)))
            {
                var times = scene.Reads.For(RecordKind.Lesson, group.Id, day);
                if (times.LastStarted is null)
                {
                    entries.Add(new NotChecked(group.Id, RecordKind.Lesson, day, times.Doubt ?? NotCheckedReasons.Unread));
                    if (!all.TryGetValue(day, out var known))
                    {
                        all.Add(day, known = new HashSet<string>(StringComparer.Ordinal));
                    }

                    known.Add(group.Id);
                }
            }
        }
    }

    private static IEnumerable<(NotChecked Scope, IEnumerable<string> Classes)> WholeSchool(IEnumerable<NotChecked> entries, Dictionary<DateOnly, HashSet<string>> all) =>
        entries.GroupBy(entry => (entry.Kind, entry.Day, entry.Reason)).SelectMany(group =>
            all.TryGetValue(group.Key.Day, out var classes) && classes.Count > 1 && classes.All(name => group.Any(entry => entry.ClassId == name))
                ? [(new NotChecked(null, group.Key.Kind, group.Key.Day, group.Key.Reason), classes)]
                : group.Select(entry => (entry, entry.ClassId is { } own ? [own] : Enumerable.Empty<string>())));

    private static IEnumerable<Span> Spans(IEnumerable<(NotChecked Scope, IEnumerable<string> Classes)> scopes, SchoolCalendar calendar)
    {
        foreach (var group in scopes.GroupBy(entry => (entry.Scope.ClassId, entry.Scope.Kind, entry.Scope.Reason)))
        {
            Span? open = null;
            foreach (var (scope, classes) in group.OrderBy(entry => entry.Scope.Day))
            {
                if (open is not null && calendar.NextSchoolDay(null, open.To) >= scope.Day)
                {
                    open = open with { To = scope.Day };
                    open.Classes.UnionWith(classes);
                    continue;
                }

                if (open is not null)
                {
                    yield return open;
                }

                open = new Span(scope, scope.Day, classes.ToHashSet(StringComparer.Ordinal));
            }

            if (open is not null)
            {
                yield return open;
            }
        }
    }

    private static NotCheckedView Named(Span span, IReadOnlyList<JudgingScene> scenes)
    {
        var id = span.First.ClassId;
        var groups = span.Classes.Order(StringComparer.Ordinal).Select(name => scenes.Select(scene => scene.Roster.Group(name)).FirstOrDefault(found => found is not null)).OfType<GroupInfo>().ToList();
        return new NotCheckedView(id, id is null ? null : groups.FirstOrDefault()?.Name ?? id, span.First.Kind, span.First.Day, span.To, span.First.Reason) { Groups = groups };
    }

    /// <summary>Days in a row.</summary>
    private sealed record Span(NotChecked First, DateOnly To, HashSet<string> Classes);
}
