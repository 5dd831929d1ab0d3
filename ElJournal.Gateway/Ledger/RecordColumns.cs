using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Ledger;

/// <summary>Where a lesson stands; what homework, marks and absences take from it.</summary>
internal sealed record LessonPlace(string RootClass, string Class, int Day, string? Subject, string? Teacher);

/// <summary>Knows what a record's columns need and the record itself does not tell.</summary>
internal interface IPlaces
{
    /// <summary>The class that a group is part of, or the group itself.</summary>
    string RootOf(string classId);

    /// <summary>The class of a pupil.</summary>
    string? ClassOf(string studentId);

    /// <summary>A lesson's place, or <see langword="null"/> while the lesson is unknown.</summary>
    LessonPlace? LessonAt(string lessonId);
}

/// <summary>The typed columns of a record; filled again for the next one.</summary>
internal sealed class RecordColumns
{
    public string? RootClass { get; private set; }

    public string? Class { get; private set; }

    public int? Day { get; private set; }

    public string? Lesson { get; private set; }

    public string? Student { get; private set; }

    public string? Teacher { get; private set; }

    public string? Subject { get; private set; }

    public string? Value { get; private set; }

    public string? Work { get; private set; }

    public int? Number { get; private set; }

    public int? StartMinute { get; private set; }

    public int? EndMinute { get; private set; }

    public int? Status { get; private set; }

    public string? ReplacesTeacher { get; private set; }

    public bool? AttendanceTaken { get; private set; }

    public EntryTime? Entered { get; private set; }

    /// <summary>Takes the columns of a record.</summary>
    public void Fill(JournalRecord record, IPlaces places)
    {
        Clear();
        Entered = record.Entered();
        switch (record)
        {
            case Mark mark:
                Child(mark.LessonId, places);
                Student = mark.StudentId;
                Value = mark.Value;
                Work = mark.Work;
                Number = Thousandths(mark.Weight);
                break;
            case Attendance attendance:
                Child(attendance.LessonId, places);
                Student = attendance.StudentId;
                Value = AttendanceWord(attendance.AttendanceKind);
                Status = attendance.Ambiguous ? 1 : 0;
                break;
            case Homework homework:
                Child(homework.LessonId, places);
                Value = homework.Text;
                break;
            case Lesson lesson:
                Fill(lesson, places);
                break;
            case FinalMark final:
                Student = final.StudentId;
                Subject = final.SubjectId;
                Work = final.TermId;
                Value = final.Value;
                Number = Thousandths(final.Average);
                Of(places.ClassOf(final.StudentId), places);
                break;
            default:
                FillRoster(record, places);
                break;
        }
    }

    /// <summary>The columns that <see cref="Fill(Statement, int)"/> reads, in its order.</summary>
    public const string Names = """
        "RootClass", "Class", "Day", "Lesson", "Student", "Teacher", "Subject", "Value", "Work", "Number", "StartMinute", "EndMinute", "Status", "ReplacesTeacher", "AttendanceTaken"
        """;

    /// <summary>Takes the columns of a stored row, from the given one on.</summary>
    public void Fill(Statement row, int first)
    {
        Clear();
        RootClass = row.Text(first);
        Class = row.Text(first + 1);
        Day = row.Int32OrNull(first + 2);
        Lesson = row.Text(first + 3);
        Student = row.Text(first + 4);
        Teacher = row.Text(first + 5);
        Subject = row.Text(first + 6);
        Value = row.Text(first + 7);
        Work = row.Text(first + 8);
        Number = row.Int32OrNull(first + 9);
        StartMinute = row.Int32OrNull(first + 10);
        EndMinute = row.Int32OrNull(first + 11);
        Status = row.Int32OrNull(first + 12);
        ReplacesTeacher = row.Text(first + 13);
        AttendanceTaken = row.Int32OrNull(first + 14) is { } taken ? taken != 0 : null;
    }

    /// <summary>Takes what homework, marks and absences have from their lesson.</summary>
    public void Stand(LessonPlace place)
    {
        RootClass = place.RootClass;
        Class = place.Class;
        Day = place.Day;
        Subject = place.Subject;
        Teacher = place.Teacher;
    }

    /// <summary>The place that a lesson's row gives to its children.</summary>
    public LessonPlace? Place => RootClass is { } root && Day is { } day ? new LessonPlace(root, Class ?? root, day, Subject, Teacher) : null;

    public static LessonPlace PlaceOf(Lesson lesson, IPlaces places) =>
        new(places.RootOf(lesson.ClassId), lesson.ClassId, lesson.Day.DayNumber, lesson.SubjectId, lesson.TeacherId);

    private void Fill(Lesson lesson, IPlaces places)
    {
        Lesson = lesson.Id;
        Of(lesson.ClassId, places);
        Day = lesson.Day.DayNumber;
        Number = lesson.Number;
        StartMinute = Minute(lesson.Start);
        EndMinute = Minute(lesson.End);
        Subject = lesson.SubjectId;
        Teacher = lesson.TeacherId;
        Value = lesson.Topic;
        Status = (int)lesson.Status;
        ReplacesTeacher = lesson.ReplacesTeacherId;
        AttendanceTaken = lesson.AttendanceTaken;
    }

    private void FillRoster(JournalRecord record, IPlaces places)
    {
        switch (record)
        {
            case ClassGroup group:
                Of(group.Id, places);
                Value = group.Name;
                Number = group.Grade;
                Status = (int)group.ClassKind;
                Teacher = group.HomeroomTeacherId;
                break;
            case Student student:
                Student = student.Id;
                Of(student.ClassId, places);
                Value = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{student.FamilyName} {student.GivenName} {student.MiddleName} {student.BirthDate:yyyy-MM-dd}");
                break;
            case Teacher teacher:
                Teacher = teacher.Id;
                Value = $"{teacher.FamilyName} {teacher.GivenName} {teacher.MiddleName}";
                break;
            case Subject subject:
                Subject = subject.Id;
                Value = subject.Name;
                break;
            case Term term:
                Value = term.Name;
                Status = (int)term.TermKind;
                break;
            case SignIn signIn:
                Student = signIn.PersonId;
                Status = (int)signIn.Role;
                Value = signIn.At.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
                Work = signIn.Place;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(record), record.Kind, "Unknown record kind.");
        }
    }

    private void Child(string lessonId, IPlaces places)
    {
        Lesson = lessonId;
        if (places.LessonAt(lessonId) is { } place)
        {
            Stand(place);
        }
    }

    private void Of(string? classId, IPlaces places)
    {
        Class = classId;
        RootClass = classId is null ? null : places.RootOf(classId);
    }

    private void Clear()
    {
        RootClass = Class = Lesson = Student = Teacher = Subject = Value = Work = ReplacesTeacher = null;
        Day = Number = StartMinute = EndMinute = Status = null;
        AttendanceTaken = null;
        Entered = null;
    }

    // A weight that thousandths cannot say is as good as unknown: nobody is judged by a rounded one.
    private static int? Thousandths(decimal? weight) =>
        weight is { } known && known * 1000 is <= int.MaxValue and var exact && decimal.Truncate(exact) == exact ? (int)exact : null;

    private static int? Minute(TimeOnly? time) => time is { } given ? (given.Hour * 60) + given.Minute : null;

    private static string AttendanceWord(AttendanceKind kind) => kind switch
    {
        AttendanceKind.Absent => "1",
        AttendanceKind.Ill => "2",
        AttendanceKind.Excused => "3",
        _ => "4",
    };
}
