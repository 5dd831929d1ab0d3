using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Reports.Documents;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Reports.Homework;

/// <summary>The texts of homework, class by class, for a person to judge: minutes cannot be read from a journal.</summary>
internal sealed class HomeworkReport(ReportJournals journals) : IReport
{
    public ReportInfo Info => ReportCatalog.Get(ReportCatalog.Homework);

    public async Task<IReadOnlyList<ReportDocument>> MakeAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        await using var journal = await journals.OpenAsync(request.School, request.Days.From, cancellationToken);
        var lessons = new List<(GroupInfo Group, DateOnly Day, int? Number, string Subject, string Teacher, string? Text, bool Given)>();
        foreach (var (scene, entries, group) in journal.Lessons(request.Days, journal.ClassesNamed(request.Class)))
        {
            var lesson = entries.Lesson;
            if (lesson.Status != LessonStatus.Cancelled && group.Grade is null or >= 2 && (entries.Homework is not null || (IsAsked(group) && ReportJournal.WasGiven(scene, lesson, group))))
            {
                lessons.Add((group, lesson.Day, lesson.Number, journal.SubjectName(lesson.SubjectId), journal.TeacherName(lesson.TeacherId), entries.Homework?.Text, entries.Homework is not null));
            }
        }

        var classes = lessons.GroupBy(lesson => lesson.Group.RootId, StringComparer.Ordinal).Select(group => (Name: journal.NameOfClass(group.Key), group.First().Group.Grade, Lessons: group.ToList()))
            .OrderBy(row => row.Grade).ThenBy(row => row.Name, StringComparer.Ordinal).ToList();
        var parts = classes.Select((row, index) => (ReportPart)new ReportTable(
            row.Name,
            [new(ReportTexts.ColumnDate, 11), new(ReportTexts.ColumnLesson, 6) { Figures = true }, new(ReportTexts.ColumnSubject, 20), new(ReportTexts.ColumnTeacher, 18), new(Texts.ColumnText, 50)],
            [.. row.Lessons.OrderBy(lesson => lesson.Day).ThenBy(lesson => lesson.Number).ThenBy(lesson => lesson.Subject, StringComparer.Ordinal).GroupBy(lesson => lesson.Day)
                .SelectMany(day => day.Select(lesson => new ReportRow([lesson.Day, lesson.Number is { } number ? number : ReportCell.Empty, lesson.Subject, lesson.Teacher, lesson.Text ?? Texts.NoText]))
                    .Append(new ReportRow([day.Key, ReportCell.Empty, ReportCell.Empty, ReportCell.Empty, Phrase.Of(Texts.Count, day.Where(lesson => lesson.Given).Select(lesson => lesson.Subject).Distinct(StringComparer.Ordinal).Count())]) { Strong = true }))])
        { NewPage = index > 0 });
        return [new ReportDocument(ReportCatalog.Homework, ReportTexts.TitleHomework, [.. journal.Lead(request.Days), .. classes.Count == 0 ? [Texts.None] : Array.Empty<string>()], [.. parts]) { Closing = [Texts.Note, ReportTexts.ClosingAutomatic] }];
    }

    /// <summary>Of extended day, sections and courses nobody expects homework: there only what was given is shown.</summary>
    private static bool IsAsked(GroupInfo group) => group.Kind is ClassKind.Class or ClassKind.Subgroup or ClassKind.Elective or ClassKind.HomeSchooling;
}
