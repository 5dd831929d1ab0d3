using System.Data.Common;
using System.Globalization;
using ElJournal.Gateway.Ledger;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ElJournal.Gateway.Safekeeping;

/// <summary>Writes a ledger that a server keeps into a file, as it is at one moment: a copy is opened, proved and restored without a server.</summary>
internal static class ServerImage
{
    public static async Task CopyAsync(LedgerDatabase database, string target, CancellationToken cancellationToken)
    {
        await new LedgerSchema(new LedgerDatabase(new SqliteConnectionStringBuilder { DataSource = target, Pooling = false }.ToString())).EnsureAsync(cancellationToken);
        await using var source = await database.OpenAsync(cancellationToken);
        await using var moment = await source.BeginReadingAsync(cancellationToken);
        await using var copy = LedgerImage.Open(target, SqliteOpenMode.ReadWrite);
        await using var transaction = copy.BeginTransaction();
        await using var model = LedgerDatabase.Context(copy);
        foreach (var table in model.Model.GetEntityTypes().OrderBy(entity => entity.GetTableName(), StringComparer.Ordinal))
        {
            await CopyAsync(source, copy, table, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task CopyAsync(DbConnection source, SqliteConnection copy, IEntityType table, CancellationToken cancellationToken)
    {
        var columns = table.GetProperties().Select(property => $"\"{property.GetColumnName()}\"").ToList();
        var names = string.Join(", ", columns);
        using var insert = new Statement(copy, $"INSERT INTO {table.GetTableName()} ({names}) VALUES ({string.Join(", ", Enumerable.Range(1, columns.Count).Select(place => string.Create(CultureInfo.InvariantCulture, $"?{place}")))})");
        await using var select = source.Command($"SELECT {names} FROM {table.GetTableName()}");
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            for (var column = 0; column < columns.Count; column++)
            {
                _ = rows.GetValue(column) switch
                {
                    long number => insert.Bind(column + 1, number),
                    string text => insert.Bind(column + 1, text),
                    byte[] bytes => insert.BindBlob(column + 1, bytes),
                    _ => insert.Bind(column + 1, (string?)null),
                };
            }

            insert.Run();
        }
    }
}
