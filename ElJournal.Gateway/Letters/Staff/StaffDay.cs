using System.Collections.Immutable;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Reports;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Indicators;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Letters.Staff;

/// <summary>The lessons of a day and of its week, as teachers' letters need them.</summary>
internal sealed record StaffDay
{
    /// <summary>The day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The lessons since Monday that are over and were not cancelled.</summary>
    public required ImmutableArray<StaffLesson> Lessons { get; init; }

    public IEnumerable<StaffLesson> Today => Lessons.Where(lesson => lesson.Day == Day);

    public static StaffDay Read(ReportJournal journal, DateOnly day)
    {
        var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        var lessons = ImmutableArray.CreateBuilder<StaffLesson>();
        foreach (var (scene, entries, group, assessment) in journal.AssessedLessons(new DayRange(monday, day)))
        {
            if (!ReportJournal.WasGiven(scene, entries.Lesson, group))
            {
                continue;
            }

            var lesson = entries.Lesson;
            lessons.Add(new StaffLesson(lesson.Id, lesson.Day, lesson.Number, group, lesson.SubjectId is { } subject ? journal.SubjectName(subject) : null, lesson.TeacherId)
            {
                Missing = Parts(assessment, PartOutcome.Missing),
                Waiting = Parts(assessment, PartOutcome.NotYetDue),
                Due = DaySurvey.UsualParts.Append(EntryPart.Homework).Where(part => part != EntryPart.Marks && assessment[part] is { Outcome: PartOutcome.NotYetDue, Entered: false }).Min(part => assessment[part].Deadline),
                NotChecked = DaySurvey.UsualParts.Any(part => assessment[part] is { Outcome: PartOutcome.NotChecked } open && open.Reason != NotCheckedReasons.NotShown),
                Excused = assessment.Excused,
                Absences = [.. entries.Attendance.Select(entry => (entry.StudentId, entry.Kind))],
            });
        }

        return new StaffDay { Day = day, Lessons = lessons.ToImmutable() };
    }

    /// <summary>What of earlier days is a teacher's matter: not what fell due before the journal was first read, and not what one cause explains, which is a question to the deputy director first.</summary>
    public static IReadOnlyList<FindingView> OfTeachers(ReportJournal journal, SchoolRuntime school, DateOnly day, IReadOnlyList<FindingView> open)
    {
        var first = journal.Scenes.Min(scene => scene.Book.FirstReadAt) is { } at ? school.DayOf(Instants.FromStored(at)) : DateOnly.MinValue;
        var left = open.Where(view => view.Day < day && view.State == FindingState.Missing && (view.Deadline is { } deadline ? school.DayOf(deadline) : view.Day) >= first).ToList();
        var explained = Explained(journal, school, left.Select(view => view.Day));
        return left.FindAll(view => view.LessonId is not { } lesson || !explained.Contains(lesson));
    }

    /// <summary>The lessons whose gaps one cause explains.</summary>
    public IReadOnlySet<string> Explained(ReportJournal journal, SchoolRuntime school) => Explained(journal, school, Lessons.Where(lesson => lesson.Missing.Length > 0).Select(lesson => lesson.Day));

    private static HashSet<string> Explained(ReportJournal journal, SchoolRuntime school, IEnumerable<DateOnly> days) => days.Distinct()
        .SelectMany(day => journal.Scenes.Where(scene => scene.Days.Contains(day)).SelectMany(scene => JudgingFeed.Explained(scene, day, school))).ToHashSet(StringComparer.Ordinal);

    /// <summary>The parts, in the words of letters; marks are asked for when they are late and not before.</summary>
    private static ImmutableArray<string> Parts(LessonAssessment assessment, PartOutcome outcome) =>
    [
        .. new[] { (EntryPart.Topic, Texts.Part_topic), (EntryPart.Homework, Texts.Part_homework), (EntryPart.Marks, Texts.Part_marks), (EntryPart.Attendance, Texts.Part_attendance) }
            .Where(part => assessment[part.Item1].Outcome == outcome && !assessment[part.Item1].Entered && (outcome == PartOutcome.Missing || part.Item1 != EntryPart.Marks))
            .Select(part => part.Item2),
    ];
}

/// <summary>A lesson that is over.</summary>
internal sealed record StaffLesson(string Id, DateOnly Day, int? Number, GroupInfo Group, string? Subject, string? TeacherId)
{
    /// <summary>What is not entered although it was due.</summary>
    public required ImmutableArray<string> Missing { get; init; }

    /// <summary>What is not entered and not due yet.</summary>
    public required ImmutableArray<string> Waiting { get; init; }

    /// <summary>When the first of these is due.</summary>
    public required DateTimeOffset? Due { get; init; }

    public required bool NotChecked { get; init; }

    public required bool Excused { get; init; }

    public required ImmutableArray<(string StudentId, AttendanceKind Kind)> Absences { get; init; }
}
