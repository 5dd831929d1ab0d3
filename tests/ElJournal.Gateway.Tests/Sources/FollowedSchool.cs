using ElJournal.Adapters;
using ElJournal.Adapters.Conformance;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Judging.Evaluating;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Sync;
using ElJournal.Gateway.Tests.Judging;
using ElJournal.Rules.Compliance;
using Microsoft.Extensions.Logging.Abstractions;

namespace ElJournal.Gateway.Tests.Sources;

/// <summary>A gateway that follows a school through one adapter: real passes into a real ledger, judged by every rule that there is.</summary>
internal sealed class FollowedSchool : IAsyncDisposable
{
    private readonly SourceWorld world;
    private readonly LedgerCopy ledger;
    private readonly StoppedClock clock = new();
    private readonly SchoolLeases leases;
    private readonly SyncEngine engine;
    private readonly JudgeUseCase judge;
    private readonly SchoolRuntime school;

    private FollowedSchool(SourceWorld world, LedgerCopy ledger)
    {
        this.world = world;
        this.ledger = ledger;
        leases = new SchoolLeases(ledger.Database, clock);
        engine = new SyncEngine(ledger.Database, new Books(ledger.Database), clock);
        judge = new JudgeUseCase(ledger.Database, new SceneLoader(), clock);
        school = JudgingLedger.Configured(options => options.Source = [new SourceOptions { Adapter = "conformance" }], [.. RuleCatalog.All.Select(Enabled)]);
    }

    /// <summary>A gateway that has read nothing yet.</summary>
    public static async Task<FollowedSchool> InstallAsync(SourceWorld world)
    {
        await using var empty = await Sync.World.CreateAsync(roster: false);
        return new FollowedSchool(world, new LedgerCopy(empty.Database));
    }

    /// <summary>Another gateway that knows what this one does, and goes its own way from now on.</summary>
    public FollowedSchool Fork() => new(world, new LedgerCopy(ledger.Database));

    /// <summary>Reads the journal at the moment, and judges it.</summary>
    /// <param name="moment">When.</param>
    /// <param name="disturbance">What is wrong with the source just then.</param>
    /// <param name="shown">The moment that the journal shows; left out: that of the read.</param>
    /// <returns>What is held against anybody, by id.</returns>
    public async Task<IReadOnlyDictionary<string, string>> FollowAsync(DateTimeOffset moment, Disturbance? disturbance = null, DateTimeOffset? shown = null)
    {
        clock.Now = moment;
        world.Time = clock;
        await world.ShowAsync(shown ?? moment);
        await world.MendAsync();
        if (disturbance is { } wrong)
        {
            await world.DisturbAsync(wrong);
        }

        await using var lease = await leases.AcquireAsync("s1", "test", CancellationToken.None);
        using (var http = new LoopbackHttp())
        {
            await using var source = world.Factory.CreateSource(new AdapterContext("s1", world.TimeZone, new AdapterSettings(world.Settings), http, NullLogger.Instance, clock, TimeProvider.System));
            await engine.RunAsync(new SyncTarget("s1", world.TimeZone, "conformance"), source, asked: null, wholeYear: false, lease, CancellationToken.None);
        }

        await judge.RunAsync(school, null, lease, CancellationToken.None);
        var found = await new FindingQueries(ledger.Database).ListAsync(school, new FindingFilter(), CancellationToken.None);
        return found.ToDictionary(finding => finding.Id, finding => FormattableString.Invariant($"{finding.Rule} {finding.Part} {finding.State} {finding.Status} of {finding.Day:yyyy-MM-dd}, {finding.StudentId}: {finding.Message}"), StringComparer.Ordinal);
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    private static RuleSettings Enabled(RuleDefinition rule)
    {
        var settings = rule.Defaults();
        settings.Enabled = true;
        return settings;
    }

    /// <summary>The school's clock stands; what waits for another machine waits by the real one.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();
    }
}
