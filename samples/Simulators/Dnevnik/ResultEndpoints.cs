using System.Globalization;
using ElJournal.Rules.Journal;
using ElJournal.Samples.Simulators.World;

namespace ElJournal.Samples.Simulators.Dnevnik;

/// <summary>Reporting periods, averages, final marks.</summary>
internal static class ResultEndpoints
{
    private static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru-RU");

    public static void Map(DnevnikApi api)
    {
        api.Get("edu-groups/{g}/reporting-periods", call => call.ArrayAsync(Periods.Of(call.School, call.Group()), period => Period(call, call.Group(), period)));
        api.Get("edu-groups/{g}/reporting-period-group", call => PeriodGroupAsync(call, Spelling.First));
        api.Get("edu-groups/{g}/reporting-periods-group", call => PeriodGroupAsync(call, Spelling.Second));
        api.Get("edu-groups/{g}/final-marks", FinalMarksAsync);
        api.Get("edu-groups/{g}/subjects/{subj}/final-marks", call =>
        {
            var (group, subject) = (call.Group(), call.Subject().Record.Id);
            return call.ArrayAsync(Finals(call, group).Where(item => item.Final.SubjectId == subject), item => FinalMark(call, item.Final, item.Index));
        });
        api.Get("persons/{p}/edu-groups/{g}/final-marks", call => call.ArrayAsync(OfPupil(call), item => Subject(call, item.Final, item.Index)));
        api.Get("persons/{p}/edu-groups/{g}/allfinalmarks", AllFinalsAsync);
        api.Get("edu-groups/{g}/reporting-periods/{per}/avg-marks/{date}", call =>
        {
            var (group, period) = (call.Group(), PeriodNamed(call));
            return AveragesAsync(call, group, period.Term.Start, period.Term.End, period.Number);
        });
        api.Get("edu-groups/{g}/avg-marks/{f}/{t}", call =>
        {
            var (group, (from, to)) = (call.Group(), call.RouteRange());
            return AveragesAsync(call, group, from, to, null);
        });
        api.Get("persons/{p}/reporting-periods/{per}/avg-mark", call => AverageAsync(call, null));
        api.Get("persons/{p}/reporting-periods/{per}/subjects/{subj}/avg-mark", call => AverageAsync(call, call.Subject().Record.Id));
        api.Get("edu-groups/{g}/wa-marks/{f}/{t}", WeightedAsync);
    }

    private static void Period(DnevnikCall call, GroupEntry group, (Term Term, int Number, string Type) period)
    {
        call.Writer.WriteStartObject();
        call.Json.Id("id", DnevnikIds.Period(group, period.Number));
        call.Json.Day("start", period.Term.Start);
        call.Json.Day("finish", period.Term.End);
        call.Writer.WriteNumber("number", period.Number);
        call.Writer.WriteString("type", period.Type);
        call.Writer.WriteString("name", period.Term.Name);
        call.Writer.WriteNumber("year", 2026);
        call.Writer.WriteEndObject();
    }

    private static Task PeriodGroupAsync(DnevnikCall call, Spelling own)
    {
        PeopleEndpoints.Require(call.Settings.PeriodGroupSpelling, own);
        var group = call.Group();
        var periods = Periods.Of(call.School, group).ToList();
        return call.ObjectAsync(() =>
        {
            call.Json.BareId("id", DnevnikIds.Period(group, 7));
            call.Json.List("reportingPeriods", periods, period => Period(call, group, period));
            call.Json.List("holidays", periods.Zip(periods.Skip(1)), pair =>
            {
                call.Writer.WriteStartObject();
                call.Writer.WriteNumber("id", pair.First.Number + 1);
                call.Json.BareId("reportingPeriodGroupId", DnevnikIds.Period(group, 7));
                call.Json.Day("dateStart", pair.First.Term.End.AddDays(1));
                call.Json.Day("dateFinish", pair.Second.Term.Start.AddDays(-1));
                call.Writer.WriteString("name", "Каникулы");
                call.Writer.WriteNull("description");
                call.Writer.WriteEndObject();
            });
        });
    }

    private static IEnumerable<(FinalMark Final, int Index)> Finals(DnevnikCall call, GroupEntry group)
    {
        var members = group.Members.Select(pupil => pupil.Key).ToHashSet(StringComparer.Ordinal);
        return call.View.FinalMarks().Select((final, index) => (final, index)).Where(item => members.Contains(item.final.StudentId));
    }

    private static List<(FinalMark Final, int Index)> OfPupil(DnevnikCall call)
    {
        var (pupil, group) = (call.Pupil(), call.Group());
        return [.. Finals(call, group).Where(item => item.Final.StudentId == pupil.Key)];
    }

    private static (Term Term, int Number, string Type)? PeriodOf(DnevnikCall call, FinalMark final) =>
        call.School.Groups.Where(group => group.IsRoot && group.IsClass && group.Members.Any(pupil => pupil.Key == final.StudentId))
            .SelectMany(group => Periods.Of(call.School, group)).Where(period => period.Term.Id == final.TermId).Cast<(Term, int, string)?>().FirstOrDefault();

    private static Task FinalMarksAsync(DnevnikCall call)
    {
        var group = call.Group();
        return call.ArrayAsync(Finals(call, group).GroupBy(item => (item.Final.StudentId, item.Final.TermId)), marks =>
        {
            call.Writer.WriteStartObject();
            call.Json.Id("person", DnevnikIds.Pupil(call.View, call.School.Student(marks.Key.StudentId)));
            call.Json.Id("group", DnevnikIds.Group(group));
            call.Json.Id("reportingPeriod", PeriodOf(call, marks.First().Final) is { } period ? DnevnikIds.Period(group, period.Number) : null);
            call.Json.List("per-subject-final-marks", marks, item => Subject(call, item.Final, item.Index));
            call.Writer.WriteEndObject();
        });
    }

    private static void Subject(DnevnikCall call, FinalMark final, int index)
    {
        call.Writer.WriteStartObject();
        call.Json.Id("subject", DnevnikIds.Subject(call.School.Subject(final.SubjectId)!));
        call.Writer.WritePropertyName("final-mark");
        FinalMark(call, final, index);
        call.Writer.WriteEndObject();
    }

    private static void FinalMark(DnevnikCall call, FinalMark final, int index)
    {
        var json = call.Json;
        json.Writer.WriteStartObject();
        json.Id("id", DnevnikIds.FinalMark(index));
        json.Writer.WriteString("type", "Mark");
        json.Writer.WriteString("value", final.Value);
        json.Writer.WriteString("textValue", final.Value);
        json.Id("person", DnevnikIds.Pupil(call.View, call.School.Student(final.StudentId)));
        json.Id("work", DnevnikIds.PeriodWork(index));
        json.Id("lesson", call.Settings.NoLessonAsZero ? 0 : null);
        json.Writer.WriteNumber("number", 1);
        json.Moment("date", final.Entered?.At, index);
        json.BareId("workType", null);
        json.Writer.WriteString("mood", "NotSet");
        json.Writer.WriteBoolean("use_avg_calc", false);
        json.Writer.WriteEndObject();
    }

    private static Task AllFinalsAsync(DnevnikCall call)
    {
        var finals = OfPupil(call);
        return call.ObjectAsync(() =>
        {
            call.Json.List("marks", finals, item => FinalMark(call, item.Final, item.Index));
            call.Json.List("works", finals, item =>
            {
                var period = PeriodOf(call, item.Final);
                call.Writer.WriteStartObject();
                call.Json.Id("id", DnevnikIds.PeriodWork(item.Index));
                call.Writer.WriteString("type", "PeriodMark");
                call.Json.Id("lesson", null);
                call.Writer.WriteNumber("periodNumber", period?.Number ?? 0);
                call.Writer.WriteString("periodType", period?.Type ?? "Year");
                call.Json.BareId("subjectId", DnevnikIds.Subject(call.School.Subject(item.Final.SubjectId)!));
                call.Writer.WriteEndObject();
            });
            call.Json.List("subjects", finals.Select(item => call.School.Subject(item.Final.SubjectId)!).Distinct(), call.CompactSubject);
            call.Json.List<int>("workTypes", [], _ => { });
        });
    }

    private static (Term Term, int Number, string Type) PeriodNamed(DnevnikCall call)
    {
        var number = call.Number("per");
        return call.School.Groups.Where(group => group.IsRoot && group.IsClass)
            .SelectMany(group => Periods.Of(call.School, group).Where(period => DnevnikIds.Period(group, period.Number) == number)).Cast<(Term, int, string)?>().FirstOrDefault()
            ?? throw DnevnikRefusal.NotFound("Reporting period");
    }

    private static IEnumerable<(StudentEntry Pupil, SubjectEntry Subject, double Average, double Weighted)> Averages(DnevnikCall call, GroupEntry group, DateOnly from, DateOnly to) =>
        call.Lessons(group, from, to)
            .SelectMany(lesson => call.View.Marks(lesson.Entry).Where(mark => mark.Value is [>= '1' and <= '5', ..]), (lesson, mark) => (mark.Entry.Student, Subject: call.School.Subject(lesson.Record.SubjectId)!, Value: mark.Value[0] - '0', Weight: (double)(call.School.Weights[mark.Entry.Work] ?? 1)))
            .GroupBy(item => (item.Student, item.Subject))
            .Select(items => (items.Key.Student, items.Key.Subject, items.Average(item => item.Value), items.Sum(item => item.Value * item.Weight) / items.Sum(item => item.Weight)));

    private static Task AveragesAsync(DnevnikCall call, GroupEntry group, DateOnly from, DateOnly to, int? period) =>
        call.ArrayAsync(Averages(call, group, from, to).GroupBy(item => item.Pupil), items =>
        {
            call.Writer.WriteStartObject();
            if (period is { } number)
            {
                call.Json.Id("group", DnevnikIds.Group(group));
                call.Json.Id("reportingPeriod", DnevnikIds.Period(group, number));
            }

            call.Json.Id("person", DnevnikIds.Pupil(call.View, items.Key));
            call.Json.List("per-subject-averages", items, item =>
            {
                call.Writer.WriteStartObject();
                call.Json.Id("subject", DnevnikIds.Subject(item.Subject));
                call.Writer.WriteString("avg-mark-value", item.Average.ToString("0.##", Russian));
                call.Writer.WriteEndObject();
            });
            call.Writer.WriteEndObject();
        });

    private static async Task AverageAsync(DnevnikCall call, string? subject)
    {
        var (pupil, period) = (call.Pupil(), PeriodNamed(call));
        var own = Averages(call, pupil.Groups[0], period.Term.Start, period.Term.End).Where(item => item.Pupil == pupil && (subject is null || item.Subject.Record.Id == subject)).Select(item => item.Average).ToList();
        call.Writer.WriteStringValue(own.Count == 0 ? "" : own.Average().ToString("0.##", Russian));
        await call.EndAsync();
    }

    private static Task WeightedAsync(DnevnikCall call)
    {
        var (group, (from, to)) = (call.Group(), call.RouteRange());
        return call.ObjectAsync(() => call.Json.List("subjectMarks", Averages(call, group, from, to).GroupBy(item => item.Subject), items =>
        {
            call.Writer.WriteStartObject();
            call.Json.Id("subject", DnevnikIds.Subject(items.Key));
            call.Json.List("marks", items, item =>
            {
                call.Writer.WriteStartObject();
                call.Json.BareId("person", DnevnikIds.Pupil(call.View, item.Pupil));
                call.Writer.WriteNumber("value", item.Weighted);
                call.Writer.WriteEndObject();
            });
            call.Writer.WriteEndObject();
        }));
    }
}
