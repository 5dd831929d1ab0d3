using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail;
using ElJournal.Gateway.Mail.Administration;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Diagnosis;

/// <summary>Tells the administrator how the gateway is, well or not: a letter that does not come says something too.</summary>
internal sealed class SelfTestLetters(DoctorUseCase doctor, AdministratorLetters letters, TimeProvider clock)
{
    public async Task<LetterRow?> QueueAsync(SchoolRuntime school, SchoolLease lease, CancellationToken cancellationToken)
    {
        var checks = await doctor.RunAsync([school], cancellationToken);
        var day = school.DayOf(clock.GetUtcNow());
        var troubles = checks.Where(check => check.Status != DoctorStatus.Ok).OrderByDescending(check => check.Status).Select(check => $"{check.Message}. {Phrase.Of(Texts.NextIs, check.Next)}").ToList();
        var notice = new AdministratorNotice(
            LetterKind.SelfTest,
            LetterKind.SelfTest,
            day,
            Phrase.Of(troubles.Count == 0 ? Texts.SelfTestSubjectGood : Texts.SelfTestSubjectBad, RussianDates.Full(day)),
            [Texts.SelfTestLead, .. troubles.Count == 0 ? [Phrase.Of(Texts.SelfTestGood, checks.Count)] : troubles]);
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        var letter = await letters.EnqueueAsync(transaction, school.Options, notice, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return letter;
    }
}
