using System.Text;
using ElJournal.Gateway.Ledger;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ElJournal.Gateway.Judging.Reading;

/// <summary>A prepared statement read column by column as bytes: judging reads a whole school year, and a string per column is what would cost most.</summary>
internal sealed class LedgerStatement : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly sqlite3_stmt statement;

    public LedgerStatement(SqliteConnection connection, string sql)
    {
        this.connection = connection;
        Check(raw.sqlite3_prepare_v2(connection.Handle!, sql, out statement));
    }

    public void Reset()
    {
        // The result repeats the failure of the last step, which was thrown there.
        _ = raw.sqlite3_reset(statement);
    }

    public void Bind(int index, long value) => Check(raw.sqlite3_bind_int64(statement, index, value));

    public void Bind(int index, string value) => Check(raw.sqlite3_bind_text(statement, index, value));

    public bool Step()
    {
        var result = raw.sqlite3_step(statement);
        return result switch
        {
            raw.SQLITE_ROW => true,
            raw.SQLITE_DONE => false,
            _ => throw Failure(result),
        };
    }

    public bool IsNull(int column) => RowColumns.IsNull(statement, column);

    public int Int(int column) => RowColumns.Int32(statement, column);

    public int? IntOrNull(int column) => IsNull(column) ? null : Int(column);

    public long Long(int column) => RowColumns.Int64(statement, column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    /// <summary>The column's text as UTF-8; valid until the next step.</summary>
    public ReadOnlySpan<byte> Utf8(int column) => RowColumns.Bytes(statement, column);

    public string Text(int column) => Encoding.UTF8.GetString(Utf8(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public void Dispose() => statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw Failure(result);
        }
    }

    private SqliteException Failure(int result) => new(raw.sqlite3_errmsg(connection.Handle!).utf8_to_string(), result);
}
