namespace ElJournal.Gateway.Delivery;

/// <summary>What became of a run over one route; the shape of <c>export --json</c>.</summary>
/// <param name="School">The school.</param>
/// <param name="Route">The route.</param>
/// <param name="Packages">Packages of this run that have a receipt.</param>
/// <param name="Records">Records in them.</param>
/// <param name="Accepted">Of those, accepted by the portal.</param>
/// <param name="Rejected">Records that wait because the portal refused them, whenever it did.</param>
/// <param name="Withheld">Records that the gate keeps back.</param>
/// <param name="Held">Records that wait for the decision of a hold.</param>
/// <param name="Pending">Records that are due and have no receipt.</param>
/// <param name="Cursor">No record up to this version is pending.</param>
/// <param name="Unjudged">Of <paramref name="Withheld"/>, those that could not be judged.</param>
/// <param name="BlockedAfterDelivery">Of <paramref name="Withheld"/>, those that the portal had before.</param>
/// <param name="Failure">Why the run ended early; <see langword="null"/> when it did not.</param>
internal sealed record ExportResult(
    string School,
    string Route,
    int Packages,
    int Records,
    int Accepted,
    int Rejected,
    int Withheld,
    int Held,
    int Pending,
    long Cursor,
    int Unjudged,
    int BlockedAfterDelivery,
    ExportFailure? Failure);

/// <summary>Why a run ended early.</summary>
/// <param name="Kind"><c>temporary</c>, <c>permanent</c>, <c>refused</c>, <c>moved</c> or <c>stopped</c>.</param>
/// <param name="Message">English, no secrets.</param>
/// <param name="Instruction">Russian: what to do.</param>
internal sealed record ExportFailure(string Kind, string Message, string? Instruction);
