using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Judging.Decisions;
using ElJournal.Gateway.Judging.Evaluating;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Reviews.Model;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;
using ElJournal.Gateway.Tests.Support;
using ElJournal.Testing;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Tests.Judging;

/// <summary>A ledger in a real file with a small school in it, filled as reading passes would.</summary>
internal sealed class JudgingLedger : IAsyncDisposable
{
    public const string SchoolId = "s1";
    public static readonly TimeSpan Moscow = TimeSpan.FromHours(3);
    public static readonly DateOnly Monday = new(2026, 10, 5);

    private readonly TempFolder? folder;

    private JudgingLedger(string file, FakeTimeProvider clock, SchoolRuntime school, TempFolder? folder)
    {
        this.folder = folder;
        File = file;
        Clock = clock;
        School = school;
        Database = TestStorage.IsServer ? TestStorage.OnServer(file) : new LedgerDatabase($"Data Source={file};Pooling=False");
        Leases = new SchoolLeases(Database, TimeProvider.System);
        Scenes = new SceneLoader();
        Judge = new JudgeUseCase(Database, Scenes, Clock);
        Queries = new FindingQueries(Database);
        NotChecked = new NotCheckedQueries(Database, Scenes, Clock);
    }

    public string File { get; }

    public FakeTimeProvider Clock { get; }

    public SchoolRuntime School { get; private set; }

    public LedgerDatabase Database { get; }

    public SchoolLeases Leases { get; }

    public SceneLoader Scenes { get; }

    public JudgeUseCase Judge { get; }

    public FindingQueries Queries { get; }

    public NotCheckedQueries NotChecked { get; }

    public int Book { get; private set; } = 1;

    public static DateTimeOffset At(DateOnly day, int hour, int minute = 0) => new(day.ToDateTime(new TimeOnly(hour, minute)), Moscow);

    public static SchoolRuntime Configured(Action<SchoolOptions>? change = null, params RuleSettings[] settings)
    {
        var options = new SchoolOptions { Id = SchoolId, Name = "Школа", TimeZone = "Europe/Moscow", Source = [new SourceOptions { Adapter = "files" }] };
        change?.Invoke(options);
        var rules = settings.GroupBy(entry => entry.GetType()).ToDictionary(
            group => RuleCatalog.All.Single(rule => rule.Info.SettingsType == group.Key).Info.Id,
            group => RuleCatalog.All.Single(rule => rule.Info.SettingsType == group.Key).Timeline(group));
        return new SchoolRuntime(options, TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow"), rules);
    }

    public static async Task<JudgingLedger> CreateAsync(SchoolRuntime? school = null, DateTimeOffset? now = null)
    {
        var temp = new TempFolder();
        var ledger = new JudgingLedger(Path.Combine(temp.Path, "ledger.db"), new FakeTimeProvider(now ?? At(Monday, 20)), school ?? Configured(), temp);
        await using var context = await ledger.Database.ReadAsync(CancellationToken.None);
        if (!TestStorage.IsServer)
        {
            await context.Database.EnsureCreatedAsync();
        }

        context.Add(new Book { School = SchoolId, Source = "files", Year = 2026, FirstReadAt = At(new DateOnly(2026, 9, 1), 8).ToStored() });

        // What is owed for September is not what these tests are about.
        var (september, signed) = (new DateOnly(2026, 9, 1).DayNumber, At(new DateOnly(2026, 10, 1), 9).ToStored());
        context.Add(new ReviewRow { School = SchoolId, Month = september, MadeAt = signed, Content = "{}" });
        context.Add(new ReviewAcknowledgementRow { School = SchoolId, Month = september, At = signed, By = "Завуч", Note = "" });
        await context.SaveChangesAsync();
        await ledger.PutAsync(
            new Term("q1", "1 четверть", TermKind.Quarter, new DateOnly(2026, 9, 1), new DateOnly(2026, 10, 25)),
            new ClassGroup("c1", "1А", 1),
            new ClassGroup("c7", "7А", 7),
            new ClassGroup("c8", "8Б", 8),
            new Teacher("t1", "Примерова", "Ольга", "Ивановна"),
            new Teacher("t2", "Другова", "Анна", "Петровна"),
            new Subject("u1", "Алгебра"),
            new Subject("u2", "Физика"),
            new Student("p1", "Образцов", "Пётр", classId: "c7"),
            new Student("p2", "Образцова", "Анна", classId: "c1"),
            new Student("p8", "Иной", "Иван", classId: "c8"));
        return ledger;
    }

    /// <summary>The school is configured anew.</summary>
    public void Configure(SchoolRuntime school) => School = school;

    /// <summary>Another book, in which records are put from now on.</summary>
    public async Task UseBookAsync(Book book)
    {
        await using var context = await Database.ReadAsync(CancellationToken.None);
        if (!await context.Set<Book>().AnyAsync(known => known.Id == book.Id))
        {
            context.Add(book);
            await context.SaveChangesAsync();
        }

        Book = book.Id;
    }

    public Task PutAsync(params JournalRecord[] records) => PutAsync(Clock.GetUtcNow(), records);

    /// <summary>Stores records as seen by a pass that ended at the moment, and marks what they touch.</summary>
    public async Task PutAsync(DateTimeOffset seenBy, params JournalRecord[] records)
    {
        await using var context = await Database.ReadAsync(CancellationToken.None);
        foreach (var record in records)
        {
            var row = await context.Set<RecordRow>().FirstOrDefaultAsync(known => known.Book == Book && known.Kind == record.Kind && known.Key == record.Key);
            var before = row is null ? null : (row.RootClass, row.Day, row.Value, row.Deleted) as (string? RootClass, int? Day, string? Value, bool Deleted)?;
            if (row is null)
            {
                row = new RecordRow { Book = Book, Kind = record.Kind, Key = record.Key, Origin = record.Key, Hash = [0], Payload = "{}" };
                context.Add(row);
            }

            await FillAsync(context, row, record);
            row.Deleted = false;
            if (row.Value is not null && before?.Value is null)
            {
                row.SeenAfter = await LastReadAsync(context, record.Kind, row.RootClass, row.Day);
                row.SeenBy = seenBy.ToStored();
            }

            await context.SaveChangesAsync();
            if (row.Day is { } day)
            {
                await MarkAsync(context, row.RootClass!, day);
                if (before is { RootClass: { } oldClass, Day: { } oldDay })
                {
                    await MarkAsync(context, oldClass, oldDay);
                }
            }
            else
            {
                await MarkAsync(context, string.Empty, 0);
            }
        }
    }

    public async Task RemoveAsync(RecordKind kind, string key)
    {
        await using var context = await Database.ReadAsync(CancellationToken.None);
        var row = await context.Set<RecordRow>().SingleAsync(known => known.Book == Book && known.Kind == kind && known.Key == key);
        row.Deleted = true;
        await context.SaveChangesAsync();
        await MarkAsync(context, row.RootClass!, row.Day!.Value);
    }

    /// <summary>Notes a complete read of the whole school on some days.</summary>
    public async Task ReadAsync(DateTimeOffset started, DateOnly from, DateOnly to, string scope = "", string? doubt = null, params RecordKind[] kinds)
    {
        await using var context = await Database.ReadAsync(CancellationToken.None);
        foreach (var kind in kinds.Length > 0 ? kinds : [RecordKind.Lesson, RecordKind.Homework, RecordKind.Mark, RecordKind.Attendance])
        {
            for (var day = from.DayNumber; day <= to.DayNumber; day++)
            {
                var row = await context.Set<ScopeReadRow>().FindAsync(Book, kind, scope, day);
                if (row is null)
                {
                    context.Add(row = new ScopeReadRow { Book = Book, Kind = kind, Class = scope, Day = day });
                }

                row.Tried = started.ToStored();
                row.Doubt = doubt;
                if (doubt is null)
                {
                    row.Started = started.ToStored();
                    row.Completed = started.AddMinutes(1).ToStored();
                }
            }
        }

        await context.SaveChangesAsync();
    }

    public Task ReadAsync(DateTimeOffset started, DateOnly day) => ReadAsync(started, day, day);

    public async Task<JudgeResult> JudgeAsync()
    {
        await using var lease = await Leases.AcquireAsync(SchoolId, "test", CancellationToken.None);
        return await Judge.RunAsync(School, null, lease, CancellationToken.None);
    }

    public Task<IReadOnlyList<FindingView>> FindingsAsync(params FindingStatus[] statuses) =>
        Queries.ListAsync(School, new FindingFilter { Statuses = statuses.Length == 0 ? FindingFilter.Holding : statuses }, CancellationToken.None);

    public Task<IReadOnlyList<NotCheckedView>> NotCheckedAsync(DateOnly from, DateOnly to) => NotChecked.ListAsync(School, new DayRange(from, to), CancellationToken.None);

    public async Task DecideAsync(Func<SchoolLease, Task> decide)
    {
        await using var lease = await Leases.AcquireAsync(SchoolId, "test", CancellationToken.None);
        await decide(lease);
    }

    public Task ExcuseAsync(string teacher, DateOnly from, DateOnly to) =>
        DecideAsync(lease => new Excuses(Database, Judge, Clock).AddAsync(School, teacher, new DayRange(from, to), new Decision("Завуч", "приказ"), lease, CancellationToken.None));

    public Task AddDayAsync(string? className, DateOnly from, DateOnly to, string kind) =>
        DecideAsync(lease => new UnforeseenDays(Database, Judge, Clock).AddAsync(School, className, new DayRange(from, to), kind, new Decision("Завуч", "карантин"), lease, CancellationToken.None));

    public Task WaiveAsync(string id, DateOnly until) =>
        DecideAsync(lease => new FindingDecisions(Clock).WaiveAsync(School, id, until, new Decision("Завуч", "учебная"), lease, CancellationToken.None));

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await Database.OpenAsync(CancellationToken.None);
        await using var command = connection.Command(sql);
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync()
    {
        TestStorage.Close(File);
        folder?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task MarkAsync(LedgerContext context, string name, int day)
    {
        if (await context.Set<DirtyRow>().FindAsync(SchoolId, name, day) is null)
        {
            context.Add(new DirtyRow { School = SchoolId, Class = name, Day = day });
            await context.SaveChangesAsync();
        }
    }

    private async Task<long?> LastReadAsync(LedgerContext context, RecordKind kind, string? name, int? day)
    {
        var rows = await context.Set<ScopeReadRow>().Where(row => row.Book == Book && row.Kind == kind && row.Day == day && (row.Class == "" || row.Class == name) && row.Started > 0).ToListAsync();
        return rows.Count == 0 ? null : rows.Max(row => row.Started);
    }

    private async Task FillAsync(LedgerContext context, RecordRow row, JournalRecord record)
    {
        row.Payload = RecordPayload.Of(record);
        switch (record)
        {
            case ClassGroup group:
                row.RootClass = group.ParentId ?? group.Id;
                break;
            case Lesson lesson:
                (row.Lesson, row.Class, row.Day, row.Subject, row.Teacher) = (lesson.Id, lesson.ClassId, lesson.Day.DayNumber, lesson.SubjectId, lesson.TeacherId);
                row.RootClass = lesson.ClassId;
                (row.Number, row.Value, row.Status, row.ReplacesTeacher, row.AttendanceTaken) = (lesson.Number, lesson.Topic, (int)lesson.Status, lesson.ReplacesTeacherId, lesson.AttendanceTaken);
                (row.StartMinute, row.EndMinute) = (Minute(lesson.Start), Minute(lesson.End));
                Enter(row, lesson.TopicEntered);
                break;
            case Homework homework:
                await OfLessonAsync(context, row, homework.LessonId);
                row.Value = homework.Text;
                Enter(row, homework.Entered);
                break;
            case Mark mark:
                await OfLessonAsync(context, row, mark.LessonId);
                (row.Student, row.Value, row.Work, row.Number) = (mark.StudentId, mark.Value, mark.Work, (int?)(mark.Weight * 1000));
                Enter(row, mark.Entered);
                break;
            case Attendance attendance:
                await OfLessonAsync(context, row, attendance.LessonId);
                (row.Student, row.Value, row.Status) = (attendance.StudentId, ((int)attendance.AttendanceKind).ToString(System.Globalization.CultureInfo.InvariantCulture), attendance.Ambiguous ? 1 : 0);
                Enter(row, attendance.Entered);
                break;
            case FinalMark final:
                (row.Student, row.Subject, row.Work, row.Value) = (final.StudentId, final.SubjectId, final.TermId, final.Value);
                row.RootClass = (await context.Set<RecordRow>().FirstOrDefaultAsync(known => known.Book == Book && known.Kind == RecordKind.Student && known.Key == final.StudentId))?.Class;
                Enter(row, final.Entered);
                break;
            default:
                break;
        }
    }

    private static int? Minute(TimeOnly? time) => time is { } known ? (known.Hour * 60) + known.Minute : null;

    private static void Enter(RecordRow row, EntryTime? entered)
    {
        if (entered is { } known && (row.EnteredAt is null || known.At.ToStored() < row.EnteredAt))
        {
            (row.EnteredAt, row.EnteredVouched) = (known.At.ToStored(), known.Vouched);
        }
    }

    private async Task OfLessonAsync(LedgerContext context, RecordRow row, string lessonId)
    {
        var lesson = await context.Set<RecordRow>().FirstOrDefaultAsync(known => known.Book == Book && known.Kind == RecordKind.Lesson && known.Key == lessonId);
        row.Lesson = lessonId;
        (row.RootClass, row.Class, row.Day, row.Subject, row.Teacher) = (lesson?.RootClass, lesson?.Class, lesson?.Day, lesson?.Subject, lesson?.Teacher);
    }
}
