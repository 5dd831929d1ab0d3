using System.Data.Common;
using ElJournal.Gateway.Russian;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ElJournal.Gateway.Ledger.Postgres;

/// <summary>Makes a ledger on PostgreSQL ready for use.</summary>
internal static class PostgresSchema
{
    /// <summary>Several gateways may start at once; one of them makes the tables. The number means nothing beyond this database.</summary>
    private const long UpgradeLock = 0x454C_4A4F_5552_4E;

    private static readonly Version Oldest = new(13, 0);

    /// <summary>Whether the ledger could be used; nothing is changed.</summary>
    /// <exception cref="LedgerException">It could not; the message says what to do.</exception>
    public static async Task ProbeAsync(LedgerDatabase database, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = (NpgsqlConnection)await database.OpenAsync(cancellationToken);
            RequireVersion(database, connection);
            await using var context = LedgerDatabase.Context(connection);
            LedgerVersion.IsBehind(database, await AppliedAsync(connection, cancellationToken), [.. context.Database.GetMigrations()]);
        }
        catch (DbException exception)
        {
            throw LedgerFailures.Explain(exception, database.Name);
        }
    }

    /// <summary>Creates or upgrades the tables.</summary>
    /// <exception cref="LedgerException">The server is out of reach, refuses, or holds a newer version; the message says what to do.</exception>
    public static async Task EnsureAsync(LedgerDatabase database, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = (NpgsqlConnection)await database.OpenAsync(cancellationToken);
            RequireVersion(database, connection);
            await using var context = LedgerDatabase.Context(connection);
            var known = context.Database.GetMigrations().ToList();
            if (!LedgerVersion.IsBehind(database, await AppliedAsync(connection, cancellationToken), known))
            {
                return;
            }

            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using (var wait = connection.Command("SELECT pg_advisory_xact_lock($number)"))
            {
                wait.Parameters.AddWithValue("$number", UpgradeLock);
                await wait.ExecuteNonQueryAsync(cancellationToken);
            }

            var applied = await AppliedAsync(connection, cancellationToken);
            if (LedgerVersion.IsBehind(database, applied, known))
            {
                if (applied.Count > 0 && database.CopyBeforeUpgrade)
                {
                    await UpgradeCopy.SaveAsync(database, connection, applied, known.Count - applied.Count, cancellationToken);
                }

                await LedgerVersion.UpgradeAsync(context, transaction, applied, cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbException exception)
        {
            throw LedgerFailures.Explain(exception, database.Name);
        }
    }

    private static void RequireVersion(LedgerDatabase database, NpgsqlConnection connection)
    {
        if (connection.PostgreSqlVersion < Oldest)
        {
            throw new LedgerException(Phrase.Of(LedgerTexts.ServerTooOld, database.Name, connection.PostgreSqlVersion));
        }
    }

    private static async Task<List<string>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var exists = connection.Command("""SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = '__EFMigrationsHistory'""");
        if (exists.Number() == 0)
        {
            return [];
        }

        await using var command = connection.Command("""SELECT "MigrationId" FROM "__EFMigrationsHistory" ORDER BY "MigrationId" COLLATE "C" """);
        return await LedgerVersion.ReadAsync(command, cancellationToken);
    }
}
