using System.Collections.Immutable;

namespace ElJournal.Gateway.Configuration;

/// <summary>Days of the week in short: <c>Mon-Sat</c>, <c>Mon,Wed,Fri</c>.</summary>
internal static class WeekDays
{
    public static string Expected => ConfigurationTexts.WeekDaysForms;

    private static readonly DayOfWeek[] Week = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    public static bool TryParse(string text, out ImmutableHashSet<DayOfWeek> days)
    {
        var found = ImmutableHashSet.CreateBuilder<DayOfWeek>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-', StringSplitOptions.TrimEntries);
            var (first, last) = (IndexOf(ends[0]), IndexOf(ends[^1]));
            if (ends.Length > 2 || first < 0 || last < first)
            {
                days = [];
                return false;
            }

            found.UnionWith(Week[first..(last + 1)]);
        }

        days = found.ToImmutable();
        return days.Count > 0;
    }

    private static int IndexOf(string name) =>
        name.Length < 3 ? -1 : Array.FindIndex(Week, day => day.ToString().StartsWith(name, StringComparison.OrdinalIgnoreCase));
}
