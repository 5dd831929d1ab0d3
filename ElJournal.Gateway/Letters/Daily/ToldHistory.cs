using System.Collections.Frozen;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Rules.Compliance;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Letters.Daily;

/// <summary>What letters have told a person, queued ones among them.</summary>
/// <param name="Sections">By the finding's id the section of the latest letter.</param>
/// <param name="Entered">Findings told as missing that are entered now, and of which no letter has told that yet.</param>
internal sealed record ToldHistory(FrozenDictionary<string, LetterSection> Sections, FrozenSet<string> Entered)
{
    /// <param name="context">The ledger.</param>
    /// <param name="school">The school's id.</param>
    /// <param name="person">Who was told.</param>
    /// <param name="replaced">Letters that wait and are about to be replaced: what they tell, the new one tells.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<ToldHistory> ReadAsync(LedgerContext context, string school, Recipient person, IReadOnlyCollection<long> replaced, CancellationToken cancellationToken)
    {
        // A letter refused for good told nobody anything, nor did one whose place another took.
        var told = await context.Set<LetterRow>().AsNoTracking()
            .Where(letter => letter.School == school && letter.Kind == LetterKind.Daily && letter.RecipientAddress == person.Address && letter.Status != LetterStatus.Failed && letter.Status != LetterStatus.Replaced && !replaced.Contains(letter.Id))
            .Join(context.Set<LetterFindingRow>(), letter => letter.Id, row => row.Letter, (letter, row) => new { letter.Id, row.Finding, row.Section })
            .OrderBy(row => row.Id)
            .ToListAsync(cancellationToken);
        var sections = new Dictionary<string, LetterSection>(told.Count, StringComparer.Ordinal);
        foreach (var row in told)
        {
            sections[row.Finding] = row.Section;
        }

        var entered = await context.Set<FindingRow>().AsNoTracking()
            .Where(finding => finding.School == school && (finding.Status == FindingStatus.Resolved || finding.State == FindingState.Late))
            .Where(finding => context.Set<LetterFindingRow>().Any(row => row.School == school && row.Finding == finding.Id))
            .Select(finding => new { finding.Id, finding.Status, finding.State, finding.Part, finding.Rule })
            .ToListAsync(cancellationToken);
        return new ToldHistory(
            sections.ToFrozenDictionary(StringComparer.Ordinal),
            entered.Where(finding => sections.TryGetValue(finding.Id, out var section) && section is LetterSection.Missing or LetterSection.Left).Select(finding => finding.Id).ToFrozenSet(StringComparer.Ordinal));
    }
}
