using ElJournal.Gateway.Delivery;
using ElJournal.Rules.Journal;
using Microsoft.Data.Sqlite;

namespace ElJournal.Benchmarks;

/// <summary>Looks into a ledger's file, also while somebody works on it.</summary>
internal static class LedgerRows
{
    /// <summary>What a query answers with.</summary>
    public static List<T> Read<T>(string ledger, string sql, Func<SqliteDataReader, T> read)
    {
        using var connection = new SqliteConnection($"Data Source={ledger};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Made in this project of constants and numbers.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>What a portal has when all has been delivered: the ledger less what is withheld.</summary>
    public static List<(string Kind, string Key, string Data)> Delivered(string ledger) => Read(
        ledger,
        """
        SELECT r."Kind", r."Key", r."Payload" FROM records r LEFT JOIN route_records rr ON rr."Record" = r."Id"
        WHERE r."Deleted" = 0 AND r."Kind" <> 11 AND NOT (rr."KeptBack" IS NOT NULL AND rr."KeptBack" = 'withheld')
        """,
        reader => (((RecordKind)reader.GetInt32(0)).WireName(), reader.GetString(1), RouteFields.Default.DataOf((RecordKind)reader.GetInt32(0), reader.GetString(2))));
}
