using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ElJournal.Gateway.Tests.Cli;

/// <summary>Looks into a ledger's file from outside, as a person with a database browser does.</summary>
internal static class LedgerRows
{
    /// <summary>The first column of each row.</summary>
    public static IReadOnlyList<string> Of(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of the tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        }

        return rows;
    }
}
