using System.Collections.Concurrent;
using ElJournal.Adapters.ElZhur.Mapping;
using ElJournal.Adapters.ElZhur.Wire;
using RestEase;

namespace ElJournal.Adapters.ElZhur.Reading;

/// <summary>What pupils' answers held, and who was left out of them.</summary>
internal sealed record PupilAnswers<T>(IReadOnlyList<(string Pupil, T Answer)> Found, IReadOnlyList<string> Missing);

/// <summary>
/// Asks for classes and pupils in as few requests as the server lets itself be asked: how many pupils and days one request may name is not documented,
/// so a refusal makes the following requests smaller, for the rest of the read.
/// </summary>
internal sealed class JournalRequests(ElZhurSession session, ElZhurOptions options)
{
    /// <summary>A week has been seen to work, so a longer span is the first thing to give up.</summary>
    private const int Week = 7;

    private readonly ConcurrentDictionary<string, bool> forbidden = new(StringComparer.Ordinal);
    private int pupilsAtOnce = options.PupilsPerRequest;
    private int daysAtOnce = options.DaysPerRequest;
    private int substitutionDaysAtOnce = options.SubstitutionDaysPerRequest;

    /// <summary>Methods that the account may not call.</summary>
    public IEnumerable<string> Forbidden => forbidden.Keys.Order(StringComparer.Ordinal);

    public bool IsForbidden(string method) => forbidden.ContainsKey(method);

    public Task<WireRules?> RulesAsync(CancellationToken cancellationToken) => AskAsync("getrules", (api, caller, stop) => api.RulesAsync(caller, stop), cancellationToken);

    public Task<WireReceivers?> ReceiversAsync(CancellationToken cancellationToken) => AskAsync("getmessagereceivers", (api, caller, stop) => api.ReceiversAsync(caller, stop), cancellationToken);

    /// <summary>The days of a class's timetable; <see langword="null"/> when an answer had none.</summary>
    public Task<IReadOnlyList<Entry<WireDay>>?> ScheduleAsync(string className, DayRange days, CancellationToken cancellationToken) =>
        ClassDaysAsync("getschedule", days, (api, caller, span, stop) => api.ScheduleAsync(caller, className, span, "yes", stop), cancellationToken);

    /// <summary>The days of a class's homework; <see langword="null"/> when an answer had none.</summary>
    public Task<IReadOnlyList<Entry<WireDay>>?> HomeworkAsync(string className, DayRange days, CancellationToken cancellationToken) =>
        ClassDaysAsync("gethomework", days, (api, caller, span, stop) => api.HomeworkAsync(caller, className, span, stop), cancellationToken);

    /// <summary>The substitutions of a class; <see langword="null"/> when the answer had no result. Longer spans than a day are tried only when that is set, and given up when refused.</summary>
    public async Task<IReadOnlyList<(DayRange Asked, IReadOnlyList<Entry<WireFields>> Rows)>?> ReplacesAsync(string className, IReadOnlyList<DateOnly> days, CancellationToken cancellationToken)
    {
        var found = new List<(DayRange, IReadOnlyList<Entry<WireFields>>)>();
        for (var at = 0; at < days.Count;)
        {
            var length = Volatile.Read(ref substitutionDaysAtOnce);
            var span = new DayRange(days[at], days.Skip(at).TakeWhile(day => day.DayNumber - days[at].DayNumber < length).Last());
            try
            {
                var result = await AskAsync("getreplaces", (api, caller, stop) => api.ReplacesAsync(caller, className, WireTimes.Text(span), stop), cancellationToken);
                if (result is null)
                {
                    return null;
                }

                // A day without any may come without the list.
                found.Add((span, result.Replace ?? (IReadOnlyList<Entry<WireFields>>)[]));
                at += days.Skip(at).TakeWhile(span.Contains).Count();
            }
            catch (Refusal refusal) when (refusal.Kind == RefusalKind.Arguments && span.Length > 1)
            {
                Lower(ref substitutionDaysAtOnce, 1);
            }
        }

        return found;
    }

    public Task<PupilAnswers<WireStudent>> PupilSchedulesAsync(IReadOnlyList<string> pupils, DayRange days, CancellationToken cancellationToken) =>
        PupilDaysAsync("getschedule?student", pupils, days, (api, caller, ids, span, stop) => api.PupilScheduleAsync(caller, ids, span, stop), cancellationToken);

    public Task<PupilAnswers<WireStudent>> AssessmentsAsync(IReadOnlyList<string> pupils, DayRange days, CancellationToken cancellationToken) =>
        PupilDaysAsync("getassessments", pupils, days, (api, caller, ids, span, stop) => api.AssessmentsAsync(caller, ids, span, stop), cancellationToken);

    public Task<PupilAnswers<WireStudent>> DiariesAsync(IReadOnlyList<string> pupils, DayRange days, CancellationToken cancellationToken) =>
        PupilDaysAsync("getdiary", pupils, days, (api, caller, ids, span, stop) => api.DiaryAsync(caller, ids, span, stop), cancellationToken);

    public Task<PupilAnswers<WireStudentPeriods>> PeriodsAsync(IReadOnlyList<string> pupils, CancellationToken cancellationToken) =>
        PupilsAsync(pupils, days: null, async (ids, _) =>
        {
            var result = await AskAsync("getperiods", (api, caller, stop) => api.PeriodsAsync(caller, ids, stop), cancellationToken);
            return Named(result?.Students, ids, student => student.Name);
        });

    public Task<PupilAnswers<WireStudentFinals>> FinalsAsync(IReadOnlyList<string> pupils, CancellationToken cancellationToken) =>
        PupilsAsync(pupils, days: null, async (ids, _) =>
        {
            var result = await AskAsync("getfinalassessments", (api, caller, stop) => api.FinalsAsync(caller, ids, stop), cancellationToken);
            return Named(result?.Students, ids, student => student.Name);
        });

    private async Task<T?> AskAsync<T>(string method, Func<IElZhurApi, IDictionary<string, string>, CancellationToken, Task<Response<Answer<T>>>> call, CancellationToken cancellationToken)
        where T : class
    {
        if (IsForbidden(method))
        {
            throw new Refusal(RefusalKind.Forbidden, method);
        }

        try
        {
            return await session.AskAsync(method, call, cancellationToken);
        }
        catch (Refusal refusal) when (refusal.Kind == RefusalKind.Forbidden)
        {
            forbidden[method] = true;
            throw;
        }
    }

    private async Task<IReadOnlyList<Entry<WireDay>>?> ClassDaysAsync(string method, DayRange days, Func<IElZhurApi, IDictionary<string, string>, string, CancellationToken, Task<Response<Answer<WireDays>>>> call, CancellationToken cancellationToken)
    {
        var all = new List<Entry<WireDay>>();
        var spans = new Stack<DayRange>([days]);
        while (spans.TryPop(out var span))
        {
            if (span.Length > Volatile.Read(ref daysAtOnce))
            {
                Push(spans, span, Volatile.Read(ref daysAtOnce));
                continue;
            }

            try
            {
                var result = await AskAsync(method, (api, caller, stop) => call(api, caller, WireTimes.Text(span), stop), cancellationToken);
                if (result?.Days is not { } found)
                {
                    return null;
                }

                all.AddRange(found.Keep(day => IsIn(span, day)));
            }
            catch (Refusal refusal) when (refusal.Kind == RefusalKind.Arguments && span.Length > 1)
            {
                Lower(ref daysAtOnce, span.Length > Week ? Week : span.Length / 2);
                spans.Push(span);
            }
        }

        return all;
    }

    private Task<PupilAnswers<WireStudent>> PupilDaysAsync(string method, IReadOnlyList<string> pupils, DayRange days, Func<IElZhurApi, IDictionary<string, string>, string, string, CancellationToken, Task<Response<Answer<WireDays>>>> call, CancellationToken cancellationToken) =>
        PupilsAsync(pupils, days, async (ids, span) =>
        {
            var result = await AskAsync(method, (api, caller, stop) => call(api, caller, ids, WireTimes.Text(span!.Value), stop), cancellationToken);
            var answers = Named(result?.Students, ids, student => student.Name);
            answers.ForEach(found => found.Answer.Days?.Keep(day => IsIn(span!.Value, day)));
            return answers;
        });

    /// <summary>A server that answers with other days than those asked for would show them once for every piece of a span.</summary>
    private static bool IsIn(DayRange span, Entry<WireDay> entry) => WireTimes.Day(entry.Key ?? entry.Value.Name) is { } day && span.Contains(day);

    private async Task<PupilAnswers<T>> PupilsAsync<T>(IReadOnlyList<string> pupils, DayRange? days, Func<string, DayRange?, Task<List<(string Pupil, T Answer)>>> ask)
    {
        var found = new List<(string, T)>();
        var missing = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<(string[] Pupils, DayRange? Days)>([([.. pupils], days)]);
        while (open.TryPop(out var part))
        {
            if (part.Pupils.Length > Volatile.Read(ref pupilsAtOnce))
            {
                foreach (var batch in part.Pupils.Chunk(Volatile.Read(ref pupilsAtOnce)).Reverse())
                {
                    open.Push((batch, part.Days));
                }

                continue;
            }

            if (part.Days is { } span && span.Length > Volatile.Read(ref daysAtOnce))
            {
                var spans = new Stack<DayRange>();
                Push(spans, span, Volatile.Read(ref daysAtOnce));
                foreach (var piece in spans.Reverse())
                {
                    open.Push((part.Pupils, piece));
                }

                continue;
            }

            try
            {
                var answers = await ask(string.Join(',', part.Pupils), part.Days);
                found.AddRange(answers);
                TakeMissing(part, [.. part.Pupils.Except(answers.Select(answer => answer.Pupil))], answers.Count, open, missing);
            }
            catch (Refusal refusal) when (refusal.Kind == RefusalKind.Arguments && (part.Pupils.Length > 1 || part.Days is { Length: > 1 }))
            {
                Narrow(part.Pupils.Length, part.Days?.Length ?? 1);
                open.Push(part);
            }
        }

        return new PupilAnswers<T>(found, [.. pupils.Where(missing.Contains)]);
    }

    /// <summary>Some servers answer for the first of several pupils only: then the others are asked for one by one. Whoever is left out alone is missing.</summary>
    private void TakeMissing((string[] Pupils, DayRange? Days) part, string[] left, int answered, Stack<(string[] Pupils, DayRange? Days)> open, HashSet<string> missing)
    {
        if (left.Length == 0)
        {
            return;
        }

        if (part.Pupils.Length == 1 || answered == 0)
        {
            missing.UnionWith(left);
            return;
        }

        if (answered == 1)
        {
            Lower(ref pupilsAtOnce, 1);
        }

        foreach (var pupil in left.Reverse())
        {
            open.Push(([pupil], part.Days));
        }
    }

    private void Narrow(int pupils, int days)
    {
        if (days > Week)
        {
            Lower(ref daysAtOnce, Week);
        }
        else if (pupils > 1)
        {
            Lower(ref pupilsAtOnce, pupils / 2);
        }
        else
        {
            Lower(ref daysAtOnce, days / 2);
        }
    }

    private static void Lower(ref int limit, int to)
    {
        int before;
        do
        {
            before = Volatile.Read(ref limit);
        }
        while (to < before && Interlocked.CompareExchange(ref limit, to, before) != before);
    }

    /// <summary>Pieces of the span, the first on top.</summary>
    private static void Push(Stack<DayRange> spans, DayRange span, int length)
    {
        for (var to = span.To; to >= span.From;)
        {
            var pieces = (to.DayNumber - span.From.DayNumber) / length;
            var from = span.From.AddDays(pieces * length);
            spans.Push(new DayRange(from, to));
            to = from.AddDays(-1);
        }
    }

    /// <summary>The pupils that were asked for: in a map they are keys, in a list their names are their ids.</summary>
    private static List<(string Pupil, T Answer)> Named<T>(Entries<T>? students, string ids, Func<T, string?> nameOf)
        where T : class
    {
        var asked = ids.Split(',').ToHashSet(StringComparer.Ordinal);
        var named = new List<(string, T)>();
        foreach (var entry in students ?? [])
        {
            var pupil = entry.Key is { } key && asked.Contains(key) ? key : nameOf(entry.Value);
            if (pupil is not null && asked.Contains(pupil))
            {
                named.Add((pupil, entry.Value));
            }
        }

        return named;
    }
}
