using System.Globalization;
using ElJournal.Gateway.Judging.Reading;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Reports;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Reviews;

/// <summary>Counts who signed in.</summary>
internal static class SignInCounts
{
    private const string Sql = """SELECT "Student", "Status", "Key" FROM records WHERE "Book" = ?1 AND "Kind" = 11 AND "Deleted" = 0""";

    /// <returns><see langword="null"/> where the source does not show it.</returns>
    public static ReviewSignIns? Read(ReportJournal journal, DayRange days)
    {
        var scene = journal.Scenes[^1];
        if (!scene.Facts.Source.Shown.Contains(RecordKind.SignIn))
        {
            return null;
        }

        var there = scene.Roster.Students.Where(student => (student.EnrolledOn is not { } from || from <= days.To) && (student.LeftOn is not { } left || left > days.From)).Select(student => student.Id).ToHashSet(StringComparer.Ordinal);
        var (pupils, parents, known) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), true);
        foreach (var (person, role, _) in All(journal, days))
        {
            switch (role)
            {
                case PersonRole.Student when there.Contains(person):
                    pupils.Add(person);
                    break;
                case PersonRole.Parent:
                    // A parent who signs in under an id of the parent's own is not told apart by child.
                    known &= scene.Roster.Student(person) is not null;
                    parents.Add(person);
                    break;
            }
        }

        return pupils.Count + parents.Count == 0 ? null : new ReviewSignIns(pupils.Count, there.Count, known && parents.Count > 0 ? parents.Count(there.Contains) : null);
    }

    /// <summary>The sign-ins of some days.</summary>
    public static IEnumerable<(string Person, PersonRole Role, DateOnly Day)> All(ReportJournal journal, DayRange days)
    {
        foreach (var scene in journal.Scenes)
        {
            using var statement = new LedgerStatement(journal.Connection, Sql);
            statement.Bind(1, scene.Book.Id);
            while (statement.Step())
            {
                // The key ends with the moment.
                var key = statement.Text(2);
                if (!statement.IsNull(0) && long.TryParse(key[(key.LastIndexOf('/') + 1)..], NumberStyles.Integer, CultureInfo.InvariantCulture, out var moment)
                    && scene.Facts.Calendar.DayOf(Instants.FromStored(moment)) is var day && days.Contains(day))
                {
                    yield return (statement.Text(0), (PersonRole)statement.Int(1), day);
                }
            }
        }
    }
}
