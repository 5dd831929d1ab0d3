using System.Collections.Immutable;
using System.Globalization;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Reports.Documents;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Reports.Substitutions;

/// <summary>Lessons that somebody else gave, and lessons that were cancelled.</summary>
internal sealed class SubstitutionsReport(ReportJournals journals) : IReport
{
    public ReportInfo Info => ReportCatalog.Get(ReportCatalog.Substitutions);

    public async Task<IReadOnlyList<ReportDocument>> MakeAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        await using var journal = await journals.OpenAsync(request.School, request.Days.From, cancellationToken);
        var lessons = Read(journal, request);
        return [Document(journal, request, lessons, journal.Scenes.Any(scene => scene.Usual is not null))];
    }

    private static ImmutableArray<Missed> Read(ReportJournal journal, ReportRequest request)
    {
        var missed = new List<Missed>();
        foreach (var (scene, entries, group) in journal.Lessons(request.Days))
        {
            var lesson = entries.Lesson;
            MissedKind? kind =
                lesson.Status == LessonStatus.Cancelled ? MissedKind.Cancelled
                : lesson.ReplacesTeacherId is not null ? MissedKind.Replaced
                : scene.Facts.Excuses.Covers(lesson.TeacherId, lesson.Day) && ReportJournal.WasGiven(scene, lesson, group) ? MissedKind.Unnamed
                : null;
            if (kind is { } known)
            {
                missed.Add(new Missed(known, lesson.Day, lesson.Number, lesson.Start, group.Name, journal.SubjectName(lesson.SubjectId), lesson.TeacherId, known == MissedKind.Replaced ? lesson.ReplacesTeacherId : lesson.TeacherId, lesson.Topic));
            }
        }

        return [.. missed.OrderBy(lesson => lesson.Day).ThenBy(lesson => lesson.Number ?? int.MaxValue).ThenBy(lesson => lesson.Class, ClassName.Order)];
    }

    private static ReportDocument Document(ReportJournal journal, ReportRequest request, ImmutableArray<Missed> lessons, bool guessed)
    {
        var lead = journal.Lead(request.Days).ToBuilder();
        lead.Add(lessons.IsEmpty ? Texts.LeadNone : Phrase.Of(Texts.LeadCounts, Count(lessons, MissedKind.Replaced), Count(lessons, MissedKind.Cancelled), Count(lessons, MissedKind.Unnamed)));
        if (guessed)
        {
            lead.Add(Texts.LeadGuessed);
        }

        return new ReportDocument(ReportCatalog.Substitutions, ReportTexts.TitleSubstitutions, lead.ToImmutable(), [.. Parts(journal, lessons)])
        {
            Closing = [Texts.NoteOnce, Texts.NoteMoney, ReportTexts.ClosingAutomatic],
        };
    }

    private static IEnumerable<ReportPart> Parts(ReportJournal journal, ImmutableArray<Missed> lessons)
    {
        var replaced = lessons.Where(lesson => lesson.Kind == MissedKind.Replaced).ToList();
        if (replaced.Count > 0)
        {
            yield return new ReportTable(
                Texts.HeadingReplaced,
                [new(ReportTexts.ColumnDate, 11), new(ReportTexts.ColumnLesson, 6) { Figures = true }, new(ReportTexts.ColumnClass, 10), new(ReportTexts.ColumnSubject, 22), new(Texts.ColumnAbsent, 20), new(Texts.ColumnStandIn, 20), new(Texts.ColumnTopic, 30)],
                [.. replaced.Select(lesson => new ReportRow([lesson.Day, Number(lesson), lesson.Class, lesson.Subject, journal.TeacherName(lesson.AbsentId), journal.TeacherName(lesson.TeacherId), lesson.Topic]))]);
        }

        foreach (var (kind, heading, note) in new[] { (MissedKind.Cancelled, Texts.HeadingCancelled, (string?)null), (MissedKind.Unnamed, Texts.HeadingUnnamed, Texts.NoteUnnamed) })
        {
            var rows = lessons.Where(lesson => lesson.Kind == kind).ToList();
            if (rows.Count > 0)
            {
                yield return new ReportTable(
                    heading,
                    [new(ReportTexts.ColumnDate, 11), new(ReportTexts.ColumnLesson, 6) { Figures = true }, new(ReportTexts.ColumnClass, 10), new(ReportTexts.ColumnSubject, 22), new(ReportTexts.ColumnTeacher, 20)],
                    [.. rows.Select(lesson => new ReportRow([lesson.Day, Number(lesson), lesson.Class, lesson.Subject, journal.TeacherName(lesson.AbsentId)]))])
                { Note = note };
            }
        }

        if (!lessons.IsEmpty)
        {
            yield return Absent(journal, lessons);
        }

        if (replaced.Count > 0)
        {
            yield return new ReportTable(
                Texts.HeadingStandIn,
                [new(ReportTexts.ColumnTeacher, 30), new(ReportTexts.ColumnLessons, 10) { Figures = true }],
                [.. replaced.GroupBy(lesson => lesson.TeacherId, StringComparer.Ordinal).Select(group => (Name: journal.TeacherName(group.Key), Lessons: Once(group)))
                    .OrderBy(row => row.Name, StringComparer.Ordinal).Select(row => new ReportRow([row.Name, row.Lessons]))]);
        }
    }

    private static ReportTable Absent(ReportJournal journal, ImmutableArray<Missed> lessons) => new(
        Texts.HeadingAbsent,
        [new(ReportTexts.ColumnTeacher, 30), new(Texts.ColumnReplaced, 10) { Figures = true }, new(Texts.ColumnCancelled, 10) { Figures = true }, new(Texts.ColumnNotNamed, 12) { Figures = true }],
        [
            .. lessons.GroupBy(lesson => lesson.AbsentId, StringComparer.Ordinal)
                .Select(group => (Name: journal.TeacherName(group.Key), Lessons: group.ToList()))
                .OrderBy(row => row.Name, StringComparer.Ordinal)
                .Select(row => new ReportRow([row.Name, Count(row.Lessons, MissedKind.Replaced), Count(row.Lessons, MissedKind.Cancelled), Count(row.Lessons, MissedKind.Unnamed)])),
            new ReportRow([ReportTexts.Total, Count(lessons, MissedKind.Replaced), Count(lessons, MissedKind.Cancelled), Count(lessons, MissedKind.Unnamed)]) { Strong = true },
        ]);

    private static int Count(IEnumerable<Missed> lessons, MissedKind kind) => Once(lessons.Where(lesson => lesson.Kind == kind));

    /// <summary>Lessons that one teacher gave to several groups at once are one lesson.</summary>
    private static int Once(IEnumerable<Missed> lessons) => lessons
        .Select((lesson, index) => (lesson.Day, lesson.TeacherId, lesson.Kind, lesson.Subject, lesson.Start, lesson.Number, Alone: lesson.Start is null && lesson.Number is null ? index : -1))
        .Distinct().Count();

    private static ReportCell Number(Missed lesson) => lesson.Number?.ToString(CultureInfo.InvariantCulture);

    private enum MissedKind
    {
        Replaced,
        Cancelled,
        Unnamed,
    }

    /// <param name="Kind">What became of the lesson.</param>
    /// <param name="TeacherId">Who gave it, or stands in the timetable.</param>
    /// <param name="AbsentId">Who should have given it.</param>
    private sealed record Missed(MissedKind Kind, DateOnly Day, int? Number, TimeOnly? Start, string Class, string Subject, string? TeacherId, string? AbsentId, string? Topic);
}
