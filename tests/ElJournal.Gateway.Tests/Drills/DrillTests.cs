using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using ElJournal.Gateway.Diagnosis;
using ElJournal.Gateway.Observing;
using ElJournal.Gateway.Web;
using ElJournal.Samples.Simulators.Faults;
using ElJournal.Testing.Smtp;
using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Gateway.Tests.Drills;

/// <summary>What lasts for days, through the whole worker: nothing is lost or doubled, and one letter tells of it when it is over.</summary>
[TestClass]
public sealed partial class DrillTests
{
    [TestMethod]
    public async Task A_week_without_any_network_ends_with_one_letter_about_its_days_and_one_about_its_jobs()
    {
        await using var drill = await DrillGateway.StartAsync();
        await drill.UntilAsync("2026-09-04 20:05");
        Assert.HasCount(4, drill.Letters(DrillGateway.Deputy));
        drill.NetworkGone();
        await drill.UntilAsync("2026-09-14 08:05");
        var before = drill.Mail.Received.Count;
        Assert.HasCount(4, drill.Letters(DrillGateway.Deputy));

        drill.NetworkBack();
        await drill.UntilAsync("2026-09-14 16:05");
        var letter = drill.Letters(DrillGateway.Deputy, before).Single();
        StringAssert.Contains(letter.Subject, "7–11 сентября", StringComparison.Ordinal);
        StringAssert.Contains(letter.Part("text/plain"), "Прежние письма за эти дни отправить не удалось", StringComparison.Ordinal);
        StringAssert.Contains(letter.Part("text/plain"), "НЕ ПРОВЕРЕНО", StringComparison.Ordinal);
        Assert.DoesNotContain("НЕ ЗАПОЛНЕНО", letter.Part("text/plain"), StringComparison.Ordinal);
        StringAssert.Contains(drill.Letters(DrillGateway.Administrator, before).Single().Subject, "снова работает", StringComparison.Ordinal);

        await drill.UntilAsync("2026-09-14 20:05");
        Assert.HasCount(2, drill.Letters(DrillGateway.Deputy, before), "The evening's own.");
        drill.EverythingIsDelivered();
        foreach (var job in new[] { "daily-check", "export" })
        {
            Assert.IsFalse(drill.Slots(job).Any(slot => slot.EndsWith(" 1", StringComparison.Ordinal) || slot.EndsWith(" 2", StringComparison.Ordinal)), job);
        }

        CollectionAssert.IsSubsetOf(new[] { "09-07 3", "09-08 3", "09-09 3", "09-10 3", "09-11 3", "09-14 3" }, drill.Slots("daily-check").ToArray());
        Assert.HasCount(4, drill.Query("""SELECT "MessageId" FROM letters WHERE "Status" = 4"""), "Kept, with what took their place.");
        Assert.HasCount(4, drill.Query("""SELECT t."Detail" FROM letter_tries t JOIN letters l ON l."MessageId" = t."Detail" AND l."Id" > t."Letter" WHERE t."Outcome" = 'replaced'"""));
    }

    [TestMethod]
    public async Task A_mail_server_that_refuses_for_a_day_gets_each_letter_once_and_those_of_two_days_as_one()
    {
        await using var drill = await DrillGateway.StartAsync();
        await drill.UntilAsync("2026-09-01 16:05");
        drill.Mail.Otherwise = SmtpFault.NotAvailable;
        await drill.UntilAsync("2026-09-02 18:05");
        Assert.IsEmpty(drill.Mail.Received);
        drill.Mail.Otherwise = SmtpFault.None;
        await drill.UntilAsync("2026-09-03 20:05");
        var letters = drill.Letters(DrillGateway.Deputy);
        Assert.HasCount(2, letters);
        StringAssert.Contains(letters[0].Subject, "1–2 сентября", StringComparison.Ordinal);
        StringAssert.Contains(letters[1].Subject, "3 сентября", StringComparison.Ordinal);
        CollectionAssert.AllItemsAreUnique(drill.Mail.Received.Select(mail => mail.Message.Header("Message-ID")).ToList());
    }

    [TestMethod]
    public async Task A_network_that_hangs_instead_of_refusing_holds_nothing_up_for_longer_than_its_patience_and_loses_nothing()
    {
        await using var drill = await DrillGateway.StartAsync();
        await drill.UntilAsync("2026-09-01 16:05");
        drill.NetworkHangs();
        await drill.UntilAsync("2026-09-03 08:05", 17, 19, 9, 8);
        Assert.IsEmpty(drill.Mail.Received);
        CollectionAssert.Contains(drill.Slots("daily-check").ToList(), "09-01 3", "The letter is ready and says what nobody could look at.");
        Assert.IsNotEmpty(drill.Query("""SELECT "Id" FROM slots WHERE "Job" = 'sync' AND "Tries" > 0 AND "Status" IN (1, 4)"""));

        // Nobody knows whether the portal has what it said nothing about: it is asked again, and no person has to come for it.
        Assert.IsEmpty(drill.Query("""SELECT 1 FROM routes WHERE "Stopped" IS NOT NULL"""));
        drill.NetworkBack();
        await drill.UntilAsync("2026-09-03 20:05");
        Assert.HasCount(1, drill.Letters(DrillGateway.Administrator), string.Join('\n', drill.Letters(DrillGateway.Administrator).Select(letter => letter.Subject)));
        var letters = drill.Letters(DrillGateway.Deputy);
        Assert.HasCount(2, letters);
        StringAssert.Contains(letters[0].Part("text/plain"), "НЕ ПРОВЕРЕНО", StringComparison.Ordinal);
        StringAssert.Contains(letters[0].Subject, "1–2 сентября", StringComparison.Ordinal, "A server that never greeted has neither of the two, so one takes their place.");
        StringAssert.Contains(letters[1].Subject, "3 сентября", StringComparison.Ordinal);
        CollectionAssert.AllItemsAreUnique(drill.Mail.Received.Select(mail => mail.Message.Header("Message-ID")).ToList());
        drill.EverythingIsDelivered();
    }

    [TestMethod]
    public async Task A_ledger_that_another_program_locks_over_the_evening_is_caught_up_with_one_letter()
    {
        if (Environment.GetEnvironmentVariable("ELJOURNAL_LONG_DRILLS") is null)
        {
            Assert.Inconclusive("A lock is waited for by the machine's own clock: set ELJOURNAL_LONG_DRILLS=1.");
        }

        await using var drill = await DrillGateway.StartAsync();
        await drill.UntilAsync("2026-09-01 16:05");
        await using (drill.LockLedger())
        {
            foreach (var hour in new[] { 17, 18 })
            {
                drill.Clock.MoveTo(DrillGateway.At(FormattableString.Invariant($"2026-09-01 {hour:00}:05")));
                await drill.WorkAsync();
            }
        }

        await ToldOnceAsync(drill, "занята");
    }

    [TestMethod]
    public async Task A_disk_that_is_full_over_the_evening_is_caught_up_with_one_letter()
    {
        if (Environment.GetEnvironmentVariable("ELJOURNAL_LONG_DRILLS") is null || !OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            Assert.Inconclusive("Mounts a small disk of its own: set ELJOURNAL_LONG_DRILLS=1, as root on Linux.");
        }

        await using var disk = await SmallDisk.MountAsync();
        await using var drill = await DrillGateway.StartAsync(ledger: disk.Ledger);
        await drill.UntilAsync("2026-09-01 16:05");
        disk.Fill();
        await drill.UntilAsync("2026-09-01 18:05");
        Assert.IsEmpty(drill.Mail.Received);
        disk.MakeRoom();
        await ToldOnceAsync(drill, "заполнен");
    }

    /// <summary>The evening's letter, which says that it is late, and one to the administrator about what it was.</summary>
    private static async Task ToldOnceAsync(DrillGateway drill, string why)
    {
        await drill.UntilAsync("2026-09-01 20:05");
        var letter = drill.Letters(DrillGateway.Deputy).Single();
        StringAssert.Contains(letter.Subject, "1 сентября", StringComparison.Ordinal);
        StringAssert.Contains(letter.Part("text/plain"), "с опозданием", StringComparison.Ordinal);
        var told = drill.Letters(DrillGateway.Administrator).Single();
        StringAssert.Contains(told.Subject, "снова работает", StringComparison.Ordinal);
        StringAssert.Contains(told.Part("text/plain"), why, StringComparison.Ordinal);
        drill.EverythingIsDelivered();
        await drill.UntilAsync("2026-09-02 16:05");
        Assert.HasCount(2, drill.Mail.Received, "Nothing more about it the next day.");
    }

    [TestMethod]
    public async Task Whoever_is_switched_off_in_the_evening_hears_from_doctor_that_check_and_export_lie_outside_the_machines_hours()
    {
        await using var drill = await DrillGateway.StartAsync();
        await drill.UntilAsync("2026-09-01 16:05");
        Assert.IsEmpty(await WarningsAsync(), "Of a single day nothing is known.");
        for (var day = 2; day < 6; day++)
        {
            await drill.SwitchOffAsync();
            drill.Clock.MoveTo(DrillGateway.At(FormattableString.Invariant($"2026-09-{day:00} 08:05")));
            await drill.SwitchOnAsync();
            await drill.UntilAsync(FormattableString.Invariant($"2026-09-{day:00} 16:05"), 9, 12, 16);
        }

        var warnings = await WarningsAsync();
        CollectionAssert.AreEquivalent(new[] { "daily-check", "export" }, warnings.Select(check => check.Subject).ToList());
        StringAssert.Contains(warnings.Single(check => check.Subject == "export").Message, "18:30", StringComparison.Ordinal);
        StringAssert.Contains(warnings.Single(check => check.Subject == "export").Next, "Schedules:export", StringComparison.Ordinal);

        async Task<IReadOnlyList<DoctorCheck>> WarningsAsync() =>
            [.. (await drill.Services.GetRequiredService<DoctorUseCase>().RunAsync(CancellationToken.None)).Where(check => check.Area == DoctorArea.Machine && check.Status == DoctorStatus.Warning)];
    }

    [TestMethod]
    public async Task A_letter_whose_answer_was_not_heard_goes_again_as_it_is_and_nothing_takes_its_place()
    {
        await using var drill = await DrillGateway.StartAsync();
        await drill.UntilAsync("2026-09-01 16:05");
        drill.Mail.Otherwise = SmtpFault.DropAfterAccepting;
        await drill.UntilAsync("2026-09-01 17:05");
        drill.Mail.Otherwise = SmtpFault.NotAvailable;
        await drill.UntilAsync("2026-09-02 18:05");
        drill.Mail.Otherwise = SmtpFault.None;
        await drill.UntilAsync("2026-09-02 20:05");
        var letters = drill.Letters(DrillGateway.Deputy);
        Assert.HasCount(3, letters);
        Assert.AreEqual(letters[0].Header("Message-ID"), letters.Skip(1).Select(letter => letter.Header("Message-ID")).Intersect([letters[0].Header("Message-ID")]).Single(), "The same letter again, which mail programs know by its id.");
        Assert.HasCount(2, letters.Select(letter => letter.Header("Message-ID")).Distinct(StringComparer.Ordinal));
    }

    [TestMethod]
    [DataRow(503)]
    [DataRow(504)]
    public async Task A_portal_gone_for_a_month_is_told_of_once_and_gets_everything_when_it_is_back(int status)
    {
        if (Environment.GetEnvironmentVariable("ELJOURNAL_LONG_DRILLS") is null)
        {
            Assert.Inconclusive("A month of days takes half a minute: set ELJOURNAL_LONG_DRILLS=1.");
        }

        await using var drill = await DrillGateway.StartAsync();
        await drill.UntilAsync("2026-09-02 20:05");
        var known = drill.Outside.World.Portal.Inbox.Live.Count;
        drill.Outside.World.Faults.Add(new Fault { System = "portal", Status = status });
        foreach (var day in new[] { 4, 7, 11, 14, 18, 21, 25, 28, 30 })
        {
            drill.Clock.MoveTo(DrillGateway.At(FormattableString.Invariant($"2026-09-{day:00} 19:05")));
            await drill.WorkAsync();
        }

        var told = drill.Letters(DrillGateway.Administrator).Select(letter => letter.Subject).ToList();
        Assert.HasCount(known, drill.Outside.World.Portal.Inbox.Live);
        Assert.IsLessThan(4, told.Count, string.Join('\n', told));
        Assert.IsNotEmpty(told);

        var before = drill.Mail.Received.Count;
        drill.Outside.World.Faults.Clear();
        await drill.UntilAsync("2026-10-01 20:05", 19, 20);
        drill.EverythingIsDelivered();
        var over = drill.Letters(DrillGateway.Administrator, before).Select(letter => letter.Subject).ToList();
        Assert.HasCount(1, over, string.Join('\n', over));
        StringAssert.Contains(over[0], "снова работает", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_machine_without_power_for_three_days_and_a_clock_that_jumps_back_double_no_letter_and_no_record()
    {
        await using var drill = await DrillGateway.StartAsync();
        await drill.UntilAsync("2026-09-01 16:05");
        await drill.SwitchOffAsync();
        drill.Clock.MoveTo(DrillGateway.At("2026-09-04 10:00"));
        await drill.SwitchOnAsync();
        var letter = drill.Letters(DrillGateway.Deputy).Single();
        StringAssert.Contains(letter.Subject, "1–3 сентября", StringComparison.Ordinal);
        StringAssert.Contains(letter.Part("text/plain"), "с опозданием: шлюз не работал", StringComparison.Ordinal);
        await drill.UntilAsync("2026-09-04 20:05");
        var (letters, packages) = (drill.Mail.Received.Count, drill.Outside.World.Portal.Inbox.Taken.Count);

        drill.Clock.MoveTo(DrillGateway.At("2026-09-04 12:00"));
        await drill.WorkAsync();
        await drill.UntilAsync("2026-09-04 19:05");
        Assert.AreEqual(letters, drill.Mail.Received.Count);
        Assert.AreEqual(packages, drill.Outside.World.Portal.Inbox.Taken.Count);
        await drill.UntilAsync("2026-09-07 20:05");
        Assert.HasCount(3, drill.Letters(DrillGateway.Deputy));
        drill.EverythingIsDelivered();
    }

    [TestMethod]
    public async Task The_nightly_letter_about_the_gateway_itself_goes_to_the_administrator_when_it_is_wanted()
    {
        await using var drill = await DrillGateway.StartAsync(selfTest: true);
        await drill.UntilAsync("2026-09-01 20:05");
        var letter = drill.Letters(DrillGateway.Administrator).Single();
        StringAssert.Contains(letter.Subject, "1 сентября", StringComparison.Ordinal);
        StringAssert.Contains(letter.Part("text/plain"), "Ночная проверка самого шлюза", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Whatever_is_measured_reaches_the_collector_and_nothing_else_does()
    {
        var endpoint = FreeAddress();
        using var collector = new HttpListener();
        collector.Prefixes.Add(endpoint.AbsoluteUri);
        collector.Start();
        using var received = new MemoryStream();
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var collecting = CollectAsync();

        await using (var drill = await DrillGateway.StartAsync($$""" "Telemetry": { "Endpoint": "{{endpoint}}", "Protocol": "http", "Headers": "file:collector.key", "Every": "00:00:01" }, """))
        {
            using var telemetry = ActivatorUtilities.CreateInstance<TelemetryService>(drill.Services);
            await telemetry.StartAsync(CancellationToken.None);
            await drill.UntilAsync("2026-09-02 20:05");
            Instruments.WatchdogSilent();
            Instruments.SignedIn(succeeded: false);
            Instruments.Acted(Acts.Waive);
            await telemetry.StopAsync(CancellationToken.None);
        }

        collector.Stop();
        await collecting;
        var sent = Encoding.UTF8.GetString(received.ToArray());
        CollectionAssert.AreEquivalent(new[] { "/v1/metrics", "/v1/traces" }, paths.ToArray());
        foreach (var instrument in DocumentedInstruments())
        {
            StringAssert.Contains(sent, instrument, StringComparison.Ordinal);
        }

        foreach (var span in new[] { "daily-check", "read", "judge", "deliver", "send letters" })
        {
            StringAssert.Contains(sent, span, StringComparison.Ordinal);
        }

        Assert.IsFalse(Russian().IsMatch(sent), "No name, no text of a letter: all of that is Russian.");
        foreach (var secret in new[] { DrillGateway.PortalKey, "school.example", "planted-collector-key" })
        {
            Assert.DoesNotContain(secret, sent, StringComparison.Ordinal);
        }

        async Task CollectAsync()
        {
            try
            {
                while (true)
                {
                    var context = await collector.GetContextAsync();
                    Assert.AreEqual("Bearer planted-collector-key", context.Request.Headers["authorization"]);
                    paths.Add(context.Request.Url!.AbsolutePath);
                    await context.Request.InputStream.CopyToAsync(received);
                    context.Response.ContentType = "application/x-protobuf";
                    context.Response.Close();
                }
            }
            catch (Exception failure) when (failure is HttpListenerException or ObjectDisposedException)
            {
                // Stopped.
            }
        }
    }

    /// <summary>Three letters: figures as bytes may look like one or two.</summary>
    [GeneratedRegex("[А-Яа-яё]{3}", RegexOptions.None, 1000)]
    private static partial Regex Russian();

    private static IEnumerable<string> DocumentedInstruments() =>
        File.ReadLines(Testing.Repository.PathOf("ElJournal.Gateway/Observing/README.md")).Where(line => line.StartsWith("| `eljournal.", StringComparison.Ordinal)).Select(line => line.Split('`')[1]);

    private static Uri FreeAddress()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return new UriBuilder("http", IPAddress.Loopback.ToString(), ((IPEndPoint)free.LocalEndpoint).Port).Uri;
    }
}
