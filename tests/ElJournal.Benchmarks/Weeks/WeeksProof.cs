using System.Globalization;
using System.Net.Http.Json;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Scheduling.Model;

namespace ElJournal.Benchmarks.Weeks;

/// <summary>Whether every day is accounted for: by the run ledger, by letters, by the portal.</summary>
/// <param name="gateway">The worker and its ledger.</param>
/// <param name="start">When it was first started.</param>
/// <param name="zone">The school's hours.</param>
internal sealed class WeeksProof(WeeksGateway gateway, DateTimeOffset start, TimeSpan zone)
{
    public const string Deputy = "deputy@school.example";

    /// <summary>What does not hold.</summary>
    public List<string> Broken { get; } = [];

    /// <summary>At the end of a day: each time of each job has its slot and no other, each has ended or waits for its next try, and a school day has its check and its letter.</summary>
    public void AfterDay(DateOnly day)
    {
        var (from, until) = (At(day), At(day.AddDays(1)));
        var expected = gateway.Schedules().SelectMany(schedule => Moments(schedule.Job, schedule.Next, from < start ? start : from, until)).ToHashSet(StringComparer.Ordinal);
        var there = Slots(from, until, """ "Job" || ' ' || "Due" """);
        Broken.AddRange(expected.Except(there, StringComparer.Ordinal).Select(slot => $"{day}: {slot} is not in the run ledger"));
        Broken.AddRange(there.Except(expected, StringComparer.Ordinal).Select(slot => $"{day}: {slot} is in the run ledger and on no schedule"));
        Broken.AddRange(gateway.Rows($"""SELECT "Job", "Due", "Status", "Outcome" FROM slots WHERE "Job" <> 'start' AND "Due" < {until.ToStored()} AND ("Status" = {(int)SlotStatus.Running} OR ("Status" = {(int)SlotStatus.Due} AND "NextTryAt" IS NULL))""").Select(slot => $"{day}: left lying: {slot}"));
        var isOpen = day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
        var check = Slots(from, until, "\"Status\"", "daily-check");
        if (check is not [var status] || status != Number(isOpen ? SlotStatus.Done : SlotStatus.Skipped))
        {
            Broken.Add($"{day}: the check ended as {string.Join(' ', check)}");
        }

        if (gateway.Rows($"""SELECT count(*) FROM letters WHERE "Kind" = 'daily' AND "RecipientAddress" = '{Deputy}' AND "Day" = {day.DayNumber}""") is not [var letters] || letters != (isOpen ? "1" : "0"))
        {
            Broken.Add($"{day}: daily letters of the day are not as expected");
        }

        // What failed first in a row is told that day.
        foreach (var job in gateway.Rows($"""
            SELECT DISTINCT f."Job" FROM slots f WHERE f."Status" = {(int)SlotStatus.Failed} AND f."Due" >= {from.ToStored()} AND f."Due" < {until.ToStored()}
            AND NOT EXISTS (SELECT 1 FROM slots e WHERE e."Job" = f."Job" AND e."Status" = {(int)SlotStatus.Failed} AND e."Due" < f."Due" AND NOT EXISTS (SELECT 1 FROM slots d WHERE d."Job" = f."Job" AND d."Status" = {(int)SlotStatus.Done} AND d."Due" > e."Due" AND d."Due" < f."Due"))
            """))
        {
            if (gateway.Rows($"""SELECT count(*) FROM letters WHERE "Kind" = 'failure' AND "CreatedAt" >= {from.ToStored()} AND "CreatedAt" < {At(day.AddDays(2)).ToStored()}""") is ["0"])
            {
                Broken.Add($"{day}: {job} failed and nobody was told");
            }
        }
    }

    /// <summary>When all has been well for a day: everything has ended, each letter has gone once or another went in its place, and the portal has what the ledger has less what is withheld.</summary>
    /// <param name="control">The simulators' control address.</param>
    /// <param name="taken">How often the mail server took each letter, by id.</param>
    public async Task InTheEndAsync(HttpClient control, IReadOnlyDictionary<string, int> taken)
    {
        Broken.AddRange(gateway.Rows("""SELECT "Job", "Due", "Status", "Outcome" FROM slots WHERE "Job" <> 'start' AND "Status" IN (1, 2)""").Select(slot => $"not ended: {slot}"));
        Broken.AddRange(gateway.Rows("""SELECT "Kind", "Day", "Status", "LastError" FROM letters WHERE "Status" NOT IN (2, 4)""").Select(letter => $"has not gone: {letter}"));
        Broken.AddRange(gateway.Rows("""SELECT l."Kind", l."Day" FROM letters l WHERE l."Status" = 4 AND l."Kind" = 'daily' AND NOT EXISTS (SELECT 1 FROM letter_tries t JOIN letters b ON b."MessageId" = t."Detail" WHERE t."Letter" = l."Id" AND t."Outcome" = 'replaced')""").Select(letter => $"replaced by nothing: {letter}"));
        Broken.AddRange(gateway.Rows("""SELECT "Class", "Kind" FROM holds WHERE "Status" = 1""").Select(hold => $"a hold is still open: {hold}"));
        var sent = gateway.Rows("""SELECT '<' || "MessageId" || '>' FROM letters WHERE "Status" = 2""");
        Broken.AddRange(sent.Where(id => taken.GetValueOrDefault(id) != 1).Select(id => $"letter {id} was taken {taken.GetValueOrDefault(id)} times"));
        Broken.AddRange(taken.Keys.Except(sent, StringComparer.Ordinal).Select(id => $"letter {id} was taken and does not count as sent"));

        var portal = await control.GetFromJsonAsync<PortalView>("portal/records") ?? throw new InvalidOperationException("The portal says nothing.");
        var live = portal.Records.ToDictionary(record => (record.Kind, record.Key), record => record.Data);
        var expected = LedgerRows.Delivered(gateway.Ledger).ToDictionary(record => (record.Kind, record.Key), record => record.Data);
        Broken.AddRange(expected.Where(record => live.GetValueOrDefault(record.Key) != record.Value).Take(5).Select(record => $"{record.Key} is not at the portal as the ledger has it"));
        Broken.AddRange(live.Keys.Except(expected.Keys).Take(5).Select(key => $"{key} is at the portal and not in the ledger"));
        if (portal.AppliedTwice > 0)
        {
            Broken.Add($"{portal.AppliedTwice} versions were applied twice");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sent.Count} letters sent; {portal.Packages} packages taken; {live.Count:N0} records at the portal, {expected.Count:N0} in the ledger less what is withheld."));
        Console.WriteLine($"Slots by job and end (3 done, 4 failed, 5 skipped): {string.Join("; ", gateway.Rows("""SELECT "Job", "Status" || ':', count(*) FROM slots WHERE "Job" <> 'start' GROUP BY "Job", "Status" """))}.");
    }

    private static string Number(SlotStatus status) => ((int)status).ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> Moments(string job, Func<DateTimeOffset, DateTimeOffset> next, DateTimeOffset from, DateTimeOffset until)
    {
        for (var moment = next(from.AddMilliseconds(-1)); moment < until; moment = next(moment))
        {
            yield return FormattableString.Invariant($"{job} {moment.ToStored()}");
        }
    }

    private List<string> Slots(DateTimeOffset from, DateTimeOffset until, string columns, string? job = null) =>
        gateway.Rows($"""SELECT {columns} FROM slots WHERE "Job" <> 'start' AND "Due" >= {from.ToStored()} AND "Due" < {until.ToStored()}{(job is null ? "" : $" AND \"Job\" = '{job}'")}""");

    private DateTimeOffset At(DateOnly day) => new(day, TimeOnly.MinValue, zone);

    private sealed record PortalView(IReadOnlyList<PortalRecord> Records, int Packages, int AppliedTwice);

    private sealed record PortalRecord(string Kind, string Key, string Data);
}
