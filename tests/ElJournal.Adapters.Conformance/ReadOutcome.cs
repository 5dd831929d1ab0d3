using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.Conformance;

/// <summary>All that one read gave, its failure included.</summary>
public sealed class ReadOutcome
{
    private readonly Dictionary<string, Lesson> lessons;

    private ReadOutcome(ReadRequest request, IReadOnlyList<ReadItem> items, SourceTraits traits, Exception? failure)
    {
        Request = request;
        Items = items;
        Traits = traits;
        Failure = failure;
        Records = [.. items.OfType<Records>().SelectMany(batch => batch.Items)];
        lessons = Records.OfType<Lesson>().GroupBy(lesson => lesson.Id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        ByKey = Records.GroupBy(record => (record.Kind, record.Key)).ToFrozenDictionary(group => group.Key, group => group.ToArray());
    }

    /// <summary>What was asked.</summary>
    public ReadRequest Request { get; }

    /// <summary>Everything, in order.</summary>
    public IReadOnlyList<ReadItem> Items { get; }

    /// <summary>The source's traits after the read.</summary>
    public SourceTraits Traits { get; }

    /// <summary>What ended the read early.</summary>
    public Exception? Failure { get; }

    /// <summary>All records.</summary>
    public IReadOnlyList<JournalRecord> Records { get; }

    /// <summary>The records under each key.</summary>
    public IReadOnlyDictionary<(RecordKind Kind, string Key), JournalRecord[]> ByKey { get; }

    /// <summary>What has been read to its end.</summary>
    public IEnumerable<ScopeRead> Complete => Items.OfType<ScopeRead>();

    /// <summary>What is said not to have been read.</summary>
    public IEnumerable<ScopeUnread> Unread => Items.OfType<ScopeUnread>();

    /// <summary>What was not understood.</summary>
    public IEnumerable<Skipped> Skipped => Items.OfType<Skipped>();

    /// <summary>What was asked of the other side.</summary>
    public ReadEffort Effort => Items.OfType<ReadEffort>().Aggregate(new ReadEffort(0, 0), (sum, one) => new(sum.Requests + one.Requests, sum.Retries + one.Retries, one.ClockSkew ?? sum.ClockSkew));

    /// <summary>Reads a window with a new source.</summary>
    public static async Task<ReadOutcome> OfAsync(SourceWorld world, DayRange window, IReadOnlyDictionary<string, string>? tokens = null, IReadOnlyDictionary<string, string>? settings = null, LogCapture? log = null, IReadOnlyList<ClassWindow>? ofClasses = null, CancellationToken cancellationToken = default)
    {
        await using var source = world.Source(settings, log);
        return await OfAsync(source, window, tokens, ofClasses, cancellationToken);
    }

    /// <summary>Reads a window.</summary>
    public static async Task<ReadOutcome> OfAsync(IJournalSource source, DayRange window, IReadOnlyDictionary<string, string>? tokens = null, IReadOnlyList<ClassWindow>? ofClasses = null, CancellationToken cancellationToken = default)
    {
        var request = new ReadRequest(window, RecordKinds.All.ToHashSet(), [], tokens ?? new Dictionary<string, string>()) { ClassWindows = ofClasses ?? [] };
        var items = new List<ReadItem>();
        Exception? failure = null;
        try
        {
            await foreach (var item in source.ReadAsync(request, cancellationToken))
            {
                items.Add(item);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            failure = exception;
        }

        return new ReadOutcome(request, items, source.Traits, failure);
    }

    /// <summary>The day that a record belongs to; <see langword="null"/> for a kind without days, or when its lesson did not come.</summary>
    public DateOnly? DayOf(JournalRecord record) => LessonOf(record)?.Day;

    /// <summary>The class or group that a record belongs to, as far as the records say.</summary>
    public string? GroupOf(JournalRecord record) => record switch
    {
        ClassGroup group => group.Id,
        Student student => student.ClassId,
        FinalMark final => ByKey.GetValueOrDefault((RecordKind.Student, final.StudentId))?.OfType<Student>().First().ClassId,
        _ => LessonOf(record)?.ClassId,
    };

    /// <summary>Whether the record lies in the scope; a class in it means the class with its subgroups.</summary>
    public bool IsIn(ReadScope scope, JournalRecord record) =>
        scope.Kind == record.Kind
        && (scope.Days is not { } days || (DayOf(record) is { } day && days.Contains(day)))
        && (scope.ClassIds is not { } classes || (GroupOf(record) is { } group && (classes.Contains(group) || (ParentOf(group) is { } parent && classes.Contains(parent)))));

    /// <summary>Hashes of all contents in the order of their keys: equal reads have equal hashes.</summary>
    public string Hash() => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Records.Select(record => record.ToString()).Order(StringComparer.Ordinal)))));

    private Lesson? LessonOf(JournalRecord record) => record switch
    {
        Lesson lesson => lesson,
        Mark mark => lessons.GetValueOrDefault(mark.LessonId),
        Homework homework => lessons.GetValueOrDefault(homework.LessonId),
        Attendance attendance => lessons.GetValueOrDefault(attendance.LessonId),
        _ => null,
    };

    /// <summary>The class that a group is part of, or the group itself.</summary>
    public string RootOf(string group) => ParentOf(group) is { Length: > 0 } parent ? parent : group;

    private string? ParentOf(string group) => ByKey.GetValueOrDefault((RecordKind.Class, group))?.OfType<ClassGroup>().First().ParentId;
}
