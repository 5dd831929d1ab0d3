namespace ElJournal.Gateway.Delivery;

/// <summary>How a route stands; the shape of <c>delivery list --json</c>.</summary>
/// <param name="Moved">Where its packages went, when they would go elsewhere now and no person has said what that means.</param>
/// <param name="Counts">Per kind, in the order of the vocabulary.</param>
/// <param name="Differing">How many records make the three numbers differ.</param>
/// <param name="Differences">The first of them.</param>
internal sealed record RouteView(
    string Route, long Cursor, string? Stopped, DateTimeOffset? LastRunAt, DateTimeOffset? LastReceiptAt, string? LastError, string? Moved, IReadOnlyList<KindCount> Counts, int Differing, IReadOnlyList<DifferenceView> Differences);

/// <summary>Three numbers that must agree each day, over distinct live keys of the route's kinds.</summary>
/// <param name="Kind">The kind's wire name.</param>
/// <param name="Journal">In the journal.</param>
/// <param name="Sent">Those whose last version was put on the wire.</param>
/// <param name="Accepted">Those whose last version has a receipt.</param>
internal sealed record KindCount(string Kind, int Journal, int Sent, int Accepted);

/// <summary>A record that the portal does not have as the journal has it.</summary>
/// <param name="Reason"><c>withheld</c>, <c>unjudged</c>, <c>held</c>, <c>rejected</c>, <c>unacknowledged</c>, <c>pending</c>, <c>delete</c> for one that is to be taken away, or <c>off-route</c> for one that the route's filter no longer includes.</param>
/// <param name="Detail">The finding, the hold, what could not be resolved, or the portal's words.</param>
internal sealed record DifferenceView(string Kind, string Key, long Version, string Reason, string? Detail);

/// <summary>A package as lists show it.</summary>
internal sealed record PackageView(
    string Id, string Route, string Status, int Records, int Accepted, int Rejected, DateTimeOffset CreatedAt, DateTimeOffset? SentAt, int Tries, string? Receipt, DateTimeOffset? ReceiptAt, string? Error, string? Parent);

/// <summary>A record that the gate keeps back.</summary>
/// <param name="Reason"><c>withheld</c>, <c>unjudged</c>, or <c>blocked-after-delivery</c>.</param>
/// <param name="Finding">The finding that withholds it.</param>
/// <param name="Rule">That finding's rule.</param>
/// <param name="Detail">What could not be resolved: <c>class</c>, <c>grade</c>, <c>lesson</c>, <c>not-judged-yet</c>.</param>
/// <param name="Routes">Routes over which the portal already has it.</param>
internal sealed record WithheldView(
    string Kind, string Key, string Reason, string? Finding, string? Rule, string? Detail, string? Class, string? ClassId, DateOnly? Date, string? LessonId, string? StudentId, IReadOnlyList<string> Routes);
