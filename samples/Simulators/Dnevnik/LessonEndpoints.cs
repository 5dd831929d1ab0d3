using ElJournal.Rules.Journal;
using ElJournal.Samples.Simulators.World;

namespace ElJournal.Samples.Simulators.Dnevnik;

/// <summary>Lessons, works, homework, schedules.</summary>
internal static class LessonEndpoints
{
    public static void Map(DnevnikApi api)
    {
        api.Get("edu-groups/{g}/lessons/{f}/{t}", call =>
        {
            var (group, (from, to)) = (call.Group(), call.RouteRange());
            return call.ArrayAsync(call.Lessons(group, from, to), call.FullLesson);
        });
        api.Get("edu-groups/{g}/subjects/{subj}/lessons/{f}/{t}", call =>
        {
            var (group, subject, (from, to)) = (call.Group(), call.Subject(), call.RouteRange());
            return call.ArrayAsync(call.Lessons(group, from, to).Where(lesson => lesson.Record.SubjectId == subject.Record.Id), call.FullLesson);
        });
        api.Get("lessons/{l:long}", async call =>
        {
            call.FullLesson(call.Lesson());
            await call.EndAsync();
        });
        api.Post("lessons/many", async call => await call.ArrayAsync((await PeopleEndpoints.IdsAsync(call)).Select(call.Lesson), call.FullLesson));
        api.Get("works", call => call.ArrayAsync(Works(call, call.Lesson(call.Queries("lesson").First())), call.Work));
        api.Get("lessons/{l}/works", call => call.ArrayAsync(Works(call, call.Lesson()), call.Work));
        api.Get("works/{w:long}", async call =>
        {
            call.Work(Work(call, call.Number("w")));
            await call.EndAsync();
        });
        api.Post("works/many", async call => await call.ArrayAsync((await PeopleEndpoints.IdsAsync(call)).Select(id => Work(call, id)), call.Work));
        api.Get("work-types/{s}", call =>
        {
            call.RequireSchool();
            return call.ArrayAsync(Enumerable.Range(0, call.School.Works.Count), kind =>
            {
                call.Writer.WriteStartObject();
                call.Json.Id("id", DnevnikIds.WorkType(kind));
                call.Json.BareId("schoolId", DnevnikCall.Number(call.Settings.SchoolId, "s"));
                call.Writer.WriteNumber("kindId", kind + 1);
                call.Writer.WriteString("kind", "Common");
                call.Writer.WriteString("title", call.School.Works[kind]);
                call.Writer.WriteString("abbr", Abbreviation(call.School.Works[kind]));
                call.Writer.WriteNumber("weight", call.School.Weights[kind] ?? 1);
                call.Writer.WriteEndObject();
            });
        });
        foreach (var path in new[] { "users/me/school/{s}/homeworks", "persons/{p}/school/{s}/homeworks" })
        {
            api.Get(path, HomeworksAsync);
        }

        api.Get("persons/{p}/groups/{g}/schedules", SchedulesAsync);
        api.Get("tasks/{p}/undone", call => UndoneAsync(call, Spelling.First));
        api.Get("persons/{p}/undone", call => UndoneAsync(call, Spelling.Second));
    }

    public static string Abbreviation(string title) => string.Concat(title.Split(' ').Select(word => char.ToUpperInvariant(word[0])));

    public static void FullLesson(this DnevnikCall call, SeenLesson lesson)
    {
        var (json, record) = (call.Json, lesson.Record);
        var writer = json.Writer;
        writer.WriteStartObject();
        json.Id("id", DnevnikIds.Lesson(call.View, lesson.Entry));
        writer.WriteString("title", record.Topic);
        json.Day("date", record.Day);
        writer.WriteNumber("number", lesson.Number);
        if (call.School.Subject(record.SubjectId) is { } subject)
        {
            writer.WritePropertyName("subject");
            call.Subject(subject);
        }
        else
        {
            writer.WriteNull("subject");
        }

        json.BareId("group", DnevnikIds.Group(lesson.Entry.Group));
        writer.WriteString("status", Status(call, record));
        writer.WriteNumber("resultPlaceId", 0);
        json.List("works", Works(call, lesson), call.Work);
        json.Ids("teachers", call.School.Teacher(record.TeacherId) is { } teacher ? [DnevnikIds.Teacher(teacher)] : []);
        writer.WriteEndObject();
    }

    public static void CompactLesson(this DnevnikCall call, SeenLesson lesson)
    {
        var (json, record) = (call.Json, lesson.Record);
        var writer = json.Writer;
        writer.WriteStartObject();
        json.BareId("id", DnevnikIds.Lesson(call.View, lesson.Entry));
        writer.WriteString("title", record.Topic);
        json.Day("date", record.Day);
        writer.WriteNumber("number", lesson.Number);
        json.BareId("subjectId", call.School.Subject(record.SubjectId) is { } subject ? DnevnikIds.Subject(subject) : null);
        writer.WriteString("status", Status(call, record));
        writer.WriteNumber("resultPlaceId", 0);
        writer.WriteNull("building");
        writer.WriteNull("place");
        writer.WriteNull("floor");
        writer.WriteString("hours", lesson.Entry.Group.Bells.TryGetValue(lesson.Number, out var bell) ? $"{bell.Start:HH\\:mm} - {bell.End:HH\\:mm}" : null);
        json.Ids("works", [.. Works(call, lesson).Select(work => work.Id(call))], twin: false);
        json.Ids("teachers", call.School.Teacher(record.TeacherId) is { } teacher ? [DnevnikIds.Teacher(teacher)] : [], twin: false);
        writer.WriteEndObject();
    }

    /// <summary>The works of a lesson: those with marks, and homework.</summary>
    public static IEnumerable<ShownWork> Works(DnevnikCall call, SeenLesson lesson)
    {
        var homework = call.Settings.HomeworkOn == HomeworkLesson.Given ? HomeworkGiven(call, lesson) : HomeworkDue(call, lesson);
        return homework.Concat(call.View.Marks(lesson.Entry).Select(mark => mark.Entry.Work).Distinct().Order().Select(kind => new ShownWork(lesson, kind, null, lesson)));
    }

    public static void Work(this DnevnikCall call, ShownWork work)
    {
        var (json, lesson) = (call.Json, work.Lesson);
        var writer = json.Writer;
        var homework = work.Homework;
        var group = lesson.Entry.Group;
        var teacher = call.School.Teacher(lesson.Record.TeacherId);
        writer.WriteStartObject();
        json.Id("id", work.Id(call));
        writer.WriteString("type", homework is not null ? "Homework" : call.School.Weights[work.Kind!.Value] > 1 ? "LessonTestWork" : work.Kind == 0 ? "DefaultNewLessonWork" : "CommonWork");
        json.BareId("workType", work.Kind is { } kind ? DnevnikIds.WorkType(kind) : null);
        writer.WriteString("markType", homework is null ? "Mark5" : "NotSet");
        writer.WriteNumber("markCount", call.Settings.StrangeMarks ? 2 : 1);
        json.Id("lesson", DnevnikIds.Lesson(call.View, work.Hangs.Entry));
        writer.WriteBoolean("displayInJournal", homework is null);
        writer.WriteString("status", "Created");
        json.Id("eduGroup", DnevnikIds.Group(group));
        json.Ids("tasks", [], twin: false);
        writer.WriteString("text", homework?.Text);
        var period = Periods.Of(call.School, group).FirstOrDefault(period => period.Term.Contains(lesson.Record.Day));
        writer.WriteNumber("periodNumber", period.Number);
        writer.WriteString("periodType", period.Type);
        json.BareId("subjectId", call.School.Subject(lesson.Record.SubjectId) is { } subject ? DnevnikIds.Subject(subject) : null);
        writer.WriteBoolean("isImportant", work.Kind is { } important && call.School.Weights[important] > 1);
        json.Day("targetDate", homework is null ? lesson.Record.Day : homework.DueDate);
        json.Moment("sentDate", homework?.Entered?.At, lesson.Entry.Index);
        json.BareId("createdBy", teacher is null ? null : DnevnikIds.Teacher(teacher));
        json.Ids("files", [], twin: false);
        json.Ids("oneDriveLinks", [], twin: false);
        writer.WriteEndObject();
    }

    private static IEnumerable<ShownWork> HomeworkGiven(DnevnikCall call, SeenLesson lesson)
    {
        if (call.View.Homework(lesson.Entry) is { } homework)
        {
            yield return new(lesson, null, homework, lesson);
        }
    }

    private static IEnumerable<ShownWork> HomeworkDue(DnevnikCall call, SeenLesson lesson) =>
        call.View.Lessons(lesson.Entry.Group, lesson.Record.Day.AddDays(-14), lesson.Record.Day, parts: false)
            .Where(given => given.Record.SubjectId == lesson.Record.SubjectId)
            .Select(given => (Given: given, Homework: call.View.Homework(given.Entry)))
            .Where(pair => pair.Homework?.DueDate == lesson.Record.Day && IsFirst(call, lesson))
            .Select(pair => new ShownWork(pair.Given, null, pair.Homework, lesson));

    /// <summary>Of two lessons of one subject on the day the first gets the homework that is due.</summary>
    private static bool IsFirst(DnevnikCall call, SeenLesson lesson) =>
        call.View.Lessons(lesson.Entry.Group, lesson.Record.Day, lesson.Record.Day, parts: false).First(other => other.Record.SubjectId == lesson.Record.SubjectId).Entry == lesson.Entry;

    private static string? Status(DnevnikCall call, Lesson record) => record.Status == LessonStatus.Cancelled ? call.Settings.CancelledStatus : "Normal";

    private static ShownWork Work(DnevnikCall call, long id)
    {
        var (entry, kind) = DnevnikIds.Work(call.View, id) ?? throw DnevnikRefusal.NotFound("Work");
        var lesson = call.Lesson(DnevnikIds.Lesson(call.View, entry));
        return Works(call, lesson).FirstOrDefault(work => work.Kind == kind) is { } work ? work : throw DnevnikRefusal.NotFound("Work");
    }

    private static Task HomeworksAsync(DnevnikCall call)
    {
        call.RequireSchool();
        var (from, to) = call.QueryRange("startDate", "endDate");
        var pupil = call.Context.Request.RouteValues.ContainsKey("p") ? call.Pupil() : call.Account.Pupil ?? throw DnevnikRefusal.Forbidden();
        var lessons = call.Lessons(pupil, from, to).Where(lesson => Works(call, lesson).Any(work => work.Homework is not null)).ToList();
        return call.ObjectAsync(() =>
        {
            call.Json.List("works", lessons.SelectMany(lesson => Works(call, lesson)).Where(work => work.Homework is not null), call.Work);
            call.Json.List("subjects", SubjectsOf(call, lessons), call.CompactSubject);
            call.Json.List("lessons", lessons, call.CompactLesson);
            call.Json.List<int>("files", [], _ => { });
            call.Json.List("teachers", lessons.Select(lesson => call.School.Teacher(lesson.Record.TeacherId)).OfType<TeacherEntry>().Distinct(), call.Person);
        });
    }

    private static IEnumerable<SubjectEntry> SubjectsOf(DnevnikCall call, IEnumerable<SeenLesson> lessons) =>
        lessons.Select(lesson => call.School.Subject(lesson.Record.SubjectId)).OfType<SubjectEntry>().Distinct();

    private static async Task SchedulesAsync(DnevnikCall call)
    {
        var (pupil, group, (from, to)) = (call.Pupil(), call.Group(), call.QueryRange("startDate", "endDate"));
        var writer = call.Writer;
        if (!call.Settings.SchedulesBare)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("days");
        }

        writer.WriteStartArray();
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            var lessons = call.Lessons(pupil, day, day).ToList();
            writer.WriteStartObject();
            call.Json.Day("date", day);
            call.Json.List("lessons", lessons, call.CompactLesson);
            // Other pupils' rows are among them; whoever reads has to look at the person.
            call.Json.List("marks", lessons.SelectMany(lesson => call.View.Marks(lesson.Entry)), call.Mark);
            call.Json.List("works", lessons.SelectMany(lesson => Works(call, lesson)).Where(work => work.Homework is null), call.Work);
            call.Json.List("homeworks", lessons.SelectMany(lesson => Works(call, lesson)).Where(work => work.Homework is not null), call.Work);
            call.Json.List("subjects", SubjectsOf(call, lessons), call.CompactSubject);
            call.Json.List("workTypes", Enumerable.Range(0, call.School.Works.Count), call.EmbeddedWorkType);
            call.Json.List("lessonLogEntries", lessons.SelectMany(lesson => call.View.Absences(lesson.Entry).Select(absence => (lesson, absence))), call.LogEntry);
            call.Json.List("teachers", lessons.Select(lesson => call.School.Teacher(lesson.Record.TeacherId)).OfType<TeacherEntry>().Distinct(), teacher =>
            {
                writer.WriteStartObject();
                writer.WritePropertyName("person");
                call.Person(teacher);
                writer.WriteString("role", "Teacher");
                writer.WriteEndObject();
            });
            call.Json.Day("nextDate", day.AddDays(1));
            writer.WriteEndObject();
            await writer.FlushPageAsync(call.Context);
        }

        writer.WriteEndArray();
        if (!call.Settings.SchedulesBare)
        {
            writer.WriteEndObject();
        }

        _ = group;
        await call.EndAsync();
    }

    private static Task UndoneAsync(DnevnikCall call, Spelling own)
    {
        PeopleEndpoints.Require(call.Settings.UndoneSpelling, own);
        var pupil = call.Pupil();
        var lessons = call.Lessons(pupil, call.View.Today.AddDays(-14), call.View.Today).Where(lesson => call.View.Homework(lesson.Entry)?.DueDate < call.View.Today);
        return call.ArrayAsync(lessons, lesson =>
        {
            var work = DnevnikIds.Work(call.View, lesson.Entry, null);
            call.Writer.WriteStartObject();
            call.Json.Id("id", work + 40_000_000_000_000_000);
            call.Json.Id("person", DnevnikIds.Pupil(call.View, pupil));
            call.Json.Id("work", work);
            call.Writer.WriteString("status", "New");
            call.Json.Day("targetDate", call.View.Homework(lesson.Entry)!.DueDate);
            call.Writer.WriteEndObject();
        });
    }
}

/// <summary>A work as it is shown.</summary>
/// <param name="Lesson">The lesson at which it was done or given.</param>
/// <param name="Kind">The number of the kind of work; <see langword="null"/> for homework.</param>
/// <param name="Homework">The homework.</param>
/// <param name="Hangs">The lesson that lists it.</param>
internal sealed record ShownWork(SeenLesson Lesson, int? Kind, Homework? Homework, SeenLesson Hangs)
{
    public long Id(DnevnikCall call) => DnevnikIds.Work(call.View, Lesson.Entry, Kind);
}
