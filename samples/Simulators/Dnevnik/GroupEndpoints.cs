using System.Globalization;
using ElJournal.Rules.Journal;
using ElJournal.Samples.Simulators.World;

namespace ElJournal.Samples.Simulators.Dnevnik;

/// <summary>Groups, their people and subjects, and bells.</summary>
internal static class GroupEndpoints
{
    public static void Map(DnevnikApi api)
    {
        api.Get("schools/{s}/edu-groups", SchoolAsync);
        api.Get("edu-groups/{g:long}", async call =>
        {
            call.EduGroup(call.Group());
            await call.EndAsync();
        });
        api.Get("edu-groups", call => call.ArrayAsync(call.Queries("eduGroups").Select(call.Group), call.EduGroup));
        api.Get("edu-groups/{g}/parallel", call => call.ArrayAsync(call.School.Groups.Where(group => group.IsClass && group.IsRoot && group.Grade == call.Group().Grade), call.EduGroup));
        foreach (var path in new[] { "persons/{p}/edu-groups", "persons/{p}/edu-groups/all", "persons/{p}/schools/{s}/edu-groups" })
        {
            api.Get(path, call => call.ArrayAsync(call.Pupil().Groups.Where(call.IsServed), call.EduGroup));
        }

        api.Get("persons/{p}/schools/{s}/edu-groups/teacher", call =>
        {
            call.RequireStaff();
            var teacher = (DnevnikIds.Teacher(call.School, call.Number("p")) ?? throw DnevnikRefusal.NotFound("Person")).Record.Id;
            return call.ArrayAsync(call.School.Groups.Where(group => call.IsServed(group) && group.Days.Values.Any(day => day.Exists(lesson => lesson.Versions[^1].Record.TeacherId == teacher))), call.EduGroup);
        });
        api.Get("edu-groups/{g}/persons", call => call.ArrayAsync(PeopleEndpoints.Pupils(call, call.Group(), call.Query("includeArchive") is "true" or "True"), call.Person));
        api.Get("edu-groups/{g}/students", call => call.ArrayAsync(PeopleEndpoints.Pupils(call, call.Group(), archive: false), call.Person));
        api.Post("edu-groups/students", call => StudentsAsync(call, Spelling.First));
        api.Post("edu-groups", call => StudentsAsync(call, Spelling.Second));
        api.Get("edu-groups/{g}/teachers", call =>
        {
            var ids = call.Lessons(call.Group(), call.View.Today.AddDays(-7), call.View.Today.AddDays(30)).Select(lesson => lesson.Record.TeacherId).ToHashSet(StringComparer.Ordinal);
            return call.ArrayAsync(call.School.Teachers.Where(teacher => ids.Contains(teacher.Record.Id)), call.Person);
        });
        api.Get("edu-groups/{g}/classteacher", async call =>
        {
            call.Person(call.School.Teacher(call.Group().Root.Record.HomeroomTeacherId) ?? throw DnevnikRefusal.NotFound("Class teacher"));
            await call.EndAsync();
        });
        api.Get("edu-groups/{g}/subjects", call =>
        {
            var group = call.Group();
            var period = Periods.Of(call.School, group).FirstOrDefault(period => period.Term.Contains(call.View.Today)).Term;
            return call.ArrayAsync(period is null ? [] : Taught(call, group, period.Start, period.End), call.Subject);
        });
        api.Get("schools/{s}/subjects", call =>
        {
            call.RequireSchool();
            return call.ArrayAsync(call.School.Subjects, call.Subject);
        }, educational: false);
        api.Get("edu-groups/{g}/timetables", call => TimetableAsync(call, call.Group()));
        api.Get("schools/{s}/timetables", call =>
        {
            call.RequireSchool();
            call.RequireStaff();
            return TimetableAsync(call, call.School.Groups.First(group => group.IsRoot));
        });
    }

    public static void EduGroup(this DnevnikCall call, GroupEntry group)
    {
        var json = call.Json;
        var writer = json.Writer;
        writer.WriteStartObject();
        json.Id("id", DnevnikIds.Group(group));
        json.Ids("parentIds", group.IsRoot ? [] : [DnevnikIds.Group(group.Root)]);
        writer.WriteString("type", group.IsRoot ? "Group" : "Subgroup");
        writer.WriteString("name", group.Record.Name);
        writer.WriteString("fullName", $"{group.Record.Name} 2026/2027");
        writer.WriteNumber("parallel", group.Grade);
        json.Id("timetable", DnevnikIds.Timetable(group.Root));
        writer.WriteString("status", "Active");
        writer.WriteNumber("studyyear", 2026);
        writer.WriteString("educationType", "Regular");
        writer.WriteString("journaltype", "Regular");
        json.List("subjects", Taught(call, group, DateOnly.MinValue, DateOnly.MaxValue), call.Subject);
        writer.WriteEndObject();
    }

    public static void Subject(this DnevnikCall call, SubjectEntry subject)
    {
        var writer = call.Writer;
        writer.WriteStartObject();
        call.Json.Id("id", DnevnikIds.Subject(subject));
        writer.WriteString("name", subject.Record.Name);
        writer.WriteString("knowledgeArea", "Общие предметы");
        writer.WriteNumber("fgosSubjectId", 13 + subject.Index);
        writer.WriteEndObject();
    }

    public static void CompactSubject(this DnevnikCall call, SubjectEntry subject)
    {
        call.Writer.WriteStartObject();
        call.Json.BareId("id", DnevnikIds.Subject(subject));
        call.Writer.WriteString("name", subject.Record.Name);
        call.Writer.WriteNumber("knowledgeAreaId", 1);
        call.Writer.WriteEndObject();
    }

    private static Task SchoolAsync(DnevnikCall call)
    {
        call.RequireSchool();
        call.RequireStaff();
        if (call.Settings.SchoolListRefused)
        {
            throw DnevnikRefusal.Forbidden();
        }

        return call.ArrayAsync(call.School.Groups.Where(group => call.IsServed(group) && (group.IsRoot || call.Settings.SubgroupsInSchoolList)), call.EduGroup);
    }

    private static async Task StudentsAsync(DnevnikCall call, Spelling own)
    {
        PeopleEndpoints.Require(call.Settings.GroupStudentsSpelling, own);
        var ids = await PeopleEndpoints.IdsAsync(call);
        await call.ArrayAsync(ids.Select(call.Group), group =>
        {
            call.Writer.WriteStartObject();
            call.Writer.WritePropertyName("group");
            call.EduGroup(group);
            call.Json.List("students", PeopleEndpoints.Pupils(call, group, archive: true), pupil =>
            {
                call.Writer.WriteStartObject();
                call.Writer.WritePropertyName("person");
                call.Person(pupil);
                call.Writer.WriteString("membershipstatus", call.View.Student(pupil)!.LeftOn is { } left && left <= call.View.Today ? "Archive" : "Active");
                call.Writer.WriteEndObject();
            });
            call.Writer.WriteEndObject();
        });
    }

    private static IEnumerable<SubjectEntry> Taught(DnevnikCall call, GroupEntry group, DateOnly from, DateOnly to)
    {
        IEnumerable<GroupEntry> groups = call.Settings.SubgroupRows ? [group, .. group.Parts] : [group];
        var ids = groups.SelectMany(one => one.Days).Where(day => day.Key >= from && day.Key <= to).SelectMany(day => day.Value).Select(lesson => lesson.Versions[0].Record.SubjectId).ToHashSet(StringComparer.Ordinal);
        return call.School.Subjects.Where(subject => ids.Contains(subject.Record.Id));
    }

    private static async Task TimetableAsync(DnevnikCall call, GroupEntry group)
    {
        var writer = call.Writer;
        if (call.Settings.TimetablesAsArray)
        {
            writer.WriteStartArray();
        }

        var bells = group.Bells;
        writer.WriteStartObject();
        writer.WriteString("Name", $"Звонки {group.Root.Record.Name}");
        writer.WriteString("Start", "2026-09-01T00:00:00");
        writer.WriteNumber("FirstLessonNumber", bells.Keys.Min());
        writer.WriteStartArray("Items");
        foreach (var (number, (start, end)) in bells)
        {
            writer.WriteStartObject();
            writer.WriteNumber("Id", (group.Root.Index * 100) + number);
            writer.WriteString("Start", start.ToString("'2000-01-01T'HH:mm:ss", CultureInfo.InvariantCulture));
            writer.WriteString("Finish", end.ToString("'2000-01-01T'HH:mm:ss", CultureInfo.InvariantCulture));
            writer.WriteString("Name", string.Create(CultureInfo.InvariantCulture, $"{number} урок"));
            writer.WriteString("Type", "Lesson");
            writer.WriteStartArray("DaysOfWeek");
            for (var day = DayOfWeek.Monday; day <= DayOfWeek.Saturday; day++)
            {
                writer.WriteStringValue(day.ToString());
            }

            writer.WriteStringValue(nameof(DayOfWeek.Sunday));
            writer.WriteEndArray();
            writer.WriteNumber("LessonNumber", number);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        if (call.Settings.TimetablesAsArray)
        {
            writer.WriteEndArray();
        }

        await call.EndAsync();
    }
}

/// <summary>The reporting periods of a class: quarters up to grade 9, half-years above.</summary>
internal static class Periods
{
    public static IEnumerable<(Term Term, int Number, string Type)> Of(SchoolIndex school, GroupEntry group)
    {
        var (kind, type) = group.Grade >= 10 ? (TermKind.HalfYear, "Semester") : (TermKind.Quarter, "Quarter");
        return school.Terms.Where(term => term.TermKind == kind).OrderBy(term => term.Start).Select((term, number) => (term, number, type));
    }
}
