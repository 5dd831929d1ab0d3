using System.Globalization;
using System.Text;

namespace ElJournal.Benchmarks.Soaking;

/// <summary>A journal in CSV files that goes on being edited: eight classes, and a first class whose marks may not be delivered.</summary>
internal sealed class SoakJournal
{
    private const int Days = 20;
    private const int LessonsADay = 5;
    private const int Pupils = 25;

    private static readonly string[] Classes = ["5a", "5b", "6a", "6b", "7a", "7b", "8a", "8b"];

    private readonly Random chance;
    private readonly SortedDictionary<string, int> topics = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> works = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> absences = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (string Lesson, string Pupil, int Value)> marks = new(StringComparer.Ordinal);
    private int made;

    public SoakJournal(Random chance)
    {
        this.chance = chance;
        for (var day = 0; day < Days; day++)
        {
            topics[$"1a-{day}-1"] = 0;
            marks[$"g{day}"] = ($"1a-{day}-1", "1a-p1", 5);
            foreach (var group in Classes)
            {
                for (var number = 1; number <= LessonsADay; number++)
                {
                    var lesson = $"{group}-{day}-{number}";
                    (topics[lesson], works[lesson]) = (0, 0);
                    absences[$"{lesson},{group}-p{chance.Next(1, Pupils + 1)}"] = "absent";
                    for (var pupil = 1; pupil <= Pupils; pupil++)
                    {
                        if (chance.Next(10) < 7)
                        {
                            Add(lesson, $"{group}-p{pupil}");
                        }
                    }
                }
            }
        }
    }

    public static DateOnly From { get; } = new(2026, 9, 7);

    public static DateOnly To { get; } = Day(Days - 1);

    /// <summary>The class that the next great change is about.</summary>
    public static string ClassOf(int round) => Classes[round % Classes.Length];

    /// <summary>The values that the portal must have in the end.</summary>
    public IEnumerable<(string Key, string Value)> Marks => marks.Where(mark => !IsForbidden(mark.Key)).Select(mark => (mark.Key, mark.Value.Value.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Marks of the first class never leave.</summary>
    public static bool IsForbidden(string mark) => mark.StartsWith('g');

    /// <summary>Whether the mark was given in the class.</summary>
    public bool IsOf(string mark, string group) => marks.TryGetValue(mark, out var known) ? known.Lesson.StartsWith(group, StringComparison.Ordinal) : mark.StartsWith($"m{group}", StringComparison.Ordinal);

    /// <summary>What a day's work changes: a tenth of everything, too little for a hold.</summary>
    public void Edit()
    {
        foreach (var key in marks.Keys.Where(key => !IsForbidden(key)).ToList())
        {
            switch (chance.Next(100))
            {
                case < 2:
                    marks.Remove(key);
                    break;
                case < 11:
                    Change(key);
                    break;
            }
        }

        foreach (var lesson in works.Keys.ToList())
        {
            topics[lesson] += chance.Next(100) < 8 ? 1 : 0;
            works[lesson] += chance.Next(100) < 8 ? 1 : 0;
            if (chance.Next(100) < 40)
            {
                Add(lesson, $"{lesson.Split('-')[0]}-p{chance.Next(1, Pupils + 1)}");
            }
        }

        foreach (var key in absences.Keys.Where(_ => chance.Next(100) < 8).ToList())
        {
            absences[key] = absences[key] == "absent" ? "late" : "absent";
        }
    }

    /// <summary>Half of a class's marks at once: a hold. To a value that nobody else has, for marks of a pupil that change places within a day are no change; pupils are told apart by their names.</summary>
    public void Shake(string group)
    {
        foreach (var key in marks.Keys.Where(key => marks[key].Lesson.StartsWith(group, StringComparison.Ordinal) && chance.Next(2) == 0).ToList())
        {
            marks[key] = marks[key] with { Value = 1 };
        }
    }

    /// <summary>Some marks that a portal may refuse.</summary>
    public IReadOnlyList<string> Some(int count) => [.. marks.Keys.Where(key => !IsForbidden(key)).OrderBy(_ => chance.Next()).Take(count)];

    public void Write(string directory, DateTimeOffset moment)
    {
        Directory.CreateDirectory(directory);
        Table("classes", "id,name,grade,kind,homeroomTeacherId", ["1a,1А,1,class,t1", .. Classes.Select(group => $"{group},{Name(group)},{group[0]},class,t1")]);
        Table("teachers", "id,familyName,givenName,middleName,email", ["t1,Примерова,Ольга,Ивановна,"]);
        Table("students", "id,familyName,givenName,middleName,birthDate,classId,enrolledOn,leftOn,email,phone", ["1a-p1,Образцова,Анна,,,1a,,,,", .. Classes.SelectMany(group => Enumerable.Range(1, Pupils).Select(pupil => $"{group}-p{pupil},Образцов,Пётр,{group}-{pupil},2013-05-0{1 + (pupil % 9)},{group},,,p@example.org,"))]);
        Table("subjects", "id,name", ["u1,Алгебра"]);
        Table("terms", "id,name,kind,start,end", ["y,2026/2027,schoolYear,2026-09-01,2027-05-31", "q1,1 четверть,quarter,2026-09-01,2026-10-25"]);
        Table("lessons", "id,date,number,start,end,classId,subjectId,teacherId,topic,status,replacesTeacherId,enteredAt", topics.Select(lesson => $"{lesson.Key},{Date(lesson.Key)},{lesson.Key.Split('-')[2]},{Times(lesson.Key)},{lesson.Key.Split('-')[0]},u1,t1,Тема {lesson.Value},held,,{Moment(lesson.Key)}"));
        Table("homework", "lessonId,text,dueDate,enteredAt", works.Select(work => $"{work.Key},§ {work.Value},,{Moment(work.Key)}"));
        Table("attendance", "lessonId,studentId,kind,enteredAt", absences.Select(absence => $"{absence.Key},{absence.Value},{Moment(absence.Key)}"));
        Table("marks", "id,lessonId,studentId,value,work,weight,enteredAt", marks.Select(mark => $"{mark.Key},{mark.Value.Lesson},{mark.Value.Pupil},{mark.Value.Value},Ответ на уроке,1,{Moment(mark.Value.Lesson)}"));

        void Table(string name, string head, IEnumerable<string> rows)
        {
            var text = new StringBuilder(head).Append('\n');
            foreach (var row in rows)
            {
                text.Append(row).Append('\n');
            }

            var file = Path.Combine(directory, name + ".csv");
            File.WriteAllText(file, text.ToString());
            File.SetLastWriteTimeUtc(file, moment.UtcDateTime);
        }
    }

    private static DateOnly Day(int index) => From.AddDays((index / 5 * 7) + (index % 5));

    private static string Date(string lesson) => Day(int.Parse(lesson.Split('-')[1], CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Times(string lesson) => FormattableString.Invariant($"{7 + (lesson[^1] - '0'):00}:30,{8 + (lesson[^1] - '0'):00}:15");

    private static string Moment(string lesson) => $"{Date(lesson.Split(',')[0])}T15:20:00+03:00";

    private static string Name(string group) => group[0] + (group[1] == 'a' ? "А" : "Б");

    private void Add(string lesson, string pupil) => marks[FormattableString.Invariant($"m{lesson.Split('-')[0]}-{++made}")] = (lesson, pupil, chance.Next(2, 6));

    private void Change(string key) => marks[key] = marks[key] with { Value = 2 + ((marks[key].Value - 1 + chance.Next(3)) % 4) };
}
