using System.Globalization;
using System.Net;
using ElJournal.Adapters.Http;
using ElJournal.Adapters.OneRoster.Delivered;
using ElJournal.Adapters.OneRoster.Delivering;
using ElJournal.Adapters.Portals;

namespace ElJournal.Adapters.OneRoster.Gradebook;

/// <summary>A provider of the OneRoster 1.2 gradebook service: lessons, homework, marks, attendance and final marks go to it object by object.</summary>
/// <remarks>
/// A package counts as taken when each of its writes has been answered. Until then nothing is noted, and the same package sent again writes everything again, which changes nothing:
/// every write says all about its object, and ids are made from the records' keys.
/// </remarks>
internal sealed class GradebookPortal(GradebookClient client, string directory, SchoolFacts school, int concurrency, TimeProvider time) : IPortal
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly DeliveredStore store = new(directory, "oneroster-rest");
    private readonly Provider provider = new();
    private readonly Lock gate = new();

    /// <inheritdoc/>
    public async ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var status = await client.ProbeAsync(cancellationToken);
            return (int)status < 400 ? new ProbeResult(Succeeded: true, Texts.ProbeProvider) : new ProbeResult(Succeeded: false, string.Format(CultureInfo.GetCultureInfo("ru"), Texts.ProbeOdd, (int)status));
        }
        catch (AdapterException failure) when (failure.HttpStatus() == HttpStatusCode.Forbidden)
        {
            return new ProbeResult(Succeeded: true, Texts.ProbeWriteOnly);
        }
        catch (AdapterException failure)
        {
            return new ProbeResult(Succeeded: false, failure.Instruction ?? Texts.ProbeUnreachable);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Receipt> DeliverAsync(Package package, CancellationToken cancellationToken)
    {
        var document = PackageDocument.Read(package.Body.Span);
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await DeliverAsync(package, document, cancellationToken);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            store.Forget();
            throw DeliveryFailure.Of(cause, isFolder: !File.Exists(directory));
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        store.Dispose();
        client.Dispose();
        turn.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<Receipt> DeliverAsync(Package package, PackageDocument document, CancellationToken cancellationToken)
    {
        SchoolState current;
        try
        {
            current = await store.OpenAsync(static (_, _, _, _) => ValueTask.CompletedTask, cancellationToken);
        }
        catch
        {
            store.Forget();
            throw;
        }

        if (store.ReceiptOf(package) is { } receipt)
        {
            return receipt;
        }

        var facts = school.For(document, current);
        var answers = new AnswerBook(time);
        var (plan, rejected, stuck) = await ConvergeAsync(current, document, facts, answers, cancellationToken);
        try
        {
            // Answered as a whole: from here on a stop that was asked for must not lose it.
            var number = store.NextNumber;
            var proof = await answers.WriteAsync(Path.Combine(directory, "answers", $"{StateFolder.Number(number)}.csv"));
            var taken = new TakenPackage(number, package.Id, DeliveredStore.DigestOf(package), document.Records.Count, rejected, proof);
            await store.BeginAsync(new LoggedPackage(taken, facts, package.Body.ToArray()));
            await store.EndAsync(current, taken);
            provider.Settle(document.Package, plan.Touched, stuck);
            return store.ReceiptOf(taken);
        }
        catch
        {
            store.Forget();
            throw;
        }
    }

    /// <summary>Writes until the provider has what the package asks for. What a refused record would have brought is worked out anew without it, and taken back where it was written already.</summary>
    /// <returns>The plan, which is applied to the state, the records refused, and the rows that are refused for no record's sake.</returns>
    private async Task<(GradebookPlan Plan, IReadOnlyList<RejectedRecord> Rejected, IReadOnlySet<RowId> Stuck)> ConvergeAsync(SchoolState current, PackageDocument document, SchoolFacts facts, AnswerBook answers, CancellationToken cancellationToken)
    {
        var refused = new Dictionary<RecordName, RejectedRecord>();
        HashSet<RecordName>? unshown = null;
        while (true)
        {
            var stuck = new HashSet<RowId>();
            var plan = GradebookPlan.Of(current, document.Without(refused.Values), facts);
            unshown ??= [.. plan.Refused.Select(record => new RecordName(record.Kind, record.Key))];
            try
            {
                if (!await WriteAsync(plan, document, refused, stuck, answers, cancellationToken))
                {
                    return (plan, [.. plan.Refused.Select(record => Explained(record, unshown)), .. refused.Values], stuck);
                }

                plan.Undo();
            }
            catch
            {
                plan.Undo();
                throw;
            }
        }
    }

    /// <summary>What could be shown at first and no longer can lost a record that the provider refused.</summary>
    private static RejectedRecord Explained(RejectedRecord record, HashSet<RecordName> unshown) =>
        unshown.Contains(new RecordName(record.Kind, record.Key)) ? record : record with { Code = "refused-reference", Message = Texts.RefusedReference };

    /// <returns>Whether a record was refused, so that the rest of the plan no longer holds.</returns>
    private async Task<bool> WriteAsync(GradebookPlan plan, PackageDocument document, Dictionary<RecordName, RejectedRecord> refused, HashSet<RowId> stuck, AnswerBook answers, CancellationToken cancellationToken)
    {
        var known = refused.Count;
        try
        {
            foreach (var wave in plan.Waves(provider))
            {
                await Parallel.ForEachAsync(wave, new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken }, async (write, token) =>
                {
                    lock (gate)
                    {
                        provider.Try(document.Package, write.Id);
                    }

                    var answer = write.Row is { } row ? await client.PutAsync(row, document.CreatedAt, token) : await client.DeleteAsync(write.Id.File, write.Id.SourcedId, token);
                    answers.Note(write, answer);
                    Settle(plan, document.Package, write, answer, refused, stuck);
                });
                if (refused.Count > known)
                {
                    return true;
                }
            }

            return false;
        }
        catch (AdapterException failure) when (failure.Failure == AdapterFailure.Temporary && (failure.NeverSent() || failure.HttpStatus() is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
        {
            // What was written meanwhile is part of a package that is not taken as a whole; it will be sent again.
            throw new PortalBusyException($"The provider takes nothing now: {failure.Message}", failure.RetryAfter, failure);
        }
    }

    private void Settle(GradebookPlan plan, string package, Write write, WriteAnswer answer, Dictionary<RecordName, RejectedRecord> refused, HashSet<RowId> stuck)
    {
        lock (gate)
        {
            if (answer.Refusal is not { } refusal)
            {
                provider.Note(package, write.Id, write.Row);
                return;
            }

            provider.Restore(package, write.Id, write.Before);
            var owners = plan.OwnersOf(write);
            if (owners.Count == 0)
            {
                stuck.Add(write.Id);
            }

            foreach (var owner in owners)
            {
                refused.TryAdd(owner, new RejectedRecord(owner.Kind, owner.Key, refusal.Code, refusal.Message));
            }
        }
    }
}
