using ElJournal.Gateway.Judging.Evaluating;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Judging.Findings;

/// <summary>
/// Findings that something is missing, on days that nothing else makes worth judging. Their scopes are read again in every pass; where that showed nothing new they hold
/// as of a later moment, which takes no judging of a whole term.
/// </summary>
internal sealed class MissingStill
{
    /// <summary>What this rule finds rests on a kind without days.</summary>
    private const string FinalMarks = "final-marks";

    private readonly List<(string Id, DateTimeOffset AsOf)> renewed = [];

    /// <summary>Whether scopes that are in doubt now were added to the work: that cannot be told without judging.</summary>
    public bool HasAdded { get; private set; }

    /// <summary>Looks for such findings outside of the work.</summary>
    public static async Task<MissingStill> FindAsync(LedgerContext context, JudgingScene scene, WorkSet work, CancellationToken cancellationToken)
    {
        var school = scene.Book.School;
        var (from, to) = (scene.Days.From.DayNumber, scene.Days.To.DayNumber);
        var still = new MissingStill();
        var rows = await context.Set<FindingRow>().AsNoTracking()
            .Where(row => row.School == school && row.Status != FindingStatus.Resolved && ((row.State == FindingState.Missing && row.AsOf != null) || row.Rule == FinalMarks) && row.Day >= from && row.Day <= to)
            .Select(row => new { row.Id, row.Rule, row.RootClass, row.Day, row.Part, row.AsOf }).ToListAsync(cancellationToken);
        foreach (var row in rows.Where(row => row.RootClass is { Length: > 0 } root && !work.Contains(root, row.Day)).OrderBy(row => row.RootClass, StringComparer.Ordinal))
        {
            var reads = (row.Rule == FinalMarks ? RecordKind.FinalMark : ReadAgain.KindOf(row.Part)) is { } kind ? scene.Reads.For(kind, row.RootClass!, DateOnly.FromDayNumber(row.Day)) : default;
            if (reads.Doubt is not null || reads.LastStarted is not { } started || started.ToStored() < row.AsOf)
            {
                still.HasAdded |= work.Add(row.RootClass!, row.Day);
            }
            else if (row.AsOf is { } before && started.ToStored() != before)
            {
                still.renewed.Add((row.Id, started));
            }
        }

        return still;
    }

    /// <summary>Writes the later moments, except of what was judged after all.</summary>
    public async Task StoreAsync(LedgerContext context, JudgingScene scene, WorkSet work, CancellationToken cancellationToken)
    {
        foreach (var some in renewed.Chunk(500))
        {
            var asOf = some.ToDictionary(item => item.Id, item => item.AsOf, StringComparer.Ordinal);
            foreach (var row in await context.Set<FindingRow>().Where(row => row.School == scene.Book.School && asOf.Keys.Contains(row.Id)).ToListAsync(cancellationToken))
            {
                if (!work.Contains(row.RootClass!, row.Day))
                {
                    row.Message = ReadAgain.Message(row.Message, Instants.FromStored(row.AsOf!.Value), asOf[row.Id], scene.Facts.Calendar);
                    row.AsOf = asOf[row.Id].ToStored();
                }
            }
        }
    }
}
