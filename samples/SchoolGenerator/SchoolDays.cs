namespace ElJournal.Samples.SchoolGenerator;

/// <summary>The calendar that the generated school keeps. It is written down here by hand and in the demo's configuration; nothing is taken from the program's own calendar.</summary>
public static class SchoolDays
{
    public const string Zone = "Europe/Moscow";

    public static readonly DateOnly FirstMonday = new(2026, 8, 31);

    public static readonly DateOnly FirstDay = new(2026, 9, 1);

    /// <summary>The timetable is in the journal from this moment on.</summary>
    public static readonly DateTimeOffset Published = At(new(2026, 8, 28), new(12, 0));

    /// <summary>A day off for everybody (День города), a Saturday.</summary>
    public static readonly DateOnly TownDay = new(2026, 9, 12);

    private static readonly DateOnly[] VacationWeeks = [new(2026, 10, 26), new(2026, 12, 28), new(2027, 1, 4), new(2027, 3, 29)];

    /// <summary>Moscow has kept the same offset all year since 2014.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time) => new(day, time, TimeSpan.FromHours(3));

    /// <summary>Grades 1 to 4 have a five-day week, the others a six-day week.</summary>
    public static bool IsOpen(int grade, DateOnly day) =>
        day >= FirstDay && day != TownDay && day != new DateOnly(2026, 11, 4)
        && day.DayOfWeek != DayOfWeek.Sunday && (grade > 4 || day.DayOfWeek != DayOfWeek.Saturday);

    /// <summary>Mondays of the school weeks.</summary>
    public static IEnumerable<DateOnly> Weeks(int count)
    {
        for (var monday = FirstMonday; count > 0; monday = monday.AddDays(7))
        {
            if (!VacationWeeks.Contains(monday))
            {
                count--;
                yield return monday;
            }
        }
    }
}

/// <summary>When lessons begin and end.</summary>
internal static class Bells
{
    private static readonly TimeOnly[] First = [new(8, 30), new(9, 25), new(10, 25), new(11, 30), new(12, 25), new(13, 20), new(14, 15)];
    private static readonly TimeOnly[] Second = [new(13, 30), new(14, 25), new(15, 25), new(16, 20), new(17, 15), new(18, 10)];

    public static int Lessons(int shift) => shift == 2 ? Second.Length : First.Length;

    public static TimeOnly Start(int shift, int number) => shift == 2 ? Second[number - 1] : First[number - 1];
}
