using System.Data.Common;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Calendar;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Judging.Reading;

/// <summary>Which final marks are set; read when a rule first asks.</summary>
internal sealed class LedgerFinalMarks(DbConnection connection, int book, SchoolCalendar calendar, DayRange days) : IFinalMarks
{
    private const string Sql = """SELECT "Student", "Subject", "Work", "EnteredAt", "SeenBy" FROM records WHERE "Book" = ?1 AND "Kind" = 10 AND "Deleted" = 0""";

    private const string OfStudentSql = """
        SELECT "Key", "Origin", "Subject", "Work", "Value", "EnteredAt", "SeenBy", "Number" FROM records WHERE "Book" = ?1 AND "Kind" = 10 AND "Key" >= ?2 AND "Key" < ?3 AND "Deleted" = 0
        """;

    private Dictionary<(string Student, string Subject, string Term), DateTimeOffset>? marks;

    public DateTimeOffset? SetBy(string studentId, string subjectId, string termId) =>
        (marks ??= Load()).TryGetValue((studentId, subjectId, termId), out var moment) ? moment : null;

    public IEnumerable<FinalMarkEntry> Of(string studentId) => Of([studentId]);

    /// <summary>The final marks of some pupils; one from before the book's days counts on the first of them.</summary>
    public IEnumerable<FinalMarkEntry> Of(IEnumerable<string> students)
    {
        using var statement = new LedgerStatement(connection, OfStudentSql);
        foreach (var student in students)
        {
            // A key is the pupil's id, a slash, and the rest; in the order of characters a zero follows the slash.
            var prefix = RecordKey.Join(student, string.Empty)[..^1];
            statement.Reset();
            statement.Bind(1, book);
            statement.Bind(2, prefix + '/');
            statement.Bind(3, prefix + '0');
            while (statement.Step())
            {
                var day = SetAt(statement.LongOrNull(5), statement.LongOrNull(6)) is { } moment ? calendar.DayOf(moment) : days.From;
                yield return new FinalMarkEntry(
                    statement.Text(0), statement.Text(1), student, statement.Text(2), statement.Text(3), statement.Text(4), day < days.From ? days.From : day > days.To ? days.To : day,
                    statement.LongOrNull(7) is { } average ? average / 1000m : null);
            }

            statement.Reset();
        }
    }

    private static DateTimeOffset? SetAt(long? entered, long? seen) =>
        (entered is { } moment && (seen is null || moment < seen) ? entered : seen) is { } known ? Instants.FromStored(known) : null;

    private Dictionary<(string Student, string Subject, string Term), DateTimeOffset> Load()
    {
        var found = new Dictionary<(string, string, string), DateTimeOffset>();
        var pool = new Utf8Pool();
        using var statement = new LedgerStatement(connection, Sql);
        statement.Bind(1, book);
        while (statement.Step())
        {
            if (SetAt(statement.LongOrNull(3), statement.LongOrNull(4)) is { } known)
            {
                found[(pool.Get(statement.Utf8(0)), pool.Get(statement.Utf8(1)), pool.Get(statement.Utf8(2)))] = known;
            }
        }

        return found;
    }
}
