using ElJournal.Rules.Calendar;
using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance;

/// <summary>How Russian texts name lessons and moments.</summary>
internal static class LessonPhrase
{
    private static readonly RuleTexts Texts = new(typeof(LessonPhrase));
    private static readonly TimeOnly LastSecond = new(23, 59, 59);

    /// <summary>What stands for a clause when the school has set none.</summary>
    public static string NoNorm => Texts["NoNorm"];

    /// <summary>«7А, алгебра, 5 октября 2026, 3-й урок».</summary>
    public static string Of(Lesson lesson, GroupInfo group, JudgingContext context)
    {
        var parts = new List<string>(4) { group.Name };
        if (context.SubjectOf(lesson.SubjectId).Name is { } subject)
        {
            parts.Add(SubjectPhrase.InSentence(subject));
        }

        parts.Add(Texts.Format("Day", lesson.Day));
        var isLesson = IsLesson(group);
        if (lesson.Number is { } number)
        {
            parts.Add(Texts.Format(isLesson ? "Lesson" : "Occupation", number));
        }
        else if (lesson.Start is { } start)
        {
            parts.Add(Texts.Format(isLesson ? "LessonAt" : "OccupationAt", start));
        }

        return string.Join(", ", parts);
    }

    /// <summary>«1А, математика, 1 четверть».</summary>
    public static string OfTerm(GroupInfo group, string? subjectId, string term, JudgingContext context) =>
        context.SubjectOf(subjectId).Name is { } subject ? $"{group.Name}, {SubjectPhrase.InSentence(subject)}, {term}" : $"{group.Name}, {term}";

    /// <summary>«урок» is for classes; other groups have «занятия».</summary>
    public static bool IsLesson(GroupInfo group) => group.Kind is ClassKind.Class or ClassKind.Subgroup or ClassKind.HomeSchooling;

    /// <summary>«6 октября в 08:00».</summary>
    public static string Moment(DateTimeOffset moment, SchoolCalendar calendar)
    {
        var local = calendar.Local(moment).DateTime;
        return Texts.Format("Moment", local, local);
    }

    /// <summary>«до конца дня 5 октября», «до 17:00 5 октября».</summary>
    public static string Until(DateTimeOffset deadline, SchoolCalendar calendar)
    {
        var local = calendar.Local(deadline).DateTime;
        return Texts.Format(TimeOnly.FromDateTime(local) >= LastSecond ? "UntilEndOfDay" : "Until", local);
    }

    /// <summary>«между 20:00 5 октября и 08:00 6 октября», or the moment where the source says it.</summary>
    public static string Entered(in Evidence evidence, SchoolCalendar calendar)
    {
        if (evidence.Entered is { Vouched: true } entered)
        {
            return Moment(entered.At, calendar);
        }

        return evidence switch
        {
            { SeenAfter: { } after, SeenBy: { } by } => Between(after, by, calendar),
            { SeenBy: { } by } => Texts.Format("By", TimeFirst(by, calendar)),
            _ => "",
        };
    }

    /// <summary>«между 20:00 5 октября и 08:00 6 октября».</summary>
    public static string Between(DateTimeOffset after, DateTimeOffset by, SchoolCalendar calendar) =>
        Texts.Format("Between", TimeFirst(after, calendar), TimeFirst(by, calendar));

    /// <summary>«2 дня», «5 дней»: the form of a noun after a number.</summary>
    public static string Plural(int count, string one, string few, string many)
    {
        var tens = Math.Abs(count) % 100;
        var units = tens % 10;
        return tens is >= 11 and <= 14 ? many : units == 1 ? one : units is >= 2 and <= 4 ? few : many;
    }

    private static string TimeFirst(DateTimeOffset moment, SchoolCalendar calendar)
    {
        var local = calendar.Local(moment).DateTime;
        return Texts.Format("MomentTimeFirst", local, local);
    }
}
