using System.Data.Common;
using System.Text;
using ElJournal.Gateway.Ledger.Postgres;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace ElJournal.Gateway.Ledger;

/// <summary>A prepared statement without the provider's boxing and per-call parsing: for loops over hundreds of thousands of rows.</summary>
/// <remarks>Parameters count from 1, columns from 0. Not thread-safe, like the connection that it belongs to.</remarks>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 database = null!;
    private readonly sqlite3_stmt statement = null!;

    /// <summary>On PostgreSQL everything is asked of this one; on SQLite there is none.</summary>
    private readonly PostgresStatement? postgres;

    // What is bound already: most columns of neighbouring rows are equal, and each call into SQLite costs.
    private readonly object?[] bound = new object?[40];
    private readonly long[] numbers = new long[40];

    public Statement(DbConnection connection, string sql)
    {
        if (connection is NpgsqlConnection other)
        {
            postgres = new PostgresStatement(other, sql);
            return;
        }

        database = ((SqliteConnection)connection).Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(raw.sqlite3_prepare_v2(database, sql, out statement));
    }

    public Statement Bind(int index, long value)
    {
        if (postgres is not null)
        {
            postgres.Bind(index, value);
            return this;
        }

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
        if (postgres is not null)
        {
            postgres.Bind(index, value);
            return this;
        }

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
        if (postgres is not null)
        {
            postgres.Bind(index, Encoding.UTF8.GetString(utf8));
            return this;
        }

        bound[index] = null;
        Check(raw.sqlite3_bind_text(statement, index, utf8));
        return this;
    }

    public Statement BindBlob(int index, ReadOnlySpan<byte> value)
    {
        if (postgres is not null)
        {
            postgres.Bind(index, value.ToArray());
            return this;
        }

        bound[index] = null;
        Check(raw.sqlite3_bind_blob(statement, index, value));
        return this;
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns><see langword="false"/> when there is none.</returns>
    public bool Step()
    {
        if (postgres is not null)
        {
            return postgres.Step();
        }

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
        if (postgres is not null)
        {
            postgres.Reset();
            return this;
        }

        raw.sqlite3_reset(statement);
        return this;
    }

    /// <summary>Runs a statement that gives no rows and makes it ready again.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        if (postgres is not null)
        {
            return postgres.Run();
        }

        while (Step())
        {
        }

        raw.sqlite3_reset(statement);
        return raw.sqlite3_changes(database);
    }

    /// <summary>Runs an insert into a table whose rows are numbered. SQLite only.</summary>
    /// <returns>The row's number; 0 when there was a row already.</returns>
    public long Insert() => Run() == 0 ? 0 : raw.sqlite3_last_insert_rowid(database);

    /// <summary>Ends a row of an insert of many, whose parameters are arrays: a round trip for each row would be most of the work. PostgreSQL only.</summary>
    public void Append() => postgres!.Append();

    public bool IsNull(int column) => postgres is not null ? postgres.IsNull(column) : RowColumns.IsNull(statement, column);

    public long Int64(int column) => postgres is not null ? postgres.Int64(column) : RowColumns.Int64(statement, column);

    public int Int32(int column) => postgres is not null ? checked((int)postgres.Int64(column)) : RowColumns.Int32(statement, column);

    public long? Int64OrNull(int column) => IsNull(column) ? null : Int64(column);

    public int? Int32OrNull(int column) => IsNull(column) ? null : Int32(column);

    public string? Text(int column) => postgres is not null ? postgres.Text(column) : IsNull(column) ? null : Encoding.UTF8.GetString(RowColumns.Bytes(statement, column));

    /// <summary>The column's bytes, valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => postgres is not null ? postgres.Bytes(column) : RowColumns.Bytes(statement, column);

    public void Dispose()
    {
        postgres?.Dispose();
        statement?.Dispose();
    }

    private static readonly object Null = new();
    private static readonly object Number = new();

    private Statement BindNull(int index)
    {
        if (postgres is not null)
        {
            postgres.Bind(index, null);
            return this;
        }

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
