using System.Data.Common;
using System.Text;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Postgres;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace ElJournal.Gateway.Judging.Reading;

/// <summary>A prepared statement read column by column as bytes: judging reads a whole school year, and a string per column is what would cost most.</summary>
internal sealed class LedgerStatement : IDisposable
{
    private readonly SqliteConnection connection = null!;
    private readonly sqlite3_stmt statement = null!;

    /// <summary>On PostgreSQL everything is asked of this one; on SQLite there is none.</summary>
    private readonly PostgresStatement? postgres;

    public LedgerStatement(DbConnection connection, string sql)
    {
        if (connection is NpgsqlConnection other)
        {
            postgres = new PostgresStatement(other, sql, textAsBytes: true);
            return;
        }

        this.connection = (SqliteConnection)connection;
        Check(raw.sqlite3_prepare_v2(this.connection.Handle!, sql, out statement));
    }

    public void Reset()
    {
        if (postgres is not null)
        {
            postgres.Reset();
            return;
        }

        // The result repeats the failure of the last step, which was thrown there.
        _ = raw.sqlite3_reset(statement);
    }

    public void Bind(int index, long value)
    {
        if (postgres is not null)
        {
            postgres.Bind(index, value);
            return;
        }

        Check(raw.sqlite3_bind_int64(statement, index, value));
    }

    public void Bind(int index, string value)
    {
        if (postgres is not null)
        {
            postgres.Bind(index, value);
            return;
        }

        Check(raw.sqlite3_bind_text(statement, index, value));
    }

    public bool Step()
    {
        if (postgres is not null)
        {
            return postgres.Step();
        }

        var result = raw.sqlite3_step(statement);
        return result switch
        {
            raw.SQLITE_ROW => true,
            raw.SQLITE_DONE => false,
            _ => throw Failure(result),
        };
    }

    public bool IsNull(int column) => postgres is not null ? postgres.IsNull(column) : RowColumns.IsNull(statement, column);

    public int Int(int column) => postgres is not null ? checked((int)postgres.Int64(column)) : RowColumns.Int32(statement, column);

    public int? IntOrNull(int column) => IsNull(column) ? null : Int(column);

    public long Long(int column) => postgres is not null ? postgres.Int64(column) : RowColumns.Int64(statement, column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    /// <summary>The column's text as UTF-8; valid until the next step.</summary>
    public ReadOnlySpan<byte> Utf8(int column) => postgres is not null ? postgres.Bytes(column) : RowColumns.Bytes(statement, column);

    public string Text(int column) => Encoding.UTF8.GetString(Utf8(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public void Dispose()
    {
        postgres?.Dispose();
        statement?.Dispose();
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw Failure(result);
        }
    }

    private SqliteException Failure(int result) => new(raw.sqlite3_errmsg(connection.Handle!).utf8_to_string(), result);
}
