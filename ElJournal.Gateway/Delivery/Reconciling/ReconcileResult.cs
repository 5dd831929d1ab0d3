using ElJournal.Gateway.Composition;

namespace ElJournal.Gateway.Delivery.Reconciling;

/// <summary>What the comparison with a portal came to; the shape of <c>reconcile --json</c>.</summary>
/// <param name="School">The school.</param>
/// <param name="Route">The route.</param>
/// <param name="From">The first day compared.</param>
/// <param name="To">The last.</param>
/// <param name="ReadBack">Whether the portal shows anything to compare with.</param>
/// <param name="Compared">Records that the portal must show.</param>
/// <param name="Missing">Those that it does not.</param>
/// <param name="Different">Those that it shows otherwise.</param>
/// <param name="Extra">What it shows and was not delivered.</param>
/// <param name="BlockedAfterDelivery">What was delivered before a rule forbade it, and is still there; of the whole school.</param>
/// <param name="NotCompared">What could not be compared, and why.</param>
/// <param name="Remarks">What a person should know, in Russian.</param>
/// <param name="Failure">Why nothing could be read; <see langword="null"/> when it could.</param>
internal sealed record ReconcileResult(
    string School,
    string Route,
    DateOnly From,
    DateOnly To,
    bool ReadBack,
    int Compared,
    IReadOnlyList<ReconcileEntry> Missing,
    IReadOnlyList<ReconcileEntry> Different,
    IReadOnlyList<ReconcileEntry> Extra,
    IReadOnlyList<BlockedEntry> BlockedAfterDelivery,
    IReadOnlyList<UncomparedEntry> NotCompared,
    IReadOnlyList<string> Remarks,
    ExportFailure? Failure)
{
    public int Differences => Missing.Count + Different.Count + Extra.Count;

    /// <summary>What the command ends with.</summary>
    public int ExitCode =>
        Failure is not null ? ExitCodes.Failed
        : Differences + BlockedAfterDelivery.Count > 0 ? ExitCodes.Open
        : NotCompared.Count > 0 ? ExitCodes.Partly
        : ExitCodes.Done;
}

/// <summary>One difference.</summary>
/// <param name="Kind">The kind's wire name.</param>
/// <param name="Key">The record's key; <see langword="null"/> for what only the portal has.</param>
/// <param name="StudentId">The control pupil by whom it was seen.</param>
/// <param name="ClassId">That pupil's class.</param>
/// <param name="Date">The day.</param>
/// <param name="Subject">The subject's name.</param>
/// <param name="Expected">What was delivered.</param>
/// <param name="Shown">What the portal shows.</param>
internal sealed record ReconcileEntry(string Kind, string? Key, string StudentId, string? ClassId, DateOnly Date, string Subject, string? Expected, string? Shown);

/// <summary>A record that was delivered before it became blocked.</summary>
internal sealed record BlockedEntry(string Kind, string Key, string? Finding);

/// <summary>What could not be compared.</summary>
/// <param name="StudentId">The control pupil.</param>
/// <param name="Kind">The kind's wire name; <see langword="null"/> for all.</param>
/// <param name="Reason"><c>unread</c>: the portal did not show it; <c>unknown-student</c>: the journal has no such pupil.</param>
internal sealed record UncomparedEntry(string StudentId, string? Kind, string Reason);

/// <summary>The comparisons of a school's routes.</summary>
internal sealed record ReconcileReport(string School, IReadOnlyList<ReconcileResult> Routes)
{
    public int ExitCode =>
        Routes.Count > 0 && Routes.All(route => route.ExitCode == ExitCodes.Failed) ? ExitCodes.Failed
        : Routes.Any(route => route.ExitCode == ExitCodes.Open) ? ExitCodes.Open
        : Routes.Any(route => route.ExitCode != ExitCodes.Done) ? ExitCodes.Partly
        : ExitCodes.Done;
}
