using System.Globalization;

namespace ElJournal.Gateway.Delivery;

/// <summary>Russian texts with something in them.</summary>
internal static class Wording
{
    public static string RetryInstruction(string school, string route) => Format(Texts.RetryInstruction, school, route);

    /// <summary>Why a run ended early.</summary>
    public static string Of(ExportFailure failure) => Format(
        failure.Kind switch
        {
            "permanent" => Texts.FailurePermanent,
            "refused" => Texts.FailureRefused,
            "stopped" => Texts.FailureStopped,
            _ => Texts.FailureTemporary,
        },
        failure.Message);

    /// <summary>Why the portal does not have a record as the journal has it.</summary>
    public static string Why(string reason, string? detail) => reason switch
    {
        "withheld" => Format(Texts.WhyWithheld, detail),
        "blocked-after-delivery" => Format(Texts.WhyBlockedAfterDelivery, detail),
        "unjudged" => Format(Texts.WhyUnjudged, Unjudged(detail)),
        "held" => Format(Texts.WhyHeld, detail),
        "rejected" => Format(Texts.WhyRejected, detail),
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

    public static string Format(string text, params ReadOnlySpan<object?> values) => string.Format(CultureInfo.InvariantCulture, text, values);
}
