using System.Data.Common;
using System.Threading.Channels;
using ElJournal.Adapters.Sources;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Pass;

/// <summary>
/// One pass over a source. New records are written as they come, in batches; what changed or is gone is decided at the end, in one transaction,
/// when all is known. Broken off anywhere, it leaves a ledger that the next pass completes.
/// </summary>
internal sealed class SyncPass : IDisposable
{
    private readonly SchoolLease lease;
    private readonly TimeProvider clock;
    private readonly DbConnection connection;
    private readonly RecordEncoder encoder = new();
    private readonly RecordColumns columns = new();
    private readonly Additions additions = new();

    public SyncPass(DbConnection connection, SchoolLease lease, PassPlan plan, PassScopes scopes, TimeProvider clock)
    {
        this.connection = connection;
        this.lease = lease;
        this.clock = clock;
        State = new PassState(plan, scopes, new PassLoader(connection, plan, new KnownRecords()));
    }

    public PassState State { get; }

    /// <summary>Reads the source to its end or to its failure.</summary>
    public async Task ReadAsync(IJournalSource source, ReadRequest request, CancellationToken cancellationToken)
    {
        State.Loader.LoadRoster();
        State.LoadPins(connection);

        // The source works on a thread of its own: parsing and writing each fill a core.
        var items = Channel.CreateBounded<ReadItem>(new BoundedChannelOptions(8) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pump = Task.Run(() => PumpAsync(source, request, items.Writer, stop.Token), CancellationToken.None);
        Exception? failure;
        try
        {
            while (await items.Reader.WaitToReadAsync(cancellationToken))
            {
                while (items.Reader.TryRead(out var item))
                {
                    await TakeAsync(item, cancellationToken);
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            failure = await pump;
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (failure is not null)
        {
            State.Fail(failure);
        }

        await FlushAsync(cancellationToken);
        State.Scopes.EndedAt = clock.GetUtcNow();
    }

    public void Dispose()
    {
        encoder.Dispose();
        State.Loader.Dispose();
    }

    /// <returns>What the source failed with, to be told apart from a failure of this program.</returns>
    private static async Task<Exception?> PumpAsync(IJournalSource source, ReadRequest request, ChannelWriter<ReadItem> writer, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var item in source.ReadAsync(request, cancellationToken))
            {
                await writer.WriteAsync(item, cancellationToken);
            }

            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
        finally
        {
            writer.Complete();
        }
    }

    private async ValueTask TakeAsync(ReadItem item, CancellationToken cancellationToken)
    {
        switch (item)
        {
            case Records records:
                foreach (var record in records.Items)
                {
                    Take(record);
                    if (additions.Count >= Additions.Batch)
                    {
                        await FlushAsync(cancellationToken);
                    }
                }

                break;
            case ScopeRead read:
                State.Scopes.Add(new Claim(ClaimKind.Read, read.Scope, read.StartedAt, read.AsOf, clock.GetUtcNow()) { TokenName = read.TokenName, Token = read.Token });
                State.Loader.Load(read.Scope);
                break;
            case ScopeUnchanged unchanged:
                State.Scopes.Add(new Claim(ClaimKind.Unchanged, unchanged.Scope, unchanged.StartedAt, unchanged.AsOf, clock.GetUtcNow()));
                break;
            case ScopeUnread unread:
                State.Scopes.Add(new Claim(ClaimKind.Unread, unread.Scope, default, default, clock.GetUtcNow()) { Reason = unread.Reason, Message = unread.Message, InRussian = unread.InRussian });
                break;
            case Skipped skipped:
                State.Take(skipped);
                break;
            case Remark remark:
                State.Remarks.Add(new SkippedRecord(remark.Kind.WireName(), Key: null, remark.Message, remark.Where, remark.Line) { InRussian = remark.InRussian });
                break;
            case ReadEffort effort:
                State.Take(effort);
                break;
            default:
                break;
        }
    }

    private void Take(JournalRecord received)
    {
        var record = TextCleaning.Clean(received);
        var kind = record.Kind;
        State.Read[(int)kind]++;
        var key = record.Key;
        if (!ReferenceEquals(record, received))
        {
            State.Skipped.Add(new SkippedRecord(kind.WireName(), key, "text-repaired", Where: null, Line: null) { InRussian = Texts.TextRepaired });
        }

        if (State.LiesOutside(record))
        {
            return;
        }

        var known = State.Loader.Load(kind);
        encoder.Encode(record);
        if (known.Direct)
        {
            // Nothing is stored to compare with; the unique index finds a key that comes twice.
            State.Places.Take(record);
            additions.Add(record, default, encoder);
            return;
        }

        var hash = Fingerprint.Of(key);
        ref var entry = ref known.Add(hash, out var exists);
        if (!exists && known.Partial)
        {
            exists = State.Loader.Find(kind, key, ref entry);
        }

        if (entry.Has(KnownState.Seen))
        {
            State.Repeated(kind, key, entry.Content == encoder.Content.High);
            return;
        }

        entry.State |= KnownState.Seen;
        State.Places.Take(record);

        if (!exists)
        {
            entry.Content = encoder.Content.High;
            entry.Entry = unchecked((uint)encoder.Entry);
            additions.Add(record, hash, encoder);
            return;
        }

        var same = entry.Content == encoder.Content.High && entry.Entry == unchecked((uint)encoder.Entry);
        if (entry.Has(KnownState.Gone) || (entry.Has(KnownState.Pending) && !same))
        {
            State.Changed.Add(new ChangedRecord(record, entry.Row, entry.Has(KnownState.Gone) ? ChangeKind.Returned : ChangeKind.PendingChanged));
        }
        else if (entry.Has(KnownState.Pending))
        {
            State.PendingRows.Add(entry.Row);
        }
        else if (!same)
        {
            if (!State.IsTurnedDown(entry.Row, encoder))
            {
                State.Changed.Add(new ChangedRecord(record, entry.Row, ChangeKind.Changed));
            }
        }
        else
        {
            State.Unchanged++;
            State.Released(entry.Row);
        }
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (additions.Count == 0)
        {
            return;
        }

        await using var transaction = await lease.BeginAsync(additions.Count, cancellationToken);
        Write(transaction);
        await transaction.CommitAsync(cancellationToken);
        additions.Clear();
    }

    private void Write(LedgerTransaction transaction)
    {
        var now = clock.GetUtcNow().ToStored();
        using var writer = new RecordWriter(transaction.Connection);
        using var dirty = new DirtyMarks(transaction.Connection, State.Plan.School);
        Span<byte> hash = stackalloc byte[RecordEncoder.HashSize];
        foreach (var addition in additions.Items)
        {
            var kind = addition.Record.Kind;
            var known = State.Loader.Load(kind);
            columns.Fill(addition.Record, State.Places);
            RecordEncoder.WriteHash(hash, addition.Content, addition.Entry);
            var filled = known.Direct && (kind != RecordKind.Lesson || columns.Value is not null);
            var taken = known.Direct && columns.AttendanceTaken == true;
            writer.Add(
                State.Plan.Book, kind, addition.Record.Key, transaction.NextSeq(), pending: !known.Direct, columns, hash, additions.Payload(addition),
                new Seen(null, filled ? now : null), new Seen(null, taken ? now : null));
            if (known.Direct)
            {
                dirty.Add(kind, columns.RootClass, columns.Day);
                State.NoteDirect(kind, columns);
            }
        }

        var rows = writer.Rows();
        for (var place = 0; place < rows.Count; place++)
        {
            var (addition, row) = (additions.Items[place], rows[place]);
            var kind = addition.Record.Kind;
            var known = State.Loader.Load(kind);
            if (row == 0)
            {
                State.Repeated(kind, addition.Record.Key, same: false);
            }
            else if (known.Direct)
            {
                State.Added++;
            }
            else
            {
                known.Find(addition.Key).Row = row;
                State.PendingRows.Add(row);
            }
        }

        dirty.Write();
    }
}
