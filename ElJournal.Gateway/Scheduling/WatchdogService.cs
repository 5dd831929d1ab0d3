using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Observing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ElJournal.Gateway.Scheduling;

/// <summary>Calls an outside address at intervals, so that somebody elsewhere notices when the gateway no longer does.</summary>
internal sealed class WatchdogService(GatewayOptions options, TimeProvider clock, ILogger<WatchdogService> logger) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Watchdog is not { Url: { Length: > 0 } url } watchdog)
        {
            return;
        }

        // A captive portal's redirect must not pass for an answer.
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Patience };
        using var timer = new PeriodicTimer(watchdog.Every, clock);
        do
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(url), HttpCompletionOption.ResponseHeadersRead, stoppingToken);
                answer.EnsureSuccessStatusCode();
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !stoppingToken.IsCancellationRequested)
            {
                // The type only: the address may hold a key.
                Instruments.WatchdogSilent();
                SchedulingLog.WatchdogSilent(logger, failure.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
