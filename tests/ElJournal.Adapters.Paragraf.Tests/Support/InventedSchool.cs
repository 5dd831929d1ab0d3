using System.Text;
using ElJournal.Rules.Journal;

namespace ElJournal.Adapters.Paragraf.Tests.Support;

/// <summary>One small school as two sites would export it: two programs' worth of invented names, codes, formats and habits.</summary>
internal static class InventedSchool
{
    /// <summary>Russian headers, cp1251, semicolons, no ids of lessons and marks, absences among the marks.</summary>
    public const string FirstMapping = """
        { // Вымышленная выгрузка: ни одно имя не взято из продукта.
          "format": "paragraf-mapping/1", "site": "s1", "writtenFor": "0.0",
          "files": {
            "terms":    { "file": "periods.csv", "encoding": "windows-1251", "columns": { "Период": ["id", "name"], "С": "start", "По": "end" }, "constants": { "kind": "quarter" } },
            "classes":  { "file": "klassy.csv", "encoding": "windows-1251", "columns": { "Класс": ["id", "name", "grade"] } },
            "teachers": { "file": "kadry.csv", "encoding": "windows-1251", "columns": { "Таб. номер": "id", "ФИО": "fullName" } },
            "students": { "file": "spisok.csv", "encoding": "windows-1251", "skipRows": 1, "columns": { "Код": "id", "ФИО": "fullName", "Класс": "classId", "Дата рождения": "birthDate" } },
            "subjects": { "file": "predmety.csv", "columns": { "Предмет": ["id", "name"] } },
            "lessons":  { "file": "uroki*.csv", "encoding": "windows-1251", "separator": ";", "dateFormat": "dd.MM.yyyy",
                          "columns": { "Класс": "classId", "Дата": "date", "№": "number", "Предмет": "subjectId", "Учитель": "teacherId", "Тема": "topic", "Состояние": "status" } },
            "homework": { "file": "dz.csv", "attachedTo": "given", "columns": { "Класс": "classId", "Дата": "date", "№": "number", "Предмет": "subjectId", "Задано": "text" } },
            "marks":    { "file": "otmetki.csv", "split": ["/", " "],
                          "columns": { "Класс": "classId", "Дата": "date", "№": "number", "Предмет": "subjectId", "Код ученика": "studentId", "Отметка": "value", "Вид работы": "work", "Вес": "weight" } },
            "attendance": { "from": "marks" },
            "finalMarks": { "file": "itogi.csv", "columns": { "Код ученика": "studentId", "Предмет": "subjectId", "Период": "termId", "Итог": "value" } }
          },
          "values": {
            "attendance": { "н": "absent", "б": "ill", "у": "excused", "о": "late" },
            "marks": { "2": "2", "3": "3", "4": "4", "5": "5", "зч": "зач" },
            "lessonStatus": { "проведён": "held", "снят": "cancelled" }
          } }
        """;

    /// <summary>Other names, UTF-8, commas, ids of its own, codes in numbers.</summary>
    public const string SecondMapping = """
        { "format": "paragraf-mapping/1", "site": "s1",
          "files": {
            "terms":    { "file": "T1.csv", "columns": { "T_ID": "id", "T_NAME": "name", "T_KIND": "kind", "T_FROM": "start", "T_TO": "end" } },
            "classes":  { "file": "T2.csv", "columns": { "C_ID": "id", "C_NAME": "name", "C_GRADE": "grade" } },
            "teachers": { "file": "T3.csv", "columns": { "P_ID": "id", "FAM": "familyName", "IM": "givenName", "OTCH": "middleName" } },
            "students": { "file": "T4.csv", "columns": { "S_ID": "id", "FAM": "familyName", "IM": "givenName", "OTCH": "middleName", "C_ID": "classId", "BORN": "birthDate" } },
            "subjects": { "file": "T5.csv", "columns": { "U_ID": "id", "U_NAME": "name" } },
            "lessons":  { "file": "T6.csv", "columns": { "L_ID": "id", "C_ID": "classId", "DAY_": "date", "NUM": "number", "U_ID": "subjectId", "P_ID": "teacherId", "THEME": "topic", "ST": "status" } },
            "homework": { "file": "T7.csv", "attachedTo": "given", "columns": { "L_ID": "lessonId", "HW": "text" } },
            "marks":    { "file": "T8.csv", "columns": { "M_ID": "id", "L_ID": "lessonId", "S_ID": "studentId", "VAL": "value", "WORK_": "work", "W": "weight" } },
            "attendance": { "file": "T9.csv", "columns": { "L_ID": "lessonId", "S_ID": "studentId", "CODE": "kind" } },
            "finalMarks": { "file": "T10.csv", "columns": { "S_ID": "studentId", "U_ID": "subjectId", "T_ID": "termId", "VAL": "value" } }
          },
          "values": { "attendance": { "1": "absent", "2": "ill", "3": "excused", "4": "late", "0": "present" }, "termKind": { "Ч": "quarter" }, "lessonStatus": { "1": "held", "9": "cancelled" }, "finalMarks": { "4": "4", "5": "5" } } }
        """;

    public static Site First()
    {
        var site = new Site(FirstMapping);
        var cp1251 = Site.Cp1251;
        return site
            .Write("periods.csv", cp1251, "Период;С;По", "1 четверть;01.09.2026;25.10.2026")
            .Write("klassy.csv", cp1251, "Класс;Смена", "7А;1", "1Б;1")
            .Write("kadry.csv", cp1251, "Таб. номер;ФИО", "11;Примерова Ольга Ивановна")
            .Write("spisok.csv", cp1251, "Список учащихся;;;", "Код;ФИО;Класс;Дата рождения;", "101;Образцов Пётр Ильич;7А;02.01.2013;", "102;Образцова Анна;7А;04.03.2013;", ";;;;")
            .Write("predmety.csv", cp1251, "Предмет", "Алгебра", "Физика")
            .Write(
                "uroki_okt.csv",
                cp1251,
                "№;Дата;Класс;Предмет;Тема;Учитель;Состояние",
                "1;05.10.2026;7А;Алгебра;\"Дроби; \"\"сложение\"\"\";11;проведён",
                "2;05.10.2026;7А;Физика;;11;проведён")
            .Write("dz.csv", cp1251, "Класс;Дата;№;Предмет;Задано", "7А;05.10.2026;1;Алгебра;§ 5, № 12")
            .Write(
                "otmetki.csv",
                cp1251,
                "Класс;Дата;№;Предмет;Код ученика;Отметка;Вид работы;Вес",
                "7А;05.10.2026;1;Алгебра;101;5/4;Ответ на уроке;1,5",
                "7А;05.10.2026;1;Алгебра;102;о 3;Ответ на уроке;1",
                "7А;05.10.2026;2;Физика;102;н;;",
                "7А;05.10.2026;2;Физика;101;;;")
            .Write("itogi.csv", cp1251, "Код ученика;Предмет;Период;Итог", "101;Алгебра;1 четверть;5");
    }

    public static Site Second()
    {
        var site = new Site(SecondMapping);
        foreach (var (name, rows) in SecondTables())
        {
            site.Write(name + ".csv", new UTF8Encoding(encoderShouldEmitUTF8Identifier: name == "T4"), [.. rows.Select(row => string.Join(',', row.Select(cell => cell.Contains(',', StringComparison.Ordinal) || cell.Contains('"', StringComparison.Ordinal) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell)))]);
        }

        return site;
    }

    /// <summary>The second site's tables: a header and rows.</summary>
    public static IEnumerable<(string Name, string[][] Rows)> SecondTables()
    {
        yield return ("T1", [["T_ID", "T_NAME", "T_KIND", "T_FROM", "T_TO"], ["1 четверть", "1 четверть", "Ч", "2026-09-01", "2026-10-25"]]);
        yield return ("T2", [["C_ID", "C_NAME", "C_GRADE"], ["7А", "7А", "7"], ["1Б", "1Б", "1"]]);
        yield return ("T3", [["P_ID", "FAM", "IM", "OTCH"], ["11", "Примерова", "Ольга", "Ивановна"]]);
        yield return ("T4", [["S_ID", "FAM", "IM", "OTCH", "C_ID", "BORN"], ["101", "Образцов", "Пётр", "Ильич", "7А", "2013-01-02"], ["102", "Образцова", "Анна", "", "7А", "2013-03-04"]]);
        yield return ("T5", [["U_ID", "U_NAME"], ["Алгебра", "Алгебра"], ["Физика", "Физика"]]);
        yield return ("T6", [["L_ID", "C_ID", "DAY_", "NUM", "U_ID", "P_ID", "THEME", "ST"], ["501", "7А", "2026-10-05", "1", "Алгебра", "11", "Дроби; \"сложение\"", "1"], ["502", "7А", "2026-10-05", "2", "Физика", "11", "", "1"]]);
        yield return ("T7", [["L_ID", "HW"], ["501", "§ 5, № 12"]]);
        yield return ("T8", [["M_ID", "L_ID", "S_ID", "VAL", "WORK_", "W"], ["1", "501", "101", "5", "Ответ на уроке", "1.5"], ["2", "501", "101", "4", "Ответ на уроке", "1.5"], ["3", "501", "102", "3", "Ответ на уроке", "1"]]);
        yield return ("T9", [["L_ID", "S_ID", "CODE"], ["501", "102", "4"], ["502", "102", "1"], ["502", "101", "0"]]);
        yield return ("T10", [["S_ID", "U_ID", "T_ID", "VAL"], ["101", "Алгебра", "1 четверть", "5"]]);
    }

    /// <summary>What a read says, whatever ids lessons and marks have.</summary>
    public static string Told(WholeRead read)
    {
        var lessons = read.Of<Lesson>().ToDictionary(lesson => lesson.Id, lesson => $"{lesson.Day:yyyy-MM-dd}#{lesson.Number} {lesson.ClassId} {lesson.SubjectId}");
        return string.Join("\n", read.Records.Select(record => record switch
        {
            Lesson lesson => $"lesson {lessons[lesson.Id]} {lesson.TeacherId} «{lesson.Topic}» {lesson.Status}",
            Homework work => $"homework {lessons[work.LessonId]} «{work.Text}»",
            Mark mark => $"mark {lessons[mark.LessonId]} {mark.StudentId} {mark.Value} {mark.Work} {mark.Weight}",
            Attendance attendance => $"attendance {lessons[attendance.LessonId]} {attendance.StudentId} {attendance.AttendanceKind}",
            _ => record.ToString(),
        }).Order(StringComparer.Ordinal));
    }
}
