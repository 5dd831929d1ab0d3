using System.Runtime.CompilerServices;
using ElJournal.Adapters;
using ElJournal.Adapters.Portals;
using ElJournal.Adapters.Sources;
using ElJournal.Gateway.Secrets;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Plugins;

/// <summary>A source from whose words secrets are taken out before anybody notes, prints or sends them. It has every optional ability; of one that the adapter lacks it knows nothing.</summary>
internal sealed class VeiledSource(IJournalSource inner, SecretVeil veil) : IJournalSource, IExpiringCredential, IOwnAccount, IBackup
{
    public SourceTraits Traits => inner.Traits;

    public IReadOnlyList<CredentialEnd> CredentialEnds => veil.Clean((inner as IExpiringCredential)?.CredentialEnds);

    public string? OwnPersonId => (inner as IOwnAccount)?.OwnPersonId;

    public bool IsBackupSetUp => inner is IBackup { IsBackupSetUp: true };

    public async ValueTask<BackupSet> BackUpAsync(string directory, CancellationToken cancellationToken)
    {
        try
        {
            return await ((IBackup)inner).BackUpAsync(directory, cancellationToken);
        }
        catch (Exception exception) when (veil.IsIn(exception.ToString()))
        {
            throw veil.Clean(exception);
        }
    }

    public async ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return veil.Clean(await inner.ProbeAsync(cancellationToken));
        }
        catch (Exception exception) when (veil.IsIn(exception.ToString()))
        {
            throw veil.Clean(exception);
        }
    }

    public async IAsyncEnumerable<ReadItem> ReadAsync(ReadRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var items = inner.ReadAsync(request, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            ReadItem item;
            try
            {
                if (!await items.MoveNextAsync())
                {
                    yield break;
                }

                item = items.Current;
            }
            catch (Exception exception) when (veil.IsIn(exception.ToString()))
            {
                throw veil.Clean(exception);
            }

            yield return item switch
            {
                ScopeUnread unread => unread with { Message = veil.Clean(unread.Message), InRussian = unread.InRussian is { } russian ? veil.Clean(russian) : null },
                Skipped skipped => skipped with { Reason = veil.Clean(skipped.Reason), InRussian = skipped.InRussian is { } russian ? veil.Clean(russian) : null },
                Remark remark => remark with { Message = veil.Clean(remark.Message), InRussian = remark.InRussian is { } russian ? veil.Clean(russian) : null },
                _ => item,
            };
        }
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

/// <summary>A portal from whose words secrets are taken out.</summary>
internal class VeiledPortal(IPortal inner, SecretVeil veil) : IPortal, IExpiringCredential
{
    public IReadOnlyList<CredentialEnd> CredentialEnds => veil.Clean((inner as IExpiringCredential)?.CredentialEnds);

    /// <summary>The portal, with the ability to be read back exactly if it has it.</summary>
    public static IPortal Of(IPortal inner, SecretVeil veil) => inner is IReadBack readable ? new Readable(inner, readable, veil) : new VeiledPortal(inner, veil);

    public async ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return veil.Clean(await inner.ProbeAsync(cancellationToken));
        }
        catch (Exception exception) when (veil.IsIn(exception.ToString()))
        {
            throw veil.Clean(exception);
        }
    }

    public async ValueTask<Receipt> DeliverAsync(Package package, CancellationToken cancellationToken)
    {
        try
        {
            var receipt = await inner.DeliverAsync(package, cancellationToken);
            return receipt with { Rejected = [.. receipt.Rejected.Select(rejected => rejected with { Message = veil.Clean(rejected.Message) })] };
        }
        catch (Exception exception) when (veil.IsIn(exception.ToString()))
        {
            throw veil.Clean(exception);
        }
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class Readable(IPortal inner, IReadBack readable, SecretVeil veil) : VeiledPortal(inner, veil), IReadBack
    {
        private readonly SecretVeil veil = veil;

        public async ValueTask<ReadBackView> ReadBackAsync(DayRange days, CancellationToken cancellationToken)
        {
            try
            {
                var view = await readable.ReadBackAsync(days, cancellationToken);
                return view with { Remarks = [.. view.Remarks.Select(veil.Clean)] };
            }
            catch (Exception exception) when (veil.IsIn(exception.ToString()))
            {
                throw veil.Clean(exception);
            }
        }
    }
}

/// <summary>What adapters say, without secrets.</summary>
internal static class VeiledWords
{
    public static ProbeResult Clean(this SecretVeil veil, ProbeResult result) => result with { Message = veil.Clean(result.Message) };

    public static IReadOnlyList<CredentialEnd> Clean(this SecretVeil veil, IReadOnlyList<CredentialEnd>? ends) =>
        ends is null ? [] : [.. ends.Select(end => end with { Name = veil.Clean(end.Name), Instruction = veil.Clean(end.Instruction) })];

    /// <summary>An exception that means the same and holds no secret. The original goes with its causes and its trace: any of them may repeat the secret.</summary>
    public static Exception Clean(this SecretVeil veil, Exception exception) => exception switch
    {
        AdapterException known => new AdapterException(known.Failure, veil.Clean(known.Message), known.Instruction is { } instruction ? veil.Clean(instruction) : null, known.RetryAfter) { Unanswered = known.Unanswered },
        PackageTooLargeException large => new PackageTooLargeException(veil.Clean(large.Message)),
        PortalBusyException busy => new PortalBusyException(veil.Clean(busy.Message), busy.RetryAfter),
        OperationCanceledException cancelled => new OperationCanceledException(veil.Clean(cancelled.Message), cancelled.CancellationToken),

        // As the host treats any exception that it does not know.
        _ => new AdapterException(AdapterFailure.Temporary, $"{exception.GetType().Name}: {veil.Clean(exception.Message)}"),
    };
}
