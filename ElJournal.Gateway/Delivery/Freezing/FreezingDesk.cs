using System.Collections.Immutable;
using ElJournal.Gateway.Delivery.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Delivery.Freezing;

/// <summary>All that one transaction needs to decide about records and to freeze them.</summary>
internal sealed class FreezingDesk : IDisposable
{
    private readonly LedgerTransaction transaction;
    private readonly RouteTask route;
    private readonly DeliveryClocks clocks;
    private readonly IOpenGate gate;
    private readonly ClosedYears closed;
    private readonly OpenHolds holds;
    private readonly RetryOfRefused retry;
    private readonly RouteRecordWriter writer;
    private readonly WireKeys keys;
    private readonly DateTimeOffset now;

    public FreezingDesk(LedgerTransaction transaction, RouteTask route, ImmutableArray<SchoolBook> books, IRecordGate recordGate, DeliveryClocks clocks)
    {
        this.transaction = transaction;
        this.route = route;
        this.clocks = clocks;
        now = clocks.Business.GetUtcNow();
        gate = recordGate.Open(transaction, route.School);
        closed = new ClosedYears(transaction, route, books);
        holds = new OpenHolds(transaction, route.School);
        retry = new RetryOfRefused(transaction, route, now);
        writer = new RouteRecordWriter(transaction, route.Id);
        keys = new WireKeys(transaction, books);
    }

    /// <summary>Decides and notes what keeps the record back, if anything does.</summary>
    /// <returns>What to send in this step; <see langword="null"/> for nothing.</returns>
    public DueDecision? Decide(in Candidate candidate, DeliveryStep step)
    {
        var state = candidate.Route;
        var onRoute = candidate.Deleted || route.Filter.Includes(candidate.Subject, state.PortalMayHave);
        var verdict = candidate.Deleted || !onRoute ? GateVerdict.Free : Verdict(candidate);
        var refused = state.RejectedSeq == candidate.Seq && retry.IsDue(candidate);
        var decision = DueDecision.Of(candidate, onRoute, verdict, holds.Of(candidate.RootClass, candidate.Kind), route.Retract, refused);
        if (decision.Op == step.Op)
        {
            return decision;
        }

        if (decision is { Op: DeliveryOp.None, Kept: null })
        {
            writer.Settle(candidate);
        }
        else if (decision.Kept is not null)
        {
            writer.Keep(candidate, decision.Kept, decision.Reason);
        }

        return null;
    }

    /// <summary>Keeps a record that is due findable although it waited behind the cursor.</summary>
    public void Release(in Candidate candidate, DueDecision decision)
    {
        if (candidate.Route.KeptBack is not null && decision.Kept is null)
        {
            writer.Keep(candidate, KeptBack.Released, null);
        }
    }

    /// <summary>Whether everything in a package that may or may not have arrived may still be sent: nothing was blocked, held, deleted, taken off the route or erased since, and the route still sends these kinds and columns.</summary>
    public bool MayStillGo(FrozenPackage package)
    {
        var records = CandidateReader.OfPackage(transaction, package.Number);
        return records.Count == package.Records
            && records.TrueForAll(record => MayStillGo(record.Candidate, record.Op))
            && PackageBody.Records(package.Body).All(record => record.Data is not { } data || (RecordKinds.TryParse(record.Kind, out var kind) && route.Fields.Sends(kind, data)));
    }

    /// <summary>Stores a package of the records.</summary>
    public FrozenPackage Freeze(IReadOnlyList<ChosenRecord> records)
    {
        var id = Guid.CreateVersion7(clocks.Machine.GetUtcNow()).ToString();
        var versions = new long[records.Count];
        var lines = new BodyRecord[records.Count];
        for (var place = 0; place < records.Count; place++)
        {
            var (candidate, decision) = (records[place].Candidate, records[place].Decision);
            versions[place] = Version(candidate, decision);
            lines[place] = new BodyRecord(
                candidate.Kind.WireName(),
                keys.KeyOf(candidate.Book, candidate.Kind, candidate.Key),
                versions[place],
                decision.Op == DeliveryOp.Upsert ? route.Fields.DataOf(candidate.Kind, keys.DataOf(candidate.Book, candidate.Kind, candidate.Payload)) : null);
        }

        var body = PackageBody.Write(new PackageHead(id, route.School, route.Ogrn, route.Name, TimeZoneInfo.ConvertTime(now, route.Zone)), lines);
        var number = PackageStore.Insert(transaction, route.Id, id, body, records.Count, now, parent: null);
        for (var place = 0; place < records.Count; place++)
        {
            writer.Freeze(records[place], number, place, versions[place]);
        }

        return new FrozenPackage(number, id, body, records.Count, Tries: 0);
    }

    public void Dispose()
    {
        gate.Dispose();
        closed.Dispose();
        retry.Dispose();
        writer.Dispose();
        keys.Dispose();
    }

    private GateVerdict Verdict(in Candidate candidate) => gate.Decide(candidate.Subject) is { Kept: not null } verdict ? verdict : closed.Decide(candidate);

    private bool MayStillGo(in Candidate candidate, DeliveryOp op)
    {
        if (!route.Kinds.Contains(candidate.Kind))
        {
            return false;
        }

        var held = holds.Of(candidate.RootClass, candidate.Kind) is not null;
        return op == DeliveryOp.Delete
            ? !(held && candidate.Deleted)
            : !held && !candidate.Deleted && route.Filter.Includes(candidate.Subject, candidate.Route.PortalMayHave) && Verdict(candidate).Kept is null;
    }

    private long Version(in Candidate candidate, DueDecision decision)
    {
        var state = candidate.Route;
        if (candidate.Seq > state.SentSeq || (state.SentOp == decision.Op && !state.IsToGoAgain))
        {
            return candidate.Seq;
        }

        var raised = transaction.NextSeq();
        writer.Raise(candidate, raised);
        return raised;
    }
}
