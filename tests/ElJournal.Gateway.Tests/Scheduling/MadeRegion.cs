using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ElJournal.Adapters;
using ElJournal.Adapters.Files;
using ElJournal.Adapters.Sources;
using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Plugins;
using ElJournal.Gateway.Scheduling;
using ElJournal.Gateway.Web;
using ElJournal.Rules.Journal;
using ElJournal.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Gateway.Tests.Scheduling;

/// <summary>Several schools on one gateway with all of the program's services; each school's journal is what the test says, the clock stands until it is moved.</summary>
internal sealed class MadeRegion : IAsyncDisposable
{
    public static readonly TimeZoneInfo Moscow = TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow");

    private readonly TempFolder folder = new();

    public MadeRegion(FakeTimeProvider clock, LimitsOptions limits, IReadOnlyDictionary<string, Func<AdapterContext, ReadRequest, CancellationToken, IAsyncEnumerable<ReadItem>>> journals, Action<SchoolOptions>? also = null)
    {
        var options = new GatewayOptions { Limits = limits, Web = new WebOptions { Listen = "127.0.0.1:0" } };
        (options.Mail.From, options.Mail.PickupDirectory) = ("journal@region.example", "mail");
        foreach (var id in journals.Keys)
        {
            var school = new SchoolOptions
            {
                Id = id, Name = $"Школа {id}", TimeZone = "Europe/Moscow",
                Source = [new() { Adapter = id }],
                Routes = [new() { Name = "daily", Portal = "files", Settings = { ["Directory"] = $"portal/{id}" } }],
            };
            school.Staff.DeputyDirector = new() { Name = $"Заместитель {id}", Email = $"deputy@{id}.example" };
            school.Staff.Administrator = new() { Name = $"Администратор {id}", Email = $"admin@{id}.example" };
            foreach (var job in JobCatalog.All)
            {
                school.Schedules[job.Name] = "";
            }

            (school.Schedules["sync"], school.Schedules["daily-check"]) = ("0 0 8 ? * *", "0 5 17 ? * *");
            school.Rules["entry-deadline"] = JsonNode.Parse("""{ "Deadline": "17:00" }""")!;
            also?.Invoke(school);
            options.Schools.Add(school);
        }

        var configuration = new GatewayConfiguration(options, folder["eljournal.json"])
        {
            Plugins = new PluginCatalog([Plugin("files", AdapterRoles.Both, new FilesAdapterFactory()), .. journals.Select(journal => Plugin(journal.Key, AdapterRoles.Source, new JournalFactory(journal.Value)))]),
            Schools = new SchoolDirectory(options.Schools.Select(school => new SchoolRuntime(school, Moscow, RuleSections.Bind(school.Rules, "", [])))),
        };
        var surroundings = new CliSurroundings
        {
            Output = TextWriter.Null, Error = TextWriter.Null, Environment = new Dictionary<string, string>(StringComparer.Ordinal), CurrentDirectory = folder.Path, ProgramDirectory = AppContext.BaseDirectory,
        };
        Directory.CreateDirectory(Mail);
        Services = new ServiceCollection()
            .AddGateway(configuration, surroundings, new RunMode("run", Drill: false, Really: false), now: null)
            .AddWorker(configuration)
            .AddSingleton<TimeProvider>(clock)
            .BuildServiceProvider();
    }

    public ServiceProvider Services { get; }

    public string Mail => folder["mail"];

    public string this[string name] => folder[name];

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Makes the ledger; the schools' schedules begin.</summary>
    public async Task BeginAsync()
    {
        await Get<LedgerSchema>().EnsureAsync(CancellationToken.None);
        await Get<SlotFeeder>().FeedAsync(CancellationToken.None);
    }

    /// <summary>Runs what is due now, to its end.</summary>
    public async Task DrainAsync()
    {
        await Get<SlotFeeder>().FeedAsync(CancellationToken.None);
        await Get<SlotWorker>().DrainAsync(CancellationToken.None);
    }

    /// <summary>Waits until each of the addresses has a letter in the folder.</summary>
    public async Task LettersAsync(IReadOnlyCollection<string> addresses)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(Mail, "*.eml");
        watcher.Created += Look;
        watcher.Renamed += Look;
        watcher.EnableRaisingEvents = true;
        Look(this, null);
        await arrived.Task.WaitAsync(TimeSpan.FromMinutes(2));

        void Look(object sender, FileSystemEventArgs? change)
        {
            if (addresses.All(HasLetter))
            {
                arrived.TrySetResult();
            }
        }
    }

    public bool HasLetter(string address) => Directory.EnumerateFiles(Mail, "*.eml").Any(file => File.ReadAllText(file).Contains(address, StringComparison.Ordinal));

    /// <summary>A whole read of these records.</summary>
    public static async IAsyncEnumerable<ReadItem> Whole(AdapterContext context, ReadRequest request, IEnumerable<JournalRecord> records, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var at = context.Time.GetUtcNow();
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        yield return new Records([.. records]);
        foreach (var kind in (RecordKind[])[RecordKind.Term, RecordKind.Class, RecordKind.Teacher, RecordKind.Student, RecordKind.Subject, RecordKind.FinalMark])
        {
            yield return new ScopeRead(new(kind, null, null), at, at);
        }

        foreach (var kind in (RecordKind[])[RecordKind.Lesson, RecordKind.Homework, RecordKind.Mark, RecordKind.Attendance])
        {
            yield return new ScopeRead(new(kind, null, request.Window), at, at);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        using (var pool = new SqliteConnection($"Data Source={folder["data/eljournal.db"]}"))
        {
            SqliteConnection.ClearPool(pool);
        }

        folder.Dispose();
    }

    private AdapterPlugin Plugin(string name, AdapterRoles roles, IAdapterFactory factory) => new(name, "1.0", folder.Path, roles, PluginStatus.Active, null) { Factory = factory };

    private sealed class JournalFactory(Func<AdapterContext, ReadRequest, CancellationToken, IAsyncEnumerable<ReadItem>> read) : ISourceFactory
    {
        public IReadOnlyList<AdapterSetting> Settings => [];

        public IJournalSource CreateSource(AdapterContext context) => new Journal((request, cancellationToken) => read(context, request, cancellationToken));
    }

    private sealed class Journal(Func<ReadRequest, CancellationToken, IAsyncEnumerable<ReadItem>> read) : IJournalSource
    {
        public SourceTraits Traits { get; } = new(Enum.GetValues<RecordKind>().Where(kind => kind != RecordKind.SignIn).ToHashSet());

        public ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new ProbeResult(true, "есть"));

        public IAsyncEnumerable<ReadItem> ReadAsync(ReadRequest request, CancellationToken cancellationToken) => read(request, cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
