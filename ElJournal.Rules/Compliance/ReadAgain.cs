using ElJournal.Rules.Calendar;
using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance;

/// <summary>What becomes of a finding that something is missing when the scope that it rests on was read again and nothing in it has changed: it holds as of a later moment.</summary>
public static class ReadAgain
{
    /// <summary>The kind whose read shows that the part is missing; <see langword="null"/> where no read does.</summary>
    /// <param name="part">The finding's part.</param>
    public static RecordKind? KindOf(string? part) => part switch
    {
        // Attendance is missing only where the lesson itself says that it was not taken.
        "topic" or "attendance" => RecordKind.Lesson,
        "homework" => RecordKind.Homework,
        "marks" => RecordKind.Mark,
        _ => null,
    };

    /// <summary>The message as it would read now.</summary>
    /// <param name="message">The message.</param>
    /// <param name="before">The moment that it names.</param>
    /// <param name="now">The moment of the last read.</param>
    /// <param name="calendar">The school's calendar.</param>
    public static string Message(string message, DateTimeOffset before, DateTimeOffset now, SchoolCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(message);
        var (old, current) = (LessonPhrase.Moment(before, calendar), LessonPhrase.Moment(now, calendar));
        var at = message.LastIndexOf(old, StringComparison.Ordinal);
        return at < 0 ? message : string.Concat(message.AsSpan(0, at), current, message.AsSpan(at + old.Length));
    }
}
