using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Tests.Cli;
using ElJournal.Gateway.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;

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
        using var ledger = new Server(empty: true);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new LedgerSchema(ledger.Database).EnsureAsync(CancellationToken.None))));

        await using var context = await ledger.Database.ReadAsync(CancellationToken.None);
        Assert.IsEmpty(await context.Database.GetPendingMigrationsAsync());
    }

    [TestMethod]
    public async Task Tables_of_a_newer_version_are_left_alone()
    {
        using var ledger = new Server();
        await ledger.ExecuteAsync("""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('99990101000000_Later', '99')""");

        var failure = await Assert.ThrowsExactlyAsync<LedgerTooNewException>(() => new LedgerSchema(ledger.Database).EnsureAsync(CancellationToken.None));

        StringAssert.Contains(failure.Message, "99990101000000_Later");
    }

    [TestMethod]
    [DataRow("Password=wrong-guess", "имя пользователя или пароль")]
    [DataRow("Database=nowhere", "нет базы данных «nowhere@127.0.0.1")]
    [DataRow("Port=1", "не отвечает")]
    public async Task What_a_person_must_put_right_is_said_without_the_password(string mistake, string said)
    {
        var settings = new NpgsqlConnectionStringBuilder(TestStorage.Administration()) { Pooling = false };
        settings[mistake.Split('=')[0]] = mistake.Split('=')[1];
        var database = new LedgerDatabase(settings.ToString(), StorageProvider.PostgreSql);

        var failure = await Assert.ThrowsAsync<LedgerException>(() => new LedgerSchema(database).EnsureAsync(CancellationToken.None));

        StringAssert.Contains(failure.Message, said);
        Assert.DoesNotContain("wrong-guess", failure.Message);
        Assert.DoesNotContain("Password=", failure.Message);
    }

    [TestMethod]
    public async Task A_user_without_rights_is_told_what_to_ask_for()
    {
        using var ledger = new Server(empty: true);
        await ledger.ExecuteAsync("REVOKE ALL ON SCHEMA public FROM PUBLIC; CREATE ROLE stranger LOGIN PASSWORD 'stranger'");
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(ledger.ConnectionString) { Username = "stranger", Password = "stranger", Pooling = false };
            var failure = await Assert.ThrowsAsync<LedgerException>(() => new LedgerSchema(new LedgerDatabase(settings.ToString(), StorageProvider.PostgreSql)).EnsureAsync(CancellationToken.None));

            StringAssert.Contains(failure.Message, "ALTER DATABASE");
        }
        finally
        {
            await ledger.ExecuteAsync("DROP ROLE stranger");
        }
    }

    [TestMethod]
    public async Task A_reader_never_skips_a_row_that_commits_late()
    {
        using var ledger = new Server();
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
        using var ledger = new Server();
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
        using var ledger = new Server();
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
        using var ledger = new Server();
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
    public async Task Doctor_looks_at_the_server_and_copies_are_left_to_its_own_tools()
    {
        using var ledger = new Server();
        using var school = new SmallSchool();
        await File.WriteAllTextAsync(school["server.secret"], ledger.ConnectionString);
        var text = await File.ReadAllTextAsync(school["eljournal.json"]);
        await File.WriteAllTextAsync(school["eljournal.json"], text
            .Replace("\"Provider\": \"Sqlite\", \"ConnectionString\": \"Data Source=data/eljournal.db\"", "\"Provider\": \"PostgreSql\", \"ConnectionString\": \"file:server.secret\"", StringComparison.Ordinal));

        var doctor = await CommandLineRun.Of(school.Path, "doctor", "--json");
        var database = doctor.Json.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("area").GetString() == "database");
        Assert.AreEqual("ok", database.GetProperty("status").GetString(), doctor.Output);
        StringAssert.Contains(database.GetProperty("message").GetString(), "на сервере PostgreSQL");

        var backup = await CommandLineRun.Of(school.Path, "backup");
        Assert.AreEqual(1, backup.ExitCode);
        StringAssert.Contains(backup.Error, "pg_dump");
        Assert.DoesNotContain("Password", backup.Error);
    }

    private sealed class Server : IDisposable
    {
        private readonly string name = Guid.NewGuid().ToString();

        public Server(bool empty = false) => Database = TestStorage.OnServer(name, empty);

        public LedgerDatabase Database { get; }

        public string ConnectionString => TestStorage.ConnectionString(name);

        public async Task ExecuteAsync(string sql)
        {
            await using var connection = await Database.OpenAsync(CancellationToken.None);
            await using var command = connection.Command(sql);
            await command.ExecuteNonQueryAsync();
        }

        public void Dispose() => TestStorage.Close(name);
    }
}
