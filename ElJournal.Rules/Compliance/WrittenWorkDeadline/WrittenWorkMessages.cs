namespace ElJournal.Rules.Compliance.WrittenWorkDeadline;

/// <summary>What <c>written-work-deadline</c> says.</summary>
internal static class WrittenWorkMessages
{
    /// <summary>The part of the lesson that is late or missing.</summary>
    private const string Part = "marks";

    private static readonly RuleTexts Texts = new(typeof(WrittenWorkDeadlineRule));

    public static string Title => Texts["Title"];

    public static Finding Missing(in Work work, DateTimeOffset due, in Count count, DateTimeOffset read, WrittenWorkDeadlineSettings current, JudgingContext context) =>
        Of(work, due, FindingState.Missing, current.Severity ?? Severity.Warning, Texts.Format(
            "Missing", Name(work), work.Lesson.Day, count.Marked, count.Expected, context.Calendar.Local(due).DateTime, LessonPhrase.Of(work.Lesson, work.Group, context), LessonPhrase.Moment(read, context.Calendar)), current, context) with
        {
            AsOf = read,
        };

    public static Finding Late(in Work work, DateTimeOffset due, in Count count, WrittenWorkDeadlineSettings current, JudgingContext context) =>
        Of(work, due, FindingState.Late, current.Severity ?? Severity.Info, Texts.Format(
            "Late", Name(work), work.Lesson.Day, count.InTime, count.Expected, context.Calendar.Local(due).DateTime, LessonPhrase.Of(work.Lesson, work.Group, context)), current, context) with
        {
            EnteredAfter = count.Example.SeenAfter,
            EnteredBy = count.Example.Entered is { Vouched: true } entered ? entered.At : count.Example.SeenBy,
        };

    private static Finding Of(in Work work, DateTimeOffset due, FindingState state, Severity severity, string message, WrittenWorkDeadlineSettings current, JudgingContext context) =>
        new(WrittenWorkDeadlineRule.Id, Part, $"{work.Origin}|{work.Name}", state, severity, work.Lesson.Day, message, current.Norm ?? LessonPhrase.NoNorm)
        {
            ClassId = work.Lesson.ClassId,
            LessonId = work.Lesson.Id,
            SubjectId = work.Lesson.SubjectId,
            TeacherId = work.Lesson.TeacherId,
            Deadline = due,
            Excused = context.Excuses.Covers(work.Lesson.TeacherId, work.Lesson.Day),
        };

    // «за контрольную работу»; what nobody has named is quoted as the journal writes it.
    private static string Name(in Work work) => work.Kind is { } kind
        ? Texts[kind.ToString()]
        : work.Name is { } name ? Texts.Format("Named", name) : Texts["Unnamed"];
}
