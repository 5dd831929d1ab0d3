using System.Data.Common;
using ElJournal.Gateway.Ledger.Postgres;
using ElJournal.Gateway.Russian;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Ledger;

/// <summary>Makes the ledger ready for use: file, rights, schema.</summary>
internal sealed class LedgerSchema(LedgerDatabase database)
{
    /// <summary>Up to this size the whole file is checked at every start; larger ones when asked to.</summary>
    private const long QuicklyChecked = 32L * 1024 * 1024;

    /// <summary>Creates or upgrades the database. Call it once before anything else uses the ledger.</summary>
    /// <param name="thorough">Checks the whole file whatever its size: at the start of the worker, and to diagnose.</param>
    /// <exception cref="LedgerException">The file is damaged, of a newer version, locked or out of reach; the message says what to do.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken, bool thorough = false)
    {
        if (database.Provider == StorageProvider.PostgreSql)
        {
            await PostgresSchema.EnsureAsync(database, cancellationToken);
            return;
        }

        try
        {
            LedgerFiles.Secure(database.Path);
            var fresh = new FileInfo(database.Path) is { Length: 0 };
            await using var connection = (SqliteConnection)await database.OpenAsync(cancellationToken);
            if (!fresh && (thorough || new FileInfo(database.Path).Length <= QuicklyChecked) && await DamageAsync(connection, cancellationToken) is { } damage)
            {
                throw new LedgerDamagedException(database.Path, damage);
            }

            await UpgradeAsync(connection, fresh, cancellationToken);
            LedgerFiles.Secure(database.Path);
        }
        catch (SqliteException exception)
        {
            throw LedgerFailures.Explain(exception, database.Name);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new LedgerException(Phrase.Of(LedgerTexts.NoRights, database.Path, exception.Message), exception);
        }
        catch (IOException exception)
        {
            throw new LedgerException(Phrase.Of(LedgerTexts.OutOfReach, database.Path, exception.Message), exception);
        }
    }

    /// <summary>Looks through the whole file.</summary>
    /// <returns>What is damaged; <see langword="null"/> for nothing.</returns>
    public static async Task<string?> DamageAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.Command("PRAGMA quick_check(1)");
        return await command.ExecuteScalarAsync(cancellationToken) is string answer && answer != "ok" ? answer.ReplaceLineEndings(" ") : null;
    }

    private async Task UpgradeAsync(SqliteConnection connection, bool fresh, CancellationToken cancellationToken)
    {
        await using var context = LedgerDatabase.Context(connection);
        var known = context.Database.GetMigrations().ToList();
        var applied = await AppliedAsync(connection, transaction: null, cancellationToken);
        if (!LedgerVersion.IsBehind(database, applied, known))
        {
            return;
        }

        if (!fresh && applied.Count > 0)
        {
            await UpgradeCopy.SaveAsync(database, connection, applied[^1]);
        }

        // EF's own Migrate leaves a lock row behind when the process is killed, and the next start would wait for it for ever.
        // One immediate transaction is lock and atom at once.
        await using var transaction = database.Lock(connection);
        applied = await AppliedAsync(connection, transaction, cancellationToken);
        if (LedgerVersion.IsBehind(database, applied, known))
        {
            await LedgerVersion.UpgradeAsync(context, transaction, applied, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<List<string>> AppliedAsync(SqliteConnection connection, SqliteTransaction? transaction, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsHistory'""";
        if (await command.ExecuteScalarAsync(cancellationToken) is 0L)
        {
            return [];
        }

        command.CommandText = """SELECT "MigrationId" FROM "__EFMigrationsHistory" ORDER BY "MigrationId" """;
        return await LedgerVersion.ReadAsync(command, cancellationToken);
    }
}
