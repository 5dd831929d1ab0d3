using ElJournal.Adapters.Sources;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail.Administration;
using ElJournal.Gateway.People;
using ElJournal.Gateway.Plugins;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync;

/// <summary>One reading pass of a school.</summary>
internal sealed class SyncUseCase(AdapterFactory adapters, SyncEngine engine, HoldLetters letters, CredentialLetters credentials, ErasedKeeper erased, TimeProvider clock)
{
    /// <summary>Reads the journal into the ledger.</summary>
    /// <param name="school">The school.</param>
    /// <param name="window">The days; <see langword="null"/> for the usual ones: from 14 days back to 7 ahead, and the school year so far while the ledger is empty.</param>
    /// <param name="lease">The school's lease.</param>
    /// <exception cref="ElJournal.Adapters.AdapterException">The source could not even be made.</exception>
    public Task<SyncResult> RunAsync(SchoolRuntime school, DayRange? window, SchoolLease lease, CancellationToken cancellationToken) =>
        RunAsync(school, window, wholeYear: false, lease, cancellationToken);

    /// <summary>Reads the whole school year so far.</summary>
    public Task<SyncResult> RunWholeYearAsync(SchoolRuntime school, SchoolLease lease, CancellationToken cancellationToken) =>
        RunAsync(school, window: null, wholeYear: true, lease, cancellationToken);

    private async Task<SyncResult> RunAsync(SchoolRuntime school, DayRange? window, bool wholeYear, SchoolLease lease, CancellationToken cancellationToken)
    {
        var options = school.SourceFor(school.DayOf(clock.GetUtcNow()));
        await using var source = adapters.CreateSource(school, options);
        var target = new SyncTarget(school.Id, school.Zone, Books.SourceName(options.Adapter, options.Since), options.Since);
        IJournalSource read = new WithoutOwnAccount(source, options.ServiceAccount);
        var people = await erased.OpenAsync(school.Id, lease, cancellationToken);
        var filter = people.None ? null : new WithoutErased(read, people, target.Source);
        var result = await engine.RunAsync(target, filter ?? read, window, wholeYear, lease, cancellationToken);
        await erased.CloseAsync(school.Id, target.Source, filter?.Learned ?? [], lease, cancellationToken);
        if (result.Held > 0)
        {
            await letters.QueueAsync(school, lease, cancellationToken);
        }

        await credentials.QueueAsync(school, options.Adapter, source, lease, cancellationToken);
        return result;
    }
}
