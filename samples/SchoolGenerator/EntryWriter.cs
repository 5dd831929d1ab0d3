using System.Globalization;
using ElJournal.Rules.Journal;

namespace ElJournal.Samples.SchoolGenerator;

/// <summary>Makes the lessons of the timetable and fills them as tidy teachers do: everything within a quarter of an hour after the lesson, written works in the next days.</summary>
internal sealed class EntryWriter(SchoolScale scale, SchoolPlan plan)
{
    private readonly Chance chance = new(scale.Seed);
    private readonly Dictionary<string, Student> students = plan.Students.ToDictionary(student => student.Id, StringComparer.Ordinal);
    private readonly ILookup<DayOfWeek, SlotPlan> byDay = plan.Timetable.ToLookup(slot => slot.Day);
    private readonly ILookup<(string Group, string Subject), DayOfWeek> subjectDays = plan.Timetable.ToLookup(slot => (slot.Group.Id, slot.Subject.Id), slot => slot.Day);

    /// <summary>The lessons of the day, one by one and nothing kept.</summary>
    public IEnumerable<LessonStory> Day(DateOnly day)
    {
        foreach (var slot in byDay[day.DayOfWeek])
        {
            if (slot.Group.Kind == ClassKind.Additional || SchoolDays.IsOpen(slot.Group.Grade ?? 1, day))
            {
                yield return Fill(Planned(slot.Group, day, slot.Number, slot.Start, slot.End, slot.Subject, slot.TeacherId));
            }
        }
    }

    public static LessonStory Planned(GroupPlan group, DateOnly day, int number, TimeOnly start, TimeOnly end, SubjectInfo subject, string teacherId) => new()
    {
        Id = LessonId(group, day, number),
        Group = group,
        Day = day,
        Number = number,
        Start = start,
        End = end,
        Subject = subject,
        TeacherId = teacherId,
    };

    public static string LessonId(GroupPlan group, DateOnly day, int number) => string.Create(CultureInfo.InvariantCulture, $"{group.Id}.{day:MMdd}.{number}");

    /// <summary>Fills in what a tidy teacher enters.</summary>
    public LessonStory Fill(LessonStory story)
    {
        var luck = chance.Of(story.Id);
        story.Topic = Curriculum.Topic(story.Subject, luck.Of("topic"));
        story.TopicEntered = new(story.EndsAt.AddSeconds(60 + luck.Of("topic at").Below(500)));
        if (story.Group.Grade >= 2 && story.Subject.Homework && story.Group.Kind is not ClassKind.Extracurricular)
        {
            story.Homework = Curriculum.Task(luck.Of("task"));
            story.HomeworkEntered = new(story.EndsAt.AddSeconds(90 + luck.Of("task at").Below(600)));
            story.HomeworkDue = NextLesson(story);
        }

        if (story.Group.Kind is ClassKind.Class or ClassKind.Subgroup)
        {
            Absences(story);
        }

        if (story.Group.Grade >= 2 && story.Subject.Marks && story.Group.Kind is ClassKind.Class or ClassKind.Subgroup or ClassKind.HomeSchooling)
        {
            Marks(story, luck.Of("marks"));
        }

        return story;
    }

    private DateOnly? NextLesson(LessonStory story)
    {
        var days = subjectDays[(story.Group.Id, story.Subject.Id)].ToHashSet();
        for (var day = story.Day.AddDays(1); day <= story.Day.AddDays(14); day = day.AddDays(1))
        {
            if (days.Contains(day.DayOfWeek) && SchoolDays.IsOpen(story.Group.Grade ?? 1, day))
            {
                return day;
            }
        }

        return null;
    }

    private void Absences(LessonStory story)
    {
        var entered = new Entered(SchoolDays.At(story.Day, story.Start).AddSeconds(150 + chance.Of(story.Id).Of("roll call").Below(300)));
        foreach (var id in story.Group.Students)
        {
            if (Belongs(id, story.Day) && Missing(id, story) is { } kind)
            {
                story.Absences.Add(new(id, kind, entered));
            }
        }
    }

    private AttendanceKind? Missing(string studentId, LessonStory story)
    {
        var luck = chance.Of(studentId);
        var week = story.Day.DayNumber / 7;
        var weekday = (int)story.Day.DayOfWeek;
        var illness = luck.Of("ill").Of(week);
        if (illness.Happens(scale.AbsenceRate) && weekday - 1 - illness.Of("from").Below(3) is >= 0 and < 3)
        {
            return AttendanceKind.Ill;
        }

        var day = luck.Of("day").Of(story.Day.DayNumber);
        return day.Happens(scale.AbsenceRate * 0.3) ? AttendanceKind.Excused
            : day.Of("else").Happens(scale.AbsenceRate * 0.2) ? AttendanceKind.Absent
            : story.Number == 1 && day.Of("late").Happens(0.012) ? AttendanceKind.Late
            : null;
    }

    private void Marks(LessonStory story, Chance luck)
    {
        var away = story.Absences.Where(absence => absence.Kind != AttendanceKind.Late).Select(absence => absence.StudentId).ToHashSet(StringComparer.Ordinal);
        var kind = luck.Of("kind").Below(14);
        var (work, share, entered) = kind switch
        {
            0 => (Works.Assessment, 1.0, DaysLater(story, story.Group.Grade <= 4 ? 1 : 1 + luck.Of("delay").Below(2))),
            1 => (Works.Independent, 1.0, DaysLater(story, 1)),
            2 => (Works.Home, 0.3, DaysLater(story, 1)),
            < 6 => (Works.Lesson, scale.OralShare, story.EndsAt.AddSeconds(100)),
            _ => (Works.Answer, scale.OralShare, story.EndsAt.AddSeconds(100)),
        };
        // Of a written work one pupil in ten has no mark, never so many that it would be asked about.
        var spared = kind == 1 ? luck.Of("spared").Below(10) : -1;
        for (var index = 0; index < story.Group.Students.Count; index++)
        {
            var id = story.Group.Students[index];
            var own = luck.Of(index);
            if (index % 10 != spared && own.Of("has").Happens(share) && Belongs(id, story.Day) && !away.Contains(id))
            {
                // The journal does not tell when a third of the homework marks was entered; they have no term by the clock.
                var told = kind != 2 || index % 3 != 0;
                story.Marks.Add(new(MarkId(index), id, Value(own), work, new(entered.AddSeconds(20 * index), told)));
            }
        }
    }

    public static string MarkId(int index) => string.Create(CultureInfo.InvariantCulture, $"m{index + 1}");

    private static string Value(Chance luck) => luck.Of("value").Below(20) switch { < 1 => "2", < 6 => "3", < 15 => "4", _ => "5" };

    private static DateTimeOffset DaysLater(LessonStory story, int days)
    {
        var day = story.Day.AddDays(days);
        return SchoolDays.At(day.DayOfWeek == DayOfWeek.Sunday ? day.AddDays(1) : day, new(15, 10));
    }

    private bool Belongs(string studentId, DateOnly day)
    {
        var student = students[studentId];
        return (student.EnrolledOn is null || student.EnrolledOn <= day) && (student.LeftOn is null || day < student.LeftOn);
    }
}
