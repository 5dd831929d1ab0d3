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
    public static IReadOnlyList<string> Of(string path, string sql)
    {
        using var connection = Connect(path);
        using var command = connection.Command(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        }

        return rows;
    }

    /// <summary>An open connection, whatever keeps the ledger.</summary>
    public static DbConnection Connect(string path)
    {
        DbConnection connection = TestStorage.IsServer ? new NpgsqlConnection(TestStorage.ConnectionString(path)) : new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }
}
