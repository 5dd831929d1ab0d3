using System.Data.Common;
using System.Globalization;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Russian;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using NpgsqlTypes;

namespace ElJournal.Gateway.Ledger.Postgres;

/// <summary>A ledger that a server keeps, as a file and back: a copy is opened, proved, rehearsed on and restored without a server, and fills a server's empty database.</summary>
internal static class ServerImage
{
    /// <summary>Writes the server's ledger into a new file, as it is at one moment. Others go on writing.</summary>
    public static async Task CopyAsync(LedgerDatabase database, string target, CancellationToken cancellationToken)
    {
        await new LedgerSchema(OfFile(target)).EnsureAsync(cancellationToken);
        await using var source = await database.OpenAsync(cancellationToken);
        await using var moment = await source.BeginReadingAsync(cancellationToken);
        await using var copy = LedgerFiles.Open(target, SqliteOpenMode.ReadWrite);
        await CopyRowsAsync(source, copy, cancellationToken);
    }

    /// <summary>Writes the server's ledger of an earlier version into a new file, in the transaction that is about to change the tables. Until that ends nobody else writes.</summary>
    /// <param name="server">In the transaction.</param>
    /// <param name="target">The file.</param>
    /// <param name="missing">How many migrations the ledger is behind this program.</param>
    public static async Task CopyFormerAsync(NpgsqlConnection server, string target, int missing, CancellationToken cancellationToken)
    {
        await using var copy = LedgerFiles.Open(target, SqliteOpenMode.ReadWrite);
        await using (var context = LedgerDatabase.Context(copy))
        await using (var transaction = copy.BeginTransaction())
        {
            // Every change of the model is a migration of both providers, so their ends correspond; what came before there was a server is one on the server's side.
            await LedgerVersion.UpgradeAsync(context, transaction, applied: [], context.Database.GetMigrations().ToList()[^(missing + 1)], cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await RunAsync(server, $"LOCK TABLE {string.Join(", ", (await TablesOfAsync(copy, cancellationToken)).Select(table => table.Name))} IN SHARE MODE", cancellationToken);
        await CopyRowsAsync(server, copy, cancellationToken);
    }

    /// <summary>Fills the server's database with a file's rows, all of them or none.</summary>
    /// <param name="file">A copy that may be changed: what an older version wrote is brought up to this one.</param>
    /// <exception cref="GatewayException">The database holds something already.</exception>
    public static async Task FillAsync(string file, LedgerDatabase database, CancellationToken cancellationToken)
    {
        await new LedgerSchema(OfFile(file)).EnsureAsync(cancellationToken);
        await new LedgerSchema(database).EnsureAsync(cancellationToken);
        await using var source = LedgerFiles.Open(file, SqliteOpenMode.ReadOnly);
        await using var server = (NpgsqlConnection)await database.OpenAsync(cancellationToken);
        await using var transaction = await server.BeginTransactionAsync(cancellationToken);
        var tables = Tables(source);

        // Nobody may begin to work on it meanwhile.
        await RunAsync(server, $"LOCK TABLE {string.Join(", ", tables.Select(table => table.GetTableName()))} IN EXCLUSIVE MODE", cancellationToken);
        foreach (var table in tables)
        {
            await using var any = server.Command($"SELECT count(*) FROM (SELECT 1 FROM {table.GetTableName()} LIMIT 1) AS rows");
            if (any.Number() > 0)
            {
                throw new GatewayException(Phrase.Of(LedgerTexts.StorageNotEmpty, database.Name));
            }
        }

        foreach (var table in tables)
        {
            await FillAsync(source, server, table, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static LedgerDatabase OfFile(string file) => new(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());

    /// <summary>The ledger's tables, those first that others refer to.</summary>
    private static List<IEntityType> Tables(SqliteConnection connection)
    {
        using var context = LedgerDatabase.Context(connection);
        return [.. context.Model.GetEntityTypes().OrderBy(table => table.GetForeignKeys().Any()).ThenBy(table => table.GetTableName(), StringComparer.Ordinal)];
    }

    private static List<string> Columns(IEntityType table) => [.. table.GetProperties().Select(property => $"\"{property.GetColumnName()}\"")];

    /// <summary>The tables that the file's migrations made, which may be those of an earlier version, and their columns.</summary>
    private static async Task<IReadOnlyList<(string Name, IReadOnlyList<string> Columns)>> TablesOfAsync(SqliteConnection file, CancellationToken cancellationToken)
    {
        await using var command = file.Command("""
            SELECT t.name, c.name FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c
            WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\' AND t.name <> '__EFMigrationsHistory' ORDER BY t.name, c.cid
            """);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var columns = new List<(string Table, string Column)>();
        while (await rows.ReadAsync(cancellationToken))
        {
            columns.Add((rows.GetString(0), $"\"{rows.GetString(1)}\""));
        }

        return [.. columns.GroupBy(column => column.Table, StringComparer.Ordinal).Select(table => (table.Key, (IReadOnlyList<string>)[.. table.Select(column => column.Column)]))];
    }

    private static async Task CopyRowsAsync(DbConnection source, SqliteConnection copy, CancellationToken cancellationToken)
    {
        await using var transaction = copy.BeginTransaction();
        foreach (var (table, columns) in await TablesOfAsync(copy, cancellationToken))
        {
            await CopyRowsAsync(source, copy, table, columns, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task CopyRowsAsync(DbConnection source, SqliteConnection copy, string table, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", columns);
        using var insert = new Statement(copy, $"INSERT INTO {table} ({names}) VALUES ({string.Join(", ", Enumerable.Range(1, columns.Count).Select(place => string.Create(CultureInfo.InvariantCulture, $"?{place}")))})");
        await using var select = source.Command($"SELECT {names} FROM {table}");
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

    private static async Task FillAsync(SqliteConnection source, NpgsqlConnection server, IEntityType table, CancellationToken cancellationToken)
    {
        var columns = Columns(table);
        var names = string.Join(", ", columns);
        var (name, sent) = (table.GetTableName()!, 0UL);
        await using var select = source.Command($"SELECT {names} FROM {name}");
        await using (var rows = await select.ExecuteReaderAsync(cancellationToken))
        await using (var target = await server.BeginBinaryImportAsync($"COPY {name} ({names}) FROM STDIN (FORMAT BINARY)", cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
            {
                await target.StartRowAsync(cancellationToken);
                for (var column = 0; column < columns.Count; column++)
                {
                    await (rows.GetValue(column) switch
                    {
                        long number => target.WriteAsync(number, NpgsqlDbType.Bigint, cancellationToken),
                        string text => target.WriteAsync(text, NpgsqlDbType.Text, cancellationToken),
                        byte[] bytes => target.WriteAsync(bytes, NpgsqlDbType.Bytea, cancellationToken),
                        _ => target.WriteNullAsync(cancellationToken),
                    });
                }

                sent++;
            }

            if (await target.CompleteAsync(cancellationToken) != sent)
            {
                throw new IOException(LedgerTexts.CountsDiffer);
            }
        }

        // What is numbered goes on behind the highest number.
        foreach (var key in table.GetProperties().Where(property => property is { ValueGenerated: ValueGenerated.OnAdd } && property.IsPrimaryKey()))
        {
            await RunAsync(server, $"""SELECT setval(pg_get_serial_sequence('{name}', '{key.GetColumnName()}'), (SELECT coalesce(max("{key.GetColumnName()}"), 0) + 1 FROM {name}), false)""", cancellationToken);
        }
    }

    private static async Task RunAsync(NpgsqlConnection server, string sql, CancellationToken cancellationToken)
    {
        await using var command = server.Command(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
