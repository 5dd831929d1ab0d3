using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Sync;
using ElJournal.Gateway.Sync.Model;
using ElJournal.Gateway.Tests.Support;
using ElJournal.Rules.Journal;
using ElJournal.Testing;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Tests.Sync;

/// <summary>A school, its journal and its ledger on a real file. Monday 5 October 2026, 08:00 in Moscow, until the test moves the clock.</summary>
internal sealed class World : IAsyncDisposable
{
    public static readonly TimeZoneInfo Moscow = TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow");
    public static readonly DateOnly Monday = new(2026, 10, 5);

    private static readonly Lazy<Task<byte[]>> EmptyLedger = new(MakeEmptyAsync);

    private readonly TempFolder folder = new();

    private World(StorageProvider provider)
    {
        Clock = new FakeTimeProvider(At(8, 0));
        Source = new ScriptedSource { Clock = Clock };
        Database = TestStorage.Open(File, provider);
        Leases = new SchoolLeases(Database, Clock) { AtCommit = _ => AtCommit?.Invoke() };
        Engine = new SyncEngine(Database, new Books(Database), Clock);
        Decisions = new HoldDecisions(Database, Clock);
    }

    public FakeTimeProvider Clock { get; }

    public ScriptedSource Source { get; }

    public LedgerDatabase Database { get; }

    public SchoolLeases Leases { get; }

    public SyncEngine Engine { get; }

    public HoldDecisions Decisions { get; }

    /// <summary>Called right before and right after each commit of the gateway.</summary>
    public Action? AtCommit { get; set; }

    public List<JournalRecord> Journal => Source.Journal;

    public string Folder => folder.Path;

    public string File => System.IO.Path.Combine(folder.Path, "data", "ledger.db");

    /// <param name="roster">Whether the journal has its lists already.</param>
    /// <param name="provider">What keeps the ledger; what the tests' variable says when not given.</param>
    public static async Task<World> CreateAsync(bool roster = true, StorageProvider? provider = null)
    {
        var world = new World(provider ?? TestStorage.Provider);
        if (world.Database.Provider == StorageProvider.Sqlite)
        {
            Directory.CreateDirectory(world.Database.Folder);
            await System.IO.File.WriteAllBytesAsync(world.Database.Path, await EmptyLedger.Value);
        }

        if (roster)
        {
            world.Journal.AddRange(Some.Roster());
        }

        return world;
    }

    public static DateTimeOffset At(int hour, int minute, int day = 5) => new(2026, 10, day, hour, minute, 0, TimeSpan.FromHours(3));

    public async Task<SyncResult> SyncAsync(DayRange? window = null, bool wholeYear = false, CancellationToken cancellationToken = default)
    {
        await using var lease = await Leases.AcquireAsync("s1", "sync", cancellationToken);
        return await Engine.RunAsync(new SyncTarget("s1", Moscow, "scripted"), Source, window, wholeYear, lease, cancellationToken);
    }

    public async Task<SyncResult> SyncAtAsync(DateTimeOffset moment, DayRange? window = null)
    {
        Clock.MoveTo(moment);
        return await SyncAsync(window);
    }

    public async Task<List<RecordRow>> RowsAsync(RecordKind? kind = null, bool deleted = false)
    {
        await using var context = await Database.ReadAsync(CancellationToken.None);
        return await context.Set<RecordRow>().AsNoTracking().Where(row => (kind == null || row.Kind == kind) && (deleted || !row.Deleted)).OrderBy(row => row.Kind).ThenBy(row => row.Key).ToListAsync();
    }

    public async Task<RecordRow> RowAsync(RecordKind kind, string key) => (await RowsAsync(kind, deleted: true)).Single(row => row.Key == key);

    public async Task<List<T>> AllAsync<T>()
        where T : class
    {
        await using var context = await Database.ReadAsync(CancellationToken.None);
        return await context.Set<T>().AsNoTracking().ToListAsync();
    }

    public Task<List<HoldRow>> HoldsAsync() => AllAsync<HoldRow>();

    public async Task<List<JournalRecord>> LiveAsync() => [.. (await RowsAsync()).Select(RecordPayload.ToRecord)];

    public async Task<T> InLeaseAsync<T>(Func<SchoolLease, Task<T>> work)
    {
        await using var lease = await Leases.AcquireAsync("s1", "test", CancellationToken.None);
        return await work(lease);
    }

    private static async Task<byte[]> MakeEmptyAsync()
    {
        using var made = new TempFolder();
        var database = new LedgerDatabase($"Data Source={System.IO.Path.Combine(made.Path, "empty.db")};Pooling=False");
        await new LedgerSchema(database).EnsureAsync(CancellationToken.None);
        return await System.IO.File.ReadAllBytesAsync(database.Path);
    }

    public ValueTask DisposeAsync()
    {
        TestStorage.Close(File);
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>Records whose content does not matter beyond what is said.</summary>
internal static class Some
{
    public static IEnumerable<JournalRecord> Roster()
    {
        yield return new ClassGroup("c7", "7А", 7);
        yield return new ClassGroup("c7en", "7А англ. 1", null, ClassKind.Subgroup, parentId: "c7");
        yield return new ClassGroup("c8", "8Б", 8);
        yield return new Teacher("t1", "Примерова", "Ольга", "Ивановна");
        yield return new Teacher("t2", "Учебная", "Анна", "Петровна");
        yield return new Subject("alg", "Алгебра");
        yield return new Subject("geo", "География");
        for (var number = 1; number <= 20; number++)
        {
            yield return new Student($"s{number}", $"Ученик{number}", "Иван", birthDate: new DateOnly(2013, 1, number), classId: number <= 10 ? "c7" : "c8");
        }
    }

    public static Lesson Lesson(string id = "l1", DateOnly? day = null, string classId = "c7", string? topic = null, int? number = 1, string subject = "alg", string teacher = "t1", LessonStatus status = LessonStatus.Held, EntryTime? entered = null, bool? taken = null) =>
        new(id, day ?? World.Monday, classId, number, subjectId: subject, teacherId: teacher, topic: topic, status: status, topicEntered: entered, attendanceTaken: taken);

    public static Mark Mark(string id = "m1", string lesson = "l1", string student = "s1", string value = "5", string? work = "Ответ на уроке", EntryTime? entered = null) =>
        new(id, lesson, student, value, work, entered: entered);

    /// <summary>Twenty marks of class 7А at lesson l1, ten pupils twice.</summary>
    public static IEnumerable<Mark> Marks(int count = 20) => Enumerable.Range(1, count).Select(number => Mark($"m{number}", student: $"s{((number - 1) % 10) + 1}", value: $"{2 + (number % 4)}", work: $"Работа {number}"));
}

internal static class JournalEdits
{
    public static void Replace(this List<JournalRecord> journal, JournalRecord record)
    {
        var index = journal.FindIndex(old => old.Kind == record.Kind && old.Key == record.Key);
        if (index < 0)
        {
            journal.Add(record);
        }
        else
        {
            journal[index] = record;
        }
    }

    public static void Remove(this List<JournalRecord> journal, RecordKind kind, params string[] keys) =>
        journal.RemoveAll(record => record.Kind == kind && keys.Contains(record.Key));
}
