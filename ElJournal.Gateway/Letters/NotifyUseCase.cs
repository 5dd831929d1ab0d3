using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Letters.Administration;
using ElJournal.Gateway.Letters.Daily;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Letters.Monthly;
using ElJournal.Gateway.Mail.Queue;
using ElJournal.Gateway.Letters.Staff;
using ElJournal.Gateway.Mail;
using ElJournal.Gateway.Mail.Transport;

namespace ElJournal.Gateway.Letters;

/// <summary>Composes what is due now, and sends what is queued.</summary>
internal sealed class NotifyUseCase(JudgeUseCase judge, DailyLetters daily, MonthlyLetters monthly, StaffDesk staff, AdministratorFindings own, LetterDispatch dispatch, MailTransports transports, TimeProvider clock)
{
    /// <param name="school">The school.</param>
    /// <param name="kind">One of those that <c>notify --kind</c> takes.</param>
    /// <param name="lease">The right to write.</param>
    /// <exception cref="GatewayException">Nothing can be sent as configured; then nothing is composed either.</exception>
    public async Task<NotifyResult> RunAsync(SchoolRuntime school, string kind, SchoolLease lease, CancellationToken cancellationToken)
    {
        // First of all, so that a drill that must not leave the machine leaves no letter behind for the worker to send.
        var transport = transports.Create();
        var now = clock.GetUtcNow();
        await judge.RunAsync(school, window: null, lease, cancellationToken);
        string? none = null;
        if (kind == LetterKind.Monthly)
        {
            await monthly.QueueAsync(school, school.DayOf(now), lease, cancellationToken);
            await staff.ResultsAsync(school, school.DayOf(now), lease, cancellationToken);
        }
        else if (kind != LetterKind.Daily)
        {
            none = (await staff.AskedAsync(school, kind, now, lease, cancellationToken)).Count == 0 ? await staff.WhyNoneAsync(school, kind, now, cancellationToken) : null;
        }
        else if (await daily.DueDayAsync(school, now, cancellationToken) is { } day)
        {
            none = (await daily.QueueAsync(school, [day], late: false, lease, cancellationToken)).Count == 0 && DailyLetters.IsWeekly(school) ? Texts.NotifyWeekly : null;
        }
        else
        {
            none = Texts.NotifyNoLessons;
        }

        if (kind == LetterKind.Daily)
        {
            await own.QueueAsync(school, school.DayOf(now), lease, cancellationToken);
        }

        var sent = await dispatch.SendAsync(transport, atOnce: true, lease, cancellationToken);
        return new NotifyResult(sent.Handled, sent.Queued, sent.Sent, sent.Refused, transport.Destination, sent.Problem) { WhyNone = none };
    }
}

/// <summary>What <c>notify</c> did.</summary>
/// <param name="Letters">The letters tried in this run.</param>
/// <param name="Queued">Letters of the school that still wait.</param>
/// <param name="Sent">How many went.</param>
/// <param name="Refused">How many were refused for good.</param>
/// <param name="Destination">Where to.</param>
/// <param name="Problem">What kept letters from going, in words.</param>
internal sealed record NotifyResult(IReadOnlyList<LetterRow> Letters, int Queued, int Sent, int Refused, string Destination, string? Problem)
{
    /// <summary>Why there was nothing to compose, in words, where it is not that everything was told before.</summary>
    public string? WhyNone { get; init; }
}
