using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Letters.Monthly;

namespace ElJournal.Gateway.Letters;

/// <summary>What letters are made of, as judged.</summary>
internal interface ILetterFeed
{
    /// <summary>A day, with the findings of it and of days before.</summary>
    Task<DayOverview> DayAsync(SchoolRuntime school, DateOnly day, CancellationToken cancellationToken);

    /// <summary>A month's figures.</summary>
    Task<MonthFigures> MonthAsync(SchoolRuntime school, DateOnly first, DateOnly last, CancellationToken cancellationToken);
}

/// <summary>Looks for the day that a letter is about.</summary>
internal static class LetterDays
{
    /// <summary>How many days back the last one with lessons is looked for.</summary>
    public const int LongestBreak = 14;

    /// <summary>The latest of the days with a lesson that counts and is meant.</summary>
    /// <param name="feed">Tells of days.</param>
    /// <param name="school">The school.</param>
    /// <param name="days">In order, the latest last.</param>
    /// <param name="means">Whether a lesson of the day is meant.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<DateOnly?> LatestTaughtAsync(this ILetterFeed feed, SchoolRuntime school, IEnumerable<DateOnly> days, Func<DateOnly, LessonOverview, bool> means, CancellationToken cancellationToken)
    {
        foreach (var day in days.Reverse())
        {
            if ((await feed.DayAsync(school, day, cancellationToken)).Lessons.Any(lesson => lesson.Outcome != LessonOutcome.NotCounted && means(day, lesson)))
            {
                return day;
            }
        }

        return null;
    }
}
