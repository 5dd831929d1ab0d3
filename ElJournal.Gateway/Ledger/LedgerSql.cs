using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using ElJournal.Gateway.Ledger.Postgres;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ElJournal.Gateway.Ledger;

/// <summary>One SQL text for both providers. Statements are written in what both understand, with SQLite's names of parameters; the little that PostgreSQL spells otherwise is put right here.</summary>
/// <remarks>
/// What SQLite has and PostgreSQL lacks (<c>json_extract</c>, <c>max</c> of two values, <c>sum</c> of conditions …) are functions that the first migration makes there.
/// Write <c>IS NOT DISTINCT FROM</c> for SQLite's <c>IS</c>, name the columns after <c>ON CONFLICT</c>, and qualify columns on the right of its <c>SET</c>.
/// </remarks>
internal static partial class LedgerSql
{
    private static readonly ConcurrentDictionary<string, string> Translated = new(StringComparer.Ordinal);

    /// <summary>A command with the text, as the connection's provider spells it.</summary>
    public static DbCommand Command(this DbConnection connection, string sql)
    {
        if (connection is NpgsqlConnection postgres)
        {
            PostgresStatement.Settle(postgres);
        }

        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Callers pass constants; values are parameters.
        command.CommandText = connection is NpgsqlConnection ? ForPostgres(sql) : sql;
#pragma warning restore CA2100
        return command;
    }

    /// <summary>The text as PostgreSQL spells it: <c>?1</c> and <c>$name</c> become <c>$1</c> and <c>@name</c>; a hint at an index or at the order of a join (SQLite's <c>CROSS JOIN … ON</c>) goes, since there its planner knows better.</summary>
    public static string ForPostgres(string sql) =>
        Translated.GetOrAdd(sql, static text => Named().Replace(Numbered().Replace(IndexHint().Replace(text.Replace("CROSS JOIN", "JOIN", StringComparison.Ordinal), ""), "@p${number}"), "@${name}"));

    /// <summary>Adds a parameter; yes or no and words of a list are numbers, as the ledger's columns hold them.</summary>
    public static DbParameter AddWithValue(this DbParameterCollection parameters, string name, object? value)
    {
        if (parameters is SqliteParameterCollection sqlite)
        {
            return sqlite.AddWithValue(name, value);
        }

        var parameter = new NpgsqlParameter(name.TrimStart('$'), ForPostgres(value));
        parameters.Add(parameter);
        return parameter;
    }

    /// <summary>Adds a parameter whose value changes from run to run.</summary>
    public static DbParameter Add(this DbParameterCollection parameters, string name, DbType type)
    {
        DbParameter parameter = parameters is SqliteParameterCollection ? new SqliteParameter(name, null) { DbType = type } : new NpgsqlParameter(name.TrimStart('$'), type);
        parameters.Add(parameter);
        return parameter;
    }

    /// <summary>The number that a query answers with; 0 for none.</summary>
    public static long Number(this DbCommand command) => command.ExecuteScalar() is { } value and not DBNull ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : 0;

    /// <summary>Begins a transaction that will write: at once where the whole file is locked, by rows where a server keeps writers apart.</summary>
    public static async Task<DbTransaction> BeginWritingAsync(this DbConnection connection, CancellationToken cancellationToken) =>
        connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: false) : await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);

    /// <summary>Begins a transaction that sees one state of the ledger to its end.</summary>
    public static async Task<DbTransaction> BeginReadingAsync(this DbConnection connection, CancellationToken cancellationToken) =>
        connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    internal static object ForPostgres(object? value) => value switch
    {
        null => DBNull.Value,
        bool yes => yes ? 1L : 0L,
        Enum word => Convert.ToInt64(word, CultureInfo.InvariantCulture),
        _ => value,
    };

    [GeneratedRegex("""(INDEXED BY "[^"]+"|NOT INDEXED) ?""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex IndexHint();

    [GeneratedRegex(@"\?(?<number>\d+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"\$(?<name>[A-Za-z_]\w*)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Named();
}
