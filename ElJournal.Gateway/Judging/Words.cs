using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Rules.Compliance;

namespace ElJournal.Gateway.Judging;

/// <summary>How findings are worded for a school.</summary>
internal static class Words
{
    public static string Of(string? part) => part switch
    {
        "topic" => JudgingTexts.PartTopic,
        "homework" => JudgingTexts.PartHomework,
        "marks" => JudgingTexts.PartMarks,
        "attendance" => JudgingTexts.PartAttendance,
        "finalMark" => JudgingTexts.PartFinalMark,
        _ => part ?? string.Empty,
    };

    public static string Of(FindingState state) => state switch
    {
        FindingState.Missing => JudgingTexts.StateMissing,
        FindingState.Late => JudgingTexts.StateLate,
        _ => JudgingTexts.StatePresent,
    };

    public static string Of(Severity severity) => severity switch
    {
        Severity.Info => JudgingTexts.SeverityInfo,
        Severity.Warning => JudgingTexts.SeverityWarning,
        _ => JudgingTexts.SeverityViolation,
    };

    public static string Of(FindingStatus status) => status switch
    {
        FindingStatus.Open => JudgingTexts.StatusOpen,
        FindingStatus.Resolved => JudgingTexts.StatusResolved,
        FindingStatus.Recorded => JudgingTexts.StatusRecorded,
        FindingStatus.Waived => JudgingTexts.StatusWaived,
        _ => JudgingTexts.StatusExcused,
    };

    public static string DayKind(string kind) => kind switch
    {
        "closed" => JudgingTexts.DayClosed,
        "distance" => JudgingTexts.DayDistance,
        _ => JudgingTexts.DayEvent,
    };

    public static string Reason(string reason) => reason switch
    {
        NotCheckedReasons.Unread => JudgingTexts.ReasonUnread,
        NotCheckedReasons.Stale => JudgingTexts.ReasonStale,
        NotCheckedReasons.NoReadAroundDeadline => JudgingTexts.ReasonNoRead,
        NotCheckedReasons.NotShown => JudgingTexts.ReasonNotShown,
        NotCheckedReasons.PlacesNotShown => JudgingTexts.ReasonPlacesNotShown,
        NotCheckedReasons.Gone => JudgingTexts.ReasonGone,
        NotCheckedReasons.UnknownClass => JudgingTexts.ReasonUnknownClass,
        "held" => JudgingTexts.ReasonHeld,
        "clock" => JudgingTexts.ReasonClock,
        "stale-read" => JudgingTexts.ReasonStaleRead,
        "partly-read" => JudgingTexts.ReasonPartlyRead,
        _ => reason,
    };

    public static string RuleTitle(string rule) => SettableRules.Find(rule)?.Title ?? rule;
}
