using System.Collections.Immutable;
using ElJournal.Rules.Calendar;
using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance;

/// <summary>Who is excused on which lesson days.</summary>
public sealed class ExcuseBook
{
    private readonly Dictionary<string, List<DayRange>> _byTeacher = new(StringComparer.Ordinal);

    /// <summary>Makes a book.</summary>
    public ExcuseBook(IEnumerable<Excuse> excuses)
    {
        ArgumentNullException.ThrowIfNull(excuses);
        All = [.. excuses];
        foreach (var excuse in All)
        {
            if (!_byTeacher.TryGetValue(excuse.TeacherId, out var days))
            {
                _byTeacher.Add(excuse.TeacherId, days = []);
            }

            days.Add(excuse.Days);
        }

        foreach (var days in _byTeacher.Values)
        {
            days.Sort((a, b) => a.From.CompareTo(b.From));
        }
    }

    /// <summary>Nobody is excused.</summary>
    public static ExcuseBook Empty { get; } = new([]);

    /// <summary>All excuses.</summary>
    public ImmutableArray<Excuse> All { get; }

    /// <summary>Whether the teacher is excused for lessons of the day.</summary>
    public bool Covers(string? teacherId, DateOnly day)
    {
        if (teacherId is null || !_byTeacher.TryGetValue(teacherId, out var ranges))
        {
            return false;
        }

        foreach (var range in ranges)
        {
            if (range.Contains(day))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The day on which something due on <paramref name="due"/> is due after all: nothing is due during an excuse, nor on the first school day after it
    /// (the day of grace), but on the school day that follows. The same day when no excuse stands in the way.
    /// </summary>
    public DateOnly AfterGrace(string? teacherId, DateOnly due, GroupInfo? group, SchoolCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        if (teacherId is null || !_byTeacher.TryGetValue(teacherId, out var ranges))
        {
            return due;
        }

        foreach (var range in ranges)
        {
            if (due < range.From)
            {
                break;
            }

            var grace = calendar.NextSchoolDay(group, range.To);
            if (due <= grace)
            {
                due = calendar.NextSchoolDay(group, grace);
            }
        }

        return due;
    }
}
