using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ElJournal.Gateway.Ledger;

/// <summary>Makes sure that what was deleted is not in the files any more: neither in free pages nor in the write-ahead log.</summary>
internal sealed class LedgerCompaction(LedgerDatabase database)
{
    /// <summary>Larger ledgers are rebuilt by way of a temporary file instead of memory.</summary>
    private const long InMemory = 256L * 1024 * 1024;

    /// <summary>From now on this connection overwrites what it deletes.</summary>
    public static async Task OverwriteDeletedAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (connection is SqliteConnection)
        {
            await RunAsync(connection, "PRAGMA secure_delete=ON", cancellationToken);
        }
    }

    /// <summary>Rebuilds the file without what was deleted and empties the write-ahead log.</summary>
    /// <returns><see langword="false"/> when somebody reads or writes all the time, so that old pages stay until the next time.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        if (database.Provider == StorageProvider.PostgreSql)
        {
            // Gives the server's files without the dead rows; its write-ahead log is recycled by the server itself.
            try
            {
                await RunAsync(connection, "SET lock_timeout = '30s'", cancellationToken);
                await RunAsync(connection, "VACUUM FULL", cancellationToken);
                return true;
            }
            catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                return false;
            }
        }

        try
        {
            var large = new FileInfo(database.Path) is { Exists: true, Length: > InMemory };
            if (large)
            {
                await RunAsync(connection, "PRAGMA temp_store=FILE", cancellationToken);
            }

            await RunAsync(connection, "PRAGMA secure_delete=ON", cancellationToken);
            await RunAsync(connection, "VACUUM", cancellationToken);
            await using var checkpoint = connection.Command("PRAGMA wal_checkpoint(TRUNCATE)");
            await using var answer = await checkpoint.ExecuteReaderAsync(cancellationToken);
            return await answer.ReadAsync(cancellationToken) && answer.GetInt64(0) == 0;
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED)
        {
            return false;
        }
        finally
        {
            // The next user of the pooled connection expects what every other one has.
            await RunAsync(connection, "PRAGMA temp_store=MEMORY; PRAGMA secure_delete=OFF", CancellationToken.None);
        }
    }

    private static async Task RunAsync(DbConnection connection, string pragma, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(pragma);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
