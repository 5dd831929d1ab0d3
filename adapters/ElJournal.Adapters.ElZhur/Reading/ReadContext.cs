using System.Collections.Concurrent;
using System.Threading.Channels;
using ElJournal.Adapters.ElZhur.Mapping;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.ElZhur.Reading;

/// <summary>What the parallel parts of one read share.</summary>
internal sealed class ReadContext(ElZhurOptions options, JournalRequests requests, ReadRequest request, SchoolRoster roster, ChannelWriter<ReadItem> sink, TimeProvider time)
{
    private const int MostAtOnce = 5000;

    private readonly ConcurrentDictionary<(RecordKind Kind, string Key), bool> sent = new();
    private readonly ConcurrentDictionary<string, int> unknownValues = new(StringComparer.Ordinal);
    private int lessonsInDiaries;
    private int topics;
    private int withoutTeacher;
    private int unread;

    public ElZhurOptions Options => options;

    public JournalRequests Requests => requests;

    public SchoolRoster Roster => roster;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Whether diaries showed lessons that are over and none of them had a topic: then the account does not see topics.</summary>
    public bool SeesNoTopics => Volatile.Read(ref lessonsInDiaries) > 0 && Volatile.Read(ref topics) == 0;

    public IEnumerable<KeyValuePair<string, int>> UnknownValues => unknownValues.OrderBy(pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Whether everything that was asked for was read to its end.</summary>
    public bool IsWhole => Volatile.Read(ref unread) == 0;

    public int LessonsWithoutTeacher => Volatile.Read(ref withoutTeacher);

    public bool Wants(RecordKind kind) => request.Kinds.Contains(kind);

    public ValueTask SendAsync(ReadItem item, CancellationToken cancellationToken) => sink.WriteAsync(item, cancellationToken);

    /// <summary>Sends records of the wanted kinds.</summary>
    public async ValueTask SendAsync(IEnumerable<JournalRecord> records, CancellationToken cancellationToken)
    {
        foreach (var some in records.Where(record => Wants(record.Kind)).Chunk(MostAtOnce))
        {
            await sink.WriteAsync(new Records(some), cancellationToken);
        }
    }

    /// <summary>Sends records that several classes' answers may bring, each once.</summary>
    public ValueTask SendOnceAsync(IEnumerable<JournalRecord> records, CancellationToken cancellationToken) =>
        SendAsync(records.Where(record => sent.TryAdd((record.Kind, record.Key), true)).ToList(), cancellationToken);

    public ValueTask SendReadAsync(RecordKind kind, IReadOnlyList<string>? classes, DayRange? days, DateTimeOffset startedAt, CancellationToken cancellationToken) =>
        Wants(kind) ? sink.WriteAsync(new ScopeRead(new ReadScope(kind, classes, days), startedAt, startedAt), cancellationToken) : ValueTask.CompletedTask;

    public ValueTask SendUnreadAsync(RecordKind kind, IReadOnlyList<string>? classes, DayRange? days, Unread why, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref unread);
        return Wants(kind) ? sink.WriteAsync(new ScopeUnread(new ReadScope(kind, classes, days), why.Reason, why.Message) { InRussian = why.InRussian }, cancellationToken) : ValueTask.CompletedTask;
    }

    public void NoteTimetable(ClassTimetable timetable) => Interlocked.Add(ref withoutTeacher, timetable.WithoutTeacher);

    public void NoteDiaries(ClassTimetable timetable, DateOnly today)
    {
        var read = timetable.Lessons.Where(lesson => lesson.IsTopicRead).ToList();
        Interlocked.Add(ref lessonsInDiaries, read.Count(lesson => lesson.Day < today));
        Interlocked.Add(ref topics, read.Count(lesson => lesson.Topic is not null));
    }

    public void NoteValues(IEnumerable<KeyValuePair<string, int>> values)
    {
        foreach (var (value, count) in values)
        {
            unknownValues.AddOrUpdate(value, count, (_, before) => before + count);
        }
    }
}
