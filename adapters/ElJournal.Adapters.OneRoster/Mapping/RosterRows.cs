using ElJournal.Adapters.OneRoster.Bundles;
using ElJournal.Adapters.OneRoster.Delivered;

namespace ElJournal.Adapters.OneRoster.Mapping;

/// <summary>School, terms, people and homeroom classes.</summary>
internal static class RosterRows
{
    public static IEnumerable<Row> Of(SchoolState state)
    {
        if (state.School is not { } school)
        {
            return [];
        }

        var org = SourcedId.School(school.Id);
        return
        [
            Layout.Row("orgs", org, ("name", Cell.Text(school.Name) ?? school.Id), ("type", "school"), ("identifier", Cell.Text(school.Ogrn))),
            .. state.Terms.Select(term => Session(state, term.Key, term.Value)),
            .. state.Subjects.Select(subject => Layout.Row("courses", SourcedId.Of("course", subject.Key), ("title", Cell.Text(subject.Value.Name)), ("orgSourcedId", org), ("subjects", Cell.Entry(subject.Value.Name)))),
            .. state.Teachers.SelectMany(teacher => Person(state, SourcedId.Teacher(teacher.Key), "teacher", teacher.Value, org)),
            .. state.Students.SelectMany(student => Person(state, SourcedId.Student(student.Key), "student", student.Value, org)),
            .. Homerooms(state, org),
        ];
    }

    public static IEnumerable<Row> Categories(SchoolState state) => state.School is null ? [] :
    [
        Category(SourcedId.Category("lesson"), Texts.CategoryLesson),
        Category(SourcedId.Category("homework"), Texts.CategoryHomework),
        Category(SourcedId.Category("final"), Texts.CategoryFinal),
        Category(SourcedId.Category("work"), Texts.CategoryWork),
        .. state.Works.Select(work => Category(SourcedId.WorkCategory(work), Cell.Text(work) ?? Texts.CategoryWork)),
    ];

    private static Row Category(string id, string title) => Layout.Row("categories", id, ("title", title));

    private static Row Session(SchoolState state, string id, TermData term)
    {
        var year = Terms.IsYear(term) ? null : Terms.YearOf(state, term);
        var end = (year is null ? term : state.Terms[year]).End!.Value;
        return Layout.Row(
            "academicSessions",
            SourcedId.Term(id),
            ("title", Cell.Text(term.Name) ?? SourcedId.Term(id)),
            ("type", term.Kind switch { "schoolYear" => "schoolYear", "halfYear" => "semester", _ => "gradingPeriod" }),
            ("startDate", Cell.Day(term.Start)),
            ("endDate", Cell.Day(term.End)),
            ("parentSourcedId", year is null ? null : SourcedId.Term(year)),
            // An autumn term whose year is not known still belongs to the year that ends next summer.
            ("schoolYear", Cell.Integer(end.Month >= 8 ? end.Year + 1 : end.Year)),
            ("metadata.termKind", term.Kind));
    }

    private static IEnumerable<Row> Person(SchoolState state, string user, string role, PersonData person, string org) =>
    [
        Layout.Row(
            "users",
            user,
            ("enabledUser", person.LeftOn is null ? "true" : "false"),
            ("username", user),
            ("givenName", Cell.Text(person.GivenName)),
            ("familyName", Cell.Text(person.FamilyName)),
            ("middleName", Cell.Text(person.MiddleName)),
            ("email", Cell.Text(person.Email)),
            ("phone", Cell.Text(person.Phone)),
            ("grades", Cell.Integer(Terms.GradeOf(state, person.ClassId))),
            ("primaryOrgSourcedId", org)),
        Layout.Row(
            "roles",
            SourcedId.Of("role", user),
            ("userSourcedId", user),
            ("roleType", "primary"),
            ("role", role),
            ("beginDate", Cell.Day(person.EnrolledOn)),
            ("endDate", Cell.Day(person.LeftOn)),
            ("orgSourcedId", org)),
    ];

    private static IEnumerable<Row> Homerooms(SchoolState state, string org)
    {
        string[] parts = [.. Terms.Parts(state).Select(SourcedId.Term)];
        var homerooms = parts.Length == 0 ? [] : state.Classes.Where(group => group.Value.Kind is null or "class" or "homeSchooling").ToList();
        var course = SourcedId.Of("homeroom");
        if (homerooms.Count > 0)
        {
            yield return Layout.Row("courses", course, ("title", Texts.HomeroomCourse), ("orgSourcedId", org));
        }

        foreach (var (id, group) in homerooms)
        {
            var homeroom = SourcedId.Homeroom(id);
            yield return Layout.Row(
                "classes",
                homeroom,
                ("title", Cell.Text(group.Name)),
                ("grades", Cell.Integer(Terms.GradeOf(state, id))),
                ("courseSourcedId", course),
                ("classType", "homeroom"),
                ("schoolSourcedId", org),
                ("termSourcedIds", string.Join(',', parts)),
                ("metadata.groupKind", group.Kind));
            foreach (var pupil in state.PupilsOf(id))
            {
                yield return Enrollments.Pupil(state, homeroom, pupil, org);
            }

            if (group.HomeroomTeacherId is { } teacher && state.Teachers.ContainsKey(teacher))
            {
                yield return Enrollments.Teacher(homeroom, teacher, org, isClassTeacher: true);
            }
        }
    }
}

/// <summary>Who belongs to a class.</summary>
internal static class Enrollments
{
    public static Row Pupil(SchoolState state, string classSourcedId, string pupil, string org) => Layout.Row(
        "enrollments",
        SourcedId.Of("enrollment", classSourcedId, SourcedId.Student(pupil)),
        ("classSourcedId", classSourcedId),
        ("schoolSourcedId", org),
        ("userSourcedId", SourcedId.Student(pupil)),
        ("role", "student"),
        ("beginDate", Cell.Day(state.Students[pupil].EnrolledOn)),
        ("endDate", Cell.Day(state.Students[pupil].LeftOn)));

    public static Row Teacher(string classSourcedId, string teacher, string org, bool isClassTeacher) => Layout.Row(
        "enrollments",
        SourcedId.Of("enrollment", classSourcedId, SourcedId.Teacher(teacher)),
        ("classSourcedId", classSourcedId),
        ("schoolSourcedId", org),
        ("userSourcedId", SourcedId.Teacher(teacher)),
        ("role", "teacher"),
        ("primary", isClassTeacher ? "true" : "false"));
}
