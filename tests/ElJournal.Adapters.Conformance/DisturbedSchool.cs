namespace ElJournal.Adapters.Conformance;

/// <summary>A school's records after something happened to them, for worlds that write them anew.</summary>
public static class DisturbedSchool
{
    /// <summary>The records as they would be then.</summary>
    /// <exception cref="NotSupportedException">The disturbance is none of the records themselves.</exception>
    public static IEnumerable<JournalRecord> Of(IReadOnlyList<JournalRecord> school, Disturbance disturbance)
    {
        var students = school.OfType<Student>().ToList();
        return disturbance switch
        {
            Disturbance.EmptySuccess => school.Where(record => record.Kind is not (RecordKind.Mark or RecordKind.Homework)),
            Disturbance.MassDisappearance => Without(school, share: 2),
            Disturbance.VanishedRecords => Without(school, share: 10),
            Disturbance.TwoPupilsWithOneId => school.Select(record => record is Student student && student == students[1] ? new Student(students[0].Id, student.FamilyName, student.GivenName, classId: student.ClassId) : record),
            Disturbance.DuplicateLessons => school.SelectMany((record, index) => record is Lesson && index % 3 == 0 ? [record, record] : new[] { record }),
            Disturbance.RenumberedLessons => school.Select(record => record is Lesson lesson ? Copy(lesson, lesson.Id, lesson.Number + 1) : record),
            Disturbance.ShiftedMarkNumbers => school.Select(record => record is Mark mark ? new Mark("n" + mark.Id, mark.LessonId, mark.StudentId, mark.Value, mark.Work, mark.Weight, mark.Entered) : record),
            Disturbance.RegeneratedIds => school.Select(Renamed),
            _ => throw new NotSupportedException(),
        };
    }

    /// <summary>Every so manieth lesson is gone, with what hangs on it.</summary>
    private static IEnumerable<JournalRecord> Without(IReadOnlyList<JournalRecord> school, int share)
    {
        var gone = school.OfType<Lesson>().Where((_, index) => index % share == 0).Select(lesson => lesson.Id).ToHashSet(StringComparer.Ordinal);
        return school.Where(record => !gone.Contains(record switch { Lesson lesson => lesson.Id, Mark mark => mark.LessonId, Homework homework => homework.LessonId, Attendance attendance => attendance.LessonId, _ => "" }));
    }

    private static JournalRecord Renamed(JournalRecord record) => record switch
    {
        Lesson lesson => Copy(lesson, "n" + lesson.Id, lesson.Number),
        Mark mark => new Mark("n" + mark.Id, "n" + mark.LessonId, mark.StudentId, mark.Value, mark.Work, mark.Weight, mark.Entered),
        Homework homework => new Homework("n" + homework.LessonId, homework.Text, homework.DueDate, homework.Entered),
        Attendance attendance => new Attendance("n" + attendance.LessonId, attendance.StudentId, attendance.AttendanceKind, attendance.Entered),
        _ => record,
    };

    private static Lesson Copy(Lesson lesson, string id, int? number) =>
        new(id, lesson.Day, lesson.ClassId, number, lesson.Start, lesson.End, lesson.SubjectId, lesson.TeacherId, lesson.Topic, lesson.Status, lesson.ReplacesTeacherId, lesson.TopicEntered, lesson.AttendanceTaken);
}
