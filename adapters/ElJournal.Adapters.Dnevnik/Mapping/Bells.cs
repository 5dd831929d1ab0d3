using ElJournal.Adapters.Dnevnik.Wire;

namespace ElJournal.Adapters.Dnevnik.Mapping;

/// <summary>When the lessons of a class begin and end. Where the timetables contradict each other, nothing is known.</summary>
internal sealed class Bells
{
    private static readonly DayOfWeek[] EveryDay = Enum.GetValues<DayOfWeek>();

    private readonly Dictionary<(int Number, DayOfWeek Day), (TimeOnly Start, TimeOnly End)?> times = [];

    /// <summary>No bells.</summary>
    public static Bells None { get; } = new([]);

    public Bells(IEnumerable<WireTimetable> timetables)
    {
        foreach (var bell in timetables.SelectMany(timetable => LessonsOf(timetable.Items ?? [])))
        {
            Add(bell);
        }
    }

    /// <summary>Whether no lesson's time is known.</summary>
    public bool AreNone => times.Count == 0;

    /// <summary>The times of a lesson; <see langword="null"/> when they are not known.</summary>
    public (TimeOnly Start, TimeOnly End)? Of(int? number, DateOnly day) => number is { } known ? times.GetValueOrDefault((known, day.DayOfWeek)) : null;

    /// <summary>Breaks may stand in the list too; where the items say what they are, only lessons count.</summary>
    private static IEnumerable<WireBell> LessonsOf(Rows<WireBell> items)
    {
        var lessons = items.Where(bell => bell.Type?.Contains("lesson", StringComparison.OrdinalIgnoreCase) == true).ToList();
        return lessons.Count > 0 ? lessons : items;
    }

    private void Add(WireBell bell)
    {
        if (WireScalars.Whole(bell.LessonNumber) is not { } number || WireTime.Clock(bell.Start) is not { } start || WireTime.Clock(bell.Finish) is not { } end || end <= start)
        {
            return;
        }

        foreach (var day in DaysOf(bell))
        {
            times[(number, day)] = times.TryGetValue((number, day), out var known) && known != (start, end) ? null : (start, end);
        }
    }

    private static IEnumerable<DayOfWeek> DaysOf(WireBell bell)
    {
        var named = (bell.Days ?? []).Where(day => !string.IsNullOrWhiteSpace(day)).ToList();
        return named.Count == 0 ? EveryDay : named.Select(day => Enum.TryParse<DayOfWeek>(day, ignoreCase: true, out var known) ? known : (DayOfWeek?)null).OfType<DayOfWeek>();
    }
}
