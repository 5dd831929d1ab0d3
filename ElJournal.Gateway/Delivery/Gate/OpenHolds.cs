using System.Data.Common;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Delivery;

/// <summary>The open holds of a school, by class and kind.</summary>
internal sealed class OpenHolds
{
    private readonly Dictionary<(string Class, RecordKind Kind), string> holds = [];

    public OpenHolds(LedgerTransaction transaction, string school)
        : this(transaction.Connection, school)
    {
    }

    public OpenHolds(DbConnection connection, string school)
    {
        using var command = connection.Command("""SELECT "Class", "Kind", "Id" FROM holds WHERE "School" = $school AND "Status" = 1 ORDER BY "OpenedAt" """);
        command.Parameters.AddWithValue("$school", school);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            holds.TryAdd((reader.GetString(0), (RecordKind)reader.GetInt32(1)), reader.GetString(2));
        }
    }

    /// <summary>The hold that the class and kind wait for; a hold without a class is the whole kind's.</summary>
    public string? Of(string? rootClass, RecordKind kind) =>
        holds.Count == 0 ? null
        : holds.TryGetValue((rootClass ?? "", kind), out var hold) || holds.TryGetValue(("", kind), out hold) ? hold
        : null;
}
