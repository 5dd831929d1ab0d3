using AngleSharp.Html.Parser;
using ElJournal.Gateway.Scheduling;
using ElJournal.Gateway.Web;
using ElJournal.Samples.Simulators.Faults;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace ElJournal.Gateway.Tests.Drills;

/// <summary>What the worker serves while everything around it is in trouble.</summary>
[TestClass]
public sealed class PageDrillTests
{
    private const string Page = """ "Web": { "Listen": "127.0.0.1:0" }, """;

    [TestMethod]
    public async Task No_page_shows_a_secret_that_journal_and_portal_repeat_and_what_the_portal_refused_stands_there_with_its_reason()
    {
        await using var drill = await DrillGateway.StartAsync(Page);
        await drill.UntilAsync("2026-09-01 16:05");
        var key = drill.Query("""SELECT "Key" FROM records WHERE "Kind" = (SELECT max("Kind") FROM records WHERE "Day" > 0 AND "Kind" <> 11) LIMIT 1""").Single();
        foreach (var kind in new[] { "lesson", "homework", "mark", "attendance" })
        {
            drill.Outside.World.Portal.Inbox.Refuse(kind, key, "E17", $"Нет такого ученика, ключ {DrillGateway.PortalKey}");
        }

        await drill.UntilAsync("2026-09-01 19:05");
        var server = drill.Services.GetRequiredService<WebServer>();
        await server.StartAsync(CancellationToken.None);
        using var visitor = new HttpClient { BaseAddress = server.Root };
        var refused = await visitor.GetStringAsync(new Uri("s/s1/waiting", UriKind.Relative));
        StringAssert.Contains(refused, "Нет такого ученика", StringComparison.Ordinal);
        StringAssert.Contains(refused, "E17", StringComparison.Ordinal);
        Assert.DoesNotContain(DrillGateway.PortalKey, refused, StringComparison.Ordinal);
        var world = drill.Outside.World;
        var planted = new[] { DrillGateway.PortalKey, world.ElZhur.Password, world.ElZhur.DevKey };
        world.Faults.Add(new Fault { Status = 401, Body = $"{{\"response\":{{\"state\":401,\"error\":\"{string.Join(' ', planted)}\"}},\"message\":\"{string.Join(' ', planted)}\"}}" });
        await drill.UntilAsync("2026-09-02 20:05");

        var (waiting, seen) = (new Queue<string>(["/", "/health/ready", "/s/nobody", "/s/s1/findings/nothing", "/l/review/nothing"]), new Dictionary<string, string>(StringComparer.Ordinal));
        await CrawlAsync();
        Assert.IsGreaterThan(8, seen.Count);

        // And when a page cannot be made at all.
        drill.Query("ALTER TABLE findings RENAME TO lost");
        waiting.Enqueue("/s/s1/findings");
        seen.Remove("/s/s1/findings");
        await CrawlAsync();
        Assert.DoesNotContain("   at ", seen["/s/s1/findings"], StringComparison.Ordinal);
        Assert.DoesNotContain("SQLite", seen["/s/s1/findings"], StringComparison.OrdinalIgnoreCase);
        foreach (var (address, text) in seen)
        {
            foreach (var secret in planted)
            {
                Assert.DoesNotContain(secret, text, StringComparison.Ordinal, address);
            }
        }

        await server.StopAsync(CancellationToken.None);

        async Task CrawlAsync()
        {
            while (waiting.TryDequeue(out var address))
            {
                if (seen.ContainsKey(address))
                {
                    continue;
                }

                using var answer = await visitor.GetAsync(new Uri(address, UriKind.Relative));
                seen[address] = await answer.Content.ReadAsStringAsync();
                foreach (var link in (await new HtmlParser().ParseDocumentAsync(seen[address])).QuerySelectorAll("a[href^='/']").Select(link => link.GetAttribute("href")!).Where(link => !link.Contains("month=", StringComparison.Ordinal)))
                {
                    waiting.Enqueue(link);
                }
            }
        }
    }

    [TestMethod]
    public async Task A_scheduler_that_rings_no_more_makes_the_gateway_unready_after_a_day_and_one_that_rings_again_ready()
    {
        await using var drill = await DrillGateway.StartAsync(Page);
        var services = drill.Services;
        var server = services.GetRequiredService<WebServer>();
        await server.StartAsync(CancellationToken.None);
        using var visitor = new HttpClient();
        var scheduler = await services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        await scheduler.Start();
        await RingAsync("2026-09-01 09:00");
        StringAssert.StartsWith(await ReadyAsync(), "200", StringComparison.Ordinal);

        await scheduler.Standby();
        drill.Clock.MoveTo(DrillGateway.At("2026-09-02 08:00"));
        StringAssert.StartsWith(await ReadyAsync(), "200", StringComparison.Ordinal, "Not yet: some schedules ring once a day.");
        drill.Clock.MoveTo(DrillGateway.At("2026-09-02 20:00"));
        var unready = await ReadyAsync();
        StringAssert.StartsWith(unready, "503", StringComparison.Ordinal);
        StringAssert.Contains(unready, nameof(FireJob), StringComparison.Ordinal);

        await scheduler.Start();
        await RingAsync("2026-09-03 09:00");
        StringAssert.StartsWith(await ReadyAsync(), "200", StringComparison.Ordinal);
        await scheduler.Shutdown(waitForJobsToComplete: true);
        await server.StopAsync(CancellationToken.None);

        // From hour to hour: what the scheduler missed while it stood it does not make up for.
        async Task RingAsync(string from)
        {
            using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            for (var hour = 0; hour < 60 && !(await ReadyAsync()).Contains("quartz-scheduler: Healthy", StringComparison.Ordinal); hour++)
            {
                drill.Clock.MoveTo(DrillGateway.At(from).AddHours(hour).AddMilliseconds(200));
                await look.WaitForNextTickAsync();
            }
        }

        async Task<string> ReadyAsync()
        {
            using var answer = await visitor.GetAsync(new Uri(server.Root!, "health/ready"));
            return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
        }
    }
}
