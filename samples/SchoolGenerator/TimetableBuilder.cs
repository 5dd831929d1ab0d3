using ElJournal.Rules.Journal;

namespace ElJournal.Samples.SchoolGenerator;

/// <summary>Puts the weekly hours of every class into places so that no teacher is at two places at once.</summary>
internal sealed class TimetableBuilder(IReadOnlyList<GroupPlan> classes, TeacherPool teachers, Chance chance)
{
    private const int SplitFrom = 14;

    private readonly HashSet<(DayOfWeek, int Shift, int Number, string Teacher)> busy = [];

    /// <param name="groups">Gets the subgroups that are needed.</param>
    public List<SlotPlan> Build(List<GroupPlan> groups) => [.. classes.SelectMany(item => Week(item, groups))];

    private List<SlotPlan> Week(GroupPlan item, List<GroupPlan> groups)
    {
        var grade = item.Grade!.Value;
        var days = grade <= 4 ? 5 : 6;
        var courses = Curriculum.Of(grade).Select(course => new Course(course.Subject, course.Hours, Takers(item, course.Subject, groups))).ToList();
        var perDay = Math.Min((courses.Sum(course => course.Hours) + days - 1) / days, Bells.Lessons(item.Shift));
        var slots = new List<SlotPlan>();
        for (var number = 1; number <= perDay; number++)
        {
            for (var day = DayOfWeek.Monday; (int)day <= days; day++)
            {
                if (Choose(courses, item, day, number) is not { } course)
                {
                    continue;
                }

                course.Hours--;
                course.Days.Add(day);
                var start = Bells.Start(item.Shift, number);
                foreach (var (group, teacher) in course.Takers)
                {
                    busy.Add((day, item.Shift, number, teacher));
                    slots.Add(new(group, day, number, start, start.AddMinutes(45), course.Subject, teacher));
                }
            }
        }

        return slots;
    }

    private Course? Choose(List<Course> courses, GroupPlan item, DayOfWeek day, int number) =>
        courses.Where(course => course.Hours > 0 && course.Takers.TrueForAll(taker => !busy.Contains((day, item.Shift, number, taker.Teacher))))
            .OrderBy(course => course.Days.Contains(day))
            .ThenByDescending(course => course.Hours)
            .ThenBy(course => chance.Of(item.Id).Of(course.Subject.Id).Of((int)day).Of(number).Below(1000))
            .FirstOrDefault();

    private List<(GroupPlan Group, string Teacher)> Takers(GroupPlan item, SubjectInfo subject, List<GroupPlan> groups)
    {
        var grade = item.Grade!.Value;
        var field = TeacherPool.Field(subject.Id, grade);
        var hours = Curriculum.Of(grade).Where(course => TeacherPool.Field(course.Subject.Id, grade) == field).Sum(course => course.Hours);
        if (!subject.Split || grade < (subject.Id == "eng" ? 2 : 5) || item.Students.Count < SplitFrom)
        {
            return [(item, teachers.Of(field, item.Id, hours))];
        }

        var takers = new List<(GroupPlan, string)>();
        for (var part = 0; part < 2; part++)
        {
            var name = subject.Id switch { "eng" => "англ.", "inf" => "инф.", "pe" => "физ-ра", _ => "труд" };
            // The two groups work at the same time, so they need two teachers: the second group has a field of its own.
            var teacher = teachers.Of(part == 0 ? field : field + "2", item.Id, hours);
            var group = new GroupPlan($"{item.Id}-{subject.Id}{part + 1}", $"{item.Name} {name} {part + 1}", grade, ClassKind.Subgroup, item.Id, teacher, [.. item.Students.Where((_, index) => index % 2 == part)], item.Shift);
            groups.Add(group);
            takers.Add((group, teacher));
        }

        return takers;
    }

    private sealed class Course(SubjectInfo subject, int hours, List<(GroupPlan Group, string Teacher)> takers)
    {
        public SubjectInfo Subject { get; } = subject;

        public int Hours { get; set; } = hours;

        public List<(GroupPlan Group, string Teacher)> Takers { get; } = takers;

        public HashSet<DayOfWeek> Days { get; } = [];
    }
}
