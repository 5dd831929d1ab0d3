using System.Globalization;

namespace ElJournal.Adapters.Dnevnik.Reading;

/// <summary>Tries, on one class and one week, everything that a read will ask for, and says what is refused.</summary>
internal sealed class Probe(IDnevnikApi api, DnevnikSettings settings, string schoolId, AdapterContext context)
{
    public async Task<ProbeResult> RunAsync(CancellationToken cancellationToken)
    {
        // The token first: everything else would fail with it.
        _ = await Ask.ForAsync(() => api.MeAsync(cancellationToken)).ConfigureAwait(false) is { Failure: { } down } me && !me.IsRefused ? throw down : 0;
        var school = await Ask.ForAsync(() => api.SchoolAsync(schoolId, cancellationToken)).ConfigureAwait(false);
        var groups = await Ask.ForAsync(() => api.GroupsAsync(schoolId, cancellationToken)).ConfigureAwait(false);
        if (groups.Value?.FirstOrDefault(group => group is { Id: not null, Parents.Count: 0 }) is not { Id: { } classId })
        {
            var why = groups.Failure is null ? Texts.NoClasses : groups.IsRefused ? Text(Texts.ClassesRefused, schoolId) : groups.Failure.Instruction ?? groups.Failure.Message;
            return new ProbeResult(Succeeded: false, why);
        }

        var refused = await RefusedAsync(classId, cancellationToken).ConfigureAwait(false);
        var name = string.IsNullOrWhiteSpace(school.Value?.Name) ? schoolId : school.Value.Name.Trim();
        var classes = groups.Value.Count(group => group is { Id: not null, Parents.Count: 0 });
        return refused.Count == 0
            ? new ProbeResult(Succeeded: true, Text(Texts.ProbeGood, name, classes))
            : new ProbeResult(Succeeded: false, Text(Texts.ProbePartly, name, classes, string.Join(", ", refused)));
    }

    private async Task<List<string>> RefusedAsync(string classId, CancellationToken cancellationToken)
    {
        var today = TimeZoneInfo.ConvertTime(context.Time.GetUtcNow(), context.TimeZone).DateTime.Date;
        var (from, to) = (today.AddDays(-6), today.AddSeconds(86_399));
        var refused = new List<string>();
        await TryAsync(Texts.PartPupils, () => api.PersonsAsync(classId, "false", cancellationToken)).ConfigureAwait(false);
        await TryAsync(Texts.PartTeachers, () => api.TeachersAsync(schoolId, cancellationToken)).ConfigureAwait(false);
        await TryAsync(Texts.PartLessons, () => api.LessonsAsync(classId, from, to, cancellationToken)).ConfigureAwait(false);
        await TryAsync(Texts.PartMarks, () => api.MarksAsync(classId, from, to, cancellationToken)).ConfigureAwait(false);
        await TryAsync(Texts.PartFinalMarks, () => api.FinalMarksAsync(classId, cancellationToken)).ConfigureAwait(false);
        if (settings.Attendance == AttendanceCalls.Class)
        {
            await AttendanceAsync(classId, from, to, refused, cancellationToken).ConfigureAwait(false);
        }

        return refused;

        async Task TryAsync<T>(string part, Func<Task<T>> call)
            where T : class
        {
            if ((await Ask.ForAsync(call).ConfigureAwait(false)).Failure is not null)
            {
                refused.Add(part);
            }
        }
    }

    /// <summary>Without a subject, and with one where that is refused.</summary>
    private async Task AttendanceAsync(string classId, DateTime from, DateTime to, List<string> refused, CancellationToken cancellationToken)
    {
        var whole = await Ask.ForAsync(() => api.LogEntriesAsync(classId, subject: null, from, to, cancellationToken)).ConfigureAwait(false);
        if (whole.Failure is null)
        {
            return;
        }

        var subjects = await Ask.ForAsync(() => api.SubjectsAsync(schoolId, cancellationToken)).ConfigureAwait(false);
        if (subjects.Value?.FirstOrDefault()?.Id is not { } subject || (await Ask.ForAsync(() => api.LogEntriesAsync(classId, subject, from, to, cancellationToken)).ConfigureAwait(false)).Failure is not null)
        {
            refused.Add(Texts.PartAttendance);
        }
    }

    private static string Text(string format, params object[] values) => string.Format(CultureInfo.InvariantCulture, format, values);
}
