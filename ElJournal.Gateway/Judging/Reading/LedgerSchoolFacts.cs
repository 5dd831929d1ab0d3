using System.Data.Common;
using ElJournal.Gateway.Judging.Evaluating;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Judging.Reading;

/// <summary>What the ledger and the gateway know of the school beside lessons; read when a rule asks.</summary>
internal sealed class LedgerSchoolFacts(DbConnection connection, int book, IReadOnlyList<string> classes, SceneFacts facts) : ISchoolFacts
{
    private const string SignInsSql = """SELECT "Student", "Status", max(CAST("Value" AS BIGINT)) FROM records WHERE "Book" = ?1 AND "Kind" = 11 AND "Deleted" = 0 GROUP BY "Student", "Status" """;

    private const string PlacesSql = """
        SELECT "Student", "Status", CAST("Value" AS BIGINT), "Work" FROM records
        WHERE "Book" = ?1 AND "Kind" = 11 AND "Deleted" = 0 AND "Work" IS NOT NULL AND CAST("Value" AS BIGINT) BETWEEN ?2 AND ?3
        """;

    private const string TeachingSql = """
        SELECT "Teacher", count(*), max("Day") FROM records
        WHERE "Book" = ?1 AND "RootClass" = ?2 AND "Day" BETWEEN ?3 AND ?4 AND "Kind" = 6 AND "Deleted" = 0 AND "Status" <> 3 AND "Teacher" IS NOT NULL GROUP BY "Teacher"
        """;

    public IReadOnlyList<LastSignIn> LastSignIns()
    {
        var found = new List<LastSignIn>();
        using var statement = new LedgerStatement(connection, SignInsSql);
        statement.Bind(1, book);
        while (statement.Step())
        {
            var person = statement.Text(0);
            if (!IsOwn(person))
            {
                found.Add(new LastSignIn(person, (PersonRole)statement.Int(1), DateTimeOffset.FromUnixTimeMilliseconds(statement.Long(2))));
            }
        }

        return found;
    }

    public IReadOnlyList<LessonsGiven> Teaching(DayRange days)
    {
        var found = new SortedDictionary<string, LessonsGiven>(StringComparer.Ordinal);
        using var statement = new LedgerStatement(connection, TeachingSql);
        foreach (var name in classes)
        {
            statement.Reset();
            statement.Bind(1, book);
            statement.Bind(2, name);
            statement.Bind(3, days.From.DayNumber);
            statement.Bind(4, days.To.DayNumber);
            while (statement.Step())
            {
                var (teacher, last) = (statement.Text(0), DateOnly.FromDayNumber(statement.Int(2)));
                var known = found.GetValueOrDefault(teacher);
                found[teacher] = new LessonsGiven(teacher, known.Lessons + statement.Int(1), last > known.Last ? last : known.Last);
            }
        }

        return [.. found.Values];
    }

    public IReadOnlyList<PlacedSignIn>? PlacedSignIns(DayRange days)
    {
        var found = new List<PlacedSignIn>();
        using var statement = new LedgerStatement(connection, PlacesSql);
        statement.Bind(1, book);
        statement.Bind(2, facts.Calendar.At(days.From, TimeOnly.MinValue).ToStored());
        statement.Bind(3, facts.Calendar.At(days.To, TimeOnly.MaxValue).ToStored());
        while (statement.Step())
        {
            found.Add(new PlacedSignIn(statement.Text(0), (PersonRole)statement.Int(1), DateTimeOffset.FromUnixTimeMilliseconds(statement.Long(2)), statement.Text(3)));
        }

        // A source that tells no places shows none: nobody can say then that there were no two at once.
        return found.Count == 0 ? null : found.FindAll(signIn => !IsOwn(signIn.PersonId));
    }

    public IReadOnlyList<MonthlyReview>? MonthlyReviews() => facts.Reviews;

    public BackupState? Backups() => facts.Backups;

    private bool IsOwn(string person) => facts.School.Options.Source.Any(source => string.Equals(source.ServiceAccount, person, StringComparison.Ordinal));
}
