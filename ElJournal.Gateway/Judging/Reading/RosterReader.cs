using System.Data.Common;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Judging.Reading;

/// <summary>Reads terms, groups, people and subjects of a book.</summary>
internal static class RosterReader
{
    private const string Sql = """SELECT "Kind", "Payload" FROM records WHERE "Book" = ?1 AND "Kind" BETWEEN 1 AND 5 AND "Deleted" = 0 ORDER BY "Kind", "Key" """;

    private const string GroupsSql = """SELECT "Payload" FROM records WHERE "Book" = ?1 AND "Kind" = ?2 AND "Deleted" = 0""";

    private const string ClassesSql = """
        WITH RECURSIVE found(name) AS (
            SELECT min("RootClass") FROM records WHERE "Book" = ?1
            UNION ALL SELECT (SELECT min("RootClass") FROM records WHERE "Book" = ?1 AND "RootClass" > name) FROM found WHERE name IS NOT NULL)
        SELECT name FROM found WHERE name IS NOT NULL
        """;

    public static Roster Read(DbConnection connection, int book)
    {
        var records = new List<JournalRecord>();
        using var statement = new LedgerStatement(connection, Sql);
        statement.Bind(1, book);
        while (statement.Step())
        {
            records.Add(RecordPayload.Read((RecordKind)statement.Int(0), statement.Text(1), RecordExtras.None));
        }

        return Roster.Create(records);
    }

    /// <summary>Classes and other groups alone: who asks what day it is need not read a thousand people.</summary>
    public static IReadOnlyList<GroupInfo> Groups(DbConnection connection, int book)
    {
        var groups = new List<JournalRecord>();
        using var statement = new LedgerStatement(connection, GroupsSql);
        statement.Bind(1, book);
        statement.Bind(2, (int)RecordKind.Class);
        while (statement.Step())
        {
            groups.Add(RecordPayload.Read(RecordKind.Class, statement.Text(0), RecordExtras.None));
        }

        return [.. Roster.Create(groups).Groups];
    }

    /// <summary>The classes that have records, in the order in which they are judged. Hops over the index instead of reading it.</summary>
    public static IReadOnlyList<string> Classes(DbConnection connection, int book)
    {
        var classes = new List<string>();
        using var statement = new LedgerStatement(connection, ClassesSql);
        statement.Bind(1, book);
        while (statement.Step())
        {
            classes.Add(statement.Text(0));
        }

        classes.Sort(StringComparer.Ordinal);
        return classes;
    }
}
