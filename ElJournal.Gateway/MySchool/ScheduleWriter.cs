using System.Globalization;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Rules.Calendar;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.MySchool;

/// <summary>Writes a pupil's lessons as the contract has them.</summary>
/// <param name="options">What nobody has published, as the school set it.</param>
/// <param name="school">Whose lessons they are.</param>
/// <param name="calendar">The school's days, those added by command among them.</param>
/// <param name="mayLeave">Whether a record may leave.</param>
internal sealed class ScheduleWriter(MySchoolOptions options, SchoolRuntime school, SchoolCalendar calendar, Func<RecordRow, bool> mayLeave)
{
    public IEnumerable<ScheduleClass> Classes(PupilSheet sheet, int year)
    {
        var lessons = sheet.Lessons.Where(row => mayLeave(row) && IsGiven(sheet, row)).ToLookup(row => sheet.Roster.Group(row.RootClass));
        if (sheet.Class is { } own && !lessons.Any(group => group.Key?.Id == own.RootId))
        {
            yield return Class(sheet, sheet.Roster.Group(own.RootId) ?? own, year, []);
        }

        foreach (var group in lessons.Where(group => group.Key is not null))
        {
            yield return Class(sheet, group.Key!, year, group);
        }
    }

    private ScheduleClass Class(PupilSheet sheet, GroupInfo group, int year, IEnumerable<RecordRow> lessons) =>
        new(group.Name, group.Grade?.ToString(CultureInfo.InvariantCulture), [.. lessons.Select(row => Lesson(sheet, row, year))]);

    /// <summary>A cancelled lesson is none, and the timetable of a closed day is none either, unless the journal says that the lesson was held.</summary>
    private bool IsGiven(PupilSheet sheet, RecordRow row) => (LessonStatus)(row.Status ?? 0) switch
    {
        LessonStatus.Cancelled => false,
        LessonStatus.Held => true,
        _ => calendar.IsSchoolDay(sheet.Roster.Group(row.Class), DateOnly.FromDayNumber(row.Day!.Value)) || calendar.KindOf(sheet.Roster.Group(row.Class), DateOnly.FromDayNumber(row.Day!.Value)) == DayKind.Event,
    };

    private ScheduleLesson Lesson(PupilSheet sheet, RecordRow row, int year)
    {
        var lesson = (Lesson)RecordPayload.ToRecord(row);
        var homework = sheet.At(row, RecordKind.Homework).Where(mayLeave).Select(work => ((Homework)RecordPayload.ToRecord(work)).Text).ToList();
        var (start, end, timeKnown) = Times(lesson);
        var notes = new[] { lesson.ReplacesTeacherId is null ? null : Texts.NoteReplaced, timeKnown ? null : Texts.NoteNoTime }.OfType<string>().ToList();
        return new ScheduleLesson(
            NameBasedId.Of(school.Options.Ogrn ?? school.Id, year.ToString(CultureInfo.InvariantCulture), "lesson", row.Origin),
            sheet.Roster.Subject(lesson.SubjectId)?.Name ?? sheet.Roster.Group(lesson.ClassId)?.Name ?? "",
            lesson.ReplacesTeacherId is not null && options.InsteadOf.Length > 0 ? options.InsteadOf : null,
            lesson.Topic,
            homework.Count == 0 ? null : string.Join('\n', homework),
            new SchedulePeriod<DateTimeOffset>(start, end),
            options.Classroom,
            options.TellDistant && calendar.KindOf(sheet.Roster.Group(row.Class), lesson.Day) == DayKind.Distance ? true : null,
            notes.Count == 0 ? null : string.Join(' ', notes),
            sheet.At(row, RecordKind.Attendance).Where(mayLeave).Select(Attendance).FirstOrDefault(attendance => attendance is not null),
            [.. sheet.At(row, RecordKind.Mark).Where(mayLeave).OrderBy(mark => mark.Key, StringComparer.Ordinal).Select(Score)]);
    }

    /// <summary>A lesson whose times the journal does not say begins and ends with its day: a period is required, and a time must not be made up.</summary>
    private (DateTimeOffset Start, DateTimeOffset End, bool Known) Times(Lesson lesson)
    {
        var start = calendar.Local(calendar.At(lesson.Day, lesson.Start ?? TimeOnly.MinValue));
        return lesson is { Start: not null, End: { } end } ? (start, calendar.Local(calendar.At(lesson.Day, end)), true) : (start, start, lesson.Start is not null);
    }

    private ScheduleAttendance? Attendance(RecordRow row) => (Attendance)RecordPayload.ToRecord(row) is not { Ambiguous: false } attendance ? null : new ScheduleAttendance(attendance.AttendanceKind switch
    {
        AttendanceKind.Late => options.AttendanceCodes.Late,
        AttendanceKind.Ill => options.AttendanceCodes.Ill,
        AttendanceKind.Excused => options.AttendanceCodes.Excused,
        _ => options.AttendanceCodes.Absent,
    });

    private ScheduleScore Score(RecordRow row)
    {
        var mark = (Mark)RecordPayload.ToRecord(row);
        var (first, second) = options.SplitDoubleMarks ? Halves(mark.Value) : (mark.Value, null);
        return new ScheduleScore(mark.Work is { } work && options.WorkCodes.TryGetValue(work, out var code) ? code : options.WorkCode, mark.Weight, first, second, options.ScoreSystem);
    }

    /// <summary>Two marks for one work, as for content and spelling; anything else is one.</summary>
    private static (string First, string? Second) Halves(string value)
    {
        var halves = value.Split('/', StringSplitOptions.TrimEntries);
        return halves.Length == 2 && Array.TrueForAll(halves, half => half.Length > 0 && half.All(char.IsAsciiDigit)) ? (halves[0], halves[1]) : (value, null);
    }
}
