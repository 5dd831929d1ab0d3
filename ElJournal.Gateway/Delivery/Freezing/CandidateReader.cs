using System.Collections.Immutable;
using System.Data.Common;
using ElJournal.Gateway.Delivery.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Delivery.Freezing;

/// <summary>Reads in order what may be due: what its row marks as waiting, and what changed since the cursor. Never everything, and never all at once.</summary>
internal sealed class CandidateReader(RouteTask route, ImmutableArray<SchoolBook> books, long cursor)
{
    private const int Chunk = 1000;

    private const string Columns = """
        r."Id", r."Book", r."Key", r."Seq", r."Deleted", r."RootClass", r."Day", r."Lesson", r."Student", r."Payload",
        rr."DeliveredSeq", rr."DeliveredOp", rr."SentSeq", rr."SentOp", rr."KeptBack", rr."KeptBackReason", rr."RejectedSeq", rr."RejectedReason", rr."RejectedAt", rr."RejectedTick", rr."InDoubt"
        """;

    private const string Waiting = $"""
        SELECT {Columns} FROM route_records rr JOIN records r ON r."Id" = rr."Record"
        WHERE rr."Route" = $route AND rr."Kind" = $kind AND rr."KeptBack" IS NOT NULL AND rr."Package" IS NULL AND rr."Record" > $after AND r."Seq" <= $cursor
        """;

    private const string Changed = $"""
        SELECT {Columns} FROM records r LEFT JOIN route_records rr ON rr."Route" = $route AND rr."Record" = r."Id"
        WHERE r."Book" = $book AND r."Kind" = $kind AND r."Seq" > $after AND rr."Package" IS NULL
        """;

    private const string LiveOnly = """
         AND r."Deleted" = 0 AND (rr."Record" IS NULL OR rr."DeliveredSeq" <> r."Seq" OR rr."DeliveredOp" <> 1 OR rr."KeptBack" IS NOT NULL)
        """;

    private const string GoneOnly = """
         AND (r."Deleted" = 1 OR rr."KeptBack" IN ('withheld', 'off-route')) AND (rr."SentSeq" > 0 OR rr."KeptBack" IS NOT NULL)
        """;

    private const string Frozen = $"""
        SELECT {Columns}, r."Kind", rr."FrozenOp" FROM route_records rr JOIN records r ON r."Id" = rr."Record" WHERE rr."Package" = $package ORDER BY rr."Ordinal"
        """;

    private const string WholeClass = """ AND coalesce(json_extract(r."Payload", '$.parentId'), '') = '' """;

    private const string Subgroup = """ AND coalesce(json_extract(r."Payload", '$.parentId'), '') <> '' """;

    private const string InOrderOfRecord = """ ORDER BY rr."Record" LIMIT $limit""";

    private const string InOrderOfVersion = """ ORDER BY r."Seq" LIMIT $limit""";

    /// <summary>The next candidates after a position, of one step only; empty when there are no more.</summary>
    public List<Candidate> Read(LedgerTransaction transaction, CandidatePosition position)
    {
        var found = new List<Candidate>();
        while (position.Step < route.Steps.Length)
        {
            var step = route.Steps[position.Step];
            using var command = transaction.Command(Sql(step, position.Source));
            command.Parameters.AddWithValue("$route", route.Id);
            command.Parameters.AddWithValue("$kind", (int)step.Kind);
            command.Parameters.AddWithValue("$limit", Chunk);
            if (position.Source == 0)
            {
                command.Parameters.AddWithValue("$after", position.After);
                command.Parameters.AddWithValue("$cursor", cursor);
            }
            else
            {
                command.Parameters.AddWithValue("$after", Math.Max(position.After, cursor));
                command.Parameters.AddWithValue("$book", books[position.Source - 1].Id);
            }

            using (var reader = command.ExecuteReader())
            {
                while (reader.Read())
                {
                    found.Add(Candidate(reader, step.Kind, position));
                }
            }

            if (found.Count > 0)
            {
                return found;
            }

            position = position.Source < books.Length ? new CandidatePosition(position.Step, position.Source + 1, 0) : new CandidatePosition(position.Step + 1, 0, 0);
        }

        return found;
    }

    /// <summary>The records of a package as they are now, with what the package does with them; those that are gone from the ledger are left out.</summary>
    public static List<(Candidate Candidate, DeliveryOp Op)> OfPackage(LedgerTransaction transaction, int package)
    {
        using var command = transaction.Command(Frozen);
        command.Parameters.AddWithValue("$package", package);
        using var reader = command.ExecuteReader();
        var found = new List<(Candidate, DeliveryOp)>();
        while (reader.Read())
        {
            found.Add((Candidate(reader, (RecordKind)reader.GetInt32(21), default), (DeliveryOp)reader.GetInt32(22)));
        }

        return found;
    }

    private static string Sql(DeliveryStep step, int source) =>
        string.Concat(
            string.Concat(source == 0 ? Waiting : Changed, step.Op == DeliveryOp.Upsert ? LiveOnly : GoneOnly),
            step.Part switch { ClassPart.Whole => WholeClass, ClassPart.Subgroup => Subgroup, _ => "" },
            source == 0 ? InOrderOfRecord : InOrderOfVersion);

    private static Candidate Candidate(DbDataReader reader, RecordKind kind, CandidatePosition position)
    {
        var record = reader.GetInt64(0);
        var seq = reader.GetInt64(3);
        var state = reader.IsDBNull(10) ? default : new RouteState(
            Known: true,
            reader.GetInt64(10),
            (DeliveryOp)reader.GetInt32(11),
            reader.GetInt64(12),
            (DeliveryOp)reader.GetInt32(13),
            Text(reader, 14),
            Text(reader, 15),
            Number(reader, 16),
            Text(reader, 17),
            Number(reader, 18) ?? 0,
            Number(reader, 19) ?? 0,
            reader.GetInt64(20) != 0);
        return new Candidate(
            record,
            reader.GetInt32(1),
            kind,
            reader.GetString(2),
            seq,
            reader.GetInt64(4) != 0,
            Text(reader, 5),
            (int?)Number(reader, 6),
            Text(reader, 7),
            Text(reader, 8),
            reader.GetString(9),
            state,
            position with { After = position.Source == 0 ? record : seq });
    }

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static long? Number(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);
}
