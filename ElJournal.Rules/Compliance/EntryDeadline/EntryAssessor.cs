using ElJournal.Rules.Calendar;
using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance.EntryDeadline;

/// <summary>Says how the parts of a lesson stand. Allocates nothing; may be used by several threads, each with its own context.</summary>
public sealed class EntryAssessor
{
    private readonly RuleSettingsTimeline<EntryDeadlineSettings> _settings;
    private readonly PartAssessor[] _assessors;

    /// <summary>Makes an assessor.</summary>
    public EntryAssessor(RuleSettingsTimeline<EntryDeadlineSettings> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _assessors = settings.Prepare(entry => new PartAssessor(entry));
    }

    /// <summary>How the lesson's parts stand, by the settings in force on its day (whether or not the rule is enabled).</summary>
    public LessonAssessment Assess(LessonEntries entries, GroupInfo group, JudgingContext context)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(context);
        var lesson = entries.Lesson;
        var asked = lesson.Status == LessonStatus.Cancelled || group.Grade == RuleBook.Preschool ? Duties.None : context.Calendar.KindOf(group, lesson.Day) switch
        {
            DayKind.Open => lesson.ReplacesTeacherId is null ? Duties.All : Duties.Topic | Duties.Attendance,
            DayKind.Distance => lesson.ReplacesTeacherId is null ? Duties.Topic | Duties.Homework : Duties.Topic,
            _ => Duties.None,
        };
        var excused = context.Excuses.Covers(lesson.TeacherId, lesson.Day);
        return _assessors[_settings.IndexAt(lesson.Day)].Assess(new Case(entries, group, context, excused), asked);
    }
}

/// <summary>The parts that a lesson of this day can be asked for.</summary>
[Flags]
internal enum Duties
{
    None = 0,
    Topic = 1,
    Homework = 2,
    Marks = 4,
    Attendance = 8,
    All = Topic | Homework | Marks | Attendance,
}

/// <summary>A lesson and what is known around it.</summary>
internal readonly record struct Case(LessonEntries Entries, GroupInfo Group, JudgingContext Context, bool Excused)
{
    public Lesson Lesson => Entries.Lesson;
}
