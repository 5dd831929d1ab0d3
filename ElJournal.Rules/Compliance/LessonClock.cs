using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance;

/// <summary>When a lesson ended by the school's clock.</summary>
internal static class LessonClock
{
    private const int UsualMinutes = 45;

    /// <summary>Its end; a lesson with a start only is taken to last as long as usual.</summary>
    public static TimeOnly? EndOf(Lesson lesson)
    {
        if (lesson.End is { } end)
        {
            return end;
        }

        if (lesson.Start is not { } start)
        {
            return null;
        }

        var late = start.AddMinutes(UsualMinutes, out var days);
        return days > 0 ? TimeOnly.MaxValue : late;
    }
}
