using System.Collections.Frozen;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Letters.Daily;
using ElJournal.Gateway.Mail.Recipients;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Mail.Letters;

/// <summary>A day of the school of the sample letters, put together lesson by lesson.</summary>
internal sealed class SampleDay(DateOnly day)
{
    public static readonly DateOnly Monday = new(2026, 10, 5);
    public static readonly TimeZoneInfo Moscow = TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow");
    public const string Norm = "п. 2.2 и 2.5 Положения об ЭЖ";

    private readonly List<LessonOverview> lessons = [];
    private readonly List<FindingView> findings = [];
    private readonly List<NotCheckedView> notChecked = [];
    private readonly List<ExcusedView> excused = [];

    public DateTimeOffset? AsOf { get; set; } = At(day.AddDays(1), 7, 20);

    public static DateTimeOffset At(DateOnly day, int hour, int minute) => new(day.ToDateTime(new TimeOnly(hour, minute)), TimeSpan.FromHours(3));

    public SampleDay Recorded(string group, int count)
    {
        for (var index = 0; index < count; index++)
        {
            lessons.Add(Lesson(group, index + 1, "Математика", "Иванова А. П.", LessonOutcome.Recorded));
        }

        return this;
    }

    public SampleDay Missing(string teacher, string group, string subject, int number, params string[] parts) => Missing(Severity.Warning, FindingStatus.Open, teacher, group, subject, number, parts);

    public SampleDay Missing(Severity severity, FindingStatus status, string teacher, string group, string subject, int number, params string[] parts)
    {
        var lesson = Lesson(group, number, subject, teacher, LessonOutcome.Missing) with { Missing = parts };
        lessons.Add(lesson);
        findings.AddRange(parts.Select(part => Finding(lesson, "entry-deadline", part, FindingState.Missing, severity, status)));
        return this;
    }

    /// <summary>A finding of an earlier day.</summary>
    public SampleDay Earlier(DateOnly when, string teacher, string group, string subject, int number, string part)
    {
        var lesson = Lesson(group, number, subject, teacher, LessonOutcome.Missing);
        findings.Add(Finding(lesson, "entry-deadline", part, FindingState.Missing, Severity.Warning, FindingStatus.Open) with { Day = when, Id = Id(when, lesson, part) });
        return this;
    }

    public SampleDay Late(string teacher, string group, string subject, int number, string part)
    {
        var lesson = Lesson(group, number, subject, teacher, LessonOutcome.Recorded);
        lessons.Add(lesson);
        findings.Add(Finding(lesson, "entry-deadline", part, FindingState.Late, Severity.Warning, FindingStatus.Open));
        return this;
    }

    public SampleDay Other(string rule, string teacher, string group, string subject, int number, int pupils, Severity severity = Severity.Violation)
    {
        var lesson = Lesson(group, number, subject, teacher, LessonOutcome.Recorded);
        lessons.Add(lesson);
        for (var pupil = 0; pupil < pupils; pupil++)
        {
            findings.Add(Finding(lesson, rule, "marks", FindingState.Present, severity, FindingStatus.Open) with { Id = $"{rule}-{group}-{number}-{pupil}", StudentId = $"p{pupil}", StudentName = "Образцова Анна" });
        }

        return this;
    }

    public SampleDay Silent(string group, int count)
    {
        for (var number = 1; number <= count; number++)
        {
            var lesson = Lesson(group, number, "Физика", "Никто Н. Н.", LessonOutcome.Clarifying) with { Missing = ["topic"] };
            lessons.Add(lesson);
            findings.Add(Finding(lesson, "entry-deadline", "topic", FindingState.Missing, Severity.Warning, FindingStatus.Open));
        }

        return this;
    }

    public SampleDay Unsubstituted(string absent, string group, string subject, int number)
    {
        var lesson = Lesson(group, number, subject, absent, LessonOutcome.Missing) with { Excused = true, Missing = ["topic"] };
        lessons.Add(lesson);
        findings.Add(Finding(lesson, "entry-deadline", "topic", FindingState.Missing, Severity.Warning, FindingStatus.Excused));
        return this;
    }

    public SampleDay NotChecked(string group, int count, string reason)
    {
        for (var number = 1; number <= count; number++)
        {
            lessons.Add(Lesson(group, number, "Химия", "Петров С. В.", LessonOutcome.NotChecked) with { Reason = reason });
        }

        return this;
    }

    public SampleDay NotChecked(string? group, RecordKind kind, string reason)
    {
        notChecked.Add(new NotCheckedView(group, group, kind, day, day, reason));
        return this;
    }

    /// <summary>What is said once for all classes that have lessons on the day.</summary>
    public SampleDay NoneChecked(RecordKind kind, string reason, params string[] classes)
    {
        var groups = classes.Select(name => new ClassGroup(name, name, Grade(name))).Select(group => new GroupInfo(group, group, group.Grade)).ToList();
        notChecked.Add(new NotCheckedView(null, null, kind, day, day, reason) { Groups = groups });
        return this;
    }

    public SampleDay NotYetDue(string group, ClassKind kind, string subject, DateTimeOffset due)
    {
        lessons.Add(Lesson(group, null, subject, "Петров С. В.", LessonOutcome.NotYetDue) with { ClassKind = kind, Due = due });
        return this;
    }

    public SampleDay Excused(string teacher, DateOnly until, int replaced)
    {
        excused.Add(new ExcusedView(teacher, teacher, day, until));
        for (var number = 1; number <= replaced; number++)
        {
            lessons.Add(Lesson("5Б", number, "Русский язык", "Иванова А. П.", LessonOutcome.Recorded) with { ReplacesTeacherId = teacher });
        }

        return this;
    }

    public DayOverview Overview() => new() { Day = day, DataAsOf = AsOf, Lessons = [.. lessons], Findings = [.. findings], Resolved = [], NotChecked = [.. notChecked], Excused = [.. excused] };

    public static DailyLetterInput Input(params DayOverview[] days) => new()
    {
        SchoolId = "s1",
        SchoolName = "МОУ Итомлинская СШ",
        Zone = Moscow,
        Care = Deputy(),
        Days = [.. days],
        RuleTitle = rule => rule == "grade-one-no-marks" ? "Отметки в 1 классе" : "Отметка отсутствовавшему ученику (уточните)",
        SchoolDays = (from, to) => Enumerable.Range(1, to.DayNumber - from.DayNumber).Count(step => from.AddDays(step).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) + 1,
        Told = FrozenDictionary<string, ElJournal.Gateway.Mail.Model.LetterSection>.Empty,
    };

    public static DeputyCare Deputy(params DeputyOptions[] deputies) =>
        DeputyCare.Of(deputies.Length > 0 ? deputies : [new DeputyOptions { Name = "Заместитель", Email = "deputy@school.example" }])[0];

    private static int Grade(string group) => int.Parse(new string([.. group.TakeWhile(char.IsAsciiDigit)]) is { Length: > 0 } digits ? digits : "5", System.Globalization.CultureInfo.InvariantCulture);

    private string Id(DateOnly when, LessonOverview lesson, string part) => FormattableString.Invariant($"{when:MMdd}-{lesson.LessonId}-{part}");

    private LessonOverview Lesson(string group, int? number, string subject, string teacher, LessonOutcome outcome) => new()
    {
        LessonId = FormattableString.Invariant($"{group}-{number}-{subject}-{lessons.Count}"),
        ClassId = group,
        ClassName = group,
        RootClassId = group,
        Grade = Grade(group),
        ClassKind = ClassKind.Class,
        Number = number,
        End = null,
        SubjectName = subject,
        TeacherId = teacher,
        TeacherName = teacher,
        ReplacesTeacherId = null,
        Outcome = outcome,
        Missing = [],
        Due = null,
        Reason = null,
        Excused = false,
    };

    private FindingView Finding(LessonOverview lesson, string rule, string part, FindingState state, Severity severity, FindingStatus status) => new()
    {
        Id = Id(day, lesson, part),
        Rule = rule,
        Part = part,
        State = state,
        Severity = severity,
        Status = status,
        Day = day,
        ClassId = lesson.ClassId,
        ClassName = lesson.ClassName,
        RootClassId = lesson.RootClassId,
        Grade = lesson.Grade,
        ClassKind = lesson.ClassKind,
        SubjectName = lesson.SubjectName,
        LessonId = lesson.LessonId,
        LessonNumber = lesson.Number,
        TeacherId = lesson.TeacherId,
        TeacherName = lesson.TeacherName,
        StudentId = null,
        StudentName = null,
        Deadline = null,
        EnteredAfter = null,
        EnteredBy = null,
        AsOf = AsOf,
        Norm = Norm,
        Message = "",
        OpenedAt = At(day, 20, 0),
        ResolvedAt = null,
        ReopenedAt = null,
        WaivedBy = null,
        WaivedReason = null,
        WaivedUntil = null,
    };
}
