using ElJournal.Rules.Compliance.TopicPlan;

namespace ElJournal.Rules.Compliance;

/// <summary>How the lessons of a group in a subject went, week by week: what stands in the timetable, what was given, what fell out and what was made up. The plan is the timetable.</summary>
public sealed class CoursePace
{
    private const int MostWeeks = 60;
    private const int MostHours = 15;
    private const int FewestByPercent = 2;

    private readonly int[] _weeks = new int[MostWeeks];
    private readonly int[] _given = new int[MostWeeks];
    private int _firstWeek;
    private int _lastWeek;

    /// <summary>All lessons, those to come and those taken off among them.</summary>
    public int Listed { get; private set; }

    /// <summary>Lessons given and read since.</summary>
    public int Given { get; private set; }

    /// <summary>Lessons that are over and were not read since.</summary>
    public int Unread { get; private set; }

    /// <summary>Lessons that fell out so far: taken off, or in the timetable of a day without lessons.</summary>
    public int Lost { get; private set; }

    /// <summary>What the timetable had so far.</summary>
    public int Planned => Given + Unread + Lost;

    /// <summary>Lessons that fell out and were not made up.</summary>
    public int Behind => Math.Max(0, Lost - MadeUp());

    /// <summary>Adds a lesson.</summary>
    /// <param name="day">Its day; days may not come before that of the first lesson's week.</param>
    /// <param name="stand">What it counts as.</param>
    public void Take(DateOnly day, LessonStand stand)
    {
        Listed++;
        _firstWeek = Listed == 1 ? day.DayNumber / 7 : _firstWeek;
        var week = (day.DayNumber / 7) - _firstWeek;
        var counts = week is >= 0 and < MostWeeks;
        if (counts)
        {
            _weeks[week]++;
            _lastWeek = Math.Max(_lastWeek, week);
        }

        switch (stand)
        {
            case LessonStand.Given:
                Given++;
                if (counts)
                {
                    _given[week]++;
                }

                break;
            case LessonStand.Cancelled or LessonStand.DayLost:
                Lost++;
                break;
            case LessonStand.Unread:
                Unread++;
                break;
            default:
                break;
        }
    }

    /// <summary>Whether so much fell out that it is a lag by these settings.</summary>
    /// <param name="settings">The settings in force.</param>
    public bool IsLag(TopicPlanSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var behind = Behind;
        return behind > settings.BehindOver || (behind >= FewestByPercent && behind * 100 > settings.BehindOverPercent * Planned);
    }

    /// <summary>Lessons given in weeks that had more of them than usual: what fell out earlier or later was made up there.</summary>
    public int MadeUp()
    {
        var usual = Math.Max(1, (int)HoursAWeek());
        var more = 0;
        for (var week = 0; week <= _lastWeek; week++)
        {
            more += Math.Max(0, _given[week] - usual);
        }

        return more;
    }

    /// <summary>Lessons a week as most weeks have them; 0.5 where every other week has none. Of equally many the fewer: tables of hours then ask for less.</summary>
    public double HoursAWeek()
    {
        Span<int> seen = stackalloc int[MostHours + 1];
        for (var week = 0; week <= _lastWeek; week++)
        {
            seen[Math.Min(_weeks[week], MostHours)]++;
        }

        var most = 0;
        for (var hours = 1; hours <= MostHours; hours++)
        {
            most = seen[hours] > seen[most] ? hours : most;
        }

        // Lessons in weeks 1, 3 and 5: an empty week less than half of them, and still every other week.
        return most == 0 || (most == 1 && _lastWeek > 1 && (seen[0] * 2) + 1 >= _lastWeek + 1) ? 0.5 : most;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Array.Clear(_weeks);
        Array.Clear(_given);
        (Given, Unread, Lost, Listed, _firstWeek, _lastWeek) = (0, 0, 0, 0, 0, 0);
    }
}

/// <summary>What a lesson counts as in its course.</summary>
public enum LessonStand
{
    /// <summary>Given, and read since.</summary>
    Given,

    /// <summary>Over, and not read since.</summary>
    Unread,

    /// <summary>Not over.</summary>
    ToCome,

    /// <summary>Taken off.</summary>
    Cancelled,

    /// <summary>In the timetable of a day that fell out (quarantine, frost, exams).</summary>
    DayLost,

    /// <summary>On a day off or in a vacation.</summary>
    OutOfPlan,
}
