using System.Data.Common;
using System.Globalization;
using System.Text;
using ElJournal.Rules.Journal;

namespace ElJournal.Adapters.Paragraf.Tests.Support;

/// <summary>Databases of invented schemas; nothing here is compiled against a provider.</summary>
internal static class Databases
{
    /// <summary>Runs statements in one transaction.</summary>
    public static async Task ExecuteAsync(DbProviderFactory factory, string connectionString, IEnumerable<string> statements)
    {
        await using var connection = await OpenAsync(factory, connectionString);
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var sql in statements)
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
#pragma warning disable CA2100 // The tests' own text.
            command.CommandText = sql;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    /// <summary>Inserts rows in one transaction.</summary>
    public static async Task InsertAsync(DbProviderFactory factory, string connectionString, IEnumerable<(string Table, object?[] Values)> rows)
    {
        await using var connection = await OpenAsync(factory, connectionString);
        await using var transaction = await connection.BeginTransactionAsync();
        var commands = new Dictionary<string, DbCommand>(StringComparer.Ordinal);
        foreach (var (table, values) in rows)
        {
            if (!commands.TryGetValue(table, out var command))
            {
                command = commands[table] = connection.CreateCommand();
                command.Transaction = transaction;
#pragma warning disable CA2100 // The tests' own text.
                command.CommandText = $"INSERT INTO {table} VALUES ({string.Join(", ", values.Select((_, i) => $"@p{i.ToString(CultureInfo.InvariantCulture)}"))})";
#pragma warning restore CA2100
                for (var i = 0; i < values.Length; i++)
                {
                    var parameter = command.CreateParameter();
                    parameter.ParameterName = $"@p{i.ToString(CultureInfo.InvariantCulture)}";
                    command.Parameters.Add(parameter);
                }
            }

            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters[i].Value = values[i] ?? DBNull.Value;
            }

            await command.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    private static async Task<DbConnection> OpenAsync(DbProviderFactory factory, string connectionString)
    {
        var connection = factory.CreateConnection()!;
        connection.ConnectionString = connectionString;
        await connection.OpenAsync();
        if (factory.GetType().Name == "SqliteFactory")
        {
            // Nothing here has to outlive a power failure.
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF";
            await command.ExecuteNonQueryAsync();
        }

        return connection;
    }
}

/// <summary>An invented schema for the generated school.</summary>
internal static class InventedSchema
{
    private static readonly Encoding Cp1251 = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;

    public const string Mapping = """
        { // Вымышленная схема: ни одно имя таблицы или столбца не взято из продукта.
          "format": "paragraf-mapping/1",
          "database": {
            "dateParameters": "text",
            "terms":      { "sql": "SELECT TERM_NO, NAZV, VID, NACHALO, KONEC FROM DEMO_TERMS", "columns": { "TERM_NO": "id", "NAZV": "name", "VID": "kind", "NACHALO": "start", "KONEC": "end" } },
            "classes":    { "sql": "SELECT * FROM DEMO_GROUPS", "columns": { "GR_NO": "id", "NAZV": "name", "PARAL": "grade", "VID": "kind", "RUK": "homeroomTeacherId", "RODIT": "parentId" } },
            "teachers":   { "sql": "SELECT * FROM DEMO_STAFF", "columns": { "TAB_NO": "id", "FAM": "familyName", "IM": "givenName", "OTCH": "middleName", "POCHTA": "email" } },
            "students":   { "sql": "SELECT * FROM DEMO_PUPILS", "columns": { "PUPIL_NO": "id", "FAM": "familyName", "IM": "givenName", "OTCH": "middleName", "BORN": "birthDate", "GR_NO": "classId", "PRIB": "enrolledOn", "VYB": "leftOn" } },
            "subjects":   { "sql": "SELECT * FROM DEMO_SUBJ", "columns": { "SUBJ_NO": "id", "NAZV": "name" } },
            "lessons":    { "sql": "SELECT * FROM DEMO_LESSONS WHERE DAY_ BETWEEN @from AND @to", "parameters": ["from", "to"], "enteredAtProved": true,
                            "columns": { "LES_NO": "id", "DAY_": "date", "NUM": "number", "T1": "start", "T2": "end", "GR_NO": "classId", "SUBJ_NO": "subjectId", "TAB_NO": "teacherId", "TEMA": "topic", "SOST": "status", "ZA": "replacesTeacherId", "VVOD": "enteredAt" } },
            "homework":   { "sql": "SELECT * FROM DEMO_TASKS WHERE LES_NO IN (SELECT LES_NO FROM DEMO_LESSONS WHERE DAY_ BETWEEN @from AND @to) ORDER BY rowid", "parameters": ["from", "to"], "attachedTo": "given", "enteredAtProved": true,
                            "columns": { "LES_NO": "lessonId", "TXT": "text", "SROK": "dueDate", "VVOD": "enteredAt" } },
            "marks":      { "sql": "SELECT * FROM DEMO_MARKS WHERE LES_NO IN (SELECT LES_NO FROM DEMO_LESSONS WHERE DAY_ BETWEEN @from AND @to)", "parameters": ["from", "to"], "enteredAtProved": true,
                            "columns": { "MARK_NO": "id", "LES_NO": "lessonId", "PUPIL_NO": "studentId", "VAL": "value", "VID": "work", "VES": "weight", "VVOD": "enteredAt" } },
            "attendance": { "sql": "SELECT * FROM DEMO_ABSENT WHERE LES_NO IN (SELECT LES_NO FROM DEMO_LESSONS WHERE DAY_ BETWEEN @from AND @to)", "parameters": ["from", "to"], "enteredAtProved": true,
                            "columns": { "LES_NO": "lessonId", "PUPIL_NO": "studentId", "KOD": "kind", "VVOD": "enteredAt" } },
            "finalMarks": { "sql": "SELECT * FROM DEMO_FINAL", "columns": { "PUPIL_NO": "studentId", "SUBJ_NO": "subjectId", "TERM_NO": "termId", "VAL": "value", "VVOD": "enteredAt" } }
          },
          "values": {
            "attendance": { "1": "absent", "2": "ill", "3": "excused", "4": "late" },
            "termKind": { "1": "schoolYear", "2": "quarter", "3": "trimester", "4": "halfYear" },
            "classKind": { "1": "class", "2": "subgroup", "3": "elective", "4": "extracurricular", "5": "extendedDay", "6": "additional", "7": "homeSchooling" },
            "lessonStatus": { "1": "planned", "2": "held", "3": "cancelled" }
          }
        }
        """;

    public static readonly string[] Tables =
    [
        "CREATE TABLE DEMO_TERMS (TERM_NO CHAR(20), NAZV TEXT, VID SMALLINT, NACHALO TEXT, KONEC TEXT)",
        "CREATE TABLE DEMO_GROUPS (GR_NO CHAR(20), NAZV TEXT, PARAL INTEGER, VID SMALLINT, RUK TEXT, RODIT TEXT)",
        "CREATE TABLE DEMO_STAFF (TAB_NO TEXT, FAM TEXT, IM TEXT, OTCH TEXT, POCHTA TEXT)",
        "CREATE TABLE DEMO_PUPILS (PUPIL_NO TEXT, FAM TEXT, IM TEXT, OTCH TEXT, BORN TEXT, GR_NO TEXT, PRIB TEXT, VYB TEXT)",
        "CREATE TABLE DEMO_SUBJ (SUBJ_NO TEXT, NAZV TEXT)",
        "CREATE TABLE DEMO_LESSONS (LES_NO TEXT, DAY_ TEXT, NUM INTEGER, T1 TEXT, T2 TEXT, GR_NO TEXT, SUBJ_NO TEXT, TAB_NO TEXT, TEMA BLOB, SOST SMALLINT, ZA TEXT, VVOD TEXT)",
        "CREATE TABLE DEMO_TASKS (LES_NO TEXT, TXT BLOB, SROK TEXT, VVOD TEXT)",
        "CREATE TABLE DEMO_MARKS (MARK_NO TEXT, LES_NO TEXT, PUPIL_NO TEXT, VAL CHAR(4), VID TEXT, VES NUMERIC, VVOD TEXT)",
        "CREATE TABLE DEMO_ABSENT (LES_NO TEXT, PUPIL_NO TEXT, KOD SMALLINT, VVOD TEXT)",
        "CREATE TABLE DEMO_FINAL (PUPIL_NO TEXT, SUBJ_NO TEXT, TERM_NO TEXT, VAL TEXT, VVOD TEXT)",
        "CREATE INDEX DEMO_L ON DEMO_LESSONS (LES_NO)",
    ];

    /// <summary>A record as a row; sign-ins have no table.</summary>
    public static (string Table, object?[] Values)? Row(JournalRecord record) => record switch
    {
        Term term => ("DEMO_TERMS", [Padded(term.Id), term.Name, (int)term.TermKind, Day(term.Start), Day(term.End)]),
        ClassGroup group => ("DEMO_GROUPS", [Padded(group.Id), group.Name, group.Grade, (int)group.ClassKind, group.HomeroomTeacherId, group.ParentId]),
        Teacher teacher => ("DEMO_STAFF", [teacher.Id, teacher.FamilyName, teacher.GivenName, teacher.MiddleName, teacher.Email]),
        Student student => ("DEMO_PUPILS", [student.Id, student.FamilyName, student.GivenName, student.MiddleName, Day(student.BirthDate), student.ClassId, Day(student.EnrolledOn), Day(student.LeftOn)]),
        Subject subject => ("DEMO_SUBJ", [subject.Id, subject.Name]),
        Lesson lesson => ("DEMO_LESSONS",
        [
            lesson.Id, Day(lesson.Day), lesson.Number, lesson.Start?.ToString("HH:mm", CultureInfo.InvariantCulture), lesson.End?.ToString("HH:mm", CultureInfo.InvariantCulture), lesson.ClassId, lesson.SubjectId,
            lesson.TeacherId, Blob(lesson.Topic), lesson.Status == LessonStatus.Unknown ? null : (int)lesson.Status, lesson.ReplacesTeacherId, At(lesson.TopicEntered),
        ]),
        Homework homework => ("DEMO_TASKS", [homework.LessonId, Blob(homework.Text), Day(homework.DueDate), At(homework.Entered)]),
        Mark mark => ("DEMO_MARKS", [mark.Id, mark.LessonId, mark.StudentId, mark.Value.PadRight(4), mark.Work, mark.Weight, At(mark.Entered)]),
        Attendance attendance => ("DEMO_ABSENT", [attendance.LessonId, attendance.StudentId, (int)attendance.AttendanceKind, At(attendance.Entered)]),
        FinalMark final => ("DEMO_FINAL", [final.StudentId, final.SubjectId, final.TermId, final.Value, At(final.Entered)]),
        _ => null,
    };

    private static string Padded(string text) => text.PadRight(20);

    /// <summary>Texts in a BLOB column are bytes in the database's old encoding.</summary>
    private static byte[]? Blob(string? text) => text is null ? null : Cp1251.GetBytes(text);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? At(EntryTime? entered) => entered?.At.ToOffset(TimeSpan.FromHours(3)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
