using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ElJournal.Gateway.Scheduling;

/// <summary>Hosts the worker.</summary>
internal sealed class WorkerService(SlotWorker worker, ILogger<SlotWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await worker.RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            SchedulingLog.Stopped(logger);
        }
    }
}
