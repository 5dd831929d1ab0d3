using System.Collections.Immutable;

namespace ElJournal.Adapters.Tabular.Rows;

/// <summary>The tables of the CSV folder. A column's number in <c>Map</c> is its place in the list.</summary>
internal static class Tables
{
    private static readonly (string, TermKind)[] TermKinds = [("schoolYear", TermKind.SchoolYear), ("quarter", TermKind.Quarter), ("trimester", TermKind.Trimester), ("halfYear", TermKind.HalfYear)];

    private static readonly (string, ClassKind)[] ClassKinds =
    [
        ("class", ClassKind.Class), ("subgroup", ClassKind.Subgroup), ("elective", ClassKind.Elective), ("extracurricular", ClassKind.Extracurricular),
        ("extendedDay", ClassKind.ExtendedDay), ("additional", ClassKind.Additional), ("homeSchooling", ClassKind.HomeSchooling),
    ];

    private static readonly (string, LessonStatus)[] LessonStatuses = [("held", LessonStatus.Held), ("planned", LessonStatus.Planned), ("cancelled", LessonStatus.Cancelled)];

    private static readonly (string, AttendanceKind)[] AttendanceKinds = [("absent", AttendanceKind.Absent), ("ill", AttendanceKind.Ill), ("excused", AttendanceKind.Excused), ("late", AttendanceKind.Late)];

    private static readonly (string, PersonRole)[] Roles = [("teacher", PersonRole.Teacher), ("student", PersonRole.Student), ("parent", PersonRole.Parent)];

    /// <summary>All tables, in the order of the kinds: what others refer to comes first.</summary>
    public static ImmutableArray<Table> All { get; } =
    [
        new(RecordKind.Term, "terms.csv", [new("id", true), new("name"), new("kind", true), new("start", true), new("end", true)], [0], MapTerm),
        new(RecordKind.Class, "classes.csv", [new("id", true), new("name", true), new("grade"), new("kind"), new("homeroomTeacherId"), new("parentId")], [0], MapClass) { IsRequired = true },
        new(RecordKind.Teacher, "teachers.csv", [new("id", true), Person("familyName", true), Person("givenName"), Person("middleName"), Person("email")], [0], MapTeacher),
        new(
            RecordKind.Student,
            "students.csv",
            [new("id", true), Person("familyName", true), Person("givenName"), Person("middleName"), Person("birthDate"), new("classId"), Person("enrolledOn"), Person("leftOn"), Person("email"), Person("phone")],
            [0],
            MapStudent) { IsRequired = true, References = [new(5, RecordKind.Class)] },
        new(RecordKind.Subject, "subjects.csv", [new("id", true), new("name", true)], [0], MapSubject),
        new(
            RecordKind.Lesson,
            "lessons.csv",
            [
                new("id", true), new("date", true), new("number"), new("start"), new("end"), new("classId", true), new("subjectId"), new("teacherId"), new(TopicColumn),
                new("status"), new("replacesTeacherId"), new("enteredAt"),
            ],
            [0],
            MapLesson) 
        {
            IsRequired = true,
            DayColumn = 1,
            ClassColumn = 5,
            References = [new(5, RecordKind.Class, IsEssential: true), new(6, RecordKind.Subject), new(7, RecordKind.Teacher), new(10, RecordKind.Teacher)],
            DependsOn = [RecordKind.Class],
        },
        new(RecordKind.Homework, "homework.csv", [new("lessonId", true), new("text", true), new("dueDate"), new("enteredAt")], [0], MapHomework)
        {
            LessonColumn = 0,
            Repeats = Repeats.Joined,
            DependsOn = [RecordKind.Lesson, RecordKind.Class],
        },
        new(RecordKind.Mark, "marks.csv", [new("id", true), new("lessonId", true), new("studentId", true), new("value", true), new("work"), new("weight"), new("enteredAt")], [0], MapMark)
        {
            LessonColumn = 1,
            References = [new(2, RecordKind.Student, IsEssential: true)],
            DependsOn = [RecordKind.Lesson, RecordKind.Class, RecordKind.Student],
        },
        new(RecordKind.Attendance, "attendance.csv", [new("lessonId", true), new("studentId", true), new("kind", true), new("enteredAt")], [0, 1], MapAttendance)
        {
            LessonColumn = 0,
            References = [new(1, RecordKind.Student, IsEssential: true)],
            DependsOn = [RecordKind.Lesson, RecordKind.Class, RecordKind.Student],
        },
        new(RecordKind.FinalMark, "finalMarks.csv", [new("studentId", true), new("subjectId", true), new("termId", true), new("value", true), new("enteredAt"), new("average")], [0, 1, 2], MapFinalMark)
        {
            References = [new(0, RecordKind.Student, IsEssential: true), new(1, RecordKind.Subject), new(2, RecordKind.Term)],
            DependsOn = [RecordKind.Student],
        },
        new(RecordKind.SignIn, "signIns.csv", [new("personId", true), new("role", true), new("at", true), new("place")], [0, 1, 2], MapSignIn) { Repeats = Repeats.Ignored },
    ];

    /// <summary>The column without which a lesson's topic is unknown rather than missing.</summary>
    public const string TopicColumn = "topic";

    /// <summary>The table of a kind.</summary>
    public static Table Of(RecordKind kind) => All.First(table => table.Kind == kind);

    private static Column Person(string name, bool required = false) => new(name, required, Personal: true);

    private static Term? MapTerm(Row row)
    {
        var (id, name, kind, start, end) = (row.Required(0), row[1], row.Word(2, TermKinds), row.RequiredDay(3), row.RequiredDay(4));
        return row.Problem is null ? new Term(id, name, kind, start, end) : null;
    }

    private static ClassGroup? MapClass(Row row)
    {
        var (id, name, grade, kind) = (row.Required(0), row.Required(1), row.Number(2), row.Word(3, ClassKinds, ClassKind.Class));
        return row.Problem is null ? new ClassGroup(id, name, grade, kind, row[4], row[5]) : null;
    }

    private static Teacher? MapTeacher(Row row)
    {
        var (id, familyName) = (row.Required(0), row.Required(1));
        return row.Problem is null ? new Teacher(id, familyName, row[2], row[3], row[4]) : null;
    }

    private static Student? MapStudent(Row row)
    {
        var (id, familyName, birthDate, enrolledOn, leftOn) = (row.Required(0), row.Required(1), row.Day(4), row.Day(6), row.Day(7));
        return row.Problem is null ? new Student(id, familyName, row[2], row[3], birthDate, row[5], enrolledOn, leftOn, row[8], row[9]) : null;
    }

    private static Subject? MapSubject(Row row)
    {
        var (id, name) = (row.Required(0), row.Required(1));
        return row.Problem is null ? new Subject(id, name) : null;
    }

    private static Lesson? MapLesson(Row row)
    {
        var (id, day, number, start, end) = (row.Required(0), row.RequiredDay(1), row.Number(2), row.Time(3), row.Time(4));
        var (classId, status, entered) = (row.Required(5), row.Word(9, LessonStatuses, LessonStatus.Unknown), row.Entered(11));
        return row.Problem is null ? new Lesson(id, day, classId, number, start, end, row[6], row[7], row.Text(8), status, row[10], entered) : null;
    }

    private static Homework? MapHomework(Row row)
    {
        var (lessonId, due, entered) = (row.Required(0), row.Day(2), row.Entered(3));
        _ = row.Required(1);
        return row.Problem is null ? new Homework(lessonId, row.Text(1), due, entered) : null;
    }

    private static Mark? MapMark(Row row)
    {
        var (id, lessonId, studentId, value, weight, entered) = (row.Required(0), row.Required(1), row.Required(2), row.Required(3), row.Decimal(5), row.Entered(6));
        return row.Problem is null ? new Mark(id, lessonId, studentId, value, row[4], weight, entered) : null;
    }

    private static Attendance? MapAttendance(Row row)
    {
        var (lessonId, studentId, kind, entered) = (row.Required(0), row.Required(1), row.Word(2, AttendanceKinds), row.Entered(3));
        return row.Problem is null ? new Attendance(lessonId, studentId, kind, entered) : null;
    }

    private static FinalMark? MapFinalMark(Row row)
    {
        var (studentId, subjectId, termId, value, entered, average) = (row.Required(0), row.Required(1), row.Required(2), row.Required(3), row.Entered(4), row.Decimal(5));

        // Where there is none yet, exports write a zero.
        return row.Problem is null ? new FinalMark(studentId, subjectId, termId, value, entered) { Average = average is > 0 ? average : null } : null;
    }

    private static SignIn? MapSignIn(Row row)
    {
        var (personId, role, at) = (row.Required(0), row.Word(1, Roles), row.Instant(2));
        if (at is null)
        {
            row.Fail(Told.Empty("at"));
        }

        return row.Problem is null ? new SignIn(personId, role, at!.Value) { Place = row[3] is { Length: > 0 } place ? place : null } : null;
    }
}
