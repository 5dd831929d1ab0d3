using System.Collections.Concurrent;
using System.Threading.Channels;
using ElJournal.Adapters.Dnevnik.Mapping;
using ElJournal.Adapters.Dnevnik.Wire;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.Dnevnik.Reading;

/// <summary>Reads lessons, homework, marks and attendance of all classes, and final marks, several classes at once.</summary>
internal sealed class DaysRead(IDnevnikApi api, DnevnikSettings settings, School school, Facts facts, DateOnly today, ReadRequest request, AdapterContext context, ChannelWriter<ReadItem> output)
{
    private static readonly RecordKind[] DatedKinds = [RecordKind.Lesson, RecordKind.Homework, RecordKind.Mark, RecordKind.Attendance];

    /// <summary>How many classes may wait for what another class's answers tell; each keeps a year's works.</summary>
    private const int OpenClasses = 16;

    private readonly ConcurrentQueue<ClassRead> open = [];
    private readonly Families families = new(school.Groups);
    private readonly ConcurrentDictionary<string, Days> daysOf = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly Dictionary<string, (DateTimeOffset StartedAt, IReadOnlyDictionary<RecordKind, Trouble> Unread)> finished = new(StringComparer.Ordinal);
    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private readonly List<Trouble> finalMarkTroubles = [];

    public Journal Journal { get; } = new(school.SharedIds);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var startedAt = context.Time.GetUtcNow();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = settings.Http.MaxConcurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(school.Groups.Classes, parallel, async (classId, token) =>
        {
            // Side by side: final marks need no lessons, so a place for a request is not left empty while an answer is mapped.
            await Task.WhenAll(ClassAsync(classId, token), FinalMarksAsync(classId, startedAt, token)).ConfigureAwait(false);
        }).ConfigureAwait(false);
        await Parallel.ForEachAsync(open, parallel, async (reading, token) => await ReadAsync(reading, waits: false, token).ConfigureAwait(false)).ConfigureAwait(false);
        await SendAsync(Found(startedAt), cancellationToken).ConfigureAwait(false);
        await EndFinalMarksAsync(startedAt, cancellationToken).ConfigureAwait(false);
    }

    private async Task ClassAsync(string classId, CancellationToken cancellationToken)
    {
        if (!request.Kinds.Any(kind => kind.IsDated()))
        {
            return;
        }

        var reading = new ClassRead(classId, api, settings, school, Journal, facts, DaysOf(classId), request, context.TimeZone, context.Time.GetUtcNow(), SendAsync);
        if (!await ReadAsync(reading, open.Count < OpenClasses, cancellationToken).ConfigureAwait(false))
        {
            open.Enqueue(reading);
        }
    }

    private async Task<bool> ReadAsync(ClassRead reading, bool waits, CancellationToken cancellationToken)
    {
        if (!await reading.RunAsync(waits, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        foreach (var scope in End(reading.ClassId, reading.StartedAt, reading.Unread))
        {
            await output.WriteAsync(scope, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>What can be said of the classes now that this one is finished.</summary>
    private List<ReadItem> End(string classId, DateTimeOffset startedAt, IReadOnlyDictionary<RecordKind, Trouble> unread)
    {
        lock (gate)
        {
            finished[classId] = (startedAt, unread);
            var family = families.Of(classId);
            if (!family.All(finished.ContainsKey))
            {
                return [];
            }

            var scopes = new List<ReadItem>();
            var days = DaysOf(classId);
            foreach (var member in family.Where(told.Add))
            {
                foreach (var kind in DatedKinds.Where(request.Kinds.Contains))
                {
                    var trouble = family.Select(other => finished[other].Unread).FirstOrDefault(troubles => troubles.ContainsKey(kind))?[kind];
                    scopes.AddRange(days.Wanted.Select(range => Scope(new ReadScope(kind, [member], range), finished[member].StartedAt, trouble)));
                }
            }

            return scopes;
        }
    }

    /// <summary>Those wanted of the class or of one that shares subgroups with it: what is entered in such a group may show with either.</summary>
    private Days DaysOf(string classId) =>
        daysOf.GetOrAdd(classId, id => Days.Of(families.Of(id).SelectMany(request.DaysOf), settings.DaysPerRequest, settings.EntryRange, today));

    private static ReadItem Scope(ReadScope scope, DateTimeOffset startedAt, Trouble? trouble) =>
        trouble is not null ? trouble.Unread(scope) : new ScopeRead(scope, startedAt, startedAt);

    /// <summary>What waited for the lessons of another class.</summary>
    private Mapped Found(DateTimeOffset now)
    {
        var mapped = new Mapped("edu-groups/marks");
        var entries = new Entries(Journal, school.Works is { } works ? new Marks(works, context.TimeZone, now) : null, new Dictionary<string, WireWork>(), context.TimeZone);
        foreach (var mark in Journal.LostMarks.ToArray())
        {
            entries.Take(mark, mapped);
        }

        foreach (var entry in Journal.LostAbsences.ToArray())
        {
            entries.Take(entry, mapped);
        }

        return mapped;
    }

    private async Task FinalMarksAsync(string classId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!request.Kinds.Contains(RecordKind.FinalMark) || school is not { Terms: { } terms, Averages: { } kind })
        {
            return;
        }

        var got = await Ask.ForAsync(() => api.FinalMarksAsync(classId, cancellationToken)).ConfigureAwait(false);
        if (got.Value is not { } rows)
        {
            Fail(Trouble.Of(got.Failure!));
            return;
        }

        var mapped = new Mapped("edu-groups/final-marks");
        var averages = new Averages();
        if (kind != AverageCalls.Off && await new AverageReading(api, kind, terms).ReadAsync(classId, FinalMarks.TermsWithNumbers(rows, terms), averages, mapped, cancellationToken).ConfigureAwait(false) is { } trouble)
        {
            // Without its average a mark would be compared with nothing, or look changed.
            Fail(trouble);
            return;
        }

        FinalMarks.Add(rows, terms, new Marks(new Works([]), context.TimeZone, now), averages, school.SharedIds, mapped);
        await SendAsync(mapped, cancellationToken).ConfigureAwait(false);
    }

    private void Fail(Trouble trouble)
    {
        lock (gate)
        {
            finalMarkTroubles.Add(trouble);
        }
    }

    /// <summary>A pupil who has moved has final marks in two classes, so one class that failed spoils all.</summary>
    private async Task EndFinalMarksAsync(DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        if (!request.Kinds.Contains(RecordKind.FinalMark))
        {
            return;
        }

        var trouble = school.Terms is null ? Trouble.Periods
            : school.Averages is null ? Trouble.Averages
            : finalMarkTroubles is [var first, ..] ? first
            : null;
        await output.WriteAsync(Scope(new ReadScope(RecordKind.FinalMark, ClassIds: null, Days: null), startedAt, trouble), cancellationToken).ConfigureAwait(false);
    }

    private async Task SendAsync(Mapped mapped, CancellationToken cancellationToken)
    {
        foreach (var item in mapped.Items())
        {
            await output.WriteAsync(item, cancellationToken).ConfigureAwait(false);
        }
    }
}
