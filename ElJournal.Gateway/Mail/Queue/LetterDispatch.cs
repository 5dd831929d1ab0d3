using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Mail.Transport;
using ElJournal.Rules.Compliance;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Mail.Queue;

/// <summary>Sends what is queued.</summary>
internal sealed class LetterDispatch(LedgerDatabase database, TimeProvider clock)
{
    private static readonly TimeSpan[] Waits = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];

    /// <summary>Sends the school's queued letters, oldest first. What cannot be sent stays queued.</summary>
    /// <param name="transport">Where to.</param>
    /// <param name="atOnce">Whether letters that wait for their next try are tried too, because a person asked.</param>
    /// <param name="lease">The right to write.</param>
    public async Task<DispatchResult> SendAsync(IMailTransport transport, bool atOnce, SchoolLease lease, CancellationToken cancellationToken)
    {
        var handled = new List<LetterRow>();
        string? problem = null;
        foreach (var letter in await QueuedAsync(lease.School, atOnce, cancellationToken))
        {
            var failure = await TrySendAsync(transport, letter, lease, cancellationToken);
            handled.Add(letter);
            problem = failure?.Message ?? problem;
            if (failure?.Failure == MailFailure.Unreachable)
            {
                break;
            }
        }

        await using var context = await database.ReadAsync(cancellationToken);
        var queued = await context.Set<LetterRow>().CountAsync(letter => letter.School == lease.School && letter.Status == LetterStatus.Queued, cancellationToken);
        return new DispatchResult(handled, queued, problem);
    }

    private async Task<List<LetterRow>> QueuedAsync(string school, bool atOnce, CancellationToken cancellationToken)
    {
        await using var context = await database.ReadAsync(cancellationToken);
        var now = clock.GetUtcNow().ToStored();
        return await context.Set<LetterRow>().AsNoTracking().Include(letter => letter.Attachments)
            .Where(letter => letter.School == school && letter.Status == LetterStatus.Queued && (atOnce || letter.NextTryAt == null || letter.NextTryAt <= now))
            .OrderBy(letter => letter.Id)
            .ToListAsync(cancellationToken);
    }

    private async Task<MailException?> TrySendAsync(IMailTransport transport, LetterRow letter, SchoolLease lease, CancellationToken cancellationToken)
    {
        MailException? failure = null;
        try
        {
            await transport.SendAsync(letter, cancellationToken);
        }
        catch (MailException exception)
        {
            failure = exception;
        }

        // From here on the letter has gone: a stop must not keep that from being noted.
        var now = clock.GetUtcNow();
        await using var transaction = await lease.BeginAsync(1, CancellationToken.None);
        transaction.Context.Attach(letter);
        letter.Tries++;
        letter.LastError = failure?.Message;
        letter.Status = failure?.Failure switch
        {
            null => LetterStatus.Sent,
            MailFailure.Refused => LetterStatus.Failed,
            _ => LetterStatus.Queued,
        };
        letter.SentAt = failure is null ? now.ToStored() : null;
        letter.NextTryAt = letter.Status == LetterStatus.Queued ? (now + Waits[Math.Min(letter.Tries, Waits.Length) - 1]).ToStored() : null;
        transaction.Context.Add(new LetterTryRow
        {
            Letter = letter.Id,
            School = letter.School,
            At = now.ToStored(),
            Outcome = letter.Status switch
            {
                LetterStatus.Sent => LetterOutcome.Sent,
                LetterStatus.Failed => LetterOutcome.Refused,
                _ when failure is { MayHaveArrived: true } => LetterOutcome.Unknown,
                _ => LetterOutcome.Later,
            },
            Detail = failure?.Message ?? transport.Destination,
        });
        if (failure is null)
        {
            await RecordLateAsync(transaction, letter);
        }

        await transaction.CommitAsync(CancellationToken.None);
        return failure;
    }

    /// <summary>A late entry is settled once its letter has gone.</summary>
    private static Task<int> RecordLateAsync(LedgerTransaction transaction, LetterRow letter) =>
        transaction.Context.Set<FindingRow>()
            .Where(finding => finding.School == letter.School && finding.State == FindingState.Late && finding.Status == FindingStatus.Open)
            .Where(finding => transaction.Context.Set<LetterFindingRow>().Any(row => row.Letter == letter.Id && row.Finding == finding.Id && (row.Section == LetterSection.Late || row.Section == LetterSection.Fixed || row.Section == LetterSection.Info || row.Section == LetterSection.Before)))
            .ExecuteUpdateAsync(update => update.SetProperty(finding => finding.Status, FindingStatus.Recorded), CancellationToken.None);
}

/// <summary>What became of the queue.</summary>
/// <param name="Handled">The letters tried, with their new status.</param>
/// <param name="Queued">How many letters of the school still wait.</param>
/// <param name="Problem">The last failure in words; <see langword="null"/> when there was none.</param>
internal sealed record DispatchResult(IReadOnlyList<LetterRow> Handled, int Queued, string? Problem)
{
    public int Sent => Handled.Count(letter => letter.Status == LetterStatus.Sent);

    public int Refused => Handled.Count(letter => letter.Status == LetterStatus.Failed);
}
