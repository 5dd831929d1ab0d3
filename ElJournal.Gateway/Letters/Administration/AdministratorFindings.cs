using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail;
using ElJournal.Gateway.Mail.Administration;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Compliance;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Letters.Administration;

/// <summary>Tells the administrator of findings that are nobody else's, each once: copies that are missing, one login in two places.</summary>
internal sealed class AdministratorFindings(FindingQueries findings, AdministratorLetters letters)
{
    /// <returns>The letter; <see langword="null"/> when there is nothing new to tell.</returns>
    public async Task<LetterRow?> QueueAsync(SchoolRuntime school, DateOnly day, SchoolLease lease, CancellationToken cancellationToken)
    {
        if (school.Options.Staff.Administrator is not { Email.Length: > 0 })
        {
            return null;
        }

        var open = (await findings.ListAsync(school, new FindingFilter { Statuses = [FindingStatus.Open] }, cancellationToken)).Where(view => RuleCatalog.Find(view.Rule)?.Info.ForAdministrator == true).ToList();
        if (open.Count == 0)
        {
            return null;
        }

        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        var ids = open.Select(view => view.Id).ToList();
        var told = await transaction.Context.Set<LetterFindingRow>().Where(row => row.School == school.Id && ids.Contains(row.Finding)).Select(row => row.Finding).ToListAsync(cancellationToken);
        var news = open.Where(view => !told.Contains(view.Id, StringComparer.Ordinal)).ToList();
        if (news.Count == 0)
        {
            return null;
        }

        var notice = new AdministratorNotice(
            LetterKind.Failure,
            $"findings-{news.Min(view => view.Id)}",
            day,
            Phrase.Of(Texts.AdministratorSubject, Plural.Of(news.Count, Texts.FormsAdministratorQuestion)),
            [
                .. news.Select(view => view.TeacherName is { } person ? Phrase.Of(Texts.AdministratorPerson, person, view.Message) : view.Message),
                Phrase.Of(Texts.AdministratorNext, school.Id),
            ])
        {
            Findings = [.. news.Select(view => new ToldFinding(view.Id, LetterSection.Other))],
        };
        var letter = await letters.EnqueueAsync(transaction, school.Options, notice, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return letter;
    }
}
