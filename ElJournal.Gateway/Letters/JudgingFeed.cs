using System.Data.Common;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery.Proving;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Judging.Evaluating;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Judging.Reading;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Letters.Monthly;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Indicators;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Letters;

/// <summary>Tells letters what a day or a month looks like, from the ledger as last judged.</summary>
internal sealed class JudgingFeed(LedgerDatabase database, SceneLoader scenes, FindingQueries findings, NotCheckedQueries notChecked, TimeProvider clock) : ILetterFeed
{
    private static readonly RecordKind[] Dated = [RecordKind.Lesson, RecordKind.Homework, RecordKind.Mark, RecordKind.Attendance];

    public Task<DayOverview> DayAsync(SchoolRuntime school, DateOnly day, CancellationToken cancellationToken) => WithScenesAsync(
        school,
        day,
        async (connection, opened) =>
        {
            var scene = opened.FirstOrDefault(candidate => candidate.Days.Contains(day));
            var names = await SchoolNames.LoadAsync(connection, school.Id, cancellationToken);
            var all = (await findings.ListAsync(school, new FindingFilter { Days = new DayRange(Earliest(opened, day), day), Statuses = FindingFilter.Everything }, cancellationToken, names))
                .Where(IsForStaff).ToList();
            var start = opened.Count == 0 ? clock.GetUtcNow() : opened[0].Facts.Calendar.At(day, TimeOnly.MinValue);
            return new DayOverview
            {
                Day = day,
                DataAsOf = scene is null ? null : DataAsOf(scene, new DayRange(day, day), school),
                WatchedSince = await FirstReadAsync(connection, school, cancellationToken),
                Lessons = scene is null ? [] : Lessons(scene, day, school),
                Findings = [.. all.Where(view => view.Status != FindingStatus.Resolved)],
                Resolved = [.. all.Where(view => view.Status == FindingStatus.Resolved && view.ResolvedAt >= start)],
                NotChecked = [.. (await notChecked.ListAsync(connection, school, opened, new DayRange(day, day), cancellationToken)).Where(IsForStaff)],
                Excused = scene is null ? [] : [.. scene.Facts.Excuses.All.Where(excuse => excuse.Days.Contains(day)).Select(excuse => new ExcusedView(excuse.TeacherId, names.Teacher(excuse.TeacherId)?.ShortName ?? excuse.TeacherId, excuse.Days.From, excuse.Days.To))],
            };
        },
        cancellationToken);

    public Task<MonthFigures> MonthAsync(SchoolRuntime school, DateOnly first, DateOnly last, CancellationToken cancellationToken) => WithScenesAsync(
        school,
        first,
        async (connection, opened) =>
        {
            var days = new DayRange(first, last);
            // Where the source changed within the month, the month is counted in the book that holds more of it.
            var scene = opened.OrderByDescending(candidate => Overlap(candidate.Days, days)).FirstOrDefault()
                ?? throw new GatewayException(Phrase.Of(JudgingTexts.WhatIfNoBook, school.Id));
            var names = await SchoolNames.LoadAsync(connection, school.Id, cancellationToken);
            var open = (await findings.ListAsync(school, new FindingFilter { Days = days, Statuses = [FindingStatus.Open] }, cancellationToken, names)).Where(IsForStaff).ToList();
            var context = scene.Context(scene.TimetableOf([new DayRange(first, last.AddDays(Timetable.LookAheadDays))]));
            return new MonthFigures
            {
                Indicators = MonthlyIndicators.Of(context, Assessor(school), days, scene.Lessons.Read(scene.Classes.Select(name => new ClassScope(name, days)))),
                TeacherName = id => names.Teacher(id)?.ShortName ?? id,
                Class = id => names.Group(id) is { } group ? new MonthClass(group.Name, group.Grade, group.Kind) : new MonthClass(id, null, ClassKind.Class),
                Open = [.. open.GroupBy(view => (view.Rule, view.RootClassId)).OrderBy(group => group.Key.Rule, StringComparer.Ordinal).ThenBy(group => group.Key.RootClassId, StringComparer.Ordinal)
                    .Select(group => new OpenFindings(group.Key.Rule, Words.RuleTitle(group.Key.Rule), group.Key.RootClassId, group.Count()))],
                SchoolDays = id => days.Days().Count(day => scene.Facts.Calendar.IsSchoolDay(scene.Roster.Group(id), day)),
                DataAsOf = DataAsOf(scene, days, school),
            };
        },
        cancellationToken);

    /// <summary>Whether the finding may be told to anybody but the administrator: what is about delivery, or the administrator's alone, has letters of its own.</summary>
    internal static bool IsForStaff(FindingView view) => view.Rule != DeliveryFindings.Rule && RuleCatalog.Find(view.Rule)?.Info.ForAdministrator != true;

    /// <summary>Whether it may be told to anybody but the administrator that this was not checked.</summary>
    internal static bool IsForStaff(NotCheckedView view) => view.Reason != NotCheckedReasons.PlacesNotShown;

    /// <summary>Of all sources and years: neither a new source nor a new year is a beginning.</summary>
    private static async Task<DateOnly?> FirstReadAsync(DbConnection connection, SchoolRuntime school, CancellationToken cancellationToken)
    {
        await using var context = LedgerDatabase.Context(connection);
        return await context.Set<Book>().Where(book => book.School == school.Id).MinAsync(book => book.FirstReadAt, cancellationToken) is { } first ? school.DayOf(Instants.FromStored(first)) : null;
    }

    private static EntryAssessor Assessor(SchoolRuntime school) => new((RuleSettingsTimeline<EntryDeadlineSettings>)school.RuleSettings("entry-deadline"));

    private static DateOnly Earliest(IReadOnlyList<JudgingScene> opened, DateOnly day)
    {
        var first = opened.Select(scene => scene.Days.From).DefaultIfEmpty(day).Min();
        return first < day ? first : day;
    }

    private static int Overlap(DayRange one, DayRange other) =>
        Math.Min(one.To.DayNumber, other.To.DayNumber) - Math.Max(one.From.DayNumber, other.From.DayNumber);

    /// <summary>The lessons of the whole school on the day, each with what it counts as.</summary>
    private static List<LessonOverview> Lessons(JudgingScene scene, DateOnly day, SchoolRuntime school)
    {
        var days = new DayRange(day, day);
        var scopes = scene.Classes.Select(name => new ClassScope(name, days)).ToList();
        var context = scene.Context(scene.TimetableOf([new DayRange(day, day.AddDays(Timetable.LookAheadDays))]));
        var assessor = Assessor(school);
        var causes = DaySurvey.Of(context, assessor, scene.Lessons.Read(scopes)).Explained;
        var overviews = new List<LessonOverview>();
        foreach (var entries in scene.Lessons.Read(scopes))
        {
            if (scene.Roster.Group(entries.Lesson.ClassId) is { } group)
            {
                overviews.Add(LessonOverviews.Of(entries, group, assessor.Assess(entries, group, context), scene, causes.Contains(entries.Lesson.Id)));
            }
        }

        return overviews;
    }

    /// <summary>The lessons of a day whose gaps one cause explains.</summary>
    internal static IReadOnlySet<string> Explained(JudgingScene scene, DateOnly day, SchoolRuntime school)
    {
        var context = scene.Context(scene.TimetableOf([new DayRange(day, day.AddDays(Timetable.LookAheadDays))]));
        return DaySurvey.Of(context, Assessor(school), scene.Lessons.Read(scene.Classes.Select(name => new ClassScope(name, new DayRange(day, day))))).Explained;
    }

    /// <summary>The earliest of the last reads of what there is on the days; nothing while some of it was never read.</summary>
    internal static DateTimeOffset? DataAsOf(JudgingScene scene, DayRange days, SchoolRuntime school)
    {
        DateTimeOffset? earliest = null;
        var last = (Class: string.Empty, Day: default(DateOnly));
        foreach (var lesson in scene.Lessons.ReadLessons(scene.Classes.Select(name => new ClassScope(name, days))).Select(entries => entries.Lesson))
        {
            if (lesson.Day == last.Day && ReferenceEquals(lesson.ClassId, last.Class))
            {
                continue;
            }

            last = (lesson.ClassId, lesson.Day);
            foreach (var kind in Dated.Where(scene.Facts.Source.Shown.Contains))
            {
                if (scene.Reads.For(kind, lesson.ClassId, lesson.Day).LastStarted is not { } started)
                {
                    return null;
                }

                earliest = earliest is null || started < earliest ? started : earliest;
            }
        }

        return earliest is { } moment ? school.Local(moment) : null;
    }

    private async Task<T> WithScenesAsync<T>(SchoolRuntime school, DateOnly day, Func<DbConnection, IReadOnlyList<JudgingScene>, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var opened = await scenes.OpenAsync(connection, school, now, cancellationToken, day);
        if (opened.Count == 0)
        {
            // Before the first September nothing was read: the month before it is empty, not unknown.
            opened = await scenes.OpenAsync(connection, school, now, cancellationToken);
        }

        try
        {
            return await work(connection, opened);
        }
        finally
        {
            foreach (var scene in opened)
            {
                scene.Dispose();
            }
        }
    }
}
