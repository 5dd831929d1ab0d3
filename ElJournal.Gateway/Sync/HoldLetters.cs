using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail;
using ElJournal.Gateway.Mail.Administration;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Sync;

/// <summary>Tells the administrator of mass changes that wait: one letter per hold.</summary>
/// <remarks>A letter's identity is made of the hold's, so it is queued once however often this runs; a process that dies between the pass and the letter loses nothing.</remarks>
internal sealed class HoldLetters(HoldDecisions holds, AdministratorLetters letters)
{
    public async Task QueueAsync(SchoolRuntime school, SchoolLease lease, CancellationToken cancellationToken)
    {
        var open = await holds.ListAsync(school.Id, cancellationToken);
        if (open.Count == 0)
        {
            return;
        }

        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        foreach (var hold in open)
        {
            await letters.EnqueueAsync(transaction, school.Options, Notice(school, hold), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static AdministratorNotice Notice(SchoolRuntime school, HoldView hold) => new(
        LetterKind.Hold,
        hold.Id,
        school.DayOf(hold.OpenedAt),
        Texts.HoldLetterSubject,
        [
            Phrase.Of(Texts.HoldLetterWhat, hold.Class ?? Texts.WholeSchool, KindNames.Of(hold.Kind), hold.Deleted, hold.Changed, hold.Live),
            Texts.HoldLetterWhy,
            Phrase.Of(Texts.HoldLetterNext, hold.Id, school.Id),
        ]);
}
