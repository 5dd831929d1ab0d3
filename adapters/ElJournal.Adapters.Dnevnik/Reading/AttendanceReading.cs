using ElJournal.Adapters.Dnevnik.Wire;

namespace ElJournal.Adapters.Dnevnik.Reading;

/// <summary>Asks for attendance. Whether a class's attendance may be asked for without naming a subject is not known beforehand: the answers tell.</summary>
internal sealed class AttendanceReading(IDnevnikApi api, AttendanceCalls calls, Facts facts, Days days)
{
    /// <summary>Asks for a group, subject by subject where that is needed.</summary>
    /// <returns>Why it could not be read to its end.</returns>
    public async Task<AdapterException?> ByGroupAsync(string group, IReadOnlyList<string> subjects, Func<IEnumerable<WireLogEntry>, Task> take, CancellationToken cancellationToken)
    {
        foreach (var range in days.Entries)
        {
            if (await InRangeAsync(group, subjects, range, take, cancellationToken).ConfigureAwait(false) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    /// <summary>Asks lesson by lesson.</summary>
    public async Task<AdapterException?> ByLessonAsync(IEnumerable<string> lessons, Func<IEnumerable<WireLogEntry>, Task> take, CancellationToken cancellationToken)
    {
        foreach (var lesson in lessons)
        {
            var got = await Ask.ForAsync(() => api.LogEntriesOfLessonAsync(lesson, cancellationToken)).ConfigureAwait(false);
            if (got.Value is not { } rows)
            {
                return got.Failure;
            }

            await take(rows).ConfigureAwait(false);
        }

        return null;
    }

    private async Task<AdapterException?> InRangeAsync(string group, IReadOnlyList<string> subjects, DayRange range, Func<IEnumerable<WireLogEntry>, Task> take, CancellationToken cancellationToken)
    {
        AdapterException? refusal = null;
        if (calls == AttendanceCalls.Class && facts.SubjectNeeded != true)
        {
            var whole = await AskAsync(subject: null).ConfigureAwait(false);
            if (whole.Value is { Count: > 0 } rows)
            {
                facts.SubjectNeeded = false;
                await take(rows).ConfigureAwait(false);
                return null;
            }

            if (facts.SubjectNeeded == false)
            {
                return whole.Failure;
            }

            // Refused, or empty before any such answer had rows: it may be for want of a subject.
            refusal = whole.Failure;
        }

        foreach (var subject in subjects)
        {
            var got = await AskAsync(subject).ConfigureAwait(false);
            if (got.Value is not { } rows)
            {
                return got.IsRefused ? refusal ?? got.Failure : got.Failure;
            }

            if (refusal?.Failure == AdapterFailure.Final || rows.Count > 0)
            {
                facts.SubjectNeeded ??= true;
            }

            await take(rows).ConfigureAwait(false);
        }

        // Without lessons there is no subject to ask for, and no absence from them either.
        return subjects.Count == 0 ? refusal : null;

        Task<Got<Rows<WireLogEntry>>> AskAsync(string? subject) =>
            Ask.ForAsync(() => api.LogEntriesAsync(group, subject, range.From.ToDateTime(TimeOnly.MinValue), range.To.ToDateTime(new TimeOnly(23, 59, 59)), cancellationToken));
    }
}
