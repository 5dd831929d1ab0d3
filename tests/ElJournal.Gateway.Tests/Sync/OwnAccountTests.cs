using ElJournal.Adapters;
using ElJournal.Adapters.Sources;
using ElJournal.Gateway.Sync;
using ElJournal.Rules.Journal;
using ElJournal.Testing;

namespace ElJournal.Gateway.Tests.Sync;

/// <summary>The gateway reads with an account of its own, and that account takes part in nothing.</summary>
[TestClass]
public sealed class OwnAccountTests
{
    [TestMethod]
    [DataRow("gateway", null, "t1")]
    [DataRow(null, "gateway", "t1")]
    [DataRow(null, null, "gateway t1")]
    public async Task Sign_ins_of_the_gateways_own_account_are_left_out(string? configured, string? told, string left)
    {
        var clock = new FakeTimeProvider(World.At(8, 0));
        var source = new ScriptedSource { Clock = clock };
        source.Journal.AddRange([new SignIn("gateway", PersonRole.Teacher, World.At(7, 0)), new SignIn("t1", PersonRole.Teacher, World.At(7, 5)), new Teacher("gateway", "Шлюз")]);
        var day = new DayRange(World.Monday, World.Monday);

        var items = await new WithoutOwnAccount(new Told(source, told), configured)
            .ReadAsync(new ReadRequest(day, RecordKinds.All.ToHashSet(), [], new Dictionary<string, string>()), CancellationToken.None).ToListAsync();

        var records = items.OfType<Records>().SelectMany(batch => batch.Items).ToList();
        Assert.AreEqual(left, string.Join(' ', records.OfType<SignIn>().Select(signIn => signIn.PersonId).Order(StringComparer.Ordinal)));
        Assert.HasCount(1, records.OfType<Teacher>());
        Assert.IsTrue(items.OfType<ScopeRead>().Any(claim => claim.Scope.Kind == RecordKind.SignIn));
    }

    private sealed class Told(IJournalSource inner, string? own) : IJournalSource, IOwnAccount
    {
        public string? OwnPersonId => own;

        public SourceTraits Traits => inner.Traits;

        public ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken) => inner.ProbeAsync(cancellationToken);

        public IAsyncEnumerable<ReadItem> ReadAsync(ReadRequest request, CancellationToken cancellationToken) => inner.ReadAsync(request, cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
