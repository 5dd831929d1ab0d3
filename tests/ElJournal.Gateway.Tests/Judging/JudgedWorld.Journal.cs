using ElJournal.Gateway.Tests.Sync;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Judging;

/// <content>What people write in the journal.</content>
internal sealed partial class JudgedWorld
{
    private T? Any<T>(Random random)
        where T : JournalRecord
    {
        var all = Journal.OfType<T>().ToList();
        return all.Count == 0 ? null : all[random.Next(all.Count)];
    }

    // Half of what is entered says when, and not all of that is vouched for.
    private EntryTime? Moment(Random random) =>
        random.Next(2) == 0 ? null : new EntryTime(world.Clock.GetUtcNow().AddMinutes(-random.Next(300)), Vouched: random.Next(3) > 0);

    private Lesson AnyLesson(Random random)
    {
        var group = Groups[random.Next(Groups.Length)];
        var day = Monday.AddDays(random.Next(6) - 1);
        var number = random.Next(1, 3);
        var hour = number == 2 ? 18 : 9;
        var topic = random.Next(2) == 0 ? null : "Степени";
        return new Lesson(
            FormattableString.Invariant($"{group}-{day.DayNumber}-{number}"), day, group, number, new TimeOnly(hour, 30), new TimeOnly(hour + 1, 15), random.Next(6) == 0 ? "u2" : "u1", random.Next(6) == 0 ? "t2" : "t1", topic,
            (LessonStatus)random.Next(1, 4), random.Next(5) == 0 ? "t2" : null, topic is null ? null : Moment(random), random.Next(3) switch { 0 => null, 1 => true, _ => false });
    }

    /// <summary>A week in which nearly all was entered in time: days of which there is nothing more to say are the ones that may be overlooked.</summary>
    private void FillWeek(Random random)
    {
        for (var day = Monday; day < Monday.AddDays(4); day = day.AddDays(1))
        {
            for (var number = 1; number <= 2; number++)
            {
                var joint = random.Next(2) == 0;
                var first = random.Next(Groups.Length);
                for (var index = 0; index < Groups.Length; index++)
                {
                    var group = Groups[(first + index) % Groups.Length];
                    var filled = joint ? index == 0 : random.Next(10) > 0;
                    var lesson = LessonOf(group, day, number, joint ? "t1" : $"t-{group}", filled ? "Степени" : null, filled);
                    Journal.Replace(lesson);
                    if (filled)
                    {
                        Journal.Replace(new Homework(lesson.Id, "§ 1"));
                    }

                    if (random.Next(3) == 0)
                    {
                        Mark(lesson, random);
                    }
                }
            }
        }
    }

    private static Lesson LessonOf(string group, DateOnly day, int number, string teacher, string? topic, bool taken) =>
        new(FormattableString.Invariant($"{group}-{day.DayNumber}-{number}"), day, group, number, new TimeOnly(number == 2 ? 18 : 9, 30), new TimeOnly(number == 2 ? 19 : 10, 15), "u1", teacher, topic, LessonStatus.Held, attendanceTaken: taken);

    private void Mark(Lesson lesson, Random random)
    {
        var work = Works[random.Next(Works.Length)];
        var pupils = Journal.OfType<Student>().Where(pupil => lesson.ClassId.StartsWith(pupil.ClassId!, StringComparison.Ordinal)).ToList();
        foreach (var pupil in random.Next(2) == 0 ? pupils : pupils.Take(1))
        {
            Journal.Replace(new Mark($"m-{lesson.Id}-{pupil.Id}", lesson.Id, pupil.Id, $"{random.Next(2, 6)}", work, weight: random.Next(4) == 0 ? null : random.Next(1, 3), entered: Moment(random)));
        }
    }

    private void Erase(Random random)
    {
        switch (random.Next(3))
        {
            case 0 when Any<Mark>(random) is { } mark:
                Journal.Remove(RecordKind.Mark, mark.Id);
                break;
            case 1 when Any<Lesson>(random) is { } lesson:
                EraseLesson(lesson);
                break;
            case 2 when Any<Attendance>(random) is { } attendance:
                Journal.Remove(RecordKind.Attendance, attendance.Key);
                break;
            default:
                break;
        }
    }

    private void EraseLesson(Lesson lesson)
    {
        Journal.Remove(RecordKind.Lesson, lesson.Id);
        Journal.RemoveAll(record => record is Mark mark && mark.LessonId == lesson.Id || record is Homework homework && homework.LessonId == lesson.Id || record is Attendance entry && entry.LessonId == lesson.Id);
    }

    /// <summary>The journal gives a lesson another id, or another day.</summary>
    private void Renumber(Random random)
    {
        if (Any<Lesson>(random) is not { } lesson)
        {
            return;
        }

        var id = FormattableString.Invariant($"{lesson.Id}-r{random.Next(5)}");
        var day = random.Next(3) == 0 ? lesson.Day.AddDays(1) : lesson.Day;
        var children = Journal.Where(record => record is Mark mark && mark.LessonId == lesson.Id || record is Homework homework && homework.LessonId == lesson.Id || record is Attendance entry && entry.LessonId == lesson.Id).ToList();
        EraseLesson(lesson);
        Journal.Replace(Changed(lesson, id, day, lesson.Topic));
        foreach (var child in children)
        {
            Journal.Replace(child switch
            {
                Mark mark => new Mark($"m-{id}-{mark.StudentId}", id, mark.StudentId, mark.Value, mark.Work, entered: mark.Entered),
                Homework homework => new Homework(id, homework.Text, entered: homework.Entered),
                Attendance entry => new Attendance(id, entry.StudentId, entry.AttendanceKind, entry.Entered, entry.Ambiguous),
                _ => child,
            });
        }
    }

    /// <summary>So much at once that a person has to be asked.</summary>
    private void MassChange(Random random)
    {
        switch (random.Next(3))
        {
            case 0:
                Journal.RemoveAll(record => record is Mark mark && mark.LessonId.StartsWith("c7", StringComparison.Ordinal));
                break;
            case 1:
                foreach (var mark in Journal.OfType<Mark>().ToList())
                {
                    Journal.Replace(new Mark(mark.Id, mark.LessonId, mark.StudentId, $"{2 + ((mark.Value[0] + 1) % 4)}", mark.Work, entered: mark.Entered));
                }

                break;
            default:
                Journal.RemoveAll(record => record is Student pupil && int.Parse(pupil.Id[1..], System.Globalization.CultureInfo.InvariantCulture) % 3 == 0);
                break;
        }
    }

    private void ChangeRoster(Random random)
    {
        switch (random.Next(5))
        {
            case 0:
                Journal.Replace(new ClassGroup("c7", "7А", random.Next(2) == 0 ? 1 : 7));
                break;
            case 1:
                Journal.Replace(Pupil(random.Next(1, 18), random.Next(2) == 0 ? "c1" : "c8"));
                break;
            case 2:
                Journal.Replace(new Subject("u1", random.Next(2) == 0 ? "ОРКСЭ" : "Алгебра"));
                break;
            case 3:
                Journal.Replace(new Term("q1", "1 четверть", TermKind.Quarter, new DateOnly(2026, 9, 1), new DateOnly(2026, 10, random.Next(4, 26))));
                break;
            default:
                Journal.Replace(new ClassGroup("c7en", "7А англ.", null, ClassKind.Subgroup, parentId: random.Next(2) == 0 ? "c8" : "c7"));
                break;
        }
    }

    private static Lesson Changed(Lesson lesson, string id, DateOnly day, string? topic) =>
        new(id, day, lesson.ClassId, lesson.Number, lesson.Start, lesson.End, lesson.SubjectId, lesson.TeacherId, topic, lesson.Status, lesson.ReplacesTeacherId, topic is null ? null : lesson.TopicEntered, lesson.AttendanceTaken);

    private static Student Pupil(int number, string classId) => new($"p{number}", $"Образцов{number}", "Пётр", birthDate: new DateOnly(2013, 1, number), classId: classId);
}
