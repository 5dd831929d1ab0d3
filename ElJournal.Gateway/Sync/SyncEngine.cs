using System.Data.Common;
using ElJournal.Adapters;
using ElJournal.Adapters.Sources;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Sync.Model;
using ElJournal.Gateway.Sync.Pass;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Sync;

/// <summary>Reads a source into the ledger.</summary>
internal sealed class SyncEngine(LedgerDatabase database, Books books, TimeProvider clock)
{
    /// <summary>Runs one pass.</summary>
    /// <param name="target">Whose journal.</param>
    /// <param name="source">The journal.</param>
    /// <param name="asked">The days; <see langword="null"/> for the usual ones.</param>
    /// <param name="wholeYear">Whether the usual days are the school year so far; they are in any case while the ledger is empty.</param>
    public async Task<SyncResult> RunAsync(SyncTarget target, IJournalSource source, DayRange? asked, bool wholeYear, SchoolLease lease, CancellationToken cancellationToken)
    {
        var startedAt = clock.GetUtcNow();
        var today = target.DayOf(startedAt);
        var year = await books.YearAsync(target.School, today, cancellationToken);
        var book = await BookAsync(target, year, lease, cancellationToken);
        var window = SyncWindows.Of(asked, wholeYear || book.FirstReadAt is null, today, year, target.Since);

        await using var connection = await database.OpenAsync(cancellationToken);
        var (plan, before, request) = await PlanAsync(connection, target, source, book, year, window, today, cancellationToken);
        using var pass = new SyncPass(connection, lease, plan, new PassScopes(plan, before), clock);
        await pass.ReadAsync(source, request, cancellationToken);
        var state = pass.State;
        if (state.Failure is not null)
        {
            state.FindNotReached(request.Kinds);
        }

        var anythingRead = state.Scopes.Claims.Any(claim => claim.Type != ClaimKind.Unread);
        var finishedAt = clock.GetUtcNow();
        PassCounts counts;
        // A source that broke off may not know yet what it can show.
        var traits = anythingRead && state.Failure is null ? source.Traits : null;
        await using (var transaction = await lease.BeginAsync(PassEnd.Reserve(state), cancellationToken))
        {
            using var end = new PassEnd(state, transaction);
            counts = await end.RunAsync(finishedAt, cancellationToken);
            await NoteAsync(transaction, target, book, state, startedAt, finishedAt, failed: state.Failure is not null || !anythingRead, cancellationToken);
            if (traits is not null)
            {
                StoredTraits.Write(transaction.Connection, book.Id, traits);
            }

            await transaction.CommitAsync(cancellationToken);
        }

        return Result(target, state, counts, startedAt, finishedAt, anythingRead);
    }

    private static async Task<Book> BookAsync(SyncTarget target, SchoolYear year, SchoolLease lease, CancellationToken cancellationToken)
    {
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        var book = await Books.EnsureAsync(transaction, target.School, target.Source, year.Year, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return book;
    }

    private static async Task<(PassPlan Plan, List<ScopeReadRow> Before, ReadRequest Request)> PlanAsync(DbConnection connection, SyncTarget target, IJournalSource source, Book book, SchoolYear year, DayRange window, DateOnly today, CancellationToken cancellationToken)
    {
        await using var context = LedgerDatabase.Context(connection);
        var extra = await SyncWindows.ExtraAsync(context, target.School, book.Id, window, year, today, cancellationToken);
        var decisions = await YearDecisions.LoadAsync(context, target.School, cancellationToken);
        var plan = new PassPlan(target.School, book.Id, year, window, extra, today) { ExpectsMassChange = decisions.Expects(today), AfterClosedYear = decisions.Closed.Contains(year.Year - 1) };
        var (first, last) = (plan.AllDays.Min(range => range.From).DayNumber, plan.AllDays.Max(range => range.To).DayNumber);
        var before = await context.Set<ScopeReadRow>().AsNoTracking()
            .Where(read => read.Book == book.Id && (read.Day == 0 || (read.Day >= first && read.Day <= last))).ToListAsync(cancellationToken);

        // While something is held, the source has to be looked at again: only that tells whether it returned to what the ledger holds.
        var held = await context.Set<HoldRow>().AnyAsync(hold => hold.Book == book.Id && hold.Status == HoldStatus.Open, cancellationToken);
        var tokens = held
            ? []
            : (await context.Set<ReadTokenRow>().AsNoTracking().Where(token => token.Book == book.Id).ToListAsync(cancellationToken))
                .Where(token => !token.Name.StartsWith(StoredTraits.Reserved, StringComparison.Ordinal)).ToDictionary(token => token.Name, token => token.Token, StringComparer.Ordinal);
        return (plan, before, new ReadRequest(window, source.Traits.Shown, [], tokens) { ClassWindows = extra });
    }

    private static async Task NoteAsync(LedgerTransaction transaction, SyncTarget target, Book book, PassState state, DateTimeOffset startedAt, DateTimeOffset finishedAt, bool failed, CancellationToken cancellationToken)
    {
        var outage = await transaction.Context.Set<OutageRow>().FirstOrDefaultAsync(open => open.School == target.School && open.Open, cancellationToken);
        if (failed)
        {
            if (outage is null)
            {
                transaction.Context.Add(new OutageRow { School = target.School, From = startedAt.ToStored(), To = finishedAt.ToStored(), Open = true });
            }
            else
            {
                outage.To = Math.Max(outage.To, finishedAt.ToStored());
            }
        }
        else if (outage is not null)
        {
            outage.To = Math.Max(outage.To, startedAt.ToStored());
            outage.Open = false;
        }

        if (book.FirstReadAt is null && !failed && state.Scopes.AnyRead(RecordKind.Lesson))
        {
            var stored = await transaction.Context.Set<Book>().SingleAsync(found => found.Id == book.Id, cancellationToken);
            stored.FirstReadAt = finishedAt.ToStored();
        }

        if (state.ReleasedPins.Count > 0)
        {
            await transaction.Context.Set<PinRow>().Where(pin => state.ReleasedPins.Contains(pin.Record)).ExecuteDeleteAsync(cancellationToken);
        }
    }

    private static SyncResult Result(SyncTarget target, PassState state, PassCounts counts, DateTimeOffset startedAt, DateTimeOffset finishedAt, bool anythingRead)
    {
        var notRead = ScopeReadWriter.Doubts(state).ToList();
        return new SyncResult
        {
            School = target.School,
            From = state.Plan.Window.From,
            To = state.Plan.Window.To,
            StartedAt = target.Local(startedAt),
            FinishedAt = target.Local(finishedAt),
            Complete = state.Failure is null && notRead.Count == 0 && anythingRead,
            AnythingRead = anythingRead,
            Read = RecordKinds.All.Where(kind => state.Read[(int)kind] > 0 || state.Scopes.AnyRead(kind)).ToDictionary(kind => kind.WireName(), kind => state.Read[(int)kind]),
            Added = state.Added + counts.Added,
            Changed = counts.Changed,
            Deleted = counts.Deleted,
            Unchanged = state.Unchanged,
            Moved = counts.Moved,
            Held = counts.Held,
            Requests = state.Requests,
            Retries = state.Retries,
            Skipped = state.Skipped,
            Remarks = state.Remarks,
            NotRead = notRead,
            Failure = state.Failure is { } failure ? (failure as AdapterException)?.Message ?? $"{failure.GetType().Name}: {failure.Message.ReplaceLineEndings(" ")}" : null,
            Instruction = (state.Failure as AdapterException)?.Instruction,
        };
    }
}
