using System.Globalization;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Delivery;

/// <summary>Russian texts with something in them.</summary>
internal static class Wording
{
    public static string RetryInstruction(string school, string route) => Phrase.Of(Texts.RetryInstruction, school, route);

    /// <summary>A route whose packages would go to another place than before.</summary>
    /// <param name="former">That place; <see langword="null"/> when nothing changed.</param>
    public static ExportFailure? Moved(string school, string route, string? former, string? destination, DateOnly today) => former is null ? null : new ExportFailure(
        "moved",
        Phrase.Of(Texts.MovedFromTo, former, destination),
        Phrase.Of(Texts.MovedInstruction, school, route, SchoolYear.Of(today, []).Days.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

    /// <summary>Why a run ended early.</summary>
    public static string Of(ExportFailure failure) => Phrase.Of(
        failure.Kind switch
        {
            "permanent" => Texts.FailurePermanent,
            "refused" => Texts.FailureRefused,
            "stopped" => Texts.FailureStopped,
            "moved" => Texts.FailureMoved,
            _ => Texts.FailureTemporary,
        },
        failure.Message);

    /// <summary>Why the portal does not have a record as the journal has it.</summary>
    public static string Why(string reason, string? detail) => reason switch
    {
        "withheld" => Phrase.Of(Texts.WhyWithheld, detail),
        "blocked-after-delivery" => Phrase.Of(Texts.WhyBlockedAfterDelivery, detail),
        "unjudged" => Phrase.Of(Texts.WhyUnjudged, Unjudged(detail)),
        "held" => Phrase.Of(Texts.WhyHeld, detail),
        "rejected" => Phrase.Of(Texts.WhyRejected, detail),
        "unacknowledged" => Texts.WhyUnacknowledged,
        "delete" => Texts.WhyDelete,
        "off-route" => Texts.WhyOffRoute,
        _ => Texts.WhyPending,
    };

    /// <summary>A package's status.</summary>
    public static string Status(string status) => status switch
    {
        "frozen" => Texts.StatusFrozen,
        "sent" => Texts.StatusSent,
        "accepted" => Texts.StatusAccepted,
        "refused" => Texts.StatusRefused,
        "split" => Texts.StatusSplit,
        "withdrawn" => Texts.StatusWithdrawn,
        _ => Texts.StatusThawed,
    };

    private static string? Unjudged(string? detail) => detail switch
    {
        "class" => Texts.UnjudgedClass,
        "grade" => Texts.UnjudgedGrade,
        "lesson" => Texts.UnjudgedLesson,
        "not-judged-yet" => Texts.UnjudgedJudging,
        _ => detail,
    };
}
