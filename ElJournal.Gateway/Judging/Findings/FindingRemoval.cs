using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail.Model;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Judging.Findings;

/// <summary>Takes findings out of the ledger, with what they kept back and the note of which letters told them.</summary>
internal static class FindingRemoval
{
    /// <param name="context">The ledger.</param>
    /// <param name="findings">Findings of one school.</param>
    /// <param name="school">That school.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>How many there were.</returns>
    public static async Task<int> RunAsync(LedgerContext context, IQueryable<FindingRow> findings, string school, CancellationToken cancellationToken)
    {
        await context.Set<FindingBlockRow>().Where(block => block.School == school && findings.Any(finding => finding.Id == block.Finding)).ExecuteDeleteAsync(cancellationToken);
        await context.Set<LetterFindingRow>().Where(row => row.School == school && findings.Any(finding => finding.Id == row.Finding)).ExecuteDeleteAsync(cancellationToken);
        return await findings.ExecuteDeleteAsync(cancellationToken);
    }
}
