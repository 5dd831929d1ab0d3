using System.Diagnostics;
using System.Globalization;
using ElJournal.Samples.Simulators.Portal;

namespace ElJournal.Benchmarks.Soaking;

/// <summary>Days of a school whose journal is edited, whose portal fails at random and whose gateway is killed at random, until enough packages were taken and enough processes killed.</summary>
/// <remarks>Journal, faults and moments come from the seed; what the operating system does in between is chance all the same.</remarks>
internal static class DeliverySoak
{
    private const int UsualSeed = 20261122;
    private static readonly TimeSpan Round = TimeSpan.FromDays(1);
    private static readonly int[] Statuses = [204, 302, 400, 401, 403, 404, 408, 413, 422, 429, 500, 502, 503, 504];

    private static readonly PortalFault[] Others =
    [
        PortalFault.CaptivePortal, PortalFault.WrongContentType, PortalFault.Truncated, PortalFault.Shortened, PortalFault.Reset, PortalFault.Silence,
        PortalFault.Slow, PortalFault.WrongCounts, PortalFault.ForeignKey, PortalFault.NoReceipt, PortalFault.NoBody, PortalFault.Page, PortalFault.RejectsAll,
    ];

    /// <param name="arguments">The seed, how many packages, how many kills; each may be left out.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var numbers = arguments.Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToList();
        var (seed, packages, kills) = (numbers.ElementAtOrDefault(0) is var given and > 0 ? given : UsualSeed, numbers.ElementAtOrDefault(1) is var some and > 0 ? some : 200, numbers.Count > 2 ? numbers[2] : 20);
        Console.WriteLine($"Seed {seed}: at least {packages} packages and {kills} kills.");
        var began = Stopwatch.GetTimestamp();
        try
        {
            await Scratch.UseAsync(folder => KeepAsync(folder, seed, () => RunAsync(folder, seed, packages, kills)));
        }
        catch (InvalidOperationException failure)
        {
            Console.WriteLine($"{failure.Message} Seed {seed}.");
            return 1;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Held. {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s."));
        return 0;
    }

    /// <summary>What did not hold can be looked at.</summary>
    private static async Task KeepAsync(string folder, int seed, Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (InvalidOperationException)
        {
            var kept = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"eljournal-soak-{seed}"))).FullName;
            foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "data")))
            {
                File.Copy(file, Path.Combine(kept, Path.GetFileName(file)), overwrite: true);
            }

            Console.WriteLine($"The ledger is kept in {kept}.");
            throw;
        }
    }

    private static async Task RunAsync(string folder, int seed, int packages, int kills)
    {
        var chance = new Random(seed);
        await using var server = await PortalServer.StartAsync();
        var portal = server.Portal;
        var school = new SoakSchool(folder, server.Push, portal.Token);
        var proof = new SoakProof(school, portal);
        var journal = new SoakJournal(chance);
        var now = new DateTimeOffset(2026, 10, 5, 17, 0, 0, TimeSpan.FromHours(3));
        var (killed, faults, refused) = (0, 0, new List<string>());
        string? held = null;
        for (var round = 0; killed < kills || portal.Inbox.Taken.Count < packages; round++)
        {
            // The day's edits; now and then a change that is held, and approved two days later.
            if (held is not null && round % 5 == 4)
            {
                await ApproveAsync(school, now);
                held = null;
            }

            journal.Write(school.Journal, now);
            string[] sync = ["sync", "--from", Day(SoakJournal.From), "--to", Day(SoakJournal.To)];
            killed += await MaybeAsync(killed < kills && chance.Next(4) == 0, sync) ? 1 : 0;
            await school.RunAsync(now += TimeSpan.FromMinutes(2), [0], sync);
            var holds = school.Rows("""SELECT "Class" FROM holds WHERE "Status" = 1""", reader => reader.GetString(0));
            if (held is not null && !holds.Contains(held))
            {
                throw new InvalidOperationException($"Does not hold: half of the marks of {held} changed at once and no hold was opened.");
            }

            string[] check = ["check", "--from", Day(SoakJournal.From), "--to", Day(SoakJournal.To)];
            killed += await MaybeAsync(killed < kills && chance.Next(6) == 0, check) ? 1 : 0;
            await school.RunAsync(now += TimeSpan.FromMinutes(2), [0, 2], check);

            refused.ForEach(key => portal.Inbox.Welcome("mark", key));
            refused = [.. journal.Some(3)];
            refused.ForEach(key => portal.Inbox.Refuse("mark", key, "E17", "Нет такого ученика"));
            portal.MostRecords = round == 0 ? int.MaxValue : new[] { 60, 150, int.MaxValue }[chance.Next(3)];
            portal.StatusOfRepeated = chance.Next(2) == 0 ? 409 : 200;
            faults += Arm(portal, chance);
            var after = portal.Requests.All.Count + 1 + chance.Next(round == 0 ? 30 : 6);
            var later = TimeSpan.FromMilliseconds(chance.Next(4) == 0 ? 0 : chance.Next(200));
            if (killed < kills)
            {
                killed += await school.KillAsync(now, async over =>
                {
                    await portal.Requests.WhenCameAsync(after, over);
                    await Task.Delay(later, over);
                }, "export") ? 1 : 0;
                proof.AfterRun(IsHeld);
            }

            // Now and then the portal has a good day.
            if (chance.Next(3) == 0)
            {
                portal.Faults.Clear();
            }

            for (var runs = 0; runs < 2; runs++)
            {
                await school.RunAsync(now += TimeSpan.FromMinutes(20), [0, 1, 2, 3], "export");
                proof.AfterRun(IsHeld);
                await RetryAsync(school, now);
            }

            portal.Faults.Clear();
            Console.WriteLine($"Day {round + 1}: {killed} killed, {portal.Inbox.Taken.Count} packages taken, {portal.Requests.All.Count} sent, {faults} faults armed{(held is null ? "" : ", a hold is open")}.");
            journal.Edit();
            if (round % 5 == 2)
            {
                journal.Shake(held = SoakJournal.ClassOf(round));
            }

            now += Round - TimeSpan.FromMinutes(44);

            bool IsHeld(string mark) => held is not null && journal.IsOf(mark, held);

            async Task<bool> MaybeAsync(bool wanted, string[] command) =>
                wanted && await school.KillAsync(now, over => Task.Delay(TimeSpan.FromMilliseconds(300 + chance.Next(3000)), over), command);
        }

        // Everything works again, nothing is refused any more, and every hold is decided.
        refused.ForEach(key => portal.Inbox.Welcome("mark", key));
        portal.MostRecords = int.MaxValue;
        journal.Write(school.Journal, now);
        await school.RunAsync(now, [0], "sync", "--from", Day(SoakJournal.From), "--to", Day(SoakJournal.To));
        await ApproveAsync(school, now);
        await school.RunAsync(now += TimeSpan.FromMinutes(2), [0, 2], "check", "--from", Day(SoakJournal.From), "--to", Day(SoakJournal.To));
        await RetryAsync(school, now);
        await school.RunAsync(now += Round, [0], "export");
        proof.AfterRun(_ => false);
        proof.InTheEnd(journal);
        var states = school.Rows("""SELECT "Status", count(*) FROM packages GROUP BY "Status" ORDER BY "Status" """, reader => $"{reader.GetInt32(0)}: {reader.GetInt32(1)}");
        Console.WriteLine($"{killed} processes killed, {portal.Inbox.Taken.Count} packages taken of {portal.Requests.All.Count} sent, {faults} faults; packages by status (3 accepted, 4 refused, 5 split, 6 thawed, 7 withdrawn): {string.Join(", ", states)}.");
    }

    /// <summary>Some deliveries go well, some fail once, some in a row.</summary>
    private static int Arm(PortalSimulator portal, Random chance)
    {
        var armed = 0;
        for (var well = 0; well < 8; well++)
        {
            if (chance.Next(2) == 0)
            {
                portal.Faults.Enqueue(null);
                continue;
            }

            // What arrived without an answer is refused when it comes again: record by record, or as a whole down to single records.
            if (chance.Next(5) == 0)
            {
                portal.Faults.Enqueue(new PushFault(PortalFault.Reset, Applied: true));
                var refusal = chance.Next(3) switch { 0 => new PushFault(PortalFault.Status, Status: 400), 1 => new PushFault(PortalFault.Page, Status: 413), _ => new PushFault(PortalFault.RejectsAll) };
                for (var times = refusal.Fault == PortalFault.RejectsAll ? 2 : 60; times > 0; times--)
                {
                    portal.Faults.Enqueue(refusal);
                }

                armed++;
                continue;
            }

            var fault = chance.Next(2) == 0
                ? new PushFault(PortalFault.Status, chance.Next(2) == 0, Statuses[chance.Next(Statuses.Length)], chance.Next(3) == 0 ? "0" : null)
                : new PushFault(Others[chance.Next(Others.Length)], chance.Next(2) == 0, new[] { 200, 202, 409, 502 }[chance.Next(4)]);

            // These carry the honest receipt, so there must be one.
            fault = fault.Fault is PortalFault.WrongContentType or PortalFault.Slow ? fault with { Applied = true } : fault;

            // A receipt is believed at the first sending, so it must not lie then.
            fault = fault.Fault is PortalFault.RejectsAll ? fault with { Applied = false } : fault;
            for (var times = chance.Next(4) == 0 ? 5 : 1; times > 0; times--)
            {
                portal.Faults.Enqueue(fault);
                armed++;
            }
        }

        return armed;
    }

    private static async Task RetryAsync(SoakSchool school, DateTimeOffset now)
    {
        if (school.Rows("""SELECT 1 FROM routes WHERE "Stopped" IS NOT NULL""", reader => reader.GetInt32(0)).Count > 0)
        {
            await school.RunAsync(now, [0], "delivery", "retry", "--route", "daily");
        }
    }

    private static async Task ApproveAsync(SoakSchool school, DateTimeOffset now)
    {
        // Whoever decides looks first: what has moved since it was last shown is refused.
        await school.RunAsync(now, [0], "hold", "list");
        foreach (var hold in school.Rows("""SELECT "Id" FROM holds WHERE "Status" = 1""", reader => reader.GetString(0)))
        {
            await school.RunAsync(now, [0], "hold", "approve", hold, "--by", "Директор", "--reason", "Правка сверена");
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
