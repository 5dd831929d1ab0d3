using System.Data.Common;
using System.Globalization;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Tests.Support;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ElJournal.Gateway.Tests.Cli;

/// <summary>Looks into a ledger's file from outside, as a person with a database browser does.</summary>
internal static class LedgerRows
{
    /// <summary>The first column of each row.</summary>
    public static IReadOnlyList<string> Of(string path, string sql) => Of(path, sql, value => Convert.ToString(value, CultureInfo.InvariantCulture)!);

    /// <summary>The same of a column of bytes.</summary>
    public static IReadOnlyList<byte[]> Bytes(string path, string sql) => Of(path, sql, value => (byte[])value);

    private static IReadOnlyList<T> Of<T>(string path, string sql, Func<object, T> read)
    {
        using var connection = Connect(path);
        using var command = connection.Command(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader.GetValue(0)));
        }

        return rows;
    }

    /// <summary>An open connection to a file.</summary>
    public static DbConnection ConnectFile(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>An open connection, whatever keeps the ledger.</summary>
    public static DbConnection Connect(string path)
    {
        if (!TestStorage.IsServer)
        {
            return ConnectFile(path);
        }

        var connection = new NpgsqlConnection(TestStorage.ConnectionString(path));
        connection.Open();
        return connection;
    }
}
