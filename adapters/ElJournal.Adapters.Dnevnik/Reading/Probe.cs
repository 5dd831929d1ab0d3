using System.Globalization;
using ElJournal.Adapters.Dnevnik.Mapping;
using ElJournal.Adapters.Dnevnik.Wire;

namespace ElJournal.Adapters.Dnevnik.Reading;

/// <summary>Tries, on one class and two weeks, everything that a read will ask for, and says what is refused.</summary>
internal sealed class Probe(IDnevnikApi api, DnevnikSettings settings, string schoolId, AdapterContext context)
{
    private const int Days = 14;

    public async Task<ProbeResult> RunAsync(CancellationToken cancellationToken)
    {
        // The token first: everything else would fail with it.
        _ = await Ask.ForAsync(() => api.MeAsync(cancellationToken)).ConfigureAwait(false) is { Failure: { } down } me && !me.IsRefused ? throw down : 0;
        var school = await Ask.ForAsync(() => api.SchoolAsync(schoolId, cancellationToken)).ConfigureAwait(false);
        var groups = await Ask.ForAsync(() => api.GroupsAsync(schoolId, cancellationToken)).ConfigureAwait(false);
        if (groups.IsRefused && (await Ask.ForAsync(() => api.TeachersAsync(schoolId, cancellationToken)).ConfigureAwait(false)).Value is { } teachers
            && await new GroupsByTeacher(api, schoolId, settings.Http.MaxConcurrency).FindAsync(teachers, cancellationToken).ConfigureAwait(false) is { } taught)
        {
            groups = new Got<Rows<WireGroup>>([.. taught], null);
        }

        if (ClassToTry(groups.Value) is not { Id: { } classId })
        {
            var why = groups.Failure is null ? Texts.NoClasses : groups.IsRefused ? Text(Texts.ClassesRefused, schoolId) : groups.Failure.Instruction ?? groups.Failure.Message;
            return new ProbeResult(Succeeded: false, why);
        }

        var (refused, hint) = await RefusedAsync(classId, settings.Averages ?? SchoolRead.AveragesOf(school) ?? AverageCalls.Off, cancellationToken).ConfigureAwait(false);
        var name = string.IsNullOrWhiteSpace(school.Value?.Name) ? schoolId : school.Value.Name.Trim();
        var classes = groups.Value!.Count(group => group is { Id: not null, Parents.Count: 0 });
        return refused.Count == 0
            ? new ProbeResult(Succeeded: true, Text(Texts.ProbeGood, name, classes) + hint)
            : new ProbeResult(Succeeded: false, Text(Texts.ProbePartly, name, classes, string.Join(", ", refused)) + hint);
    }

    /// <summary>Grade 1 has no marks, so a class above it tells more.</summary>
    private static WireGroup? ClassToTry(Rows<WireGroup>? groups)
    {
        var classes = (groups ?? []).Where(group => group is { Id: not null, Parents.Count: 0 }).ToList();
        return classes.Find(group => WireScalars.Whole(group.Parallel) > 1) ?? classes.FirstOrDefault();
    }

    private async Task<(List<string> Refused, string Hint)> RefusedAsync(string classId, AverageCalls averages, CancellationToken cancellationToken)
    {
        var today = TimeZoneInfo.ConvertTime(context.Time.GetUtcNow(), context.TimeZone).DateTime.Date;
        var (from, to) = (today.AddDays(1 - Days), EndOf(today));
        var refused = new List<string>();
        await TryAsync(Texts.PartPupils, () => api.PersonsAsync(classId, "false", cancellationToken)).ConfigureAwait(false);
        await TryAsync(Texts.PartTeachers, () => api.TeachersAsync(schoolId, cancellationToken)).ConfigureAwait(false);
        var lessons = await TryAsync(Texts.PartLessons, () => api.LessonsAsync(classId, from, to, cancellationToken)).ConfigureAwait(false);
        var marks = await TryAsync(Texts.PartMarks, () => api.MarksAsync(classId, from, to, cancellationToken)).ConfigureAwait(false);
        await TryAsync(Texts.PartFinalMarks, () => api.FinalMarksAsync(classId, cancellationToken)).ConfigureAwait(false);
        await (averages switch
        {
            AverageCalls.Plain => TryAsync(Texts.PartAverages, () => api.AveragesAsync(classId, from, today, cancellationToken)) as Task,
            AverageCalls.Weighted => TryAsync(Texts.PartAverages, () => api.WeightedAveragesAsync(classId, from, today, cancellationToken)),
            _ => Task.CompletedTask,
        }).ConfigureAwait(false);
        if (settings.Attendance == AttendanceCalls.Class && !await ShowsAttendanceAsync(classId, from, to, lessons, cancellationToken).ConfigureAwait(false))
        {
            refused.Add(Texts.PartAttendance);
        }

        return (refused, await HintAsync(classId, lessons ?? [], marks ?? [], cancellationToken).ConfigureAwait(false));

        async Task<T?> TryAsync<T>(string part, Func<Task<T>> call)
            where T : class
        {
            var got = await Ask.ForAsync(call).ConfigureAwait(false);
            if (got.Failure is not null)
            {
                refused.Add(part);
            }

            return got.Value;
        }
    }

    /// <summary>Without a subject, with one where that is refused, and by lesson where that is.</summary>
    private async Task<bool> ShowsAttendanceAsync(string classId, DateTime from, DateTime to, Rows<WireLesson>? lessons, CancellationToken cancellationToken)
    {
        var whole = await Ask.ForAsync(() => api.LogEntriesAsync(classId, subject: null, from, to, cancellationToken)).ConfigureAwait(false);
        if (whole.Failure is null)
        {
            return true;
        }

        var subjects = await Ask.ForAsync(() => api.SubjectsAsync(schoolId, cancellationToken)).ConfigureAwait(false);
        if (subjects.Value?.FirstOrDefault()?.Id is { } subject && (await Ask.ForAsync(() => api.LogEntriesAsync(classId, subject, from, to, cancellationToken)).ConfigureAwait(false)).Failure is null)
        {
            return true;
        }

        return lessons?.FirstOrDefault(lesson => lesson.Id is not null)?.Id is { } lesson && (await Ask.ForAsync(() => api.LogEntriesOfLessonAsync(lesson, cancellationToken)).ConfigureAwait(false)).Failure is null;
    }

    /// <summary>By which day the journal chooses marks, told by one that was set on another day than that of its lesson: asked for the lesson's day alone, it comes or it does not.</summary>
    private async Task<string> HintAsync(string classId, Rows<WireLesson> lessons, Rows<WireMark> marks, CancellationToken cancellationToken)
    {
        var days = lessons.Where(lesson => lesson.Id is not null).DistinctBy(lesson => lesson.Id).ToDictionary(lesson => lesson.Id!, lesson => WireTime.Day(lesson.Date), StringComparer.Ordinal);
        var telling = marks.Select(mark => (mark.Id, Day: mark.Lesson is { } lesson ? days.GetValueOrDefault(lesson) : null, Set: WireTime.Day(mark.Date))).FirstOrDefault(mark => mark.Id is not null && mark.Day is not null && mark.Set is not null && mark.Set != mark.Day);
        if (telling.Day is not { } day)
        {
            return "";
        }

        var alone = await Ask.ForAsync(() => api.MarksAsync(classId, day.ToDateTime(TimeOnly.MinValue), EndOf(day.ToDateTime(TimeOnly.MinValue)), cancellationToken)).ConfigureAwait(false);
        return alone.Value is not { } found ? ""
            : found.Exists(mark => mark.Id == telling.Id) ? (settings.EntryRange == EntryRange.Lesson ? "" : " " + Texts.ProbeByLesson)
            : settings.EntryRange == EntryRange.Lesson ? " " + Texts.ProbeNotByLesson : " " + Texts.ProbeByEntry;
    }

    private static DateTime EndOf(DateTime day) => day.AddSeconds(86_399);

    private static string Text(string format, params object[] values) => string.Format(CultureInfo.InvariantCulture, format, values);
}
