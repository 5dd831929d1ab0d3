using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Compliance;
using Microsoft.Data.Sqlite;

namespace ElJournal.Gateway.Judging.Reading;

/// <summary>Which final marks are set; read when a rule first asks.</summary>
internal sealed class LedgerFinalMarks(SqliteConnection connection, int book) : IFinalMarks
{
    private const string Sql = """SELECT "Student", "Subject", "Work", "EnteredAt", "SeenBy" FROM records WHERE "Book" = ?1 AND "Kind" = 10 AND "Deleted" = 0""";

    private Dictionary<(string Student, string Subject, string Term), DateTimeOffset>? marks;

    public DateTimeOffset? SetBy(string studentId, string subjectId, string termId) =>
        (marks ??= Load()).TryGetValue((studentId, subjectId, termId), out var moment) ? moment : null;

    private Dictionary<(string Student, string Subject, string Term), DateTimeOffset> Load()
    {
        var found = new Dictionary<(string, string, string), DateTimeOffset>();
        var pool = new Utf8Pool();
        using var statement = new LedgerStatement(connection, Sql);
        statement.Bind(1, book);
        while (statement.Step())
        {
            var entered = statement.LongOrNull(3);
            var seen = statement.LongOrNull(4);
            if ((entered is { } moment && (seen is null || moment < seen) ? entered : seen) is { } known)
            {
                found[(pool.Get(statement.Utf8(0)), pool.Get(statement.Utf8(1)), pool.Get(statement.Utf8(2)))] = Instants.FromStored(known);
            }
        }

        return found;
    }
}
