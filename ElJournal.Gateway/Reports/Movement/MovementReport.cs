using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Reports.Documents;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Reports.Movement;

/// <summary>Who came and who left, kindergarten groups included.</summary>
internal sealed class MovementReport(ReportJournals journals) : IReport
{
    /// <summary>One entry in another class may be a slip.</summary>
    private const int FewestEntries = 2;

    public ReportInfo Info => ReportCatalog.Get(ReportCatalog.Movement);

    public async Task<IReadOnlyList<ReportDocument>> MakeAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        await using var journal = await journals.OpenAsync(request.School, request.Days.From, cancellationToken);
        var (days, roster) = (request.Days, journal.Roster);

        // Whom the year began with did not come in the course of it.
        var first = SchoolYear.Of(days.From, roster.Terms).Days.From;
        var opening = days.From <= first ? first : days.From.AddDays(-1);
        bool Came(Student student) => student.EnrolledOn is { } day && day > first && days.Contains(day);
        var pupils = roster.Students.Select(student => (Student: student, Class: roster.ClassOf(student.Id))).Where(pair => pair.Class is not null).ToList();
        var classes = pupils.GroupBy(pair => pair.Class!.RootId, StringComparer.Ordinal).Select(group => (Class: roster.Group(group.Key) ?? group.First().Class!, Students: group.Select(pair => pair.Student).ToList()))
            .OrderBy(row => row.Class.Grade).ThenBy(row => row.Class.Name, StringComparer.Ordinal).ToList();
        var counts = classes.Select(row => (row.Class.Name, Before: row.Students.Count(student => There(student, opening)), Came: row.Students.Count(Came), Left: row.Students.Count(student => Left(student, days)), After: row.Students.Count(student => There(student, days.To)))).ToList();
        var changes = pupils.Where(pair => Came(pair.Student) || Left(pair.Student, days))
            .SelectMany(pair => new[] { (Day: pair.Student.EnrolledOn, Kind: Texts.Enrolled, Is: Came(pair.Student)), (Day: pair.Student.LeftOn, Kind: Texts.Left, Is: Left(pair.Student, days)) }.Where(change => change.Is).Select(change => (Day: change.Day!.Value, change.Kind, pair.Student, Class: pair.Class!)))
            .Concat(Transfers(journal, days).Select(transfer => (transfer.Day, Kind: Phrase.Of(Texts.Transferred, transfer.From, transfer.To), transfer.Student, transfer.Class)))
            .OrderBy(change => change.Day).ThenBy(change => change.Class.Grade).ThenBy(change => change.Class.Name, StringComparer.Ordinal).ThenBy(change => change.Student.FamilyName, StringComparer.Ordinal).ToList();
        return
        [
            new ReportDocument(ReportCatalog.Movement, ReportTexts.TitleMovement, journal.Lead(days),
            [
                new ReportTable(
                    Texts.HeadingCounts,
                    [new(ReportTexts.ColumnClass, 24), Figure(Texts.ColumnBefore), Figure(Texts.ColumnCame), Figure(Texts.ColumnLeft), Figure(Texts.ColumnAfter)],
                    [.. counts.Select(row => new ReportRow([row.Name, row.Before, row.Came, row.Left, row.After])), new ReportRow([ReportTexts.Total, counts.Sum(row => row.Before), counts.Sum(row => row.Came), counts.Sum(row => row.Left), counts.Sum(row => row.After)]) { Strong = true }]),
                new ReportTable(
                    Texts.HeadingChanges,
                    [new(ReportTexts.ColumnDate, 12), new(Texts.ColumnPupil, 34), new(ReportTexts.ColumnClass, 20), new(Texts.ColumnWhat, 16)],
                    [.. changes.Select(change => new ReportRow([change.Day, string.Join(' ', new[] { change.Student.FamilyName, change.Student.GivenName, change.Student.MiddleName }.OfType<string>()), change.Class.Name, change.Kind]))])
                { Note = changes.Count == 0 ? Texts.NoChanges : Texts.NoteChanges },
            ])
            { Closing = [Texts.NoteDates, ReportTexts.ClosingAutomatic] },
        ];
    }

    /// <summary>Pupils with entries in another class up to a day and in their own from a later one on: nothing else in a journal tells of a transfer.</summary>
    private static IEnumerable<(DateOnly Day, string From, string To, Student Student, GroupInfo Class)> Transfers(ReportJournal journal, DayRange days)
    {
        var seen = new Dictionary<(string Student, string Root), (DateOnly First, DateOnly Last, int Count)>();
        foreach (var (scene, entries, group) in journal.Lessons(new DayRange(SchoolYear.Of(days.From, journal.Roster.Terms).Days.From, days.To)))
        {
            if (group.Kind != ClassKind.Class || scene.Roster != journal.Roster)
            {
                continue;
            }

            foreach (var student in entries.Marks.Select(mark => mark.StudentId).Concat(entries.Attendance.Select(entry => entry.StudentId)))
            {
                var day = entries.Lesson.Day;
                var known = seen.TryGetValue((student, group.RootId), out var span) ? span : (First: day, Last: day, Count: 0);
                seen[(student, group.RootId)] = (known.First < day ? known.First : day, known.Last > day ? known.Last : day, known.Count + 1);
            }
        }

        foreach (var ((id, root), before) in seen)
        {
            if (before.Count >= FewestEntries && journal.Roster.ClassOf(id) is { } own && own.RootId != root && journal.Roster.Student(id) is { } student
                && seen.TryGetValue((id, own.RootId), out var now) && now.First > before.Last && days.Contains(now.First))
            {
                yield return (now.First, journal.NameOfClass(root), journal.NameOfClass(own.RootId), student, own);
            }
        }
    }

    private static bool There(Student student, DateOnly day) => (student.EnrolledOn is not { } from || from <= day) && (student.LeftOn is not { } left || left > day);

    private static bool Left(Student student, DayRange days) => student.LeftOn is { } day && days.Contains(day);

    private static ReportColumn Figure(string title) => new(title, 14) { Figures = true };
}
