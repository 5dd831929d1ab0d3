using Quartz;

namespace ElJournal.Gateway.Scheduling;

/// <summary>What a trigger does: it puts due slots into the run ledger, and nothing else, so that a firing lost or doubled by the scheduler costs nothing.</summary>
internal sealed class FireJob(SlotFeeder feeder) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await feeder.FeedAsync(cancellationToken);
}
