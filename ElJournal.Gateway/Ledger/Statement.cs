using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ElJournal.Gateway.Ledger;

/// <summary>A prepared statement without the provider's boxing and per-call parsing: for loops over hundreds of thousands of rows.</summary>
/// <remarks>Parameters count from 1, columns from 0. Not thread-safe, like the connection that it belongs to.</remarks>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    // What is bound already: most columns of neighbouring rows are equal, and each call into SQLite costs.
    private readonly object?[] bound = new object?[40];
    private readonly long[] numbers = new long[40];

    public Statement(SqliteConnection connection, string sql)
    {
        database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(raw.sqlite3_prepare_v2(database, sql, out statement));
    }

    public Statement Bind(int index, long value)
    {
        if (ReferenceEquals(bound[index], Number) && numbers[index] == value)
        {
            return this;
        }

        bound[index] = Number;
        numbers[index] = value;
        Check(raw.sqlite3_bind_int64(statement, index, value));
        return this;
    }

    public Statement Bind(int index, long? value) => value is { } given ? Bind(index, given) : BindNull(index);

    public Statement Bind(int index, string? value)
    {
        if (value is null)
        {
            return BindNull(index);
        }

        if (ReferenceEquals(bound[index], value))
        {
            return this;
        }

        bound[index] = value;
        Span<byte> buffer = stackalloc byte[256];
        if (value.Length * 3 <= buffer.Length)
        {
            Check(raw.sqlite3_bind_text(statement, index, buffer[..Encoding.UTF8.GetBytes(value, buffer)]));
        }
        else
        {
            Check(raw.sqlite3_bind_text(statement, index, value));
        }

        return this;
    }

    public Statement BindText(int index, ReadOnlySpan<byte> utf8)
    {
        bound[index] = null;
        Check(raw.sqlite3_bind_text(statement, index, utf8));
        return this;
    }

    public Statement BindBlob(int index, ReadOnlySpan<byte> value)
    {
        bound[index] = null;
        Check(raw.sqlite3_bind_blob(statement, index, value));
        return this;
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns><see langword="false"/> when there is none.</returns>
    public bool Step()
    {
        var answer = raw.sqlite3_step(statement);
        if (answer == raw.SQLITE_ROW)
        {
            return true;
        }

        if (answer != raw.SQLITE_DONE)
        {
            raw.sqlite3_reset(statement);
            SqliteException.ThrowExceptionForRC(answer, database);
        }

        return false;
    }

    /// <summary>Makes the statement ready to be run again; what is bound stays.</summary>
    public Statement Reset()
    {
        raw.sqlite3_reset(statement);
        return this;
    }

    /// <summary>Runs a statement that gives no rows and makes it ready again.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        while (Step())
        {
        }

        raw.sqlite3_reset(statement);
        return raw.sqlite3_changes(database);
    }

    public bool IsNull(int column) => RowColumns.IsNull(statement, column);

    public long Int64(int column) => RowColumns.Int64(statement, column);

    public int Int32(int column) => RowColumns.Int32(statement, column);

    public long? Int64OrNull(int column) => IsNull(column) ? null : RowColumns.Int64(statement, column);

    public int? Int32OrNull(int column) => IsNull(column) ? null : RowColumns.Int32(statement, column);

    public string? Text(int column) => IsNull(column) ? null : Encoding.UTF8.GetString(RowColumns.Bytes(statement, column));

    /// <summary>The column's bytes, valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => RowColumns.Bytes(statement, column);

    public void Dispose() => statement.Dispose();

    private static readonly object Null = new();
    private static readonly object Number = new();

    private Statement BindNull(int index)
    {
        if (!ReferenceEquals(bound[index], Null))
        {
            bound[index] = Null;
            Check(raw.sqlite3_bind_null(statement, index));
        }

        return this;
    }

    private void Check(int answer)
    {
        if (answer != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(answer, database);
        }
    }
}
