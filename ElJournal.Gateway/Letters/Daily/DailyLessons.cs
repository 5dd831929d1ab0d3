using System.Collections.Immutable;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Rules.Compliance;

namespace ElJournal.Gateway.Letters.Daily;

/// <summary>Makes the lessons' standing agree with the findings: a letter accuses nobody of what is no finding, and hides no finding behind a total.</summary>
internal static class DailyLessons
{
    private const string Stale = "stale";

    public static DailyLetterInput Settle(DailyLetterInput input)
    {
        var findings = input.Days[^1].Findings
            .Where(finding => finding.Rule == DailyLetterBuilder.EntryDeadline && finding.State == FindingState.Missing)
            .ToLookup(finding => (finding.Day, finding.LessonId));
        return input with { Days = Settle(input.Days, findings), Earlier = Settle(input.Earlier, findings) };
    }

    private static ImmutableArray<DayOverview> Settle(ImmutableArray<DayOverview> days, ILookup<(DateOnly Day, string? Lesson), FindingView> findings) =>
        [.. days.Select(day => day with { Lessons = [.. day.Lessons.Select(lesson => Settle(lesson, findings[(day.Day, lesson.LessonId)]))] })];

    private static LessonOverview Settle(LessonOverview lesson, IEnumerable<FindingView> findings) => lesson.Outcome switch
    {
        // Data that is too old makes no finding, and so no accusation.
        LessonOutcome.Missing or LessonOutcome.Clarifying when !findings.Any() => lesson with { Outcome = LessonOutcome.NotChecked, Reason = Stale },

        // Homework left out for the third time does not decide a lesson's standing, but is told.
        LessonOutcome.Recorded or LessonOutcome.NotYetDue when findings.Any(finding => finding.Status == FindingStatus.Open && finding.Severity > Severity.Info) =>
            lesson with { Outcome = LessonOutcome.Missing },
        _ => lesson,
    };
}
