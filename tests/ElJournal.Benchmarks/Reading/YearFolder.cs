using System.Globalization;
using System.Text;

namespace ElJournal.Benchmarks.Reading;

/// <summary>A school year as CSV: 1,000 pupils, 40 classes, 48,000 lessons, 450,000 marks, 250,000 absences. Always the same bytes.</summary>
internal static class YearFolder
{
    private const int Classes = 40;
    private const int PupilsPerClass = 25;
    private const int Lessons = 48_000;
    private const int Marks = 450_000;
    private const int Absences = 250_000;

    private static readonly DateOnly FirstDay = new(2026, 9, 1);
    private static readonly string[] Works = ["Ответ на уроке", "Контрольная работа", "Самостоятельная работа", "Домашняя работа"];
    private static readonly string[] Absent = ["absent", "ill", "excused", "late"];

    /// <summary>Writes the files and says how many records they hold.</summary>
    public static int Write(string directory)
    {
        Directory.CreateDirectory(directory);
        Table("classes.csv", "id,name,grade,kind,homeroomTeacherId,parentId", Classes, i => $"c{i},{(i / 4) + 2}{"АБВГ"[i % 4]},{(i / 4) + 2},class,t{i},");
        Table("students.csv", "id,familyName,givenName,middleName,birthDate,classId,enrolledOn,leftOn,email,phone", Classes * PupilsPerClass, i => $"s{i},Образцов{i},Пётр,Иванович,2013-01-01,c{i / PupilsPerClass},,,,");
        Table("teachers.csv", "id,familyName,givenName,middleName,email", 60, i => $"t{i},Примерова{i},Ольга,Ивановна,t{i}@school.example");
        Table("subjects.csv", "id,name", 15, i => $"u{i},Предмет {i}");
        Table("lessons.csv", "id,date,number,start,end,classId,subjectId,teacherId,topic,status,replacesTeacherId,enteredAt", Lessons, i =>
            string.Create(CultureInfo.InvariantCulture, $"l{i},{Day(i):yyyy-MM-dd},{(i % 6) + 1},08:30,09:15,c{i % Classes},u{i % 15},t{i % 60},\"Тема {i}, часть 1\",held,,{Day(i):yyyy-MM-dd}T14:30:00+03:00"));
        Table("homework.csv", "lessonId,text,dueDate,enteredAt", Lessons / 2, i =>
            string.Create(CultureInfo.InvariantCulture, $"l{i * 2},\"§ {i % 60}, № {i % 500}\",{Day(i * 2).AddDays(2):yyyy-MM-dd},{Day(i * 2):yyyy-MM-dd}T14:31:00+03:00"));
        Table("marks.csv", "id,lessonId,studentId,value,work,weight,enteredAt", Marks, i =>
        {
            var lesson = (int)((long)i * 48_017 % Lessons);
            return string.Create(CultureInfo.InvariantCulture, $"m{i},l{lesson},s{(lesson % Classes * PupilsPerClass) + (i % PupilsPerClass)},{(i % 4) + 2},{Works[i % 4]},1,{Day(lesson):yyyy-MM-dd}T12:{i % 60:00}:00+03:00");
        });
        Table("attendance.csv", "lessonId,studentId,kind,enteredAt", Absences, i =>
        {
            var lesson = i % Lessons;
            return string.Create(CultureInfo.InvariantCulture, $"l{lesson},s{(lesson % Classes * PupilsPerClass) + (i / Lessons)},{Absent[i % 4]},{Day(lesson):yyyy-MM-dd}T09:{i % 60:00}:00+03:00");
        });
        return Classes + (Classes * PupilsPerClass) + 60 + 15 + Lessons + (Lessons / 2) + Marks + Absences;

        void Table(string name, string header, int rows, Func<int, string> row)
        {
            using var writer = new StreamWriter(Path.Combine(directory, name), append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            writer.Write(header);
            writer.Write('\n');
            for (var i = 0; i < rows; i++)
            {
                writer.Write(row(i));
                writer.Write('\n');
            }
        }
    }

    private static DateOnly Day(int lesson) => FirstDay.AddDays(lesson / 240);
}
