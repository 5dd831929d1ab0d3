using System.Text.Json;
using ElJournal.Rules.Journal;
using ElJournal.Samples.Simulators.Portal;

namespace ElJournal.Benchmarks.Soaking;

/// <summary>What must hold at every moment at which no process runs, and what must hold in the end.</summary>
internal sealed class SoakProof(SoakSchool school, PortalSimulator portal)
{
    private readonly Dictionary<(string Kind, string Key, long Version), string> said = [];
    private readonly Dictionary<string, byte[]> bodies = new(StringComparer.Ordinal);
    private int seen;

    /// <summary>After a run, however it ended.</summary>
    /// <param name="held">Whether a mark may not leave because its class is held.</param>
    public void AfterRun(Func<string, bool> held)
    {
        foreach (var (id, body) in portal.Requests.All.Skip(seen))
        {
            seen++;
            Require(!bodies.TryGetValue(id, out var before) || before.AsSpan().SequenceEqual(body), $"package {id} came with other bytes");
            bodies[id] = body;
            using var json = JsonDocument.Parse(body);
            foreach (var record in json.RootElement.GetProperty("records").EnumerateArray())
            {
                var (kind, key, version) = (record.GetProperty("kind").GetString()!, record.GetProperty("key").GetString()!, record.GetProperty("version").GetInt64());
                var data = record.TryGetProperty("data", out var columns) ? columns.GetRawText() : "";
                Require(said.TryAdd((kind, key, version), data) || said[(kind, key, version)] == data, $"{kind} {key} came twice as version {version} and said different things");
                Require(kind != "mark" || !SoakJournal.IsForbidden(key), $"mark {key} left although it is withheld");
                Require(kind != "mark" || data.Length == 0 || !held(key), $"mark {key} left although its class is held");
                Require(!data.Contains("p@example.org", StringComparison.Ordinal), $"{kind} {key} left with an address");
            }
        }

        var there = portal.Inbox.Versions;
        foreach (var (kind, key, version) in school.Rows(
            """SELECT r."Kind", r."Key", rr."DeliveredSeq" FROM route_records rr JOIN records r ON r."Id" = rr."Record" WHERE rr."DeliveredSeq" > 0""",
            reader => (((RecordKind)reader.GetInt32(0)).WireName(), reader.GetString(1), reader.GetInt64(2))))
        {
            Require(there.GetValueOrDefault((kind, key)) >= version, $"{kind} {key} counts as delivered in version {version} and is not there");
        }

        var ahead = school.Rows("""
            SELECT r."Kind" || ' ' || r."Key" FROM records r JOIN routes t LEFT JOIN route_records rr ON rr."Route" = t."Id" AND rr."Record" = r."Id"
            WHERE r."Seq" <= t."Cursor" AND rr."KeptBack" IS NULL AND ((r."Deleted" = 0 AND coalesce(rr."DeliveredSeq", 0) < r."Seq") OR (r."Deleted" = 1 AND (rr."DeliveredOp" = 1 OR rr."InDoubt" = 1))) LIMIT 5
            """, reader => reader.GetString(0));
        Require(ahead.Count == 0, $"the cursor is ahead of the receipts of {string.Join(", ", ahead)}");
    }

    /// <summary>When all has been delivered.</summary>
    public void InTheEnd(SoakJournal journal)
    {
        var expected = LedgerRows.Delivered(school.Ledger);
        var live = portal.Inbox.Live;
        foreach (var (kind, key, data) in expected)
        {
            Require(live.TryGetValue((kind, key), out var shown) && shown == data, $"{kind} {key} is not at the portal as the ledger has it");
        }

        Require(live.Count == expected.Count, $"the portal has {live.Count} records and the ledger {expected.Count}");
        var marks = live.Where(record => record.Key.Kind == "mark").ToDictionary(record => record.Key.Key, record => JsonDocument.Parse(record.Value).RootElement.GetProperty("value").GetString(), StringComparer.Ordinal);
        var wanted = journal.Marks.ToList();
        Require(wanted.Count == marks.Count && wanted.TrueForAll(mark => marks.GetValueOrDefault(mark.Key) == mark.Value), $"the portal's {marks.Count} marks are not the journal's {wanted.Count}");
        Require(portal.Inbox.Effects.Values.All(times => times == 1), "a version was applied twice");
        Console.WriteLine($"In the end: {live.Count} records at the portal, as in the ledger less what is withheld; {said.Count} versions, none applied twice.");
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"Does not hold: {what}.");
        }
    }
}
