using System.Collections.Immutable;
using System.Data;
using System.Data.Common;
using ElJournal.Gateway.Delivery.Freezing;
using ElJournal.Gateway.Ledger;

namespace ElJournal.Gateway.Delivery;

/// <summary>What was kept back when its school year ended stays so: that year is judged no more, and its findings come to an end of their own.</summary>
internal sealed class ClosedYears : IDisposable
{
    private readonly Dictionary<int, int> years;
    private readonly int current;
    private readonly DbCommand kept;

    public ClosedYears(LedgerTransaction transaction, RouteTask route, ImmutableArray<SchoolBook> books)
    {
        years = books.ToDictionary(book => book.Id, book => book.Year);
        current = books.IsEmpty ? 0 : books.Max(book => book.Year);

        // A waiver, or the finding's end, counts only while the finding is about that year's record.
        kept = transaction.Command("""
            SELECT rr."KeptBackReason" FROM routes t JOIN route_records rr ON rr."Route" = t."Id" AND rr."Record" = $record
            WHERE t."School" = $school AND rr."KeptBack" IN ('withheld', 'unjudged')
              AND NOT EXISTS (SELECT 1 FROM findings f WHERE f."School" = $school AND f."Id" = rr."KeptBackReason" AND f."Status" IN (2, 4) AND f."Day" BETWEEN $from AND $to)
            LIMIT 1
            """);
        kept.Parameters.AddWithValue("$school", route.School);
        kept.Parameters.Add("$record", DbType.Int64);
        kept.Parameters.Add("$from", DbType.Int64);
        kept.Parameters.Add("$to", DbType.Int64);
    }

    /// <summary>Asked of what the gate itself lets pass.</summary>
    public GateVerdict Decide(in Candidate candidate)
    {
        var year = years[candidate.Book];
        if (year == current)
        {
            return GateVerdict.Free;
        }

        kept.Parameters[1].Value = candidate.Record;
        kept.Parameters[2].Value = new DateOnly(year, 7, 1).DayNumber;
        kept.Parameters[3].Value = new DateOnly(year + 1, 8, 31).DayNumber;
        return kept.ExecuteScalar() is string finding ? GateVerdict.Withheld(finding) : GateVerdict.Free;
    }

    public void Dispose() => kept.Dispose();
}
