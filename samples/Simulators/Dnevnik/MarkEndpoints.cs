using System.Globalization;
using ElJournal.Samples.Simulators.World;

namespace ElJournal.Samples.Simulators.Dnevnik;

/// <summary>Marks.</summary>
internal static class MarkEndpoints
{
    private static readonly string[] Strange = ["4+", "NA", "ПЛХ"];

    public static void Map(DnevnikApi api)
    {
        api.Get("edu-groups/{g}/marks/{f}/{t}", call => MarksAsync(call, OfGroup(call, call.Group(), call.RouteRange())));
        api.Get("edu-groups/{g}/subjects/{subj}/marks/{f}/{t}", call => MarksAsync(call, OfSubject(call, OfGroup(call, call.Group(), call.RouteRange()))));
        api.Get("lessons/{l:long}/marks", call => MarksAsync(call, call.View.Marks(call.Lesson().Entry)));
        api.Get("works/{w:long}/marks", call =>
        {
            var (lesson, kind) = DnevnikIds.Work(call.View, call.Number("w")) ?? throw DnevnikRefusal.NotFound("Work");
            return MarksAsync(call, call.View.Marks(lesson).Where(mark => mark.Entry.Work == kind));
        });
        api.Get("marks/{id:long}", call =>
        {
            var index = DnevnikIds.Mark(call.View, call.Number("id")) ?? throw DnevnikRefusal.NotFound("Mark");
            var found = call.School.Lessons.SelectMany(call.View.Marks).Where(mark => mark.Entry.Id == index).Take(1).ToList();
            call.Mark(found is [var mark] ? mark : throw DnevnikRefusal.NotFound("Mark"));
            return call.EndAsync();
        });
        api.Post("lessons/many/marks", call => ManyAsync(call, Spelling.First));
        api.Post("lessons/marks", call => ManyAsync(call, Spelling.Second));
        foreach (var path in new[] { "persons/{p}/schools/{s}/marks/{f}/{t}", "persons/{p}/edu-groups/{g}/marks/{f}/{t}" })
        {
            api.Get(path, call => MarksAsync(call, OfPupil(call, call.RouteRange())));
        }

        api.Get("persons/{p}/subjects/{subj}/marks/{f}/{t}", call => MarksAsync(call, OfSubject(call, OfPupil(call, call.RouteRange()))));
        api.Get("persons/{p}/lessons/{l}/marks", call => MarksAsync(call, call.View.Marks(call.Lesson().Entry).Where(mark => mark.Entry.Student == call.Pupil())));
        api.Get("lessons/{date}/persons/{p}/marks", call => MarksAsync(call, OfPupil(call, Day(call))));
        api.Get("persons/{p}/marks/{date}", call =>
        {
            var ((day, _), pupil) = (Day(call), call.Pupil());
            return MarksAsync(call, pupil.Groups.SelectMany(group => SetOn(call, group, day, day)).Where(mark => mark.Entry.Student == pupil));
        });
        api.Get("persons/{p}/group/{g}/recentmarks", RecentAsync);
        api.Get("marks/values", call => call.ObjectAsync(() => Values(call)), educational: false);
        api.Get("marks/values/type/{type}", call => call.ArrayAsync(Mark5(), call.Writer.WriteStringValue), educational: false);
        api.Get("works/{w}/marks/histogram", call =>
        {
            var (lesson, kind) = DnevnikIds.Work(call.View, call.Number("w")) ?? throw DnevnikRefusal.NotFound("Work");
            return call.ObjectAsync(() => Histogram(call, call.View.Marks(lesson).Where(mark => mark.Entry.Work == kind)));
        });
        foreach (var path in new[] { "edu-groups/{g}/subjects/{subj}/thematic-marks", "persons/{p}/schools/{s}/thematic-marks/{f}/{t}" })
        {
            api.Get(path, call => call.ArrayAsync<int>([], _ => { }));
        }
    }

    public static void Mark(this DnevnikCall call, SeenMark mark) => Mark(call, mark, second: false);

    public static void EmbeddedWorkType(this DnevnikCall call, int kind)
    {
        call.Writer.WriteStartObject();
        call.Json.BareId("id", DnevnikIds.WorkType(kind));
        call.Json.BareId("schoolId", DnevnikCall.Number(call.Settings.SchoolId, "s"));
        call.Writer.WriteString("abbreviation", LessonEndpoints.Abbreviation(call.School.Works[kind]));
        call.Writer.WriteString("name", call.School.Works[kind]);
        call.Writer.WriteBoolean("isFinal", false);
        call.Writer.WriteBoolean("isImportant", call.School.Weights[kind] > 1);
        call.Writer.WriteNumber("kindId", kind + 1);
        call.Writer.WriteString("kind", "Common");
        call.Writer.WriteEndObject();
    }

    private static void Mark(DnevnikCall call, SeenMark mark, bool second)
    {
        var (json, entry) = (call.Json, mark.Entry);
        var value = second ? Strange[entry.Id % Strange.Length] : mark.Value;
        var writer = json.Writer;
        writer.WriteStartObject();
        json.Id("id", second ? DnevnikIds.SecondMark(call.View, entry.Id) : DnevnikIds.Mark(call.View, entry.Id));
        writer.WriteString("type", "Mark");
        writer.WriteString("value", value);
        writer.WriteString("textValue", value);
        json.Id("person", DnevnikIds.Pupil(call.View, entry.Student));
        json.Id("work", DnevnikIds.Work(call.View, mark.Lesson, entry.Work));
        json.Id("lesson", DnevnikIds.Lesson(call.View, mark.Lesson));
        writer.WriteNumber("number", (second ? 2 : 1) + call.View.Distortions.MarkNumberShift);
        json.Moment("date", entry.EnteredAt, entry.Id);
        json.BareId("workType", DnevnikIds.WorkType(entry.Work));
        writer.WriteString("mood", value is [>= '4', ..] ? "Good" : value is ['3', ..] ? "Average" : value is ['2', ..] ? "Bad" : "NotSet");
        writer.WriteBoolean("use_avg_calc", value is [>= '1' and <= '5', ..]);
        writer.WriteEndObject();
    }

    private static Task MarksAsync(DnevnikCall call, IEnumerable<SeenMark> marks) => call.ArrayAsync(marks, mark =>
    {
        call.Mark(mark);
        if (call.Settings.StrangeMarks && mark.Entry.Id % 50 < Strange.Length)
        {
            Mark(call, mark, second: true);
        }
    });

    private static IEnumerable<SeenMark> OfGroup(DnevnikCall call, GroupEntry group, (DateOnly From, DateOnly To) range) =>
        call.Settings.MarksBy == MarkRange.SetDate
            ? SetOn(call, group, range.From, range.To)
            : call.Lessons(group, range.From, range.To).SelectMany(lesson => call.View.Marks(lesson.Entry));

    /// <summary>Marks by the day on which they were set, whenever their lesson was.</summary>
    private static IEnumerable<SeenMark> SetOn(DnevnikCall call, GroupEntry group, DateOnly from, DateOnly to) =>
        call.Lessons(group, from.AddDays(-60), to).SelectMany(lesson => call.View.Marks(lesson.Entry)).Where(mark =>
        {
            var set = DateOnly.FromDateTime(new DateTime(mark.Entry.From, DateTimeKind.Utc).AddHours(3));
            return set >= from && set <= to;
        });

    private static IEnumerable<SeenMark> OfPupil(DnevnikCall call, (DateOnly From, DateOnly To) range)
    {
        var pupil = call.Pupil();
        return call.Lessons(pupil, range.From, range.To).SelectMany(lesson => call.View.Marks(lesson.Entry)).Where(mark => mark.Entry.Student == pupil);
    }

    private static IEnumerable<SeenMark> OfSubject(DnevnikCall call, IEnumerable<SeenMark> marks)
    {
        var subject = call.Subject().Record.Id;
        return marks.Where(mark => mark.Lesson.Versions[^1].Record.SubjectId == subject);
    }

    private static (DateOnly From, DateOnly To) Day(DnevnikCall call) =>
        DateOnly.TryParse(call.Route("date"), CultureInfo.InvariantCulture, out var day) ? (day, day) : throw DnevnikRefusal.Parameter("date");

    private static async Task ManyAsync(DnevnikCall call, Spelling own)
    {
        PeopleEndpoints.Require(call.Settings.ManyMarksSpelling, own);
        var ids = await PeopleEndpoints.IdsAsync(call);
        await MarksAsync(call, ids.SelectMany(id => call.View.Marks(call.Lesson(id).Entry)));
    }

    private static Task RecentAsync(DnevnikCall call)
    {
        var limit = call.Query("limit") is { } text && int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, 100) : 10;
        var since = call.Query("fromDate") is { } from && DateOnly.TryParse(from, CultureInfo.InvariantCulture, out var day) ? day : call.View.Today;
        var marks = OfPupil(call, (since.AddDays(-60), since)).Reverse().Take(limit).ToList();
        var lessons = marks.Select(mark => call.View.Lesson(mark.Lesson)).OfType<SeenLesson>().Distinct().ToList();
        return call.ObjectAsync(() =>
        {
            call.Json.List("marks", marks, call.Mark);
            call.Json.List<int>("criteriabasedmarks", [], _ => { });
            call.Json.List("works", lessons.SelectMany(lesson => LessonEndpoints.Works(call, lesson)).Where(work => work.Homework is null), call.Work);
            call.Json.List("subjects", lessons.Select(lesson => call.School.Subject(lesson.Record.SubjectId)).OfType<SubjectEntry>().Distinct(), call.CompactSubject);
            call.Json.List("workTypes", Enumerable.Range(0, call.School.Works.Count), call.EmbeddedWorkType);
            call.Json.List("lessons", lessons, call.CompactLesson);
            call.Json.List<int>("lessonLogEntries", [], _ => { });
        });
    }

    private static IEnumerable<string> Mark5() => Enumerable.Range(1, 5).SelectMany(value => new[] { "-", "", "+" }.Select(sign => string.Create(CultureInfo.InvariantCulture, $"{value}{sign}")));

    private static void Values(DnevnikCall call)
    {
        call.Json.List("mark5", Mark5(), call.Writer.WriteStringValue);
        call.Json.List("mark10", Enumerable.Range(1, 10).Select(value => value.ToString(CultureInfo.InvariantCulture)), call.Writer.WriteStringValue);
        call.Json.List("markna", ["NA"], call.Writer.WriteStringValue);
    }

    private static void Histogram(DnevnikCall call, IEnumerable<SeenMark> marks)
    {
        var writer = call.Writer;
        writer.WriteStartArray("markNumbers");
        writer.WriteStartObject();
        writer.WriteNumber("markNumber", 1);
        call.Json.List("marks", marks.GroupBy(mark => mark.Value).OrderBy(group => group.Key, StringComparer.Ordinal), group =>
        {
            writer.WriteStartObject();
            writer.WriteString("value", group.Key);
            writer.WriteNumber("count", group.Count());
            writer.WriteEndObject();
        });
        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
