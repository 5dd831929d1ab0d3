using System.Runtime.CompilerServices;
using ElJournal.Adapters;
using ElJournal.Adapters.Sources;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Sync;

/// <summary>A journal in memory that shows what a test puts into it, and fails when told to.</summary>
internal sealed class ScriptedSource : IJournalSource
{
    public List<JournalRecord> Journal { get; } = [];

    /// <summary>Kinds that are sent but never completed.</summary>
    public HashSet<RecordKind> Broken { get; } = [];

    /// <summary>Sent after the records and before the scopes.</summary>
    public List<ReadItem> Also { get; } = [];

    /// <summary>Fails after so many records.</summary>
    public int? FailAfter { get; set; }

    /// <summary>The moment the data is true for; the read's start when not set.</summary>
    public DateTimeOffset? AsOf { get; set; }

    public Func<ReadItem, ReadItem?>? Rewrite { get; set; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Called when all records were sent.</summary>
    public Action? WhenSent { get; set; }

    public ReadRequest? LastRequest { get; private set; }

    /// <summary>What the source says of itself at present.</summary>
    public SourceTraits Shown { get; set; } = new(RecordKinds.All.ToHashSet());

    public SourceTraits Traits => Shown;

    public ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken) => new(new ProbeResult(true, "ok"));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public async IAsyncEnumerable<ReadItem> ReadAsync(ReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        LastRequest = request;
        var started = Clock.GetUtcNow();
        foreach (var item in Items(request, started))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sent = Rewrite is null ? item : Rewrite(item);
            if (sent is not null)
            {
                yield return sent;
            }
        }
    }

    private IEnumerable<ReadItem> Items(ReadRequest request, DateTimeOffset started)
    {
        var lessons = Journal.OfType<Lesson>().GroupBy(lesson => lesson.Id).ToDictionary(group => group.Key, group => group.Last());
        var parents = Journal.OfType<ClassGroup>().GroupBy(group => group.Id).ToDictionary(group => group.Key, group => group.Last().ParentId);
        var shown = Journal.Where(record => IsIn(request, record, lessons, parents)).ToList();
        var sent = 0;
        foreach (var part in shown.Chunk(7))
        {
            if (FailAfter is { } limit && sent + part.Length > limit)
            {
                yield return new Records(part[..Math.Max(0, limit - sent)]);
                throw new AdapterException(AdapterFailure.Temporary, "The connection broke.");
            }

            sent += part.Length;
            yield return new Records(part);
        }

        if (FailAfter is not null)
        {
            throw new AdapterException(AdapterFailure.Temporary, "The connection broke.");
        }

        WhenSent?.Invoke();
        foreach (var item in Also)
        {
            yield return item;
        }

        foreach (var kind in request.Kinds.Order())
        {
            var scopes = kind.IsDated()
                ? request.ExtraWindows.Prepend(request.Window).Select(window => new ReadScope(kind, null, window)).Concat(request.ClassWindows.Select(window => new ReadScope(kind, [window.ClassId], window.Days)))
                : [new ReadScope(kind, null, null)];
            foreach (var scope in scopes)
            {
                yield return Broken.Contains(kind) ? new ScopeUnread(scope, "unreachable", "No answer.") : new ScopeRead(scope, started, AsOf ?? started);
            }
        }
    }

    private static bool IsIn(ReadRequest request, JournalRecord record, Dictionary<string, Lesson> lessons, Dictionary<string, string?> parents)
    {
        var id = record switch
        {
            Lesson own => own.Id,
            Mark mark => mark.LessonId,
            Homework homework => homework.LessonId,
            Attendance attendance => attendance.LessonId,
            _ => null,
        };
        return id is null || !lessons.TryGetValue(id, out var lesson) || request.DaysOf(parents.GetValueOrDefault(lesson.ClassId) ?? lesson.ClassId).Any(days => days.Contains(lesson.Day));
    }
}
