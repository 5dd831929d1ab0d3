using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Reports.ClassMonth;
using ElJournal.Gateway.Reports.Documents;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Reports.OneTeacher;

/// <summary>A teacher's own month: by class and subject, and the lessons that lack something. One file per teacher; nobody's row stands in another's.</summary>
internal sealed class TeacherReport(ReportJournals journals) : IReport
{
    public ReportInfo Info => ReportCatalog.Get(ReportCatalog.Teacher);

    public async Task<IReadOnlyList<ReportDocument>> MakeAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        await using var journal = await journals.OpenAsync(request.School, request.Days.From, cancellationToken);
        if (request.Teacher is { } wanted && journal.Names.Teacher(wanted) is null)
        {
            throw new GatewayException(Phrase.Of(ReportTexts.TeacherUnknown, wanted));
        }

        var lessons = new List<OwnLesson>();
        foreach (var (_, entries, group, assessment) in journal.AssessedLessons(request.Days))
        {
            var lesson = entries.Lesson;
            if (lesson.TeacherId is { } teacher && (request.Teacher is null || request.Teacher == teacher) && PartTally.Of(assessment) is { } tally && tally != default)
            {
                lessons.Add(new OwnLesson(teacher, group.Name, journal.SubjectName(lesson.SubjectId), lesson.Day, lesson.Number, tally, Parts(assessment, PartOutcome.Missing), Parts(assessment, PartOutcome.Late)));
            }
        }

        return
        [
            .. lessons.GroupBy(lesson => lesson.Teacher, StringComparer.Ordinal).OrderBy(group => journal.TeacherName(group.Key), StringComparer.Ordinal)
                .Select(group => Document(journal, request, group.Key, [.. group])),
        ];
    }

    private static ReportDocument Document(ReportJournal journal, ReportRequest request, string teacher, List<OwnLesson> lessons)
    {
        var open = lessons.Where(lesson => lesson.Missing.Length + lesson.Late.Length > 0).OrderBy(lesson => lesson.Day).ThenBy(lesson => lesson.Number).ThenBy(lesson => lesson.Class, ClassName.Order).ToList();
        return new ReportDocument(
            $"{ReportCatalog.Teacher}-{ClassReport.FileName(teacher)}",
            Phrase.Of(Texts.Title, journal.TeacherName(teacher)),
            journal.Lead(request.Days),
            [
                new ReportTable(
                    Texts.HeadingOwn,
                    [new(ReportTexts.ColumnClass, 14), new(ReportTexts.ColumnSubject, 24), .. new[] { ReportTexts.ColumnLessons, Texts.InTime, Texts.Late, Texts.Missing, Texts.Unproved, Texts.NotChecked }.Select(title => new ReportColumn(title, 11) { Figures = true })],
                    [
                        .. lessons.GroupBy(lesson => (lesson.Class, lesson.Subject)).OrderBy(group => group.Key.Class, ClassName.Order).ThenBy(group => group.Key.Subject, StringComparer.Ordinal)
                            .Select(group => Row(group.Key.Class, group.Key.Subject, [.. group])),
                        Row(ReportTexts.Total, string.Empty, lessons) with { Strong = true },
                    ]),
                new ReportTable(
                    Texts.HeadingLessons,
                    [new(ReportTexts.ColumnDate, 12), new(ReportTexts.ColumnLesson, 7) { Figures = true }, new(ReportTexts.ColumnClass, 14), new(ReportTexts.ColumnSubject, 24), new(Texts.ColumnMissing, 26), new(Texts.ColumnLate, 26)],
                    [.. open.Select(lesson => new ReportRow([lesson.Day, lesson.Number is { } number ? number : ReportCell.Empty, lesson.Class, lesson.Subject, lesson.Missing, lesson.Late]))])
                { Note = open.Count == 0 ? Texts.AllThere : null },
            ])
        { Closing = [Texts.Note, ReportTexts.ClosingAutomatic] };
    }

    private static ReportRow Row(string name, string subject, List<OwnLesson> lessons)
    {
        var sum = lessons.Aggregate(default(PartTally), (total, lesson) => total + lesson.Tally);
        return new ReportRow([name, subject, lessons.Count, sum.InTime, sum.Late, sum.Missing, sum.Unproved, sum.NotChecked]);
    }

    private static string Parts(LessonAssessment assessment, PartOutcome outcome) => assessment.Excused ? string.Empty : string.Join(", ", new[]
    {
        (EntryPart.Topic, Letters.Texts.Part_topic), (EntryPart.Homework, Letters.Texts.Part_homework), (EntryPart.Marks, Letters.Texts.Part_marks), (EntryPart.Attendance, Letters.Texts.Part_attendance),
    }.Where(part => assessment[part.Item1].Outcome == outcome).Select(part => part.Item2));

    private sealed record OwnLesson(string Teacher, string Class, string Subject, DateOnly Day, int? Number, PartTally Tally, string Missing, string Late);
}
