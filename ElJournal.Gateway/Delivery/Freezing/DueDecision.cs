using ElJournal.Gateway.Delivery.Model;

namespace ElJournal.Gateway.Delivery.Freezing;

/// <summary>What a route does with a record now.</summary>
/// <param name="Op">What is sent; <see cref="DeliveryOp.None"/> for nothing.</param>
/// <param name="Kept">Why it is kept back; <see langword="null"/> when nothing keeps it.</param>
/// <param name="Reason">In particular.</param>
internal readonly record struct DueDecision(DeliveryOp Op, string? Kept, string? Reason)
{
    /// <summary>Decides for a record that is in no unacknowledged package.</summary>
    /// <param name="candidate">The record.</param>
    /// <param name="onRoute">Whether the route's filter includes it.</param>
    /// <param name="gate">The gate's answer; asked of live records only, for a delete shows nothing.</param>
    /// <param name="hold">The open hold of its class and kind.</param>
    /// <param name="retract">Whether the route takes back what became blocked after delivery.</param>
    /// <param name="retryRefused">Whether a version that the portal refused may be tried again.</param>
    public static DueDecision Of(in Candidate candidate, bool onRoute, GateVerdict gate, string? hold, bool retract, bool retryRefused)
    {
        var state = candidate.Route;
        var leaves = !candidate.Deleted && !onRoute;
        var blocked = !candidate.Deleted && onRoute && gate.Kept is not null;
        // A hold doubts what the source says; that a record must not be there is certain, so a hold does not stop its being taken back.
        var retracts = blocked && retract && gate.Kept == KeptBack.Withheld && state.PortalMayHave;
        if (blocked && !retracts)
        {
            return new DueDecision(DeliveryOp.None, gate.Kept, gate.Reason);
        }

        var op = candidate.Deleted || leaves || retracts ? DeliveryOp.Delete : DeliveryOp.Upsert;
        var due = op == DeliveryOp.Delete ? state.PortalMayHave : state.DeliveredOp != DeliveryOp.Upsert || state.DeliveredSeq != candidate.Seq;
        if (!due)
        {
            return default;
        }

        if (hold is not null && !retracts && !leaves)
        {
            return new DueDecision(DeliveryOp.None, KeptBack.Held, hold);
        }

        if (state.RejectedSeq == candidate.Seq && state.SentOp == op && !retryRefused)
        {
            return new DueDecision(DeliveryOp.None, KeptBack.Rejected, state.RejectedReason);
        }

        return leaves ? new DueDecision(op, KeptBack.OffRoute, null) : new DueDecision(op, retracts ? KeptBack.Withheld : null, retracts ? gate.Reason : null);
    }
}
