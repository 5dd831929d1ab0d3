using System.Data.Common;
using Npgsql;

namespace ElJournal.Gateway.Ledger;

/// <summary>While it lives, its connection cannot write, whatever the program does: for answers to people from outside.</summary>
internal sealed class ReadingOnly : IAsyncDisposable
{
    private readonly DbConnection connection;

    private ReadingOnly(DbConnection connection) => this.connection = connection;

    public static async Task<ReadingOnly> OfAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(connection is NpgsqlConnection ? "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY" : "PRAGMA query_only = ON");
        await command.ExecuteNonQueryAsync(cancellationToken);
        return new ReadingOnly(connection);
    }

    public async ValueTask DisposeAsync()
    {
        await using var command = connection.Command(connection is NpgsqlConnection ? "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE" : "PRAGMA query_only = OFF");
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
