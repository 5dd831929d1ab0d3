using System.Collections.Concurrent;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Scheduling;
using ElJournal.Gateway.Scheduling.Model;
using ElJournal.Gateway.Tests.Support;
using ElJournal.Testing;
using ElJournal.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ElJournal.Gateway.Tests.Scheduling;

/// <summary>A server that goes away in the middle of a job and comes back later.</summary>
[TestClass]
public sealed class ServerAwayTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [TestMethod]
    public async Task A_server_that_goes_away_in_the_middle_of_a_job_costs_another_try_and_nothing_else()
    {
        if (!TestStorage.IsServer)
        {
            Assert.Inconclusive("Starts a server twice: part of .ci/run-postgres.");
        }

        if (await PostgresServer.TryStartAsync() is not { } server)
        {
            Assert.Inconclusive(PostgresServer.HowToInstall);
            return;
        }

        await using (server)
        {
            var clock = new FakeTimeProvider(new DateTimeOffset(2026, 10, 5, 12, 0, 0, TimeSpan.FromHours(3)));
            var database = new LedgerDatabase(server.ConnectionString, StorageProvider.PostgreSql);
            await new LedgerSchema(database).EnsureAsync(CancellationToken.None);
            var slots = new SlotStore(database);
            await slots.AddAsync("s1", JobCatalog.Sync, [clock.GetUtcNow()], late: false, CancellationToken.None);
            var school = new SchoolRuntime(new SchoolOptions { Id = "s1", Name = "s1", TimeZone = "Europe/Moscow" }, TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow"));
            var work = new ScriptedWork();
            var reads = 0;
            work.OnRead = async (_, cancellationToken) =>
            {
                if (reads++ == 0)
                {
                    await using var connection = await database.OpenAsync(cancellationToken);
                    await server.StopAsync();
                    await using var command = connection.Command("SELECT 1");
                    await command.ExecuteScalarAsync(cancellationToken);
                }
            };
            var log = new Kept();
            var worker = new SlotWorker(new SlotFeeder([], slots, clock), slots, new SchoolLeases(database, clock), new SchoolDirectory([school]), new JobRunner(work, clock), work, clock, log, database, new LimitsOptions());
            using var stop = new CancellationTokenSource();
            var running = worker.RunAsync(stop.Token);

            await UntilAsync(clock, running, () => Task.FromResult(log.Messages.Any(message => message.Contains("не отвечает", StringComparison.Ordinal))));
            Assert.IsTrue(log.Messages.All(message => !message.Contains("Password", StringComparison.OrdinalIgnoreCase)));
            await server.StartAsync();
            await UntilAsync(clock, running, async () =>
            {
                await using var context = await database.ReadAsync(CancellationToken.None);
                return await context.Set<SlotRow>().AllAsync(slot => slot.Status == SlotStatus.Done);
            });
            await stop.CancelAsync();
            await Assert.ThrowsAsync<OperationCanceledException>(() => running);

            Assert.AreEqual(2, reads);
            Assert.HasCount(1, work.Steps.Where(step => step == "read"), string.Join(", ", work.Steps));
            Assert.HasCount(1, work.Steps.Where(step => step == "judge"), string.Join(", ", work.Steps));
            Assert.IsFalse(work.Steps.Exists(step => step.StartsWith("failure", StringComparison.Ordinal)), string.Join(", ", work.Steps));
        }
    }

    /// <summary>Time goes on until it is so.</summary>
    private static async Task UntilAsync(FakeTimeProvider clock, Task running, Func<Task<bool>> so)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await so())
        {
            Assert.IsFalse(running.IsCompleted, running.Exception?.ToString());
            clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(50, patience.Token);
        }
    }

    private sealed class Kept : ILogger<SlotWorker>
    {
        private readonly ConcurrentQueue<string> messages = new();

        public IEnumerable<string> Messages => messages;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => messages.Enqueue(formatter(state, exception));
    }
}
