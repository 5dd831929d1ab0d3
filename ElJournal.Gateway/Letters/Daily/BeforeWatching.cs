using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Mail.Model;

namespace ElJournal.Gateway.Letters.Daily;

/// <summary>Tells what is due from what lies before the day on which the journal was first read: of that nobody is reminded, it is counted once and found by <c>findings list</c>.</summary>
internal static class BeforeWatching
{
    /// <summary>Both parts of the findings.</summary>
    public static (List<FindingView> Before, List<FindingView> Due) Split(DailyLetterInput input, IEnumerable<FindingView> findings)
    {
        List<FindingView> before = [];
        List<FindingView> due = [];
        foreach (var finding in findings)
        {
            (IsBefore(input, finding) ? before : due).Add(finding);
        }

        return (before, due);
    }

    /// <remarks>What a letter is about by day, what letters told before, and what keeps records back from delivery is told whatever its day.</remarks>
    private static bool IsBefore(DailyLetterInput input, FindingView finding) =>
        input.Days[^1].WatchedSince is { } since
        && !input.Days.Any(day => day.Day == finding.Day)
        && !input.Blocking.Contains(finding.Id)
        && (!input.Told.TryGetValue(finding.Id, out var section) || section == LetterSection.Before)
        && CameToBe(input.Zone, finding) < since;

    /// <summary>A deadline may pass, and an entry be made, long after the lesson.</summary>
    private static DateOnly CameToBe(TimeZoneInfo zone, FindingView finding) =>
        (finding.Deadline ?? finding.EnteredAfter) is { } moment ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime) : finding.Day;
}
