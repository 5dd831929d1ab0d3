using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using ElJournal.Rules.Journal;

namespace ElJournal.Samples.SchoolGenerator;

/// <summary>
/// Writes records as an exported folder that the adapter <c>paragraf</c> reads by the mapping beside it: Russian headers, Windows-1251, semicolons, days like 05.10.2026, codes for
/// absences. Every name and code in it is invented: the schema and the exports of the product are not public.
/// </summary>
public static class ParagrafFolder
{
    /// <summary>The mapping file, written into the folder.</summary>
    public const string MappingFile = "mapping.jsonc";

    /// <summary>The mapping of this folder.</summary>
    public const string Mapping = """
        // Вымышленная выгрузка. Ни одно имя файла, столбца и ни один код не взяты из продукта.
        {
          "format": "paragraf-mapping/1",
          "files": {
            "terms":      { "file": "periody.csv", "encoding": "windows-1251", "separator": ";", "skipRows": 1, "columns": { "Код": "id", "Название": "name", "Вид": "kind", "Начало": "start", "Конец": "end" } },
            "classes":    { "file": "klassy.csv", "encoding": "windows-1251", "separator": ";", "skipRows": 1, "columns": { "Код": "id", "Название": "name", "Параллель": "grade", "Вид": "kind", "Руководитель": "homeroomTeacherId", "Входит в": "parentId" } },
            "teachers":   { "file": "kadry.csv", "encoding": "windows-1251", "separator": ";", "skipRows": 1, "columns": { "Код": "id", "Фамилия": "familyName", "Имя": "givenName", "Отчество": "middleName", "Почта": "email" } },
            "students":   { "file": "ucheniki.csv", "encoding": "windows-1251", "separator": ";", "skipRows": 1,
                            "columns": { "Код": "id", "Фамилия": "familyName", "Имя": "givenName", "Отчество": "middleName", "Дата рождения": "birthDate", "Класс": "classId", "Зачислен": "enrolledOn", "Выбыл": "leftOn", "Почта": "email", "Телефон": "phone" } },
            "subjects":   { "file": "predmety.csv", "encoding": "windows-1251", "separator": ";", "skipRows": 1, "columns": { "Код": "id", "Название": "name" } },
            "lessons":    { "file": "uroki.csv", "encoding": "windows-1251", "separator": ";", "skipRows": 1, "enteredAtProved": true,
                            "columns": { "Код": "id", "Дата": "date", "Номер": "number", "Начало": "start", "Конец": "end", "Класс": "classId", "Предмет": "subjectId", "Учитель": "teacherId", "Тема": "topic", "Состояние": "status", "Вместо": "replacesTeacherId", "Внесено": "enteredAt" } },
            "homework":   { "file": "zadaniya.csv", "encoding": "windows-1251", "separator": ";", "skipRows": 1, "attachedTo": "given", "enteredAtProved": true, "columns": { "Урок": "lessonId", "Задание": "text", "Срок": "dueDate", "Внесено": "enteredAt" } },
            "marks":      { "file": "otmetki.csv", "encoding": "windows-1251", "separator": ";", "skipRows": 1, "enteredAtProved": true,
                            "columns": { "Код": "id", "Урок": "lessonId", "Ученик": "studentId", "Отметка": "value", "Вид работы": "work", "Вес": "weight", "Внесено": "enteredAt" } },
            "attendance": { "file": "propuski.csv", "encoding": "windows-1251", "separator": ";", "skipRows": 1, "enteredAtProved": true, "columns": { "Урок": "lessonId", "Ученик": "studentId", "Причина": "kind", "Внесено": "enteredAt" } },
            "finalMarks": { "file": "itogi.csv", "encoding": "windows-1251", "separator": ";", "skipRows": 1, "enteredAtProved": true, "columns": { "Ученик": "studentId", "Предмет": "subjectId", "Период": "termId", "Отметка": "value", "Внесено": "enteredAt" } },
            "signIns":    { "file": "vhody.csv", "encoding": "windows-1251", "separator": ";", "skipRows": 1, "columns": { "Код": "personId", "Кто": "role", "Когда": "at", "Откуда": "place" } }
          },
          "values": {
            "attendance": { "н": "absent", "б": "ill", "у": "excused", "о": "late" },
            "termKind": { "год": "schoolYear", "четверть": "quarter", "триместр": "trimester", "полугодие": "halfYear" },
            "classKind": { "класс": "class", "подгруппа": "subgroup", "электив": "elective", "внеурочная": "extracurricular", "ГПД": "extendedDay", "доп": "additional", "на дому": "homeSchooling" },
            "lessonStatus": { "план": "planned", "проведён": "held", "снят": "cancelled" },
            "role": { "учитель": "teacher", "ученик": "student", "родитель": "parent" }
          }
        }
        """;

    private static readonly Encoding Windows1251 = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;

    private static readonly Dictionary<RecordKind, (string File, string Header)> Sheets = new()
    {
        [RecordKind.Term] = ("periody.csv", "Код;Название;Вид;Начало;Конец"),
        [RecordKind.Class] = ("klassy.csv", "Код;Название;Параллель;Вид;Руководитель;Входит в"),
        [RecordKind.Teacher] = ("kadry.csv", "Код;Фамилия;Имя;Отчество;Почта"),
        [RecordKind.Student] = ("ucheniki.csv", "Код;Фамилия;Имя;Отчество;Дата рождения;Класс;Зачислен;Выбыл;Почта;Телефон"),
        [RecordKind.Subject] = ("predmety.csv", "Код;Название"),
        [RecordKind.Lesson] = ("uroki.csv", "Код;Дата;Номер;Начало;Конец;Класс;Предмет;Учитель;Тема;Состояние;Вместо;Внесено"),
        [RecordKind.Homework] = ("zadaniya.csv", "Урок;Задание;Срок;Внесено"),
        [RecordKind.Mark] = ("otmetki.csv", "Код;Урок;Ученик;Отметка;Вид работы;Вес;Внесено"),
        [RecordKind.Attendance] = ("propuski.csv", "Урок;Ученик;Причина;Внесено"),
        [RecordKind.FinalMark] = ("itogi.csv", "Ученик;Предмет;Период;Отметка;Внесено"),
        [RecordKind.SignIn] = ("vhody.csv", "Код;Кто;Когда;Откуда"),
    };

    /// <summary>Writes all sheets, those without records too, and the mapping.</summary>
    /// <param name="directory">Made when it does not exist; files of the same names are replaced.</param>
    /// <param name="records">Read once.</param>
    /// <param name="madeAt">Given to the files as the moment of their last write: by it the reader knows what the data is true for.</param>
    public static async Task WriteAsync(string directory, IEnumerable<JournalRecord> records, DateTimeOffset? madeAt = null)
    {
        Directory.CreateDirectory(directory);
        await File.WriteAllTextAsync(Path.Combine(directory, MappingFile), Mapping);
        var writers = new Dictionary<RecordKind, CsvWriter>();
        try
        {
            foreach (var (kind, (file, header)) in Sheets)
            {
                var writer = new CsvWriter(new StreamWriter(Path.Combine(directory, file), append: false, Windows1251, 1 << 16), new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = ";", NewLine = "\r\n" });
                writers.Add(kind, writer);
                await CsvFolder.WriteRowAsync(writer, ["Вымышленная выгрузка учебной школы"]);
                await CsvFolder.WriteRowAsync(writer, header.Split(';'));
            }

            foreach (var record in records)
            {
                await CsvFolder.WriteRowAsync(writers[record.Kind], Fields(record));
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
            foreach (var (file, _) in Sheets.Values)
            {
                File.SetLastWriteTimeUtc(Path.Combine(directory, file), moment.UtcDateTime);
            }
        }
    }

    private static string?[] Fields(JournalRecord record) => record switch
    {
        Term term => [term.Id, term.Name, term.TermKind switch { TermKind.SchoolYear => "год", TermKind.Quarter => "четверть", TermKind.Trimester => "триместр", _ => "полугодие" }, Day(term.Start), Day(term.End)],
        ClassGroup group => [group.Id, group.Name, Number(group.Grade), Named(group.ClassKind), group.HomeroomTeacherId, group.ParentId],
        Teacher teacher => [teacher.Id, teacher.FamilyName, teacher.GivenName, teacher.MiddleName, teacher.Email],
        Student student => [student.Id, student.FamilyName, student.GivenName, student.MiddleName, Day(student.BirthDate), student.ClassId, Day(student.EnrolledOn), Day(student.LeftOn), student.Email, student.Phone],
        Subject subject => [subject.Id, subject.Name],
        Lesson lesson =>
        [
            lesson.Id, Day(lesson.Day), Number(lesson.Number), Time(lesson.Start), Time(lesson.End), lesson.ClassId, lesson.SubjectId, lesson.TeacherId, lesson.Topic,
            lesson.Status switch { LessonStatus.Planned => "план", LessonStatus.Held => "проведён", LessonStatus.Cancelled => "снят", _ => null }, lesson.ReplacesTeacherId, At(lesson.TopicEntered?.At),
        ],
        Homework homework => [homework.LessonId, homework.Text, Day(homework.DueDate), At(homework.Entered?.At)],
        Mark mark => [mark.Id, mark.LessonId, mark.StudentId, mark.Value, mark.Work, mark.Weight?.ToString(CultureInfo.InvariantCulture).Replace('.', ','), At(mark.Entered?.At)],
        Attendance attendance =>
        [
            attendance.LessonId, attendance.StudentId,
            attendance.AttendanceKind switch { AttendanceKind.Absent => "н", AttendanceKind.Ill => "б", AttendanceKind.Excused => "у", _ => "о" }, At(attendance.Entered?.At),
        ],
        FinalMark final => [final.StudentId, final.SubjectId, final.TermId, final.Value, At(final.Entered?.At)],
        SignIn signIn => [signIn.PersonId, signIn.Role switch { PersonRole.Teacher => "учитель", PersonRole.Student => "ученик", _ => "родитель" }, At(signIn.At), signIn.Place],
        _ => throw new ArgumentException("Unknown record.", nameof(record)),
    };

    private static string Named(ClassKind kind) => kind switch
    {
        ClassKind.Class => "класс",
        ClassKind.Subgroup => "подгруппа",
        ClassKind.Elective => "электив",
        ClassKind.Extracurricular => "внеурочная",
        ClassKind.ExtendedDay => "ГПД",
        ClassKind.Additional => "доп",
        _ => "на дому",
    };

    private static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string? Day(DateOnly? value) => value?.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    private static string? Time(TimeOnly? value) => value?.ToString("H:mm", CultureInfo.InvariantCulture);

    /// <summary>By the school's clock, without an offset, as such programs write it.</summary>
    private static string? At(DateTimeOffset? value) => value?.ToOffset(TimeSpan.FromHours(3)).ToString("dd.MM.yyyy HH:mm:ss", CultureInfo.InvariantCulture);
}
