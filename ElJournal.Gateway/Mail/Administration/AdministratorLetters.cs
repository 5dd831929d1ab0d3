using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail.Composing;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Mail.Queue;
using ElJournal.Gateway.Mail.Rendering;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Mail.Administration;

/// <summary>Queues urgent technical letters to the administrator.</summary>
internal sealed class AdministratorLetters(LetterQueue queue, LetterRenderer renderer)
{
    /// <summary>Queues the notice in the caller's transaction.</summary>
    /// <returns>The letter; <see langword="null"/> when the school has no administrator.</returns>
    public async Task<LetterRow?> EnqueueAsync(LedgerTransaction transaction, SchoolOptions school, AdministratorNotice notice, CancellationToken cancellationToken)
    {
        if (school.Staff.Administrator is not { Email.Length: > 0 } administrator)
        {
            return null;
        }

        var document = new LetterDocument(notice.Subject, [school.Name, .. notice.Sentences], [], [Texts.ComposedAutomatically]);
        return await queue.EnqueueAsync(
            transaction,
            new Letter(school.Id, notice.Kind, notice.Day, new Recipient(administrator.Name, administrator.Email), notice.Subject, LetterRenderer.Text(document), await renderer.HtmlAsync(document)) { About = notice.About, Findings = notice.Findings },
            cancellationToken);
    }

    /// <summary>Takes back what still waits and is no news any more: it ended before the letter about it could go.</summary>
    /// <param name="transaction">The caller's.</param>
    /// <param name="school">The school's id.</param>
    /// <param name="subjects">The letters' subjects.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static Task TakeBackAsync(LedgerTransaction transaction, string school, IReadOnlyCollection<string> subjects, CancellationToken cancellationToken) =>
        transaction.Context.Set<LetterRow>()
            .Where(letter => letter.School == school && letter.Kind == LetterKind.Failure && letter.Status == LetterStatus.Queued && subjects.Contains(letter.Subject))
            .ExecuteDeleteAsync(cancellationToken);
}
