using System.Collections.Immutable;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Compliance.EntryDeadline;

/// <summary>Puts findings into words.</summary>
internal static class EntryDeadlineMessages
{
    private static readonly RuleTexts Texts = new(typeof(EntryDeadlineMessages));

    public static string Title => Texts["Title"];

    public static Finding Finding(in Case of, EntryPart part, in PartAssessment assessment, EntryDeadlineSettings settings, int inARow)
    {
        var missing = assessment.Outcome == PartOutcome.Missing;
        var inRow = part == EntryPart.Homework && inARow >= settings.Homework.InARow;
        var severity = settings.Severity ?? (part, missing) switch
        {
            (EntryPart.Homework, _) => inRow ? Severity.Warning : Severity.Info,
            (_, true) => Severity.Violation,
            _ => Severity.Warning,
        };
        var lesson = of.Lesson;
        return new Finding(EntryDeadlineRule.Id, WireName(part), of.Entries.Origin, missing ? FindingState.Missing : FindingState.Late, severity, lesson.Day, Message(of, part, assessment, inRow ? inARow : 0), NormOf(part, settings))
        {
            ClassId = lesson.ClassId,
            LessonId = lesson.Id,
            SubjectId = lesson.SubjectId,
            TeacherId = lesson.TeacherId,
            Deadline = assessment.Deadline,
            EnteredAfter = missing ? null : assessment.Evidence.Entered is { Vouched: true } exact ? exact.At : assessment.Evidence.SeenAfter,
            EnteredBy = missing ? null : assessment.Evidence.Entered is { Vouched: true } known ? known.At : assessment.Evidence.SeenBy,
            AsOf = assessment.AsOf,
            Excused = of.Excused,
            Blocks = settings.Blocking ? Blocks(of, part) : [],
        };
    }

    public static string WireName(EntryPart part) => part switch
    {
        EntryPart.Topic => "topic",
        EntryPart.Homework => "homework",
        EntryPart.Marks => "marks",
        EntryPart.Attendance => "attendance",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "Unknown part."),
    };

    private static string NormOf(EntryPart part, EntryDeadlineSettings settings) =>
        settings.Norms.TryGetValue(part, out var norm) ? norm : settings.Norm ?? LessonPhrase.NoNorm;

    private static string Message(in Case of, EntryPart part, in PartAssessment assessment, int inARow)
    {
        var calendar = of.Context.Calendar;
        var where = LessonPhrase.Of(of.Lesson, of.Group, of.Context);
        var sentences = new List<string>(4);
        if (assessment.Outcome == PartOutcome.Missing)
        {
            var suffix = part == EntryPart.Topic && !LessonPhrase.IsLesson(of.Group) ? "Occupation" : "";
            sentences.Add(Texts.Format($"Missing{part}{suffix}", where));
        }
        else
        {
            sentences.Add(Texts.Format($"Late{part}", LessonPhrase.Entered(assessment.Evidence, calendar)));
            sentences.Add(Texts.Format("Where", where));
        }

        var until = LessonPhrase.Until(assessment.Deadline!.Value, calendar);
        sentences.Add(Why(assessment.Shift) is { } why ? Texts.Format("Moved", until, Texts[why]) : Texts.Format("Deadline", until));
        if (assessment.AsOf is { } read)
        {
            sentences.Add(Texts.Format("Read", LessonPhrase.Moment(read, calendar)));
        }

        if (inARow > 0)
        {
            sentences.Add(Texts.Format("InARow", inARow));
        }

        return string.Join(' ', sentences);
    }

    private static string? Why(DeadlineShift shift) =>
        shift.HasFlag(DeadlineShift.Outage) ? "MovedOutage"
        : shift.HasFlag(DeadlineShift.Grace) ? "MovedGrace"
        : shift.HasFlag(DeadlineShift.Replaced) ? "MovedReplaced"
        : null;

    private static ImmutableArray<RecordReference> Blocks(in Case of, EntryPart part)
    {
        var policy = of.Context.Policy;
        return part switch
        {
            EntryPart.Homework => of.Entries.Homework is { } homework ? [new RecordReference(RecordKind.Homework, homework.Key)] : [],
            EntryPart.Marks => [.. of.Entries.Marks.Where(mark => policy.WorkOf(mark.Work) == WorkKind.Oral).Select(mark => new RecordReference(RecordKind.Mark, mark.Key))],
            _ => [new RecordReference(RecordKind.Lesson, of.Lesson.Id)],
        };
    }
}
