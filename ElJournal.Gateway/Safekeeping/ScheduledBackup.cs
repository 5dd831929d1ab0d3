using System.Globalization;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail;
using ElJournal.Gateway.Mail.Administration;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Scheduling;

namespace ElJournal.Gateway.Safekeeping;

/// <summary>The jobs <c>backup</c> and <c>archive</c>. The ledger is one for all schools, so the first school's slot makes the set and the others' find it made.</summary>
internal sealed class ScheduledBackup(GatewayConfiguration configuration, BackupUseCase backup, Copies copies, AdministratorLetters letters, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim oneAtATime = new(1, 1);

    public void Dispose() => oneAtATime.Dispose();

    /// <param name="due">Since when the copy is due: one that began later will do.</param>
    public async Task<StepOutcome> RunAsync(SchoolRuntime school, string kind, DateTimeOffset due, SchoolLease lease, CancellationToken cancellationToken)
    {
        if (configuration.Options.Backup is not { } options)
        {
            return new StepOutcome(StepResult.Complete, "no backup media configured");
        }

        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if ((await copies.FreshnessAsync(options, kind, cancellationToken)).All(medium => medium.LastCopy >= due))
            {
                return new StepOutcome(StepResult.Complete, "made by another school's run");
            }

            var outcome = await backup.RunAsync(kind, configuration.Schools.All, cancellationToken);
            if (!outcome.Complete)
            {
                await TellAsync(school, outcome, lease, cancellationToken);
            }

            return outcome.AnyWritten
                ? new StepOutcome(StepResult.Complete, string.Create(CultureInfo.InvariantCulture, $"set {outcome.Set}: {string.Join(", ", outcome.Media.Select(medium => medium.State))}, bytes {outcome.Media.Max(medium => medium.Bytes)}"))
                : new StepOutcome(StepResult.NeedsPerson, "no medium was written", string.Join(' ', outcome.Media.Select(medium => medium.Message)));
        }
        catch (GatewayException failure)
        {
            return new StepOutcome(StepResult.NeedsPerson, "no copy was made", failure.Message);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    private async Task TellAsync(SchoolRuntime school, BackupOutcome outcome, SchoolLease lease, CancellationToken cancellationToken)
    {
        if (!outcome.AnyWritten)
        {
            // The job's own failure tells it.
            return;
        }

        var missing = outcome.Media.Where(medium => medium.Message is not null).ToList();
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        var notice = new AdministratorNotice(
            LetterKind.Failure,
            $"backup-{outcome.Kind}",
            school.DayOf(clock.GetUtcNow()),
            missing.Count > 0 ? Phrase.Of(Texts.LetterSubject, string.Join(", ", missing.Select(medium => medium.Medium))) : Texts.LetterSubjectSource,
            [
                Phrase.Of(Texts.LetterWhat, string.Join(", ", outcome.Media.Where(medium => medium.Message is null).Select(medium => medium.Medium))),
                .. missing.Select(medium => medium.Message!),
                .. outcome.Remarks,
                Texts.LetterNext,
            ]);
        await letters.EnqueueAsync(transaction, school.Options, notice, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
