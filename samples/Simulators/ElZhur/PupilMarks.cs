using ElJournal.Rules.Journal;
using ElJournal.Samples.Simulators.World;

namespace ElJournal.Samples.Simulators.ElZhur;

/// <summary>What stands in a pupil's cell: a mark, or the letter of an absence. It has neither id nor moment, only its position on that day and subject.</summary>
/// <param name="Lesson">The lesson.</param>
/// <param name="Nm">The position.</param>
/// <param name="Value">As written.</param>
/// <param name="Work">The number of the kind of work; <see langword="null"/> for absences.</param>
internal readonly record struct PupilMark(SeenLesson Lesson, int Nm, string Value, int? Work)
{
    private static readonly string[] Strange = ["4/5", "3/5", "б"];

    /// <summary>Everything that stands in a pupil's cells, by day and lesson.</summary>
    public static IEnumerable<PupilMark> Of(ElZhurCall call, StudentEntry pupil, DateOnly from, DateOnly to)
    {
        var positions = new Dictionary<(DateOnly, string?), int>();
        foreach (var lesson in call.Lessons(pupil, from, to).DistinctBy(lesson => lesson.Entry))
        {
            var key = (lesson.Record.Day, lesson.Record.SubjectId);
            foreach (var (value, work) in Cell(call, pupil, lesson))
            {
                var position = positions.GetValueOrDefault(key);
                positions[key] = position + 1;
                yield return new(lesson, position + call.View.Distortions.MarkNumberShift, value, work);
            }
        }
    }

    private static IEnumerable<(string Value, int? Work)> Cell(ElZhurCall call, StudentEntry pupil, SeenLesson lesson)
    {
        foreach (var absence in call.View.Absences(lesson.Entry))
        {
            if (absence.Student == pupil)
            {
                yield return (Letter(absence.Kind, call.Settings.UpperCaseLetters), null);
            }
        }

        var strange = -1;
        foreach (var mark in call.View.Marks(lesson.Entry))
        {
            if (mark.Entry.Student == pupil)
            {
                yield return (mark.Value, mark.Entry.Work);
                strange = call.Settings.StrangeMarks && mark.Entry.Id % 50 < Strange.Length ? mark.Entry.Id % 50 : strange;
            }
        }

        if (strange >= 0)
        {
            yield return (Strange[strange], 0);
        }

        if (call.Settings.PhantomMarks && (lesson.Entry.Index + pupil.Index) % 40 == 0)
        {
            yield return ("", 0);
        }
    }

    private static string Letter(AttendanceKind kind, bool upper) => kind == AttendanceKind.Late ? (upper ? "ОП" : "оп") : upper ? "Н" : "н";
}
