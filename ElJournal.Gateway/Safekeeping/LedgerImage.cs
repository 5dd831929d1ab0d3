using System.IO.Compression;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Postgres;
using Microsoft.Data.Sqlite;

namespace ElJournal.Gateway.Safekeeping;

/// <summary>What a copy of the ledger holds.</summary>
/// <param name="Migration">The last migration.</param>
/// <param name="Tables">Rows by table.</param>
internal sealed record LedgerImage(string? Migration, IReadOnlyDictionary<string, long> Tables)
{
    /// <summary>Copies the ledger as it is at one moment, with SQLite's own backup: a plain copy of a file in WAL mode can miss pages. Others go on writing.</summary>
    public static async Task CopyAsync(LedgerDatabase database, string target, CancellationToken cancellationToken)
    {
        await OwnerOnly.Create(target).DisposeAsync();
        if (database.Provider == StorageProvider.PostgreSql)
        {
            await ServerImage.CopyAsync(database, target, cancellationToken);
        }
        else
        {
            await CopyFileAsync(database, target, cancellationToken);
        }

        await using var copy = LedgerFiles.Open(target, SqliteOpenMode.ReadWrite);
        await using var command = copy.CreateCommand();

        // One file, and nobody's lease: who held it does not hold the copy.
        command.CommandText = """PRAGMA journal_mode=DELETE; UPDATE school_state SET "LeaseHolder" = NULL, "LeaseUntil" = 0, "Fence" = "Fence" + 1;""";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>How many bytes the ledger takes now.</summary>
    public static async Task<long> SizeAsync(LedgerDatabase database, CancellationToken cancellationToken)
    {
        if (database.Provider == StorageProvider.Sqlite)
        {
            return new FileInfo(database.Path).Length;
        }

        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command("SELECT pg_database_size(current_database())");
        return command.Number();
    }

    private static async Task CopyFileAsync(LedgerDatabase database, string target, CancellationToken cancellationToken)
    {
        await using var source = (SqliteConnection)await database.OpenAsync(cancellationToken);
        await using var copy = LedgerFiles.Open(target, SqliteOpenMode.ReadWrite);
        source.BackupDatabase(copy);
    }

    /// <summary>Opens a copy, checks all of it, and counts.</summary>
    /// <exception cref="IOException">It is damaged.</exception>
    public static LedgerImage Examine(string file)
    {
        try
        {
            using var connection = LedgerFiles.Open(file, SqliteOpenMode.ReadOnly);
            if (Scalar(connection, "PRAGMA integrity_check(1)") is not "ok")
            {
                throw new IOException(Texts.LedgerBroken);
            }

            var tables = Column(connection, """SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY name""");
            return new LedgerImage(
                Column(connection, """SELECT "MigrationId" FROM "__EFMigrationsHistory" ORDER BY "MigrationId" """).LastOrDefault(),
                tables.ToDictionary(table => table, table => (long)Scalar(connection, $"SELECT count(*) FROM \"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")!, StringComparer.Ordinal));
        }
        catch (SqliteException exception)
        {
            throw new IOException(Texts.LedgerBroken, exception);
        }
    }

    /// <summary>Unpacks a copy.</summary>
    /// <param name="most">How many bytes it may have; a few packed ones can stand for a full disk.</param>
    /// <exception cref="IOException">It is damaged, or longer.</exception>
    public static async Task UnpackAsync(Stream packed, string target, long most, CancellationToken cancellationToken)
    {
        try
        {
            await using var plain = new GZipStream(packed, CompressionMode.Decompress);
            await using var file = OwnerOnly.Create(target);
            var buffer = new byte[128 * 1024];
            for (var read = await plain.ReadAsync(buffer, cancellationToken); read > 0; read = await plain.ReadAsync(buffer, cancellationToken))
            {
                if (file.Length + read > most)
                {
                    throw new IOException(Texts.UnpacksTooLong);
                }

                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            file.Flush(flushToDisk: true);
        }
        catch (InvalidDataException exception)
        {
            throw new IOException(Texts.LedgerBroken, exception);
        }
    }

    public bool Equals(LedgerImage? other) =>
        other is not null && Migration == other.Migration && Tables.Count == other.Tables.Count && Tables.All(table => other.Tables.TryGetValue(table.Key, out var count) && count == table.Value);

    public override int GetHashCode() => HashCode.Combine(Migration, Tables.Count);

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants, and names of tables from the schema, quoted.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }

    private static List<string> Column(SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        var found = new List<string>();
        while (statement.Step())
        {
            found.Add(statement.Text(0)!);
        }

        return found;
    }
}
