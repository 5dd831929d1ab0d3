using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Pass;

/// <summary>What the end of a pass did.</summary>
internal sealed class PassCounts
{
    public long Added { get; set; }

    public long Changed { get; set; }

    public long Deleted { get; set; }

    public long Moved { get; set; }

    public long Held { get; set; }
}

/// <summary>Applies, in one transaction, what the pass came to know: moves, changes, deletions, read times, holds.</summary>
internal sealed class PassEnd(PassState state, LedgerTransaction transaction) : IDisposable
{
    private readonly StoredRecords stored = new(transaction.Connection);
    private readonly CaseWriter writer = new(state, transaction);
    private readonly PassCounts counts = new();

    /// <summary>How many sequence numbers the end of a pass may take: one for each record that it may touch, and one for each hold.</summary>
    public static int Reserve(PassState state)
    {
        var gone = RecordKinds.All.Where(state.Scopes.AnyRead).Sum(kind => state.Loader.Load(kind).Where(KnownState.None, KnownState.Seen | KnownState.Gone).Count());
        return (2 * state.Changed.Count) + state.PendingRows.Count + gone + 1_000;
    }

    public async Task<PassCounts> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var collector = new CaseCollector(state, transaction.Connection, stored);
        collector.Collect();
        var holds = new Holds(state, transaction, stored);
        await holds.DecideAsync(collector.Cases, cancellationToken);
        KeepPlaces(collector);
        writer.Remember(collector.Cases, stored);
        foreach (var item in collector.Cases.Where(item => item.Type != CaseType.Vanished && !item.Held))
        {
            Apply(item, holds.IsHeld(item.Root, item.Kind));
        }

        foreach (var item in collector.Cases.Where(item => item.Type == CaseType.Vanished && !item.Held))
        {
            Remove(item);
        }

        collector.Dropped.ForEach(writer.Drop);
        using var placement = new ChildPlacement(state, transaction.Connection);
        foreach (var (lesson, place, brought) in collector.KeptPlaces)
        {
            placement.Move(lesson, brought, place);
        }

        placement.Adopt(writer.Dirty);
        placement.FollowClasses(writer.Dirty);
        placement.ProveDirect();
        counts.Held = await holds.StoreAsync(now, cancellationToken);
        new ScopeReadWriter(state, transaction.Connection).Write(now, holds, collector.Doubted);
        writer.Dirty.Write();
        return counts;
    }

    public void Dispose()
    {
        stored.Dispose();
        writer.Dispose();
    }

    private void KeepPlaces(CaseCollector collector)
    {
        foreach (var item in collector.Cases)
        {
            if (item is { Held: true, Type: CaseType.Changed, Record: Lesson lesson } && stored.Get(item.Row) is { Columns.Place: { } place } row
                && state.Places.LessonAt(lesson.Id) is { } brought && brought != place)
            {
                collector.KeptPlaces.Add((row.Key, place, brought));
            }
        }

        foreach (var (lesson, place, _) in collector.KeptPlaces)
        {
            state.Places.Keep(lesson, place);
        }
    }

    private void Apply(Case item, bool doubtful)
    {
        var row = stored.Get(item.Row);
        writer.Write(item, row, doubtful);
        if ((item.From is not null && !item.Edited) || item.MovedInPlace)
        {
            counts.Moved++;
            counts.Deleted += item is { To: null, LosesContent: true } ? 1 : 0;
        }
        else if (item.Edited || (item.Type == CaseType.Changed && item.To is null))
        {
            counts.Changed++;
        }
        else
        {
            counts.Added++;
        }
    }

    private void Remove(Case item)
    {
        writer.Remove(item, stored.Get(item.Row));
        counts.Deleted += item.To is null ? 1 : 0;
    }
}
