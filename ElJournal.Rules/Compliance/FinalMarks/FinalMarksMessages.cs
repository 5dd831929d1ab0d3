using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Compliance.FinalMarks;

/// <summary>What <c>final-marks</c> says.</summary>
internal sealed class FinalMarksMessages(JudgingContext context)
{
    public const string Id = "final-marks";

    private static readonly RuleTexts Texts = new(typeof(FinalMarksRule));

    public static string Title => Texts["Title"];

    public Finding Differs(Course course, Term term, in FinalMarkEntry final, int mark, decimal average, (int Low, int High) expected, FinalMarksSettings current) =>
        Of(
            "value",
            final.Origin,
            current.Severity ?? Severity.Info,
            course,
            Texts.Format(
                mark < expected.Low ? "Lower" : "Higher",
                Where(course, term),
                average,
                current.Threshold is { } threshold ? Texts.Format("Threshold", threshold) : Texts["Grey"]),
            current) with
        {
            StudentId = final.StudentId,
            Blocks = current.Blocking ? [new RecordReference(RecordKind.FinalMark, final.Key)] : [],
        };

    public Finding Missing(Course course, Term term, int missing, int pupils, DateTimeOffset due, FinalMarksSettings current) =>
        Of("missing", $"{course.Group.Id}/{course.SubjectId}/{term.Id}", current.Severity ?? Severity.Warning, course, Texts.Format("Missing", Where(course, term), missing, pupils, LessonPhrase.Until(due, context.Calendar)), current) with
        {
            Deadline = due,
        };

    public Finding NoneAtAll(Course course, Term term, DateTimeOffset due, FinalMarksSettings current)
    {
        var group = context.Roster.Group(course.Group.RootId)!;
        return Of("none", $"{group.Id}/{term.Id}", current.Severity ?? Severity.Warning, course, Texts.Format("NoneAtAll", LessonPhrase.OfTerm(group, subjectId: null, term.Name, context), LessonPhrase.Until(due, context.Calendar)), current) with
        {
            ClassId = group.Id,
            SubjectId = null,
            TeacherId = null,
            Deadline = due,
        };
    }

    private string Where(Course course, Term term) => LessonPhrase.OfTerm(course.Group, course.SubjectId, term.Name, context);

    private static Finding Of(string part, string subject, Severity severity, Course course, string message, FinalMarksSettings current) =>
        new(Id, part, subject, FindingState.Present, severity, course.Last!.Day, message, current.Norm ?? LessonPhrase.NoNorm)
        {
            ClassId = course.Group.Id,
            SubjectId = course.SubjectId,
            TeacherId = course.Last.TeacherId,
        };
}
