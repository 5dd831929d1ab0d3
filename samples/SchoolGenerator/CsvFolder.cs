using System.Globalization;
using System.Text;
using CsvHelper;
using ElJournal.Rules.Journal;

namespace ElJournal.Samples.SchoolGenerator;

/// <summary>Writes records as the CSV folder that the adapter <c>files</c> reads.</summary>
public static class CsvFolder
{
    /// <summary>A record's columns by name, as they stand in its table.</summary>
    public static IEnumerable<(string Name, string? Value)> Columns(JournalRecord record) => Tables.First(table => table.Kind == record.Kind).Columns.Zip(Fields(record));

    internal static readonly (RecordKind Kind, string File, string[] Columns)[] Tables =
    [
        (RecordKind.Term, "terms.csv", ["id", "name", "kind", "start", "end"]),
        (RecordKind.Class, "classes.csv", ["id", "name", "grade", "kind", "homeroomTeacherId", "parentId"]),
        (RecordKind.Teacher, "teachers.csv", ["id", "familyName", "givenName", "middleName", "email"]),
        (RecordKind.Student, "students.csv", ["id", "familyName", "givenName", "middleName", "birthDate", "classId", "enrolledOn", "leftOn", "email", "phone"]),
        (RecordKind.Subject, "subjects.csv", ["id", "name"]),
        (RecordKind.Lesson, "lessons.csv", ["id", "date", "number", "start", "end", "classId", "subjectId", "teacherId", "topic", "status", "replacesTeacherId", "enteredAt"]),
        (RecordKind.Homework, "homework.csv", ["lessonId", "text", "dueDate", "enteredAt"]),
        (RecordKind.Mark, "marks.csv", ["id", "lessonId", "studentId", "value", "work", "weight", "enteredAt"]),
        (RecordKind.Attendance, "attendance.csv", ["lessonId", "studentId", "kind", "enteredAt"]),
        (RecordKind.FinalMark, "finalMarks.csv", ["studentId", "subjectId", "termId", "value", "enteredAt"]),
        (RecordKind.SignIn, "signIns.csv", ["personId", "role", "at", "place"]),
    ];

    /// <summary>Writes all tables, those without records too, and says how many records there were.</summary>
    /// <param name="directory">Made when it does not exist; files of the same names are replaced.</param>
    /// <param name="records">Read once.</param>
    /// <param name="madeAt">Given to the files as the moment of their last write: by it the reader knows what the data is true for.</param>
    public static async Task<long> WriteAsync(string directory, IEnumerable<JournalRecord> records, DateTimeOffset? madeAt = null)
    {
        Directory.CreateDirectory(directory);
        var writers = new Dictionary<RecordKind, CsvWriter>();
        long count = 0;
        try
        {
            foreach (var (kind, file, columns) in Tables)
            {
                writers.Add(kind, Open(Path.Combine(directory, file)));
                await WriteRowAsync(writers[kind], columns);
            }

            foreach (var record in records)
            {
                count++;
                await WriteRowAsync(writers[record.Kind], Fields(record));
            }
        }
        finally
        {
            foreach (var writer in writers.Values)
            {
                await writer.DisposeAsync();
            }
        }

        if (madeAt is { } moment)
        {
            foreach (var (_, file, _) in Tables)
            {
                File.SetLastWriteTimeUtc(Path.Combine(directory, file), moment.UtcDateTime);
            }
        }

        return count;
    }

    internal static CsvWriter Open(string path) => new(
        new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16) { NewLine = "\n" },
        new CsvHelper.Configuration.CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });

    internal static async ValueTask WriteRowAsync(CsvWriter writer, IEnumerable<string?> fields)
    {
        foreach (var field in fields)
        {
            writer.WriteField(field);
        }

        await writer.NextRecordAsync();
    }

    internal static string?[] Fields(JournalRecord record) => record switch
    {
        Term term => [term.Id, term.Name, Camel(term.TermKind), Date(term.Start), Date(term.End)],
        ClassGroup group => [group.Id, group.Name, Number(group.Grade), Camel(group.ClassKind), group.HomeroomTeacherId, group.ParentId],
        Teacher teacher => [teacher.Id, teacher.FamilyName, teacher.GivenName, teacher.MiddleName, teacher.Email],
        Student student => [student.Id, student.FamilyName, student.GivenName, student.MiddleName, Date(student.BirthDate), student.ClassId, Date(student.EnrolledOn), Date(student.LeftOn), student.Email, student.Phone],
        Subject subject => [subject.Id, subject.Name],
        Lesson lesson =>
        [
            lesson.Id, Date(lesson.Day), Number(lesson.Number), Time(lesson.Start), Time(lesson.End), lesson.ClassId, lesson.SubjectId, lesson.TeacherId, lesson.Topic,
            lesson.Status == LessonStatus.Unknown ? null : Camel(lesson.Status), lesson.ReplacesTeacherId, At(lesson.TopicEntered),
        ],
        Homework homework => [homework.LessonId, homework.Text, Date(homework.DueDate), At(homework.Entered)],
        Mark mark => [mark.Id, mark.LessonId, mark.StudentId, mark.Value, mark.Work, mark.Weight?.ToString(CultureInfo.InvariantCulture), At(mark.Entered)],
        Attendance attendance => [attendance.LessonId, attendance.StudentId, Camel(attendance.AttendanceKind), At(attendance.Entered)],
        FinalMark final => [final.StudentId, final.SubjectId, final.TermId, final.Value, At(final.Entered)],
        SignIn signIn => [signIn.PersonId, Camel(signIn.Role), Instant(signIn.At), signIn.Place],
        _ => throw new ArgumentException("Unknown record.", nameof(record)),
    };

    private static string Camel<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string? Date(DateOnly? value) => value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Time(TimeOnly? value) => value?.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string? At(EntryTime? value) => value is { } time ? Instant(time.At) : null;

    internal static string Instant(DateTimeOffset value) => value.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
