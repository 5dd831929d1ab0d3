using System.Collections.Immutable;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Reports.Documents;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Reports.Slips;

/// <summary>Slips with the week's marks to be cut out and put into paper diaries of grades 1 to 4; in grade 1, which has no marks, they tell of presence.</summary>
internal sealed class SlipsReport(ReportJournals journals) : IReport
{
    private const int LastGrade = 4;

    public ReportInfo Info => ReportCatalog.Get(ReportCatalog.Slips);

    public async Task<IReadOnlyList<ReportDocument>> MakeAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        await using var journal = await journals.OpenAsync(request.School, request.Days.From, cancellationToken);
        var named = journal.ClassesNamed(request.Class);
        var marks = new List<(string Student, DateOnly Day, string Subject, string Value)>();
        var absences = new List<(string Student, DateOnly Day)>();
        var taught = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (scene, entries, group) in journal.Lessons(request.Days, named))
        {
            if (ReportJournal.WasGiven(scene, entries.Lesson, group))
            {
                taught.Add(group.RootId);
            }

            marks.AddRange(entries.Marks.Where(mark => Grade(journal, mark.StudentId) is >= 2 and <= LastGrade && mark.Value.Any(char.IsLetterOrDigit)).Select(mark => (mark.StudentId, entries.Lesson.Day, journal.SubjectName(entries.Lesson.SubjectId), mark.Value)));
            foreach (var absence in entries.Attendance.Where(absence => absence.Kind != AttendanceKind.Late))
            {
                absences.Add((absence.StudentId, entries.Lesson.Day));
            }
        }

        var (byStudent, missed) = (marks.ToLookup(mark => mark.Student, StringComparer.Ordinal), absences.ToLookup(absence => absence.Student, absence => absence.Day, StringComparer.Ordinal));
        var classes = journal.Roster.Students.Where(student => journal.Roster.ClassOf(student.Id) is { Grade: >= 1 and <= LastGrade } group && (named is null || named.Contains(group.RootId)) && (student.LeftOn is not { } left || left > request.Days.To))
            .GroupBy(student => journal.Roster.ClassOf(student.Id)!.RootId, StringComparer.Ordinal).Select(group => (Class: journal.Roster.Group(group.Key)!, Students: group.OrderBy(student => student.FamilyName, StringComparer.Ordinal).ThenBy(student => student.GivenName, StringComparer.Ordinal).ToList()))
            .OrderBy(row => row.Class.Grade).ThenBy(row => row.Class.Name, StringComparer.Ordinal).ToList();
        return
        [
            new ReportDocument(
                ReportCatalog.Slips,
                ReportTexts.TitleSlips,
                [.. journal.Lead(request.Days), .. classes.Count == 0 ? [Texts.None] : Array.Empty<string>()],
                [.. classes.Select((row, index) => (!taught.Contains(row.Class.RootId) ? new ReportTable(row.Class.Name, [], []) { Note = Texts.NoLessons } : row.Class.Grade == 1 ? Presence(row.Class, row.Students, missed) : Table(row.Class, row.Students, request.Days, byStudent, missed)) with { NewPage = index > 0 && taught.Contains(row.Class.RootId) })]),
        ];
    }

    /// <summary>Grade 1: there are no marks, so there are no days to put them under.</summary>
    private static ReportTable Presence(GroupInfo own, List<Student> students, ILookup<string, DateOnly> missed) => new(
        own.Name,
        [new(Texts.ColumnPupilAlone, 34), new(Texts.ColumnPresence, 66)],
        [.. students.Select(student => new ReportRow([$"{student.FamilyName} {student.GivenName}, {own.Name}", Missed([.. missed[student.Id]], Texts.AbsencesByDay)]))]);

    private static ReportTable Table(GroupInfo own, List<Student> students, DayRange days, ILookup<string, (string Student, DateOnly Day, string Subject, string Value)> marks, ILookup<string, DateOnly> missed)
    {
        var shown = days.Days().Where(day => day.DayOfWeek != DayOfWeek.Sunday).Take(6).ToImmutableArray();
        var rows = students.SelectMany(student => Rows(own, student, shown, [.. marks[student.Id]], [.. missed[student.Id]]));
        return new ReportTable(own.Name, [new(Texts.ColumnPupil, 34), .. shown.Select(day => new ReportColumn(RussianDates.Short(day), 11))], [.. rows]);
    }

    private static IEnumerable<ReportRow> Rows(GroupInfo own, Student student, ImmutableArray<DateOnly> days, List<(string Student, DateOnly Day, string Subject, string Value)> marks, List<DateOnly> missed)
    {
        yield return new ReportRow([$"{student.FamilyName} {student.GivenName}, {own.Name}. {Missed(missed, Texts.Absences)}", .. days.Select(_ => ReportCell.Empty)]) { Strong = true };
        foreach (var subject in marks.GroupBy(mark => mark.Subject, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            yield return new ReportRow([subject.Key, .. days.Select(day => ReportCell.Of(string.Join(", ", subject.Where(mark => mark.Day == day).Select(mark => mark.Value))))]);
        }
    }

    private static string Missed(List<DateOnly> days, string form)
    {
        if (days.Count == 0)
        {
            return Texts.NoAbsences;
        }

        var byDay = days.GroupBy(day => day).OrderBy(day => day.Key).Select(day => Phrase.Of(Texts.OnDay, RussianDates.Short(day.Key), day.Count()));
        return Phrase.Of(form, Plural.Of(days.Count, ReportTexts.FormsLesson), string.Join(", ", byDay));
    }

    private static int? Grade(ReportJournal journal, string student) => journal.Roster.ClassOf(student)?.Grade;
}
