using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Evaluating;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Reports;

/// <summary>Opens the ledger for reports.</summary>
internal sealed class ReportJournals(LedgerDatabase database, SceneLoader scenes, TimeProvider clock)
{
    /// <summary>Opens the books of the school year that the day lies in.</summary>
    /// <exception cref="GatewayException">The journal of that year was never read.</exception>
    public async Task<ReportJournal> OpenAsync(SchoolRuntime school, DateOnly day, CancellationToken cancellationToken)
    {
        var connection = await database.OpenAsync(cancellationToken);
        try
        {
            var opened = await scenes.OpenAsync(connection, school, clock.GetUtcNow(), cancellationToken, day);
            if (opened.Count == 0)
            {
                throw new GatewayException(Phrase.Of(ReportTexts.NothingRead, school.Id));
            }

            return new ReportJournal(connection, school, opened, await SchoolNames.LoadAsync(connection, school.Id, cancellationToken));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
