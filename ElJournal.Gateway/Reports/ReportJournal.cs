using System.Collections.Immutable;
using System.Data.Common;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Evaluating;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Reading;
using ElJournal.Gateway.Letters;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Reports;

/// <summary>A school year of a school's journal as reports read it.</summary>
internal sealed class ReportJournal : IAsyncDisposable
{
    private readonly SchoolRuntime school;

    public ReportJournal(DbConnection connection, SchoolRuntime school, IReadOnlyList<JudgingScene> scenes, SchoolNames names)
    {
        Connection = connection;
        this.school = school;
        Scenes = scenes;
        Names = names;
    }

    public DbConnection Connection { get; }

    /// <summary>One for each source of the year.</summary>
    public IReadOnlyList<JudgingScene> Scenes { get; }

    public SchoolNames Names { get; }

    /// <summary>The roster of the source that is read now.</summary>
    public Roster Roster => Scenes[^1].Roster;

    /// <summary>Lessons with what was entered for them, by class and day. One object is filled again and again: keep none.</summary>
    /// <param name="days">The days.</param>
    /// <param name="classes">Only these classes, by id; all when left out.</param>
    public IEnumerable<(JudgingScene Scene, LessonEntries Entries, GroupInfo Group)> Lessons(DayRange days, IReadOnlySet<string>? classes = null)
    {
        foreach (var (scene, scopes) in Scopes(days, classes))
        {
            foreach (var entries in scene.Lessons.Read(scopes))
            {
                if (scene.Roster.Group(entries.Lesson.ClassId) is { } group)
                {
                    yield return (scene, entries, group);
                }
            }
        }
    }

    /// <summary>As <see cref="Lessons"/>, each with how its parts stand.</summary>
    public IEnumerable<(JudgingScene Scene, LessonEntries Entries, GroupInfo Group, LessonAssessment Assessment)> AssessedLessons(DayRange days, IReadOnlySet<string>? classes = null)
    {
        var assessor = new EntryAssessor((RuleSettingsTimeline<EntryDeadlineSettings>)school.RuleSettings("entry-deadline"));
        foreach (var (scene, scopes) in Scopes(days, classes))
        {
            var context = scene.Context(scene.TimetableOf([new DayRange(days.From, days.To.AddDays(Timetable.LookAheadDays))]));
            foreach (var entries in scene.Lessons.Read(scopes))
            {
                if (scene.Roster.Group(entries.Lesson.ClassId) is { } group)
                {
                    yield return (scene, entries, group, assessor.Assess(entries, group, context));
                }
            }
        }
    }

    /// <summary>Whether the lesson counts as given: not cancelled, its day open for the group, and over.</summary>
    public static bool WasGiven(JudgingScene scene, Lesson lesson, GroupInfo group) =>
        lesson.Status != LessonStatus.Cancelled
        && scene.Facts.Calendar.IsSchoolDay(group, lesson.Day)
        && scene.Facts.Calendar.At(lesson.Day, lesson.End ?? new TimeOnly(23, 59)) <= scene.Facts.Now;

    /// <summary>The classes of that name, by id.</summary>
    /// <exception cref="GatewayException">There is none.</exception>
    public ImmutableHashSet<string>? ClassesNamed(string? name)
    {
        if (name is null)
        {
            return null;
        }

        var found = Roster.Groups.Where(group => ClassName.Same(group.Name, name)).Select(group => group.RootId).ToImmutableHashSet(StringComparer.Ordinal);
        return found.IsEmpty
            ? throw new GatewayException(Phrase.Of(ReportTexts.ClassUnknown, name, string.Join(", ", Roster.Groups.Where(group => group.Id == group.RootId).OrderBy(group => group.Grade).ThenBy(group => group.Name, StringComparer.Ordinal).Select(group => group.Name))))
            : found;
    }

    /// <summary>«Иванова А. П.», or that nobody is named.</summary>
    public string TeacherName(string? id) => id is null ? ReportTexts.Unnamed : Names.Teacher(id)?.ShortName ?? id;

    public string SubjectName(string? id) => id is null ? ReportTexts.Unnamed : Names.Subject(id)?.Name ?? id;

    public string NameOfClass(string id) => Names.Group(id)?.Name ?? id;

    /// <summary>The lines under a report's title: school, period, what the data is true for.</summary>
    public ImmutableArray<string> Lead(DayRange days)
    {
        var scene = Scenes.FirstOrDefault(candidate => candidate.Days.Contains(days.To)) ?? Scenes[^1];
        return
        [
            Phrase.Of(ReportTexts.LeadSchoolDays, school.Options.Name, Period(days)),
            JudgingFeed.DataAsOf(scene, days, school) is { } asOf ? Phrase.Of(ReportTexts.LeadData, RussianDates.MomentWithYear(asOf)) : ReportTexts.LeadDataUnread,
        ];
    }

    /// <summary><c>1–31 октября 2026</c></summary>
    public static string Period(DayRange days) => RussianDates.Several(days.Length == 1 ? [days.From] : [days.From, days.To]);

    public async ValueTask DisposeAsync()
    {
        foreach (var scene in Scenes)
        {
            scene.Dispose();
        }

        await Connection.DisposeAsync();
    }

    private IEnumerable<(JudgingScene Scene, List<ClassScope> Scopes)> Scopes(DayRange days, IReadOnlySet<string>? classes)
    {
        foreach (var scene in Scenes)
        {
            var (from, to) = (scene.Days.From > days.From ? scene.Days.From : days.From, scene.Days.To < days.To ? scene.Days.To : days.To);
            if (from <= to)
            {
                yield return (scene, [.. scene.Classes.Where(name => classes is null || classes.Contains(name)).Select(name => new ClassScope(name, new DayRange(from, to)))]);
            }
        }
    }
}
