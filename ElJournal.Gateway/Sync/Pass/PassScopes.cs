using ElJournal.Adapters.Sources;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Pass;

internal enum ClaimKind
{
    Read,
    Unchanged,
    Unread,
}

/// <summary>What the source said about a scope.</summary>
internal sealed record Claim(ClaimKind Type, ReadScope Scope, DateTimeOffset StartedAt, DateTimeOffset AsOf, DateTimeOffset EndedAt)
{
    public string? Reason { get; init; }

    public string? Message { get; init; }

    public string? InRussian { get; init; }

    public string? TokenName { get; init; }

    public string? Token { get; init; }

    public HashSet<string>? Classes { get; } = Scope.ClassIds is { } ids ? new HashSet<string>(ids, StringComparer.Ordinal) : null;

    /// <summary>The moment for which the data is true.</summary>
    public DateTimeOffset Started => AsOf < StartedAt ? AsOf : StartedAt;

    /// <summary>By when what was read had been entered: an export file proves more than the hour at which it was read.</summary>
    public DateTimeOffset SeenBy => AsOf < StartedAt ? AsOf : EndedAt;
}

/// <summary>What is known of the scope that a record lies in.</summary>
/// <param name="Complete">It was read to its end, and what was not received is gone.</param>
/// <param name="Stale">The ledger knows something newer.</param>
/// <param name="Before">Start of the previous complete read.</param>
/// <param name="SeenBy">By when what was received had been entered.</param>
internal readonly record struct Coverage(bool Complete, bool Stale, DateTimeOffset? Before, DateTimeOffset SeenBy);

/// <summary>The scopes of a pass against those read before.</summary>
internal sealed class PassScopes(PassPlan plan, IReadOnlyCollection<ScopeReadRow> before)
{
    private readonly ReadTimesTable times = new(before, static root => root);
    private readonly List<Claim> claims = [];
    private readonly Dictionary<(RecordKind Kind, string? Root, string? Class, int? Day), Coverage> answers = [];

    public IReadOnlyList<Claim> Claims => claims;

    public IReadOnlyCollection<ScopeReadRow> Before => before;

    public ReadTimesTable Times => times;

    /// <summary>When the pass ended; what came without a scope had been entered by then.</summary>
    public DateTimeOffset EndedAt { get; set; }

    public void Add(Claim claim) => claims.Add(claim);

    public bool AnyRead(RecordKind kind) => claims.Exists(claim => claim.Type == ClaimKind.Read && claim.Scope.Kind == kind);

    /// <summary>What the pass knows of the scope of a record. Day is a day number.</summary>
    public Coverage Of(RecordKind kind, string? root, string? classId, int? day)
    {
        var key = (kind, root, classId, day);
        if (!answers.TryGetValue(key, out var answer))
        {
            answer = Find(kind, root, classId, day);
            answers.Add(key, answer);
        }

        return answer;
    }

    /// <summary>Whether the source vouches that the scope is as the ledger holds it.</summary>
    public bool IsUnchanged(RecordKind kind, string? root, string? classId, int? day) =>
        claims.Exists(claim => claim.Type == ClaimKind.Unchanged && Covers(claim, kind, root, classId, day));

    /// <summary>The days of a class that were read to their end, or those that were asked for when none were.</summary>
    public IReadOnlyList<DayRange> DaysRead(RecordKind kind, string root)
    {
        var days = claims.Where(claim => claim.Type == ClaimKind.Read && claim.Scope.Kind == kind && (claim.Classes is null || claim.Classes.Contains(root)))
            .Select(claim => claim.Scope.Days ?? plan.Window).Distinct().ToList();
        return days.Count > 0 ? days : [.. plan.DaysOf(root)];
    }

    /// <summary>Whether the data of the scope is older than what the ledger holds of it.</summary>
    public bool IsStale(Claim claim, string root, int day) =>
        claim.Type != ClaimKind.Unread && times.Of(claim.Scope.Kind, root, day).LastStarted is { } started && started.ToStored() > claim.Started.ToStored();

    private Coverage Find(RecordKind kind, string? root, string? classId, int? day)
    {
        var last = times.Of(kind, root ?? "", day is { } number && kind.IsDated() ? number : 0);
        Claim? covering = null;
        foreach (var claim in claims)
        {
            if (claim.Type == ClaimKind.Read && Covers(claim, kind, root, classId, day) && (covering is null || claim.Started > covering.Started))
            {
                covering = claim;
            }
        }

        if (covering is null)
        {
            return new Coverage(false, false, last.LastStarted, EndedAt);
        }

        var stale = last.LastStarted is { } started && started.ToStored() > covering.Started.ToStored();
        return new Coverage(!stale, stale, last.LastStarted, covering.SeenBy);
    }

    /// <summary>Whether the claim is about the scope of such a record.</summary>
    public bool Covers(Claim claim, RecordKind kind, string? root, string? classId, int? day)
    {
        if (claim.Scope.Kind != kind)
        {
            return false;
        }

        if (kind.IsDated())
        {
            if (day is not { } number)
            {
                // Its lesson was never seen, so nobody knows its day: gone only when all days were looked at.
                return claim.Classes is null && plan.WholeYear && (claim.Scope.Days is not { } whole || whole.Contains(plan.Window));
            }

            var date = DateOnly.FromDayNumber(number);
            if (claim.Scope.Days is { } days ? !days.Contains(date) : !plan.Window.Contains(date))
            {
                return false;
            }
        }

        return claim.Classes is null || (root is not null && claim.Classes.Contains(root)) || (classId is not null && claim.Classes.Contains(classId));
    }
}
