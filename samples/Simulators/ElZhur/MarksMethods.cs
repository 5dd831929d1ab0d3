using System.Globalization;
using ElJournal.Rules.Journal;
using ElJournal.Samples.Simulators.World;

namespace ElJournal.Samples.Simulators.ElZhur;

/// <summary><c>getmarks</c>, <c>getperiods</c> and <c>getfinalassessments</c>.</summary>
internal static class MarksMethods
{
    private static readonly string[] Roman = ["I", "II", "III", "IV"];
    private static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru-RU");

    public static void Marks(ElZhurCall call)
    {
        var (from, to) = call.Days();
        call.EachStudent(call.Students(), pupil => call.List("lessons", PupilMark.Of(call, pupil, from, to).GroupBy(mark => mark.Lesson.Record.SubjectId), marks =>
        {
            var writer = call.Writer;
            var subject = call.School.Subject(marks.Key);
            var counted = marks.Where(mark => mark.Work is not null && DiaryMethods.Number(mark.Value) > 0).ToList();
            var average = counted.Count == 0 ? 0 : counted.Sum(mark => DiaryMethods.Number(mark.Value) * (double)call.School.Weights[mark.Work!.Value]!.Value) / counted.Sum(mark => (double)call.School.Weights[mark.Work!.Value]!.Value);
            writer.WriteStartObject();
            writer.WriteString("name", call.Name(subject?.Record.Name ?? ""));
            writer.WriteString("lesson_id", (subject is null ? 0 : call.SubjectId(subject)).ToString(CultureInfo.InvariantCulture));
            writer.WriteString("average", counted.Count == 0 ? "" : average.ToString("0.00", CultureInfo.InvariantCulture));
            writer.WriteNumber("averageConvert", (int)Math.Round(average, MidpointRounding.AwayFromZero));
            writer.WriteNull("color_hex");
            call.List("marks", marks, mark => Mark(call, mark));
            writer.WriteEndObject();
        }));
    }

    /// <summary>The one method whose pupils are an array as a rule.</summary>
    public static void Periods(ElZhurCall call) => call.EachStudent(call.Students(), pupil => call.List("periods", Of(call, pupil), period =>
    {
        var writer = call.Writer;
        writer.WriteStartObject();
        writer.WriteString("name", period.Name);
        writer.WriteString("fullname", period.FullName);
        writer.WriteString("start", ElZhurCall.Day(period.Start));
        writer.WriteString("end", ElZhurCall.Day(period.End));
        writer.WriteBoolean("disabled", period.Start > call.View.Today || period.Ambiguous);
        if (period.Ambiguous)
        {
            writer.WriteString("ambigious", "1");
        }
        else
        {
            writer.WriteNull("ambigious");
            if (call.Flag("weeks"))
            {
                call.List("weeks", Weeks(period.Start, period.End), week => Week(call, week));
            }
        }

        writer.WriteEndObject();
    }), array: true);

    public static void Finals(ElZhurCall call) => call.EachStudent(call.Students(), pupil =>
    {
        var finals = call.View.FinalMarks().Where(final => final.StudentId == pupil.Key).ToList();
        if (finals.Count == 0 && call.Settings.EmptyMaps == EmptyMap.Missing)
        {
            return;
        }

        call.List("items", finals.GroupBy(final => final.SubjectId), items =>
        {
            call.Writer.WriteStartObject();
            call.Writer.WriteString("name", call.Name(call.School.Subject(items.Key)?.Record.Name ?? items.Key));
            call.List("assessments", items, final =>
            {
                call.Writer.WriteStartObject();
                call.Writer.WriteString("period", Of(call, pupil).FirstOrDefault(period => period.Term == final.TermId).Name ?? "Годовая");
                call.Writer.WriteString("value", final.Value);
                call.Writer.WriteNumber("convert", DiaryMethods.Number(final.Value));
                call.Writer.WriteNull("color_hex");
                call.Writer.WriteEndObject();
            });
            call.Writer.WriteEndObject();
        });
    });

    private static IEnumerable<(string? Term, string Name, string FullName, DateOnly Start, DateOnly End, bool Ambiguous)> Of(ElZhurCall call, StudentEntry pupil)
    {
        var kind = pupil.Groups.First(group => group.IsRoot).Grade >= 10 ? TermKind.HalfYear : TermKind.Quarter;
        var number = 0;
        foreach (var term in call.School.Terms.Where(term => term.TermKind == kind).OrderBy(term => term.Start))
        {
            var name = Roman[number++];
            if (term.Start <= call.View.Today || call.Flag("show_disabled"))
            {
                yield return (term.Id, name, term.Name, term.Start, term.End, false);
            }
        }

        if (call.Settings.AmbiguousPeriods)
        {
            yield return (null, "?", "Период", new(2026, 9, 1), new(2026, 9, 1), true);
        }
    }

    private static void Mark(ElZhurCall call, PupilMark mark)
    {
        var writer = call.Writer;
        writer.WriteStartObject();
        DiaryMethods.Value(call, mark, weightAsText: false);
        writer.WriteString("date", mark.Lesson.Record.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        writer.WriteString("lesson_id", (call.School.Subject(mark.Lesson.Record.SubjectId) is { } subject ? call.SubjectId(subject) : 0).ToString(CultureInfo.InvariantCulture));
        writer.WriteString("nm", mark.Nm.ToString(CultureInfo.InvariantCulture));
        writer.WriteNull("color_hex");
        writer.WriteNumber("max_mark", 5);
        if (mark.Work is { } work)
        {
            writer.WriteStartObject("mtype");
            writer.WriteNumber("id", work + 1);
            writer.WriteString("type", call.School.Works[work]);
            writer.WriteString("short", string.Concat(call.School.Works[work].Split(' ').Select(word => char.ToUpperInvariant(word[0]))));
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static IEnumerable<(DateOnly Start, DateOnly End)> Weeks(DateOnly from, DateOnly to)
    {
        for (var start = from; start <= to;)
        {
            var end = start.AddDays((7 - (int)start.DayOfWeek) % 7);
            yield return (start, end < to ? end : to);
            start = end.AddDays(1);
        }
    }

    private static void Week(ElZhurCall call, (DateOnly Start, DateOnly End) week)
    {
        call.Writer.WriteStartObject();
        call.Writer.WriteString("start", ElZhurCall.Day(week.Start));
        call.Writer.WriteString("end", ElZhurCall.Day(week.End));
        call.Writer.WriteString("title", $"{week.Start.ToString("dd MMMM", Russian)} — {week.End.ToString("dd MMMM", Russian)}");
        call.Writer.WriteEndObject();
    }
}
