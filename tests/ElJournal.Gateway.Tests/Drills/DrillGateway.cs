using System.Globalization;
using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Scheduling;
using ElJournal.Gateway.Tests.Cli;
using ElJournal.Gateway.Tests.Support;
using ElJournal.Samples.SchoolGenerator;
using ElJournal.Samples.Simulators;
using ElJournal.Samples.Simulators.Faults;
using ElJournal.Testing;
using ElJournal.Testing.Smtp;
using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Gateway.Tests.Drills;

/// <summary>The worker with everything around it over real sockets: a journal, a portal and a mail server, any of which may be gone; the clock is moved on hour by hour.</summary>
internal sealed class DrillGateway : IAsyncDisposable
{
    public const string Deputy = "deputy@school.example";
    public const string Administrator = "admin@school.example";
    public const string PortalKey = "planted-portal-key";
    private static readonly SchoolScale Scale = new() { Pupils = 12, Classes = 2, Weeks = 6, Planned = false };

    /// <summary>Jobs that no drill is about.</summary>
    private static readonly string[] Never = ["deep-sync", "staff-letters", "reconcile", "backup", "archive", "purge"];

    private static readonly int[] WorkingHours = [8, 9, 12, 16, 17, 18, 19, 20];

    private readonly TempFolder folder = new();
    private readonly string settings;
    private readonly bool selfTest;
    private readonly string ledger;
    private ServiceProvider services = null!;
    private bool hangs;

    private DrillGateway(SteppedClock clock, SimulatorServer outside, string settings, bool selfTest, string ledger)
    {
        (Clock, Outside, this.settings, this.selfTest, this.ledger) = (clock, outside, settings, selfTest, ledger);
        outside.World.Portal.Token = PortalKey;
        Configure();
    }

    public SteppedClock Clock { get; }

    public SimulatorServer Outside { get; }

    public LoopbackSmtpServer Mail { get; } = new();

    public IServiceProvider Services => services;

    /// <summary>The moment of the drill, in the school's zone; worded as on a command line.</summary>
    public string Now => Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(3)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>Installed on Tuesday 1 September 2026, before the first lesson.</summary>
    /// <param name="more">Sections of the configuration before the schools.</param>
    /// <param name="selfTest">Whether the administrator wants a letter each evening.</param>
    /// <param name="ledger">The ledger's file.</param>
    public static async Task<DrillGateway> StartAsync(string more = "", bool selfTest = false, string ledger = "data/eljournal.db")
    {
        TestStorage.OnlyForFiles();
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ru-RU");
        var clock = new SteppedClock(At("2026-09-01 07:05"));
        var drill = new DrillGateway(clock, await SimulatorServer.StartAsync(new() { Scale = Scale, Now = clock.GetUtcNow(), Time = clock }), more, selfTest, ledger);
        await drill.SwitchOnAsync();
        return drill;
    }

    public static DateTimeOffset At(string local) => DateTimeOffset.Parse(local + " +03:00", CultureInfo.InvariantCulture);

    /// <summary>Five minutes past each hour the worker does what is due, until the moment.</summary>
    /// <param name="local">The moment, in the school's zone.</param>
    /// <param name="hours">Only these hours of the day; left out: those of a working day.</param>
    public async Task UntilAsync(string local, params int[] hours)
    {
        for (var next = Clock.GetUtcNow(); (next = new DateTimeOffset(next.Year, next.Month, next.Day, next.Hour, 5, 0, TimeSpan.Zero).AddHours(1)) <= At(local);)
        {
            if ((hours.Length > 0 ? hours : WorkingHours).Contains(next.Hour + 3))
            {
                Clock.MoveTo(next);
                await WorkAsync();
            }
        }
    }

    /// <summary>What is due now.</summary>
    public async Task WorkAsync()
    {
        Outside.World.Now = Clock.GetUtcNow();
        await services.GetRequiredService<SlotWorker>().LookAgainAsync(CancellationToken.None);
        var work = services.GetRequiredService<SlotWorker>().DrainAsync(CancellationToken.None);

        // Who waits for an answer that does not come has patience for a minute, which need not be a real one.
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (hangs && !work.IsCompleted && await look.WaitForNextTickAsync())
        {
            Clock.MoveTo(Clock.GetUtcNow() + TimeSpan.FromSeconds(10));
        }

        await work;
    }

    /// <summary>The machine goes off; nothing is told that it does.</summary>
    public async Task SwitchOffAsync()
    {
        await services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    public async Task SwitchOnAsync()
    {
        var surroundings = new CliSurroundings
        {
            Output = TextWriter.Null, Error = TextWriter.Null, Environment = new Dictionary<string, string>(StringComparer.Ordinal), CurrentDirectory = folder.Path, ProgramDirectory = AppContext.BaseDirectory, MachineTime = Clock,
        };
        var loaded = new ConfigurationLoader(surroundings.Environment, AppContext.BaseDirectory).Load(folder["eljournal.json"]);
        Assert.IsNotNull(loaded.Configuration, string.Join('\n', loaded.Mistakes));
        services = new ServiceCollection().AddGateway(loaded.Configuration, surroundings, new RunMode("run", Drill: false, Really: false), now: null).AddWorker(loaded.Configuration).BuildServiceProvider();
        await services.GetRequiredService<LedgerSchema>().EnsureAsync(CancellationToken.None);
        await WorkAsync();
    }

    /// <summary>The cable is out: no journal, no portal, no mail.</summary>
    public void NetworkGone()
    {
        Outside.World.Faults.Add(new Fault { Kind = FaultKind.Reset });
        Mail.Otherwise = SmtpFault.NotAvailable;
    }

    /// <summary>Everything can be connected to and nothing answers.</summary>
    public void NetworkHangs()
    {
        hangs = true;
        Outside.World.Faults.Add(new Fault { Kind = FaultKind.Delay, Delay = TimeSpan.FromDays(10) });
        Mail.Otherwise = SmtpFault.Silence;
    }

    /// <summary>Another program writes into the ledger and does not end.</summary>
    public IAsyncDisposable LockLedger()
    {
        var connection = LedgerRows.ConnectFile(folder[ledger]);
        using var begin = connection.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
        return connection;
    }

    public void NetworkBack()
    {
        hangs = false;
        Outside.World.Faults.Clear();
        Mail.Otherwise = SmtpFault.None;
    }

    /// <summary>Letters that the server took for somebody, after so many of all.</summary>
    public IReadOnlyList<MailText> Letters(string address, int after = 0) => [.. Mail.Received.Skip(after).Where(mail => mail.To.Contains(address)).Select(mail => mail.Message)];

    public IReadOnlyList<string> Query(string sql) => LedgerRows.Of(folder[ledger], sql);

    /// <summary>The days of the slots of a job, each as <c>day status</c>: 3 is done, 4 failed, 5 skipped.</summary>
    public IReadOnlyList<string> Slots(string job) => Query($"""SELECT strftime('%m-%d', "Due" / 1000 + 10800, 'unixepoch') || ' ' || "Status" FROM slots WHERE "Job" = '{job}' ORDER BY "Due" """);

    /// <summary>Everything that is due has gone to the portal as it is, each version once, and nothing else.</summary>
    public void EverythingIsDelivered()
    {
        Assert.IsEmpty(Query("""SELECT r."Key" FROM records r LEFT JOIN route_records d ON d."Record" = r."Id" WHERE r."Kind" <> 11 AND d."KeptBack" IS NULL AND ((r."Deleted" = 0 AND coalesce(d."DeliveredSeq", 0) <> r."Seq") OR (r."Deleted" = 1 AND d."DeliveredOp" = 1))"""));
        var live = Query("""SELECT count(*) FROM records r LEFT JOIN route_records d ON d."Record" = r."Id" WHERE r."Deleted" = 0 AND r."Kind" <> 11 AND d."KeptBack" IS NULL""");
        Assert.AreEqual(live.Single(), Outside.World.Portal.Inbox.Live.Count.ToString(CultureInfo.InvariantCulture));
        Assert.IsTrue(Outside.World.Portal.Inbox.Effects.Values.All(times => times == 1));
    }

    public async ValueTask DisposeAsync()
    {
        await SwitchOffAsync();
        await Mail.DisposeAsync();
        await Outside.DisposeAsync();
        folder.Dispose();
    }

    private void Configure()
    {
        File.WriteAllText(folder["portal.key"], PortalKey);
        File.WriteAllText(folder["journal.key"], Outside.World.ElZhur.Password);
        File.WriteAllText(folder["mail.key"], "planted-mail-password");
        File.WriteAllText(folder["collector.key"], "authorization=Bearer planted-collector-key");
        File.WriteAllText(folder["vendor.key"], Outside.World.ElZhur.DevKey);
        File.WriteAllText(folder["eljournal.json"], $$"""
            {
              "Storage": { "Provider": "Sqlite", "ConnectionString": "Data Source={{ledger}}" },
              "Adapters": { "Allowed": ["elzhur", "petersburg"] },
              "Mail": { "From": "journal@school.example", "Host": "127.0.0.1", "Tls": "None", "Port": {{Mail.Port}} },
              {{settings}}
              "Schools": [ {
                "Id": "s1", "Name": "Школа", "Ogrn": "1000000000000", "TimeZone": "Europe/Moscow",
                "Calendar": { "WorkingDays": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"], "DaysOff": [], "Vacations": [] },
                "Staff": { "DeputyDirector": { "Name": "Заместитель", "Email": "{{Deputy}}" }, "Administrator": { "Name": "Администратор", "Email": "{{Administrator}}" } },
                "Source": { "Adapter": "elzhur", "Settings": { "BaseUrl": "{{Outside.ElZhur}}", "Vendor": "{{Outside.World.ElZhur.Vendor}}", "DevKey": "file:vendor.key", "Login": "{{Outside.World.ElZhur.Login}}", "Password": "file:journal.key", "HomeworkStandsAt": "given", "Retries": "0", "RetryDelay": "00:00:00.010", "RequestSpacing": "00:00:00" } },
                "Routes": [ { "Name": "daily", "Portal": "petersburg", "Settings": { "UploadUrl": "{{Outside.Portal}}/push", "Token": "file:portal.key", "Retries": "0", "RequestTimeout": "00:00:05" } } ],
                "Letters": { "Teachers": "off", "OnQuietDays": true },
                "Schedules": { "sync": "0 0 9 ? * *", {{(selfTest ? "\"self-test\": \"0 0 20 ? * *\"," : "")}} {{string.Join(", ", Never.Select(job => $"\"{job}\": \"0 0 0 1 1 ? 2050\""))}} },
                "Rules": { "entry-deadline": { "Deadline": "17:00" } }
              } ]
            }
            """);
    }
}
