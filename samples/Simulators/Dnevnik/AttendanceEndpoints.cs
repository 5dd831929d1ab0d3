using ElJournal.Rules.Journal;
using ElJournal.Samples.Simulators.World;
using Microsoft.AspNetCore.WebUtilities;

namespace ElJournal.Samples.Simulators.Dnevnik;

/// <summary>Attendance. A pupil without a row was there.</summary>
internal static class AttendanceEndpoints
{
    private static readonly string[] Statuses = ["Attend", "Absent", "Ill", "Late", "Pass"];

    public static void Map(DnevnikApi api)
    {
        api.Get("lessons/{l}/log-entries", call => EntriesAsync(call, [call.Lesson()]));
        api.Get("lesson-log-entries", call => EntriesAsync(call, call.Queries("lessons").Select(call.Lesson)));
        api.Get("lesson-log-entries/statuses", call => call.ArrayAsync(Statuses, call.Writer.WriteStringValue), educational: false);
        api.Get("lesson-log-entries/group/{g}", call =>
        {
            var (group, (from, to)) = (call.Group(), call.QueryRange("from", "to"));
            if (call.Settings.AttendanceNeedsSubject && string.IsNullOrEmpty(call.Query("subject")))
            {
                throw DnevnikRefusal.Parameter("subject");
            }

            return EntriesAsync(call, OfSubject(call, call.Lessons(group, from, to), call.Query("subject")));
        });
        api.Get("lesson-log-entries/lesson/{l}/person/{p}", call =>
        {
            var (lesson, pupil) = (call.Lesson(), call.Pupil());
            var found = call.View.Absences(lesson.Entry).Where(absence => absence.Student == pupil).Take(1).ToList();
            call.LogEntry((lesson, found is [var absence] ? absence : throw DnevnikRefusal.NotFound("Entry")));
            return call.EndAsync();
        });
        api.Get("persons/{p}/lesson-log-entries", OfPersonAsync);
        api.Get("lesson-log-entries/person/{p}/subject/{subj}", call =>
        {
            PeopleEndpoints.Require(call.Settings.PersonLogSpelling, Spelling.First);
            var (pupil, (from, to)) = (call.Pupil(), call.QueryRange("from", "to"));
            return EntriesAsync(call, OfSubject(call, call.Lessons(pupil, from, to), call.Route("subj")), pupil);
        });
        api.Get("lesson-log-entries/{odd}", OddAsync);
    }

    public static void LogEntry(this DnevnikCall call, (SeenLesson Lesson, AbsenceEntry Absence) row) =>
        LogEntry(call, row.Lesson, row.Absence.Student, row.Absence.Kind switch
        {
            AttendanceKind.Ill => "Ill",
            AttendanceKind.Excused => "Pass",
            AttendanceKind.Late => "Late",
            _ => "Absent",
        }, row.Absence.EnteredAt, row.Absence.Id);

    private static void LogEntry(DnevnikCall call, SeenLesson lesson, StudentEntry pupil, string status, DateTimeOffset? created, int salt)
    {
        var json = call.Json;
        json.Writer.WriteStartObject();
        json.Id("person", DnevnikIds.Pupil(call.View, pupil));
        json.Id("lesson", DnevnikIds.Lesson(call.View, lesson.Entry));
        json.Writer.WriteString("comment", "");
        json.Writer.WriteString("status", status);
        json.Moment("createdDate", created, salt);
        json.Writer.WriteEndObject();
    }

    private static IEnumerable<SeenLesson> OfSubject(DnevnikCall call, IEnumerable<SeenLesson> lessons, string? subject)
    {
        if (string.IsNullOrEmpty(subject))
        {
            return lessons;
        }

        var wanted = (DnevnikIds.Subject(call.School, DnevnikCall.Number(subject, "subject")) ?? throw DnevnikRefusal.NotFound("Subject")).Record.Id;
        return lessons.Where(lesson => lesson.Record.SubjectId == wanted);
    }

    private static Task EntriesAsync(DnevnikCall call, IEnumerable<SeenLesson> lessons, StudentEntry? pupil = null) => call.ArrayAsync(lessons, lesson => Entries(call, lesson, pupil));

    private static void Entries(DnevnikCall call, SeenLesson lesson, StudentEntry? pupil)
    {
        var away = call.View.Absences(lesson.Entry).ToList();
        foreach (var absence in away.Where(absence => pupil is null || absence.Student == pupil))
        {
            call.LogEntry((lesson, absence));
        }

        if (call.Settings.AttendRows && away.Count > 0)
        {
            foreach (var present in lesson.Entry.Group.Members.Except(away.Select(absence => absence.Student)).Where(present => pupil is null || present == pupil).Take(2))
            {
                LogEntry(call, lesson, present, "Attend", away[0].EnteredAt, lesson.Entry.Index);
            }
        }
    }

    private static async Task OfPersonAsync(DnevnikCall call)
    {
        var (pupil, (from, to)) = (call.Pupil(), call.QueryRange("startDate", "endDate"));
        var tooLong = to.DayNumber - from.DayNumber >= call.Settings.LogEntriesCap;
        if (tooLong && !call.Settings.EmptyAboveCap)
        {
            throw DnevnikRefusal.Parameter("endDate");
        }

        var writer = call.Writer;
        if (!call.Settings.LogEntriesBare)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("logEntries");
        }

        writer.WriteStartArray();
        foreach (var lesson in tooLong ? [] : call.Lessons(pupil, from, to))
        {
            Entries(call, lesson, pupil);
        }

        writer.WriteEndArray();
        if (!call.Settings.LogEntriesBare)
        {
            writer.WriteEndObject();
        }

        await call.EndAsync();
    }

    /// <summary>A path that looks like a query.</summary>
    private static Task OddAsync(DnevnikCall call)
    {
        PeopleEndpoints.Require(call.Settings.PersonLogSpelling, Spelling.Second);
        var values = QueryHelpers.ParseQuery(call.Route("odd"));
        if (!values.TryGetValue("person", out var person) || !values.TryGetValue("from", out var from) || !values.TryGetValue("to", out var to))
        {
            throw DnevnikRefusal.NotFound("Method");
        }

        call.Context.Request.RouteValues["p"] = person.ToString();
        call.Context.Request.RouteValues["f"] = from.ToString();
        call.Context.Request.RouteValues["t"] = to.ToString();
        var (pupil, (first, last)) = (call.Pupil(), call.RouteRange());
        return EntriesAsync(call, OfSubject(call, call.Lessons(pupil, first, last), values["subject"]), pupil);
    }
}
