using System.Net;
using System.Net.Sockets;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Scheduling;
using ElJournal.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace ElJournal.Gateway.Tests.Scheduling;

[TestClass]
public sealed class WatchdogTests
{
    [TestMethod]
    public async Task The_outside_address_is_called_at_once_and_at_its_interval_whether_or_not_it_answered()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var address = new UriBuilder("http", IPAddress.Loopback.ToString(), ((IPEndPoint)free.LocalEndpoint).Port, "/ping/").Uri;
        free.Stop();
        using var outside = new HttpListener();
        outside.Prefixes.Add(address.AbsoluteUri);
        outside.Start();
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        using var watchdog = new WatchdogService(new GatewayOptions { Watchdog = new WatchdogOptions { Url = address.AbsoluteUri, Every = TimeSpan.FromMinutes(5) } }, clock, NullLogger<WatchdogService>.Instance);
        await watchdog.StartAsync(CancellationToken.None);
        foreach (var status in new[] { 200, 500, 200 })
        {
            var call = await outside.GetContextAsync();
            Assert.AreEqual("/ping/", call.Request.Url!.AbsolutePath);
            call.Response.StatusCode = status;
            call.Response.Close();
            clock.Advance(TimeSpan.FromMinutes(5));
        }

        await watchdog.StopAsync(CancellationToken.None);
    }
}
