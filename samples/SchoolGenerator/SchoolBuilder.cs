using System.Globalization;
using ElJournal.Rules.Journal;

namespace ElJournal.Samples.SchoolGenerator;

/// <summary>Makes the people and groups of a school.</summary>
internal sealed class SchoolBuilder(SchoolScale scale)
{
    private static readonly string Letters = "АБВГДЕЖЗИК";
    private static readonly string[] LatinLetters = ["a", "b", "v", "g", "d", "e", "zh", "z", "i", "k"];

    // The grades that get a further class first when there are more classes than grades.
    private static readonly int[] Parallel = [7, 5, 1, 2, 6, 4, 3, 9, 8, 10, 11];

    private readonly Chance chance = new Chance(scale.Seed).Of("school");
    private readonly List<GroupPlan> groups = [];
    private readonly List<Student> students = [];
    private readonly TeacherPool teachers = new(new Chance(scale.Seed).Of("teachers"));

    public SchoolPlan Build()
    {
        var classes = Classes();
        var timetable = new TimetableBuilder(classes, teachers, new Chance(scale.Seed).Of("timetable")).Build(groups);
        var firstOf = timetable.GroupBy(slot => slot.Group.ParentId ?? slot.Group.Id, StringComparer.Ordinal)
            .ToDictionary(slots => slots.Key, slots => slots.First(slot => slot.Subject.Id is not "eng" and not "pe" and not "mus").TeacherId, StringComparer.Ordinal);
        classes = [.. classes.Select(item => item with { TeacherId = firstOf[item.Id] })];
        timetable.AddRange(OtherGroups(classes));
        return new(Terms(), [.. classes, .. groups], teachers.All, students, [.. Curriculum.Subjects.Select(subject => new Subject(subject.Id, subject.Name))], timetable);
    }

    private List<GroupPlan> Classes()
    {
        var result = new List<GroupPlan>();
        var number = 0;
        for (var grade = 1; grade <= 11; grade++)
        {
            var count = (scale.Classes / 11) + (Array.IndexOf(Parallel, grade) < scale.Classes % 11 ? 1 : 0);
            for (var letter = 0; letter < count; letter++, number++)
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"{grade}{LatinLetters[letter]}");
                var size = (scale.Pupils * (number + 1) / scale.Classes) - (scale.Pupils * number / scale.Classes);
                var shift = grade == 6 && letter == 0 ? 2 : 1;
                result.Add(new(id, string.Create(CultureInfo.InvariantCulture, $"{grade}{Letters[letter]}"), grade, ClassKind.Class, null, null, [.. Pupils(id, grade, size)], shift));
            }
        }

        return result;
    }

    private IEnumerable<string> Pupils(string classId, int grade, int size)
    {
        for (var index = 0; index < size; index++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"p{students.Count + 1:D4}");
            var who = chance.Of(id);
            var (family, given, middle) = Names.Of(who, 0.5);
            var born = new DateOnly(2026 - 7 - grade, 10, 1).AddDays(who.Of("born").Below(365));
            students.Add(new(id, family, given, middle, born, classId, SchoolDays.FirstDay, email: who.Of("mail").Happens(0.2) ? $"{id}@pupils.school.example" : null));
            yield return id;
        }
    }

    private static IReadOnlyList<Term> Terms() =>
    [
        new("y", "2026/2027", TermKind.SchoolYear, new(2026, 9, 1), new(2027, 5, 26)),
        new("q1", "1 четверть", TermKind.Quarter, new(2026, 9, 1), new(2026, 10, 25)),
        new("q2", "2 четверть", TermKind.Quarter, new(2026, 11, 2), new(2026, 12, 30)),
        new("q3", "3 четверть", TermKind.Quarter, new(2027, 1, 11), new(2027, 3, 26)),
        new("q4", "4 четверть", TermKind.Quarter, new(2027, 4, 5), new(2027, 5, 26)),
        new("h1", "1 полугодие", TermKind.HalfYear, new(2026, 9, 1), new(2026, 12, 30)),
        new("h2", "2 полугодие", TermKind.HalfYear, new(2027, 1, 11), new(2027, 5, 26)),
    ];

    /// <summary>What a school has beside classes: extracurricular and additional groups, extended day, electives, teaching at home.</summary>
    private IEnumerable<SlotPlan> OtherGroups(List<GroupPlan> classes)
    {
        SlotPlan Slot(GroupPlan group, DayOfWeek day, int number, TimeOnly start, int minutes, SubjectInfo subject) =>
            new(group, day, number, start, start.AddMinutes(minutes), subject, group.TeacherId!);

        foreach (var item in classes)
        {
            var talks = new GroupPlan($"{item.Id}-rov", $"{item.Name} внеурочная", item.Grade, ClassKind.Extracurricular, null, item.TeacherId, item.Students, item.Shift);
            groups.Add(talks);
            yield return Slot(talks, DayOfWeek.Monday, 0, item.Shift == 2 ? new(13, 0) : new(8, 0), 25, Curriculum.Talks);
            if (item.Grade >= 6)
            {
                yield return Slot(talks, DayOfWeek.Thursday, 8, item.Shift == 2 ? new(12, 30) : new(15, 10), 40, Curriculum.Horizons);
            }

            if (item.Grade is 10 or 11)
            {
                var elective = new GroupPlan($"{item.Id}-elc", $"{item.Name} элективный курс", item.Grade, ClassKind.Elective, null, teachers.Of("math", item.Id), [.. item.Students.Where((_, index) => index % 2 == 0)]);
                groups.Add(elective);
                yield return Slot(elective, DayOfWeek.Wednesday, 8, new(15, 10), 45, Curriculum.Elective);
            }
        }

        var chess = new GroupPlan("chess", "Шахматы", null, ClassKind.Additional, null, teachers.Of("club", "chess"), [.. classes.Where(item => item.Grade is 3 or 5).SelectMany(item => item.Students.Take(4))]);
        groups.Add(chess);
        yield return Slot(chess, DayOfWeek.Monday, 1, new(17, 30), 40, Curriculum.Chess);
        yield return Slot(chess, DayOfWeek.Sunday, 1, new(11, 0), 40, Curriculum.Chess);

        var day = new GroupPlan("gpd", "ГПД 1–2", null, ClassKind.ExtendedDay, null, teachers.Of("club", "gpd"), [.. classes.Where(item => item.Grade is 1 or 2).SelectMany(item => item.Students.Take(6))]);
        groups.Add(day);
        for (var weekday = DayOfWeek.Monday; weekday <= DayOfWeek.Friday; weekday++)
        {
            yield return Slot(day, weekday, 1, new(13, 30), 120, Curriculum.ExtendedDay);
        }

        if (classes.Find(item => item.Grade == 8) is { } eighth)
        {
            var home = new GroupPlan("home-8", "Обучение на дому, 8 класс", 8, ClassKind.HomeSchooling, null, teachers.Of("math", eighth.Id), [.. Pupils("home-8", 8, 1)]);
            groups.Add(home);
            yield return Slot(home, DayOfWeek.Tuesday, 1, new(15, 30), 45, Curriculum.Subject("alg"));
            yield return Slot(home, DayOfWeek.Thursday, 1, new(15, 30), 45, Curriculum.Subject("rus"));
        }
    }
}
