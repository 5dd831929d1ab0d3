using System.Data.Common;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ElJournal.Gateway.Ledger;

/// <summary>How far a ledger's schema has come, whoever keeps it.</summary>
internal static class LedgerVersion
{
    /// <summary>A migration of the ledger that this program does not know.</summary>
    public static string? Unknown(IEnumerable<string> applied, IReadOnlyCollection<string> known) => applied.FirstOrDefault(migration => !known.Contains(migration, StringComparer.Ordinal));

    /// <summary>Whether migrations are missing.</summary>
    /// <exception cref="LedgerTooNewException">A newer program made it.</exception>
    public static bool IsBehind(LedgerDatabase database, List<string> applied, List<string> known) =>
        Unknown(applied, known) is { } unknown ? throw new LedgerTooNewException(database.Name, unknown) : applied.Count < known.Count;

    /// <summary>Applies what is missing, in the caller's transaction.</summary>
    public static Task UpgradeAsync(LedgerContext context, DbTransaction transaction, List<string> applied, CancellationToken cancellationToken) => UpgradeAsync(context, transaction, applied, to: null, cancellationToken);

    /// <summary>Applies what is missing up to a migration, in the caller's transaction.</summary>
    public static async Task UpgradeAsync(LedgerContext context, DbTransaction transaction, List<string> applied, string? to, CancellationToken cancellationToken)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Made from the migrations, not from input.
        command.CommandText = context.GetService<IMigrator>().GenerateScript(applied.Count == 0 ? null : applied[^1], to, MigrationsSqlGenerationOptions.NoTransactions);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The answers of a query for the applied migrations.</summary>
    public static async Task<List<string>> ReadAsync(DbCommand query, CancellationToken cancellationToken)
    {
        await using var reader = await query.ExecuteReaderAsync(cancellationToken);
        var migrations = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            migrations.Add(reader.GetString(0));
        }

        return migrations;
    }
}
