using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail;
using ElJournal.Gateway.Mail.Administration;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Delivery;

/// <summary>Letters to the administrator about routes.</summary>
internal sealed class AdministratorAlarm(AdministratorLetters letters, TimeProvider clock)
{
    public IRouteAlarm For(SchoolRuntime school) => new OfSchool(school, letters, clock);

    private sealed class OfSchool(SchoolRuntime school, AdministratorLetters letters, TimeProvider clock) : IRouteAlarm
    {
        public async Task RaiseAsync(LedgerTransaction transaction, RouteTask route, ExportFailure failure, CancellationToken cancellationToken)
        {
            var (head, body) = failure.Kind switch
            {
                "stopped" => (Texts.StoppedSubject, Texts.StoppedWhat),
                "moved" => (Texts.MovedSubject, Texts.MovedWhat),
                _ => (Texts.BarredSubject, Texts.BarredWhat),
            };
            var subject = Phrase.Of(head, route.Name);
            var what = Phrase.Of(body, route.Name, failure.Message);
            var notice = new AdministratorNotice(
                LetterKind.Failure,
                $"route-{route.Name}-{failure.Kind}",
                school.DayOf(clock.GetUtcNow()),
                subject,
                failure.Instruction is { } instruction ? [what, instruction] : [what, Wording.RetryInstruction(school.Id, route.Name)]);
            await letters.EnqueueAsync(transaction, school.Options, notice, cancellationToken);
        }
    }
}
