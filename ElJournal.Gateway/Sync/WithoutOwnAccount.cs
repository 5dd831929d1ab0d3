using System.Runtime.CompilerServices;
using ElJournal.Adapters;
using ElJournal.Adapters.Sources;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync;

/// <summary>A source without the sign-ins of the gateway's own account: they are nobody's participation.</summary>
/// <param name="inner">The source; disposed by who made it.</param>
/// <param name="configured">The account's person, where the source does not say it itself.</param>
internal sealed class WithoutOwnAccount(IJournalSource inner, string? configured) : IJournalSource
{
    public SourceTraits Traits => inner.Traits;

    public ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken) => inner.ProbeAsync(cancellationToken);

    public async IAsyncEnumerable<ReadItem> ReadAsync(ReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in inner.ReadAsync(request, cancellationToken).WithCancellation(cancellationToken))
        {
            yield return item is Records batch && batch.Items.Any(IsOwn) ? new Records([.. batch.Items.Where(record => !IsOwn(record))]) : item;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private bool IsOwn(JournalRecord record) =>
        record is SignIn signIn
        && (string.Equals(signIn.PersonId, configured, StringComparison.Ordinal) || (inner is IOwnAccount { OwnPersonId: { } own } && string.Equals(signIn.PersonId, own, StringComparison.Ordinal)));
}
