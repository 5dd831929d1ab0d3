using System.Globalization;
using ElJournal.Adapters;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Mail.Administration;

/// <summary>Warns the administrator before a token or key ends: 14 and 3 days ahead, one letter each.</summary>
/// <remarks>A letter's identity is made of the connection, the end's day and the stage, so it is queued once however often this runs; a renewed credential has another end and so letters of its own.</remarks>
internal sealed class CredentialLetters(AdministratorLetters letters, TimeProvider clock)
{
    private static readonly int[] DaysAhead = [3, 14];

    /// <summary>Looks at what a source or portal knows of its credentials.</summary>
    /// <param name="school">The school.</param>
    /// <param name="connection">The adapter of a source, the name of a route.</param>
    /// <param name="adapter">What was just used.</param>
    /// <param name="lease">The school's lease.</param>
    public async Task QueueAsync(SchoolRuntime school, string connection, object? adapter, SchoolLease lease, CancellationToken cancellationToken)
    {
        if (adapter is not IExpiringCredential { CredentialEnds: { Count: > 0 } ends })
        {
            return;
        }

        var now = clock.GetUtcNow();
        var notices = ends.Select(end => Notice(school, connection, end, now)).OfType<AdministratorNotice>().ToList();
        if (notices.Count == 0)
        {
            return;
        }

        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        foreach (var notice in notices)
        {
            await letters.EnqueueAsync(transaction, school.Options, notice, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static AdministratorNotice? Notice(SchoolRuntime school, string connection, CredentialEnd end, DateTimeOffset now)
    {
        var lastDay = school.DayOf(end.EndsAt);
        var daysLeft = lastDay.DayNumber - school.DayOf(now).DayNumber;
        if (DaysAhead.FirstOrDefault(ahead => daysLeft <= ahead) is not (> 0 and var stage))
        {
            return null;
        }

        var ended = end.EndsAt <= now;
        var on = RussianDates.Full(lastDay);
        return new AdministratorNotice(
            LetterKind.Failure,
            string.Create(CultureInfo.InvariantCulture, $"credential-{connection}-{end.Name}-{lastDay:yyyy-MM-dd}-{stage}"),

            // The day on which the stage begins, not the day of the run: it is part of the letter's identity.
            lastDay.AddDays(-stage),
            Phrase.Of(ended ? Texts.CredentialSubjectEnded : Texts.CredentialSubject, end.Name, on),
            [Phrase.Of(ended ? Texts.CredentialWhatEnded : Texts.CredentialWhat, end.Name, connection, on), end.Instruction]);
    }
}
