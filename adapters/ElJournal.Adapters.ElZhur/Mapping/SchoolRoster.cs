using System.Globalization;
using ElJournal.Adapters.ElZhur.Wire;

namespace ElJournal.Adapters.ElZhur.Mapping;

/// <summary>A class with its pupils.</summary>
/// <param name="Group">The class; its id is its name, as ЭлЖур has no other.</param>
/// <param name="Pupils">Ids of the pupils that are asked about.</param>
/// <param name="HasDoubtful">Whether a pupil of the class is left out because two people bear one id.</param>
internal sealed record ClassList(ClassGroup Group, IReadOnlyList<string> Pupils, bool HasDoubtful)
{
    public string Name => Group.Name;
}

/// <summary>Classes, pupils and teachers, from <c>getrules</c> and <c>getmessagereceivers</c>.</summary>
internal sealed class SchoolRoster
{
    private SchoolRoster(IReadOnlyList<ClassList> classes, IReadOnlyList<Student> students, TeacherDirectory teachers, IReadOnlyList<string> doubtful, IReadOnlyList<string> unknownClasses)
    {
        Classes = classes;
        Students = students;
        Teachers = teachers;
        DoubtfulPupils = doubtful;
        UnknownClasses = unknownClasses;
    }

    public IReadOnlyList<ClassList> Classes { get; }

    public IReadOnlyList<Student> Students { get; }

    public TeacherDirectory Teachers { get; }

    /// <summary>Ids that two different people bear.</summary>
    public IReadOnlyList<string> DoubtfulPupils { get; }

    /// <summary>Classes of the list of pupils that are not among the account's classes.</summary>
    public IReadOnlyList<string> UnknownClasses { get; }

    public static SchoolRoster From(WireRules rules, WireReceivers receivers)
    {
        var teachers = new TeacherDirectory(Groups(receivers, "teachers").SelectMany(Everybody).Select(person => TeacherOf(person)).OfType<Teacher>());
        var names = ClassNames(rules);
        var people = new Dictionary<string, (Student Student, string? Class)>(StringComparer.Ordinal);
        var doubtful = new HashSet<string>(StringComparer.Ordinal);
        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var list in Groups(receivers, "students").SelectMany(group => group.Subgroups ?? []).Select(entry => entry.Value))
        {
            var label = WireText.Line(list.Name) ?? WireText.Line(list.Key);
            var className = Known(names, WireText.Line(list.Name)) ?? Known(names, WireText.Line(list.Key));
            if (className is null && label is not null && !label.Contains('.', StringComparison.Ordinal))
            {
                unknown.Add(label);
            }

            foreach (var person in Everybody(list))
            {
                if (StudentOf(person, className) is not { } student)
                {
                    continue;
                }

                if (!people.TryGetValue(student.Id, out var before))
                {
                    people.Add(student.Id, (student, className));
                }
                else if (!SameName(before.Student, student))
                {
                    doubtful.Add(student.Id);
                    Mark(people, student, className);
                }
                else if (before.Class is null && className is not null)
                {
                    people[student.Id] = (student, className);
                }
            }
        }

        var pupils = people.Values.Where(item => !doubtful.Contains(item.Student.Id)).OrderBy(item => item.Student.Id, StringComparer.Ordinal).ToList();
        var byClass = pupils.Where(item => item.Class is not null).ToLookup(item => item.Class!, item => item.Student.Id, StringComparer.Ordinal);
        var doubtfulClasses = doubtful.Select(id => people[id].Class).OfType<string>().SelectMany(joined => joined.Split('\n')).ToHashSet(StringComparer.Ordinal);
        var classes = ClassGroups(rules, teachers).Select(group => new ClassList(group, [.. byClass[group.Id]], doubtfulClasses.Contains(group.Id))).ToList();
        return new SchoolRoster(classes, [.. pupils.Select(item => item.Student)], teachers, [.. doubtful.Order(StringComparer.Ordinal)], [.. unknown]);
    }

    // Of a doubtful pupil every class is remembered, so that none of them is taken as read to its end.
    private static void Mark(Dictionary<string, (Student Student, string? Class)> people, Student student, string? className)
    {
        var before = people[student.Id];
        people[student.Id] = (before.Student, string.Join('\n', new[] { before.Class, className }.OfType<string>()));
    }

    private static IEnumerable<WireReceiverGroup> Groups(WireReceivers receivers, string key)
    {
        foreach (var entry in receivers.Groups ?? [])
        {
            if (string.Equals(entry.Value.Key ?? entry.Key, key, StringComparison.OrdinalIgnoreCase))
            {
                yield return entry.Value;
            }
        }
    }

    private static IEnumerable<Entry<WirePerson>> Everybody(WireReceiverGroup group) =>
        (group.Users ?? []).Concat((group.Subgroups ?? []).SelectMany(part => Everybody(part.Value)));

    private static Dictionary<string, string> ClassNames(WireRules rules)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in rules.Relations?.Groups ?? [])
        {
            if (ClassNameOf(group) is { } name)
            {
                names.TryAdd(ClassName.Fold(name), name);
            }
        }

        return names;
    }

    private static string? Known(Dictionary<string, string> names, string? name) => name is null ? null : names.GetValueOrDefault(ClassName.Fold(name));

    private static IEnumerable<ClassGroup> ClassGroups(WireRules rules, TeacherDirectory teachers)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in rules.Relations?.Groups ?? [])
        {
            if (ClassNameOf(entry) is { } name && seen.Add(name))
            {
                var group = entry.Value;
                var homeroom = group.HomeTeacherId is null && group.HomeTeacherName is null ? null : teachers.Find(group.HomeTeacherId, group.HomeTeacherName ?? group.HomeTeacherLastName);
                yield return new ClassGroup(name, name, Grade(group.Parallel) ?? Grade(name), ClassKind.Class, homeroom);
            }
        }
    }

    /// <summary>The class's name; a name with a dot is a subgroup's.</summary>
    private static string? ClassNameOf(Entry<WireGroup> entry) =>
        WireText.Line(entry.Key ?? entry.Value.Name) is { } name && !name.Contains('.', StringComparison.Ordinal) ? name : null;

    private static int? Grade(string? text)
    {
        var digits = new string([.. (text ?? "").TakeWhile(char.IsAsciiDigit)]);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var grade) && grade is >= 0 and <= 12 ? grade : null;
    }

    private static Student? StudentOf(Entry<WirePerson> entry, string? className) =>
        NameOf(entry) is var (id, family, given, middle) ? new Student(id, family, given, middle, classId: className) : null;

    private static Teacher? TeacherOf(Entry<WirePerson> entry) =>
        NameOf(entry) is var (id, family, given, middle) ? new Teacher(id, family, given, middle) : null;

    private static (string Id, string Family, string? Given, string? Middle)? NameOf(Entry<WirePerson> entry)
    {
        var person = entry.Value;
        var id = person.Name ?? entry.Key;
        var (family, given) = (WireText.Line(person.LastName), WireText.Line(person.FirstName));
        return !string.IsNullOrWhiteSpace(id) && (family ?? given) is { } first ? (id.Trim(), first, family is null ? null : given, WireText.Line(person.MiddleName)) : null;
    }

    private static bool SameName(Student first, Student second) =>
        WireText.Fold(first.FamilyName) == WireText.Fold(second.FamilyName) && WireText.Fold(first.GivenName ?? "") == WireText.Fold(second.GivenName ?? "");
}
