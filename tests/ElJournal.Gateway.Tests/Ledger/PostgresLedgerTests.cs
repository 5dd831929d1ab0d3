using System.Data.Common;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Testing;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Tests.Ledger;

/// <summary>What is peculiar to a ledger on a server. That everything else is as on SQLite is shown by running the tests with <c>ELJOURNAL_TEST_STORAGE=PostgreSql</c>.</summary>
[TestClass]
public sealed class PostgresLedgerTests
{
    [TestMethod]
    public void Names_of_parameters_and_hints_are_spelled_as_the_server_wants_them()
    {
        Assert.AreEqual("SELECT json_extract(r.\"Payload\", '$.name') FROM records WHERE \"Id\" = @p1 AND \"Key\" = @key", LedgerSql.ForPostgres("SELECT json_extract(r.\"Payload\", '$.name') FROM records INDEXED BY \"IX_a\" WHERE \"Id\" = ?1 AND \"Key\" = $key"));
        Assert.AreEqual("SELECT 1 FROM records WHERE true", LedgerSql.ForPostgres("SELECT 1 FROM records NOT INDEXED WHERE true"));
    }

    [TestMethod]
    public async Task Several_gateways_may_make_the_tables_at_once()
    {
        using var ledger = new PostgresServer(empty: true);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new LedgerSchema(ledger.Database).EnsureAsync(CancellationToken.None))));

        await using var context = await ledger.Database.ReadAsync(CancellationToken.None);
        Assert.IsEmpty(await context.Database.GetPendingMigrationsAsync());
    }

    [TestMethod]
    public async Task Tables_of_a_newer_version_are_left_alone()
    {
        using var ledger = new PostgresServer();
        await ledger.ExecuteAsync("""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('99990101000000_Later', '99')""");

        var failure = await Assert.ThrowsExactlyAsync<LedgerTooNewException>(() => new LedgerSchema(ledger.Database).EnsureAsync(CancellationToken.None));

        StringAssert.Contains(failure.Message, "99990101000000_Later");
    }

    [TestMethod]
    public async Task A_reader_never_skips_a_row_that_commits_late()
    {
        using var ledger = new PostgresServer();
        var leases = new SchoolLeases(ledger.Database, TimeProvider.System);
        await using var lease = await leases.AcquireAsync("s1", "test", CancellationToken.None);
        var slow = await lease.BeginAsync(1, CancellationToken.None);
        var first = slow.NextSeq();

        // A second writer of the same school cannot take its number before the first has committed.
        var other = lease.BeginAsync(1, CancellationToken.None);
        Assert.IsFalse(other.IsCompleted && other.IsCompletedSuccessfully);
        slow.Context.Add(new DirtyRow { School = "s1", Class = "a", Day = 1 });
        await slow.CommitAsync(CancellationToken.None);
        await slow.DisposeAsync();
        await using var later = await other;
        await using var context = await ledger.Database.ReadAsync(CancellationToken.None);

        Assert.IsGreaterThan(first, later.NextSeq());
        Assert.AreEqual(1, await context.Set<DirtyRow>().CountAsync(), "what has the lower number is there before a higher one exists");
    }

    [TestMethod]
    public async Task Who_lost_the_lease_cannot_commit_and_other_schools_do_not_wait()
    {
        using var ledger = new PostgresServer();
        var leases = new SchoolLeases(ledger.Database, TimeProvider.System);
        await using var lost = await leases.AcquireAsync("s1", "test", CancellationToken.None);
        await using (await lost.BeginAsync(1, CancellationToken.None))
        {
            await using var elsewhere = await leases.AcquireAsync("s2", "test", CancellationToken.None);
            await using var transaction = await elsewhere.BeginAsync(1, CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
        }

        await ledger.ExecuteAsync("""UPDATE school_state SET "Fence" = "Fence" + 1 WHERE "School" = 's1'""");
        await Assert.ThrowsExactlyAsync<LeaseLostException>(() => lost.BeginAsync(1, CancellationToken.None));
    }

    [TestMethod]
    public async Task The_log_of_decisions_is_one_chain_however_many_write_at_once()
    {
        using var ledger = new PostgresServer();
        var log = new AuditLog(ledger.Database, new ElJournal.Gateway.Composition.MachineClock(TimeProvider.System));
        var leases = new SchoolLeases(ledger.Database, TimeProvider.System);
        await using var lease = await leases.AcquireAsync("s1", "test", CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Task.Run(async () =>
        {
            if (number % 3 > 0)
            {
                await log.NoteAsync(number % 3 == 1 ? "s1" : AuditLog.WholeGateway, "somebody", AuditLog.Look, "x", CancellationToken.None);
                return;
            }

            await using var transaction = await lease.BeginAsync(1, CancellationToken.None);
            transaction.Context.Add(new DecisionRow { School = "s1", At = number, By = "b", Action = "a", Target = "t", Reason = "" });
            await transaction.CommitAsync(CancellationToken.None);
        })));

        var states = await log.VerifyAsync(CancellationToken.None);
        Assert.AreEqual(12, states.Sum(state => state.Entries));
        Assert.IsTrue(states.All(state => state.BrokenAt is null));
    }

    [TestMethod]
    public async Task Statements_run_while_rows_of_a_long_answer_still_come()
    {
        using var ledger = new PostgresServer();
        await using var connection = await ledger.Database.OpenAsync(CancellationToken.None);
        using var numbers = new Statement(connection, "SELECT n FROM generate_series(1, ?1) AS n");
        using var twice = new Statement(connection, "SELECT CAST(?1 AS bigint) * 2");
        var expected = 0L;
        numbers.Bind(1, 6000);
        while (numbers.Step())
        {
            Assert.AreEqual(++expected, numbers.Int64(0));
            if (expected % 1000 == 0)
            {
                Assert.IsTrue(twice.Reset().Bind(1, expected).Step());
                Assert.AreEqual(expected * 2, twice.Int64(0));
                await using var command = connection.Command("SELECT count(*) FROM books");
                Assert.AreEqual(0, command.Number());
            }
        }

        Assert.AreEqual(6000, expected);
    }

    [TestMethod]
    public async Task Who_stands_still_in_a_transaction_keeps_nobody_out_for_good_and_commits_nothing_afterwards()
    {
        // The server's patience, which is a lease's, shortened.
        using var ledger = new PostgresServer("Options='-c idle_in_transaction_session_timeout=500'");
        var leases = new SchoolLeases(ledger.Database, TimeProvider.System);
        var lease = await leases.AcquireAsync("s1", "sync", CancellationToken.None);
        var paused = await lease.BeginAsync(1, CancellationToken.None);
        paused.Context.Add(new DirtyRow { School = "s1", Class = "a", Day = 1 });
        await paused.Context.SaveChangesAsync();

        // Two minutes later, by the clock of the other node.
        var later = new FakeTimeProvider(TimeProvider.System.GetUtcNow() + SchoolLeases.Duration + TimeSpan.FromMinutes(1));
        await using var next = await TakeOverAsync(new SchoolLeases(ledger.Database, later));

        Assert.AreEqual(lease.Fence + 1, next.Fence);
        await Assert.ThrowsAsync<DbException>(() => paused.CommitAsync(CancellationToken.None));
        await paused.DisposeAsync();
        await Assert.ThrowsExactlyAsync<LeaseLostException>(() => lease.BeginAsync(1, CancellationToken.None));
        await using var context = await ledger.Database.ReadAsync(CancellationToken.None);
        Assert.AreEqual(0, await context.Set<DirtyRow>().CountAsync());
        await lease.DisposeAsync();
        await using var goesOn = await next.BeginAsync(1, CancellationToken.None);
    }

    /// <summary>While the transaction lives, the school is busy; the wait is the server's, not this one's.</summary>
    private static async Task<SchoolLease> TakeOverAsync(SchoolLeases leases)
    {
        while (true)
        {
            try
            {
                return await leases.AcquireAsync("s1", "export", CancellationToken.None, TimeSpan.Zero);
            }
            catch (SchoolBusyException busy)
            {
                StringAssert.StartsWith(busy.Holder, "sync (process");
            }
        }
    }
}
