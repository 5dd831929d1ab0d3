using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ElJournal.Gateway.Ledger;

/// <summary>Hands out the leases of schools.</summary>
/// <param name="database">The ledger.</param>
/// <param name="machineTime">The machine's real clock, also under <c>--now</c>: versions and leases must not follow a drill's clock.</param>
internal sealed class SchoolLeases(LedgerDatabase database, TimeProvider machineTime)
{
    /// <summary>How long a lease holds without being renewed; every writing transaction renews it.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromMinutes(2);

    /// <summary>How long a command waits for a busy school.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>How often a lease is renewed while nothing is written: reading a slow source may take long.</summary>
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a server is asked to wait for the school's row: a holder whose lease is over may still stand in the middle of a transaction.</summary>
    private const string RowPatience = "SET LOCAL lock_timeout = '1s'";

    /// <summary>Told right before and right after each commit, for tests that end the work there.</summary>
    public Action<CommitBoundary>? AtCommit { get; init; }

    /// <summary>Takes the school's lease, waiting up to <paramref name="patience"/> while somebody else holds it.</summary>
    /// <param name="school">The school.</param>
    /// <param name="holder">What this is, for the others: the command's name.</param>
    /// <param name="patience">Default <see cref="Patience"/>.</param>
    /// <exception cref="SchoolBusyException">It is still held.</exception>
    public async Task<SchoolLease> AcquireAsync(string school, string holder, CancellationToken cancellationToken, TimeSpan? patience = null)
    {
        var until = machineTime.GetUtcNow() + (patience ?? Patience);
        var me = string.Create(CultureInfo.InvariantCulture, $"{holder} (process {Environment.ProcessId} on {Environment.MachineName})");
        while (true)
        {
            var (fence, other) = await TryAcquireAsync(school, me, cancellationToken);
            if (fence is { } taken)
            {
                return new SchoolLease(this, school, taken, Renewal, machineTime);
            }

            if (machineTime.GetUtcNow() >= until)
            {
                throw new SchoolBusyException(school, other ?? "unknown");
            }

            await Task.Delay(Pause, machineTime, cancellationToken);
        }
    }

    internal async Task<LedgerTransaction> BeginAsync(SchoolLease lease, int reserve, CancellationToken cancellationToken)
    {
        var turn = await database.TakeTurnAsync(cancellationToken);
        DbConnection? connection = null;
        DbTransaction? transaction = null;
        try
        {
            connection = await database.OpenAsync(cancellationToken);
            transaction = await connection.BeginWritingAsync(cancellationToken);
            await using var command = connection.Command("""
                UPDATE school_state SET "Seq" = max("Seq", $now) + $count, "LeaseUntil" = $until
                WHERE "School" = $school AND "Fence" = $fence RETURNING "Seq"
                """);
            var now = machineTime.GetUtcNow();
            command.Parameters.AddWithValue("$now", now.ToUnixTimeMilliseconds() * 1000);
            command.Parameters.AddWithValue("$count", Math.Max(1, reserve));
            command.Parameters.AddWithValue("$until", (now + Duration).ToStored());
            command.Parameters.AddWithValue("$school", lease.School);
            command.Parameters.AddWithValue("$fence", lease.Fence);
            var last = await command.ExecuteScalarAsync(cancellationToken) as long? ?? throw new LeaseLostException(lease.School);
            return new LedgerTransaction(connection, transaction, last - Math.Max(1, reserve) + 1, Math.Max(1, reserve), turn) { AtCommit = AtCommit };
        }
        catch
        {
            if (transaction is not null)
            {
                await transaction.DisposeAsync();
            }

            turn?.Dispose();
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }

            throw;
        }
    }

    /// <returns><see langword="false"/> when the lease is somebody else's.</returns>
    internal async Task<bool> RenewAsync(SchoolLease lease, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command("""UPDATE school_state SET "LeaseUntil" = $until WHERE "School" = $school AND "Fence" = $fence""");
        command.Parameters.AddWithValue("$until", (machineTime.GetUtcNow() + Duration).ToStored());
        command.Parameters.AddWithValue("$school", lease.School);
        command.Parameters.AddWithValue("$fence", lease.Fence);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    internal async ValueTask ReleaseAsync(SchoolLease lease)
    {
        using var turn = await database.TakeTurnAsync(CancellationToken.None);
        await using var connection = await database.OpenAsync(CancellationToken.None);
        await using var command = connection.Command("""UPDATE school_state SET "LeaseHolder" = NULL, "LeaseUntil" = 0 WHERE "School" = $school AND "Fence" = $fence""");
        command.Parameters.AddWithValue("$school", lease.School);
        command.Parameters.AddWithValue("$fence", lease.Fence);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private async Task<(long? Fence, string? Holder)> TryAcquireAsync(string school, string me, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var (held, process) = await HolderAsync(connection, school, cancellationToken);
        if (held is not null && !process.HasEnded())
        {
            return (null, held);
        }

        using var turn = await database.TakeTurnAsync(cancellationToken);
        await using var transaction = await TryLockAsync(connection, cancellationToken);
        if (transaction is null)
        {
            return (null, (await HolderAsync(connection, school: null, cancellationToken)).Holder ?? throw new LedgerLockedException(database.Name));
        }

        await using var command = connection.Command("""
            INSERT INTO school_state ("School", "Seq", "Fence", "LeaseUntil", "LeaseProcess", "LeaseProcessStart") VALUES ($school, 0, 0, 0, 0, 0) ON CONFLICT DO NOTHING;
            UPDATE school_state SET "Fence" = "Fence" + 1, "LeaseHolder" = $me, "LeaseUntil" = $until, "LeaseMachine" = $machine, "LeaseProcess" = $process, "LeaseProcessStart" = $start
            WHERE "School" = $school AND ("LeaseHolder" IS NULL OR "LeaseUntil" < $now OR ("LeaseMachine" = $endedMachine AND "LeaseProcess" = $endedProcess AND "LeaseProcessStart" = $endedStart))
            RETURNING "Fence"
            """);
        var now = machineTime.GetUtcNow();
        var ended = held is null ? new LeaseHolder(null, 0, 0) : process;
        command.Parameters.AddWithValue("$school", school);
        command.Parameters.AddWithValue("$me", me);
        command.Parameters.AddWithValue("$now", now.ToStored());
        command.Parameters.AddWithValue("$until", (now + Duration).ToStored());
        command.Parameters.AddWithValue("$machine", LeaseHolder.Me.Machine);
        command.Parameters.AddWithValue("$process", LeaseHolder.Me.Process);
        command.Parameters.AddWithValue("$start", LeaseHolder.Me.Start);
        command.Parameters.AddWithValue("$endedMachine", (object?)ended.Machine ?? DBNull.Value);
        command.Parameters.AddWithValue("$endedProcess", ended.Process);
        command.Parameters.AddWithValue("$endedStart", ended.Start);
        try
        {
            if (await command.ExecuteScalarAsync(cancellationToken) is long fence)
            {
                await transaction.CommitAsync(cancellationToken);
                return (fence, null);
            }
        }
        catch (PostgresException waited) when (waited.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            // The server ends that transaction in the end, whatever became of its owner.
        }

        await transaction.RollbackAsync(cancellationToken);
        return (null, (await HolderAsync(connection, school, cancellationToken, alsoExpired: true)).Holder);
    }

    /// <returns><see langword="null"/> when it stayed taken.</returns>
    private async Task<DbTransaction?> TryLockAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (connection is not SqliteConnection file)
        {
            // A server locks rows, and these only gateways use.
            var begun = await connection.BeginWritingAsync(cancellationToken);
            await using var patience = connection.Command(RowPatience);
            await patience.ExecuteNonQueryAsync(cancellationToken);
            return begun;
        }

        try
        {
            return database.Lock(file);
        }
        catch (SqliteException failure) when (LedgerFailures.IsLocked(failure))
        {
            return null;
        }
    }

    /// <summary>Who holds the lease; looked at before any lock is asked for, so that waiting disturbs nobody.</summary>
    /// <param name="school">The school; <see langword="null"/> for any.</param>
    /// <param name="alsoExpired">Whether a lease counts that is over.</param>
    private async Task<(string? Holder, LeaseHolder Process)> HolderAsync(DbConnection connection, string? school, CancellationToken cancellationToken, bool alsoExpired = false)
    {
        await using var command = connection.Command("""SELECT "LeaseHolder", "LeaseMachine", "LeaseProcess", "LeaseProcessStart" FROM school_state WHERE (CAST($school AS TEXT) IS NULL OR "School" = $school) AND "LeaseHolder" IS NOT NULL AND "LeaseUntil" >= $now""");
        command.Parameters.AddWithValue("$school", (object?)school ?? DBNull.Value);
        command.Parameters.AddWithValue("$now", alsoExpired ? 0 : machineTime.GetUtcNow().ToStored());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? (reader.GetString(0), new LeaseHolder(await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetString(1), reader.GetInt32(2), reader.GetInt64(3)))
            : (null, new LeaseHolder(null, 0, 0));
    }
}
