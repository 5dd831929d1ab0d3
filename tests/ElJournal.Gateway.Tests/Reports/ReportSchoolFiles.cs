using System.Globalization;
using System.Text;

namespace ElJournal.Gateway.Tests.Reports;

/// <summary>The journal of <see cref="ReportSchool"/>: two weeks of October 2026.</summary>
/// <remarks>
/// 7А has a subgroup, a replaced, a cancelled and an unfilled lesson; 9А has marks of a finished quarter; of 1А nothing but presence is known;
/// one pupil came, one left; a name and a topic try to be markup and formulas.
/// </remarks>
internal static class ReportSchoolFiles
{
    public const string Configuration = """
        {
          "Storage": { "Provider": "Sqlite", "ConnectionString": "Data Source=data/eljournal.db" },
          "Adapters": { "Allowed": ["files"] }, "Mail": { "From": "journal@school.example", "PickupDirectory": "out/mail" },
          "Schools": [ {
            "Id": "s1", "Name": "МОУ «Учебная СШ»", "Ogrn": "1000000000000", "TimeZone": "Europe/Moscow", "RolloutForm": "rollout.json",
            "Calendar": { "WorkingDays": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"], "DaysOff": [], "Vacations": [ { "From": "2026-10-26", "To": "2026-11-01" } ] },
            "Staff": {
              "DeputyDirectors": [ { "Name": "Орлова Нина Сергеевна", "Email": "orlova@school.example", "Grades": [1, 2, 3, 4] }, { "Name": "Титов Павел Олегович", "Email": "titov@school.example", "Grades": [5, 6, 7, 8, 9, 10, 11] } ],
              "Administrator": { "Name": "Администратор", "Email": "admin@school.example" }
            },
            "Source": { "Adapter": "files", "Settings": { "Directory": "journal" } },
            "Routes": [ { "Name": "daily", "Portal": "files", "Settings": { "Directory": "out/portal" } } ],
            "Policy": { "Terms": [ { "Grades": [2, 3, 4, 5, 6, 7, 8, 9], "Kind": "quarter" } ], "Works": { "Ответ на уроке": "oral", "Контрольная работа": "assessment" } },
            "Rules": { "entry-deadline": { "Deadline": "17:00" } }
          } ]
        }
        """;

    public static IEnumerable<(string Table, string Text)> Tables =>
    [
        ("terms", "id,name,kind,start,end\ny,2026/2027,schoolYear,2026-09-01,2027-05-31\nq1,1 четверть,quarter,2026-09-01,2026-10-25\nq2,2 четверть,quarter,2026-11-02,2026-12-30\n"),
        ("classes", "id,name,grade,kind,homeroomTeacherId,parentId\nc1,1А,1,class,t1,\nc2,2А,2,class,t1,\nc7,7А,7,class,t2,\nc7e,7А англ. 1,,subgroup,,c7\nc9,9А,9,class,t3,\nk0,Подготовительная группа,0,extendedDay,t1,\n"),
        ("teachers", "id,familyName,givenName,middleName,email\nt1,Иванова,Анна,Петровна,ivanova@school.example\nt2,Петров,Сергей,Викторович,petrov@school.example\nt3,Кузнецова,Елена,Николаевна,kuznetsova@school.example\nt4,Якубов,Руслан,,\n"),
        ("subjects", "id,name\nalg,Алгебра\nrus,Русский язык\neng,Английский язык\nmat,Математика\n"),
        ("students", Students()),
        ("lessons", Lessons()),
        ("homework", Homework()),
        ("marks", Marks()),
        ("attendance", "lessonId,studentId,kind,enteredAt\n7.1005.1,s71,absent,2026-10-05T09:00:00+03:00\n7.1006.1,s71,ill,2026-10-06T09:00:00+03:00\n7.1007.1,s72,late,2026-10-07T09:00:00+03:00\n1.1005.1,s11,excused,2026-10-05T09:00:00+03:00\n"),
        ("finalMarks", FinalMarks()),
        ("signIns", "personId,role,at\nt1,teacher,2026-10-05T08:00:00+03:00\nt2,teacher,2026-10-05T08:00:00+03:00\ns71,student,2026-10-05T18:00:00+03:00\n"),
    ];

    private static IEnumerable<DateOnly> Days => Enumerable.Range(0, 12).Select(offset => new DateOnly(2026, 9, 28).AddDays(offset)).Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));

    private static string Students()
    {
        var text = new StringBuilder("id,familyName,givenName,middleName,birthDate,classId,enrolledOn,leftOn,email,phone\n");
        text.Append("s11,Первова,Ольга,,2019-03-01,c1,2026-09-01,,,\ns21,Второв,Олег,,2018-03-01,c2,2026-09-01,,,\ns22,Вторая,Яна,,2018-04-01,c2,2026-09-01,,,\n");
        text.Append("s71,Семёнов,Иван,,2013-01-01,c7,2026-09-01,,,\ns72,\"<b>Семёнова</b>\",Инна,,2013-02-01,c7,2026-09-01,,,\ns73,Седов,Пётр,,2013-03-01,c7,2026-09-01,2026-10-02,,\ns74,Новикова,Вера,,2013-04-01,c7,2026-10-05,,,\n");
        for (var number = 1; number <= 6; number++)
        {
            text.Append(CultureInfo.InvariantCulture, $"s9{number},Девятов{number},Ким,,2011-0{number}-01,c9,2026-09-01,,,\n");
        }

        return text.Append("p01,Дошколин,Лев,,2020-05-05,k0,2026-09-01,,,\n").ToString();
    }

    private static string Lessons()
    {
        var text = new StringBuilder("id,date,number,start,end,classId,subjectId,teacherId,topic,status,replacesTeacherId,enteredAt\n");
        foreach (var day in Days)
        {
            var (date, id) = (day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day.ToString("MMdd", CultureInfo.InvariantCulture));
            text.Append(CultureInfo.InvariantCulture, $"1.{id}.1,{date},1,08:30,09:15,c1,mat,t1,Счёт,held,,{date}T10:00:00+03:00\n");
            text.Append(CultureInfo.InvariantCulture, $"2.{id}.2,{date},2,09:25,10:10,c2,mat,t1,Сложение,held,,{date}T11:00:00+03:00\n");
            text.Append((day.Month, day.Day) switch
            {
                (10, 6) => $"7.{id}.1,{date},1,08:30,09:15,c7,alg,t4,Многочлены,held,t2,{date}T12:00:00+03:00\n",
                (10, 7) => $"7.{id}.1,{date},1,08:30,09:15,c7,alg,t2,,cancelled,,\n",
                (10, 8) => $"7.{id}.1,{date},1,08:30,09:15,c7,alg,t2,,held,,\n",
                (10, 1) => $"7.{id}.1,{date},1,08:30,09:15,c7,alg,t2,=1+1,held,,2026-10-02T12:00:00+03:00\n",
                _ => $"7.{id}.1,{date},1,08:30,09:15,c7,alg,t2,Одночлены,held,,{date}T12:00:00+03:00\n",
            });
            text.Append(CultureInfo.InvariantCulture, $"7e.{id}.2,{date},2,09:25,10:10,c7e,eng,t4,Present Simple,held,,{date}T12:30:00+03:00\n");
            text.Append(CultureInfo.InvariantCulture, $"9.{id}.1,{date},1,08:30,09:15,c9,rus,t3,Сложное предложение,held,,{date}T12:00:00+03:00\n");
        }

        return text.ToString();
    }

    private static string Homework()
    {
        var text = new StringBuilder("lessonId,text,dueDate,enteredAt\n");
        foreach (var day in Days.Where(day => day.Day != 8))
        {
            var id = day.ToString("MMdd", CultureInfo.InvariantCulture);
            var date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"7.{id}.1,\"№ {day.Day}, 12; повторить правило\",,{date}T12:00:00+03:00\n9.{id}.1,упр. {day.Day},,{date}T12:00:00+03:00\n2.{id}.2,с. {day.Day},,{date}T11:00:00+03:00\n");
        }

        return text.ToString();
    }

    private static string Marks()
    {
        var text = new StringBuilder("id,lessonId,studentId,value,work,weight,enteredAt\n");
        var number = 0;
        void Mark(string lesson, string student, string value, string entered, string work = "Ответ на уроке") =>
            text.Append(CultureInfo.InvariantCulture, $"m{++number},{lesson},{student},{value},{work},1,{entered}\n");

        foreach (var day in Days)
        {
            var (id, date) = (day.ToString("MMdd", CultureInfo.InvariantCulture), day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            Mark($"9.{id}.1", $"s9{(day.Day % 6) + 1}", (3 + (day.Day % 3)).ToString(CultureInfo.InvariantCulture), $"{date}T12:00:00+03:00");
            Mark($"2.{id}.2", "s21", "5", $"{date}T11:00:00+03:00");
        }

        Mark("7.1005.1", "s72", "4", "2026-10-05T12:00:00+03:00");
        Mark("7.1005.1", "s74", "5", "2026-10-05T12:00:00+03:00", "Контрольная работа");
        return text.ToString();
    }

    private static string FinalMarks()
    {
        string[] russian = ["5", "4", "3", "3", "2", "н/а"];
        string[] algebra = ["5", "5", "4", "3", "4", "4"];
        var text = new StringBuilder("studentId,subjectId,termId,value,enteredAt\n");
        for (var pupil = 1; pupil <= 6; pupil++)
        {
            text.Append(CultureInfo.InvariantCulture, $"s9{pupil},rus,q1,{russian[pupil - 1]},2026-10-09T12:00:00+03:00\ns9{pupil},alg,q1,{algebra[pupil - 1]},2026-10-09T12:00:00+03:00\n");
        }

        return text.Append("s21,mat,q1,5,2026-10-09T12:00:00+03:00\ns22,mat,q1,4,2026-10-09T12:00:00+03:00\n").ToString();
    }
}
