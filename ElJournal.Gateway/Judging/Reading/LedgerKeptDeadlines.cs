using System.Data.Common;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Compliance.EntryDeadline;

namespace ElJournal.Gateway.Judging.Reading;

/// <summary>Deadlines that have passed, read a day at a time when one is first asked for.</summary>
internal sealed class LedgerKeptDeadlines(DbConnection connection, int book) : IKeptDeadlines
{
    private const string Sql = """SELECT "Lesson", "Part", "At", "Shift", "Terms" FROM kept_deadlines WHERE "Book" = ?1 AND "Day" = ?2""";

    private readonly Dictionary<DateOnly, Dictionary<(string Lesson, EntryPart Part), KeptDeadline>> days = [];

    public KeptDeadline? Find(string lesson, DateOnly day, EntryPart part)
    {
        if (!days.TryGetValue(day, out var kept))
        {
            days.Add(day, kept = Load(day));
        }

        return kept.TryGetValue((lesson, part), out var found) ? found : null;
    }

    private Dictionary<(string, EntryPart), KeptDeadline> Load(DateOnly day)
    {
        var kept = new Dictionary<(string, EntryPart), KeptDeadline>();
        using var statement = new LedgerStatement(connection, Sql);
        statement.Bind(1, book);
        statement.Bind(2, day.DayNumber);
        while (statement.Step())
        {
            var (lesson, part) = (statement.Text(0), (EntryPart)statement.Int(1));
            kept[(lesson, part)] = new KeptDeadline(lesson, day, part, Instants.FromStored(statement.Long(2)), (DeadlineShift)statement.Int(3), statement.Long(4));
        }

        return kept;
    }
}
