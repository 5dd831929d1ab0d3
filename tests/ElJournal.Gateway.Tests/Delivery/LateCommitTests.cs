using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Rules.Journal;
using ElJournal.Testing;

namespace ElJournal.Gateway.Tests.Delivery;

/// <summary>Two connections of one server: whoever takes a lower version commits before a higher one exists, so the reader of deliveries passes nobody by.</summary>
[TestClass]
public sealed class LateCommitTests
{
    [TestMethod]
    public async Task A_record_that_commits_late_is_never_behind_the_cursor()
    {
        using var ledger = new DeliveryLedger(StorageProvider.PostgreSql);
        ledger.Roster();
        var portal = ScriptedPortal.Create();
        await ledger.ExportAsync(portal);
        var lease = await ledger.Leases.AcquireAsync(DeliveryLedger.School, "sync", CancellationToken.None);
        var slow = await lease.BeginAsync(1, CancellationToken.None);
        var late = await WriteAsync(slow, ledger, "late");

        // A second writer has asked for a number, and stands at the school's row.
        var asking = lease.BeginAsync(1, CancellationToken.None);
        while (ledger.Scalar("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") == 0)
        {
            Assert.IsFalse(asking.IsCompleted, "It was given a number beside the first one's.");
            await Task.Delay(10);
        }

        // To everybody else neither has happened; and who thinks that the lease is over may not deliver meanwhile.
        Assert.IsLessThan(late, ledger.Scalar("SELECT \"Seq\" FROM school_state"));
        Assert.AreEqual(0, ledger.Scalar("SELECT count(*) FROM records WHERE \"Kind\" = 6"));
        var impatient = new SchoolLeases(ledger.Database, new FakeTimeProvider(TimeProvider.System.GetUtcNow() + (2 * SchoolLeases.Duration)));
        await Assert.ThrowsExactlyAsync<SchoolBusyException>(() => impatient.AcquireAsync(DeliveryLedger.School, "export", CancellationToken.None, TimeSpan.Zero));

        await slow.CommitAsync(CancellationToken.None);
        await slow.DisposeAsync();
        await using (var second = await asking)
        {
            Assert.IsGreaterThan(late, await WriteAsync(second, ledger, "second"));
            await second.CommitAsync(CancellationToken.None);
        }

        await lease.DisposeAsync();
        Assert.AreEqual(2, (await ledger.ExportAsync(portal)).Records);
        Assert.IsTrue(portal.State.Live.ContainsKey(("lesson", "late")) && portal.State.Live.ContainsKey(("lesson", "second")));
        Assert.IsGreaterThanOrEqualTo(late, ledger.Scalar("SELECT \"Cursor\" FROM routes"));
    }

    private static async Task<long> WriteAsync(LedgerTransaction transaction, DeliveryLedger ledger, string lesson)
    {
        var seq = transaction.NextSeq();
        var record = new Lesson(lesson, DeliveryLedger.Monday, "c7", subjectId: "u1", teacherId: "t1", topic: "Тема");
        transaction.Context.Add(new RecordRow
        {
            Book = (int)ledger.Book, Kind = record.Kind, Key = lesson, Origin = lesson, Seq = seq, Hash = [0], RootClass = "c7", Class = "c7", Day = DeliveryLedger.Monday.DayNumber, Lesson = lesson, Payload = RecordPayload.Of(record),
        });
        await transaction.Context.SaveChangesAsync();
        return seq;
    }
}
