using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Ledger;

/// <summary>The right to write for a school. One at a time; whoever lost it cannot commit, because every transaction checks the fence in the school's row.</summary>
internal sealed class SchoolLease : IAsyncDisposable
{
    private readonly SchoolLeases leases;
    private readonly CancellationTokenSource stop = new();
    private readonly Task renewing;

    internal SchoolLease(SchoolLeases leases, string school, long fence, TimeSpan renewal, TimeProvider time)
    {
        this.leases = leases;
        School = school;
        Fence = fence;
        renewing = RenewAsync(new PeriodicTimer(renewal, time));
    }

    public string School { get; }

    public long Fence { get; }

    /// <summary>Begins a writing transaction and reserves sequence numbers, so that commit order is sequence order.</summary>
    /// <param name="reserve">How many numbers at most; unused ones are lost, which does no harm.</param>
    /// <exception cref="LeaseLostException">Somebody else holds the lease now.</exception>
    public Task<LedgerTransaction> BeginAsync(int reserve, CancellationToken cancellationToken) => leases.BeginAsync(this, reserve, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await renewing;
        stop.Dispose();
        try
        {
            await leases.ReleaseAsync(this);
        }
        catch (DbException)
        {
            // It runs out by itself; what made the work end is worth more than this.
        }
    }

    private async Task RenewAsync(PeriodicTimer timer)
    {
        using (timer)
        {
            try
            {
                while (await timer.WaitForNextTickAsync(stop.Token) && await TryRenewAsync())
                {
                }
            }
            catch (OperationCanceledException)
            {
                // Released.
            }
        }
    }

    /// <returns><see langword="false"/> when the lease is somebody else's.</returns>
    private async Task<bool> TryRenewAsync()
    {
        try
        {
            return await leases.RenewAsync(this, stop.Token);
        }
        catch (DbException)
        {
            // A server that starts again will answer the next time; else the next transaction finds that the lease is lost.
            return true;
        }
    }
}

/// <summary>A side of a commit.</summary>
internal enum CommitBoundary
{
    Before,
    After,
}

/// <summary>A writing transaction with its numbers.</summary>
internal sealed class LedgerTransaction : IAsyncDisposable
{
    private readonly DbConnection connection;
    private readonly DbTransaction transaction;
    private readonly long last;
    private readonly IDisposable? turn;
    private LedgerContext? context;
    private long next;

    internal LedgerTransaction(DbConnection connection, DbTransaction transaction, long first, int count, IDisposable? turn)
    {
        this.turn = turn;
        this.connection = connection;
        this.transaction = transaction;
        next = first;
        last = first + count - 1;
    }

    /// <summary>Told right before and right after the commit.</summary>
    public Action<CommitBoundary>? AtCommit { get; init; }

    public DbConnection Connection => connection;

    public DbTransaction Transaction => transaction;

    /// <summary>A context in this transaction.</summary>
    public LedgerContext Context
    {
        get
        {
            if (context is null)
            {
                context = LedgerDatabase.Context(connection);
                context.Database.UseTransaction(transaction);
            }

            return context;
        }
    }

    /// <summary>The next sequence number.</summary>
    /// <exception cref="InvalidOperationException">More were taken than were reserved.</exception>
    public long NextSeq() => next <= last ? next++ : throw new InvalidOperationException("More sequence numbers were taken than reserved.");

    /// <summary>A command in this transaction.</summary>
    public DbCommand Command(string sql) => connection.Command(sql);

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (context is not null)
        {
            await context.SaveChangesAsync(cancellationToken);
            await DecisionChain.ExtendAsync(context, cancellationToken);
        }

        AtCommit?.Invoke(CommitBoundary.Before);
        await transaction.CommitAsync(cancellationToken);
        turn?.Dispose();
        AtCommit?.Invoke(CommitBoundary.After);
    }

    public async ValueTask DisposeAsync()
    {
        if (context is not null)
        {
            await context.DisposeAsync();
        }

        await transaction.DisposeAsync();
        turn?.Dispose();
        await connection.DisposeAsync();
    }
}

/// <summary>The lease was taken over: abort, the work belongs to another process now.</summary>
internal sealed class LeaseLostException(string school) : Exception($"The lease of school '{school}' was taken over by another process.");

/// <summary>The school is busy.</summary>
internal sealed class SchoolBusyException(string school, string holder) : Exception($"School '{school}' is busy: {holder}.")
{
    public string Holder { get; } = holder;
}
