using ElJournal.Adapters.Dnevnik.Mapping;
using ElJournal.Adapters.Dnevnik.Wire;

namespace ElJournal.Adapters.Dnevnik.Reading;

/// <summary>Asks for attendance. Whether a class's attendance may be asked for without naming a subject is not known beforehand: the answers tell.</summary>
internal sealed class AttendanceReading(IDnevnikApi api, AttendanceCalls calls, Facts facts, Days days)
{
    private readonly List<(string Group, DayRange Range)> inDoubt = [];

    /// <summary>Whether an answer was empty before any had rows: for want of a subject, perhaps.</summary>
    public bool IsInDoubt => inDoubt.Count > 0 && facts.SubjectNeeded is null;

    /// <summary>Asks for a group, subject by subject where that is needed.</summary>
    /// <returns>Why it could not be read to its end.</returns>
    public async Task<AdapterException?> ByGroupAsync(string group, IReadOnlyList<string> subjects, Func<string?, IEnumerable<WireLogEntry>, Task> take, CancellationToken cancellationToken)
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

    /// <summary>Asks subject by subject where an empty answer is still in doubt.</summary>
    /// <returns>Why it could not be read to its end.</returns>
    public async Task<AdapterException?> InDoubtAsync(IReadOnlyList<string> subjects, Func<string?, IEnumerable<WireLogEntry>, Task> take, CancellationToken cancellationToken)
    {
        foreach (var (group, range) in inDoubt)
        {
            if (facts.SubjectNeeded != false && await BySubjectAsync(group, subjects, range, refusal: null, take, cancellationToken).ConfigureAwait(false) is { } failure)
            {
                return failure;
            }
        }

        inDoubt.Clear();
        return null;
    }

    /// <summary>Asks lesson by lesson.</summary>
    /// <returns>Why it could not be read to its end.</returns>
    public async Task<AdapterException?> ByLessonAsync(IEnumerable<string> lessons, Func<string?, IEnumerable<WireLogEntry>, Task> take, CancellationToken cancellationToken)
    {
        foreach (var lesson in lessons)
        {
            var got = await Ask.ForAsync(() => api.LogEntriesOfLessonAsync(lesson, cancellationToken)).ConfigureAwait(false);
            if (got.Value is not { } rows)
            {
                return got.Failure;
            }

            await take(null, rows).ConfigureAwait(false);
        }

        return null;
    }

    private async Task<AdapterException?> InRangeAsync(string group, IReadOnlyList<string> subjects, DayRange range, Func<string?, IEnumerable<WireLogEntry>, Task> take, CancellationToken cancellationToken)
    {
        if (calls != AttendanceCalls.Class || facts.SubjectNeeded == true)
        {
            return await BySubjectAsync(group, subjects, range, refusal: null, take, cancellationToken).ConfigureAwait(false);
        }

        var whole = await AskAsync(group, subject: null, range, cancellationToken).ConfigureAwait(false);
        if (whole.Value is { Count: > 0 } rows)
        {
            facts.SubjectNeeded = false;
            await take(group, rows).ConfigureAwait(false);
            return null;
        }

        if (facts.SubjectNeeded == false)
        {
            return whole.Failure;
        }

        if (whole.Failure is { } refusal)
        {
            return await BySubjectAsync(group, subjects, range, refusal, take, cancellationToken).ConfigureAwait(false);
        }

        inDoubt.Add((group, range));
        return null;
    }

    private async Task<AdapterException?> BySubjectAsync(string group, IReadOnlyList<string> subjects, DayRange range, AdapterException? refusal, Func<string?, IEnumerable<WireLogEntry>, Task> take, CancellationToken cancellationToken)
    {
        foreach (var subject in subjects)
        {
            var got = await AskAsync(group, subject, range, cancellationToken).ConfigureAwait(false);
            if (got.Value is not { } rows)
            {
                return got.IsRefused ? refusal ?? got.Failure : got.Failure;
            }

            if (refusal?.Failure == AdapterFailure.Final || rows.Count > 0)
            {
                facts.SubjectNeeded ??= true;
            }

            await take(group, rows).ConfigureAwait(false);
        }

        // Without lessons there is no subject to ask for, and no absence from them either.
        return subjects.Count == 0 ? refusal : null;
    }

    private Task<Got<Rows<WireLogEntry>>> AskAsync(string group, string? subject, DayRange range, CancellationToken cancellationToken) =>
        Ask.ForAsync(() => api.LogEntriesAsync(group, subject, WireTime.Start(range), WireTime.End(range), cancellationToken));
}
