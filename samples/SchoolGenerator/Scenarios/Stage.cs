using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Samples.SchoolGenerator.Scenarios;

/// <summary>What scenarios work on: the tidy school, a way to pick lessons of it that no other scenario has touched, and the plan that they write.</summary>
internal sealed class Stage(List<LessonStory> stories, SchoolPlan plan, EntryWriter writer, ViolationPlan violations, List<Shown> more)
{
    private static readonly TimeOnly Afternoon = new(14, 10);
    private readonly ILookup<(string Class, DateOnly Day), LessonStory> byClass = stories.ToLookup(story => (story.Group.ParentId ?? story.Group.Id, story.Day));

    public EntryWriter Writer => writer;

    /// <summary>All lessons, in the order of the timetable, those that scenarios added at the end.</summary>
    public IReadOnlyList<LessonStory> Stories => stories;

    public static DateTimeOffset At(int month, int day, int hour, int minute, int second = 0) => SchoolDays.At(new(2026, month, day), new(hour, minute, second));

    public GroupPlan Group(string id) => plan.Groups.First(group => group.Id == id);

    public string TeacherOtherThan(string teacherId) => plan.Teachers[^1].Id == teacherId ? plan.Teachers[0].Id : plan.Teachers[^1].Id;

    /// <summary>All lessons of a class (with its subgroups) on a day, in order.</summary>
    public IReadOnlyList<LessonStory> Lessons(string classId, int month, int day) => [.. byClass[(classId, new(2026, month, day))].OrderBy(story => story.Number)];

    /// <summary>All lessons of a group that is no class.</summary>
    public LessonStory OfGroup(string groupId, int month, int day) => Take(stories.First(story => story.Group.Id == groupId && story.Day == new DateOnly(2026, month, day)));

    /// <summary>The first untouched lesson of the whole class on that day that is asked for topic and homework and ends before the afternoon.</summary>
    public LessonStory Pick(string classId, int month, int day, Func<LessonStory, bool>? suitable = null) =>
        Take(Lessons(classId, month, day).First(story =>
            !story.Used && story.Group.Kind == ClassKind.Class && story.Subject.Homework && (story.Group.Shift == 2 || story.End <= Afternoon) && (suitable is null || suitable(story))));

    /// <summary>The first untouched lesson of the class on that day with oral marks.</summary>
    public LessonStory PickOral(string classId, int month, int day) => Pick(classId, month, day, story => story.Subject.Marks && (IsOral(story) || story.Marks.Count == 0));

    /// <summary>The next lessons of a subject in the class, in order, all untouched.</summary>
    public IReadOnlyList<LessonStory> Run(string classId, string subjectId, int month, int day, int count) =>
        [.. stories.Where(story => story.Group.Id == classId && story.Subject.Id == subjectId && story.Day >= new DateOnly(2026, month, day))
            .OrderBy(story => story.Day).ThenBy(story => story.Number).Take(count).Select(Take)];

    public static bool IsOral(LessonStory story) => story.Marks.Count > 0 && story.Marks.TrueForAll(mark => mark.Work is Works.Answer or Works.Lesson);

    /// <summary>Adds a lesson that the timetable does not have.</summary>
    public LessonStory Extra(LessonStory story)
    {
        story.Used = true;
        stories.Add(story);
        return story;
    }

    /// <summary>A pupil of the lesson's group for whom nothing was entered at it.</summary>
    public static (string Id, int Index) Idle(LessonStory story, int skip = 0)
    {
        var index = Enumerable.Range(0, story.Group.Students.Count)
            .Where(index => story.Marks.TrueForAll(mark => mark.StudentId != story.Group.Students[index]) && story.Absences.TrueForAll(absence => absence.StudentId != story.Group.Students[index]))
            .ElementAt(skip);
        return (story.Group.Students[index], index);
    }

    /// <summary>Gives a mark to a pupil for whom nothing was entered yet.</summary>
    public static MarkStory AddMark(LessonStory story, string value, string work, Entered entered, int skip = 0)
    {
        var (id, index) = Idle(story, skip);
        var mark = new MarkStory(EntryWriter.MarkId(index), id, value, work, entered);
        story.Marks.Add(mark);
        return mark;
    }

    public void Violation(string rule, string? part, FindingState state, LessonStory story, string why, MarkStory? mark = null, bool needsReads = false) =>
        violations.Add(new PlannedFinding(rule, part, state, story.Day, Key(story), mark is null ? null : $"{Key(story)}.{mark.Id}", mark?.StudentId, story.TeacherId, needsReads, why));

    /// <summary>Plans a violation that is about no single lesson.</summary>
    public void Violation(PlannedFinding finding) => violations.Add(finding);

    /// <summary>Plans a near-miss that is about no single lesson.</summary>
    public void NearMiss(NearMiss miss) => violations.Add(miss);

    /// <summary>Adds a record that belongs to no lesson.</summary>
    public void Show(JournalRecord record, DateTimeOffset from) => more.Add(new(record, from));

    public void NearMiss(string rule, string? part, LessonStory story, string whyNot) => violations.Add(new NearMiss(rule, part, story.Day, Key(story), whyNot));

    private static string Key(LessonStory story) => story.Renumbered?.Id ?? story.Id;

    private static LessonStory Take(LessonStory story)
    {
        if (story.Used)
        {
            throw new InvalidOperationException($"Two scenarios want lesson {story.Id}.");
        }

        story.Used = true;
        return story;
    }
}

/// <summary>All scenarios, in the order in which they choose their lessons.</summary>
internal static class ScenarioBook
{
    public static void WriteInto(Stage stage)
    {
        ClassDays.WriteInto(stage);
        MissingEntries.WriteInto(stage);
        LateEntries.WriteInto(stage);
        InTimeEntries.WriteInto(stage);
        GradeOne.WriteInto(stage);
        DaysOff.WriteInto(stage);
        AbsentPupils.WriteInto(stage);
        ChangedMarks.WriteInto(stage);
        WrittenWorks.WriteInto(stage);
        LateAttendance.WriteInto(stage);
        Subgroups.WriteInto(stage);
        SharedLogins.WriteInto(stage);
        TermMarks.WriteInto(stage);
    }
}
