using System.Data.Common;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Gateway.Ledger.Postgres;
using ElJournal.Gateway.Safekeeping;
using ElJournal.Gateway.Tests.Cli;
using ElJournal.Gateway.Tests.Support;
using ElJournal.Rules.Journal;
using ElJournal.Testing;
using ElJournal.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace ElJournal.Gateway.Tests.Ledger;

/// <summary>What is peculiar to a ledger on a server. That everything else is as on SQLite is shown by running the tests with <c>ELJOURNAL_TEST_STORAGE=PostgreSql</c>.</summary>
[TestClass]
public sealed partial class PostgresLedgerTests
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
    public async Task Before_an_upgrade_the_ledger_is_saved_as_a_file_that_fills_an_empty_database_again()
    {
        using var folder = new TempFolder();
        using var ledger = new Server(empty: true);
        var database = new LedgerDatabase(ledger.ConnectionString, StorageProvider.PostgreSql, folder.Path);
        await using (var context = await database.ReadAsync(CancellationToken.None))
        {
            await context.GetService<IMigrator>().MigrateAsync("20261122135451_Initial");
            context.Add(new Book { Id = 1, School = "s1", Source = "files", Year = 2026, FirstReadAt = 5 });
            context.AddRange(Enumerable.Range(1, 50).Select(number => new RecordRow { Book = 1, Kind = RecordKind.Teacher, Key = $"t{number}", Origin = $"t{number}", Hash = [1, 2, 3], Payload = """{"name":"Примерова"}""" }));
            await context.SaveChangesAsync();
        }

        // What a killed start left.
        await File.WriteAllTextAsync(folder["eljournal.db.saving-before-upgrade"], "half of it");
        await new LedgerSchema(database).EnsureAsync(CancellationToken.None);

        var saved = folder["eljournal.db.before-upgrade-from-20261122135451_Initial"];
        CollectionAssert.AreEqual(new[] { saved }, Directory.GetFiles(folder.Path), "Nothing else is left.");
        Assert.AreEqual("20261122133000_WaitingDays", LedgerImage.Examine(saved).Migration, "As the former program knows it.");
        using var other = new Server(empty: true);
        var outcome = await RestoreUseCase.RunAsync(saved, folder["again"], password: null, other.Database, CancellationToken.None);
        Assert.AreEqual(50, outcome.Records);
        await using var filled = await other.Database.ReadAsync(CancellationToken.None);
        Assert.AreEqual("""{"name":"Примерова"}""", (await filled.Set<RecordRow>().SingleAsync(record => record.Key == "t50")).Payload);
        Assert.AreEqual(5, (await filled.Set<Book>().SingleAsync()).FirstReadAt);
    }

    [TestMethod]
    public async Task Without_room_for_that_file_nothing_is_changed_and_whoever_copies_the_server_himself_may_go_without()
    {
        using var folder = new TempFolder();
        using var ledger = new Server(empty: true);
        await File.WriteAllTextAsync(folder["a file"], "where the folder should be");
        var database = new LedgerDatabase(ledger.ConnectionString, StorageProvider.PostgreSql, folder["a file"]);
        await using var context = await database.ReadAsync(CancellationToken.None);
        await context.GetService<IMigrator>().MigrateAsync("20261122135451_Initial");

        var failure = await Assert.ThrowsExactlyAsync<LedgerException>(() => new LedgerSchema(database).EnsureAsync(CancellationToken.None));

        StringAssert.Contains(failure.Message, "Storage:CopyBeforeUpgrade");
        Assert.HasCount(1, await context.Database.GetAppliedMigrationsAsync());
        await new LedgerSchema(new LedgerDatabase(ledger.ConnectionString, StorageProvider.PostgreSql, folder["a file"]) { CopyBeforeUpgrade = false }).EnsureAsync(CancellationToken.None);
        Assert.IsEmpty(await context.Database.GetPendingMigrationsAsync());
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
        StringAssert.Contains(failure.Message, "Storage:ConnectionString");

        using var school = new SmallSchool();
        var run = await CommandLineRun.On(
            school.Path, new() { ["ELJOURNAL__STORAGE__PROVIDER"] = "PostgreSql", ["ELJOURNAL__STORAGE__CONNECTIONSTRING"] = "env:SERVER", ["SERVER"] = settings.ToString() }, "findings", "list", "--school", "s1");
        Assert.AreEqual(1, run.ExitCode);
        Assert.AreEqual(failure.Message, run.Error.Trim(), "one message, no stack trace");
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
    public async Task Doctor_looks_at_the_server_and_a_copy_of_it_is_proved_rehearsed_on_and_fills_another_database()
    {
        using var ledger = new Server();
        using var school = new SmallSchool();
        Directory.CreateDirectory(school["m1"]);
        Directory.CreateDirectory(school["m2"]);
        school.Section("""
            "Backup": { "Media": [ { "Name": "1", "Directory": "m1" }, { "Name": "2", "Directory": "m2" } ], "Encrypt": false, "AllowOneDevice": true }
            """);
        async Task UseAsync(Server server)
        {
            await File.WriteAllTextAsync(school["server.secret"], server.ConnectionString);
            var text = await File.ReadAllTextAsync(school["eljournal.json"]);
            await File.WriteAllTextAsync(school["eljournal.json"], text
                .Replace("\"Provider\": \"Sqlite\", \"ConnectionString\": \"Data Source=data/eljournal.db\"", "\"Provider\": \"PostgreSql\", \"ConnectionString\": \"file:server.secret\"", StringComparison.Ordinal)
                .Replace("file:ledger.secret", "file:server.secret", StringComparison.Ordinal));
        }

        async Task<CommandLineRun> DoAsync(params string[] arguments)
        {
            var run = await CommandLineRun.On(school.Path, [], arguments);
            Assert.AreEqual(0, run.ExitCode, run.Output + run.Error);
            return run;
        }

        await UseAsync(ledger);
        var doctor = await CommandLineRun.On(school.Path, [], "doctor", "--json");
        var database = doctor.Json.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("area").GetString() == "database");
        Assert.AreEqual("ok", database.GetProperty("status").GetString(), doctor.Output);
        StringAssert.Contains(database.GetProperty("message").GetString(), "на сервере PostgreSQL");

        string[] monday = ["--school", "s1", "--from", "2026-10-05", "--to", "2026-10-05", "--now", "2026-10-05T20:00:00+03:00"];
        await DoAsync(["sync", .. monday]);
        await CommandLineRun.On(school.Path, [], ["check", .. monday]);
        await DoAsync("export", "--school", "s1", "--now", "2026-10-05T20:05:00+03:00");
        await DoAsync("rehearse", "--school", "s1", "--day", "2026-10-05", "--out", "try", "--now", "2026-10-20T10:00:00+03:00");
        Assert.IsNotEmpty(Directory.GetFiles(school["try/letters"], "*.eml"));
        await DoAsync("backup");
        await DoAsync("backup", "verify");
        var expected = await ledger.StateAsync();

        StringAssert.Contains((await CommandLineRun.On(school.Path, [], "restore", "--to", "again", "--to-storage")).Error, "не пуста", "A database in use is not filled.");
        using var other = new Server(empty: true);
        await UseAsync(other);
        await DoAsync("restore", "--to", "again", "--to-storage");
        Assert.AreEqual("", string.Join('\n', expected.Except(await other.StateAsync()).Concat((await other.StateAsync()).Except(expected)).Take(10)));
        await using var file = LedgerRows.ConnectFile(school["again/eljournal.db"]);
        Assert.IsTrue(expected.SetEquals(await LedgerState.OfAsync(file)));

        // The next read writes nothing, the next export finds nothing to do, and what is numbered goes on.
        Assert.AreEqual(0, (await DoAsync(["sync", .. monday[..^1], "2026-10-05T21:00:00+03:00", "--json"])).Json.GetProperty("added").GetInt32());
        Assert.AreEqual(0, (await DoAsync("export", "--school", "s1", "--now", "2026-10-05T21:05:00+03:00", "--json")).Json.GetProperty("records").GetInt32());
        await DoAsync("excuse", "add", "--school", "s1", "--teacher", "t1", "--from", "2026-10-06", "--to", "2026-10-07", "--by", "Орлова", "--reason", "Курсы");
    }

    [TestMethod]
    public async Task Who_stands_still_in_a_transaction_keeps_nobody_out_for_good_and_commits_nothing_afterwards()
    {
        // The server's patience, which is a lease's, shortened.
        using var ledger = new Server("Options='-c idle_in_transaction_session_timeout=500'");
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

    [TestMethod]
    [DataRow("Host=db.school.example", true)]
    [DataRow("Host=db.school.example;SSL Mode=VerifyCA", true)]
    [DataRow("Host=127.0.0.1,localhost", true)]
    [DataRow("Host=/var/run/postgresql", true)]
    [DataRow("Host=[::1]:5433;SSL Mode=Disable", true)]
    [DataRow("Host=db.school.example;SSL Mode=Require", false)]
    [DataRow("Host=db.school.example;SSL Mode=Prefer", false)]
    [DataRow("Host=10.0.0.5;SSL Mode=Disable", false)]
    [DataRow("Host=127.0.0.1,db.school.example;SSL Mode=Allow", false)]
    public void Outside_this_machine_the_server_proves_who_it_is(string host, bool accepted) =>
        Assert.AreEqual(accepted, !PostgresConnection.IsOpen(new NpgsqlConnectionStringBuilder(host + ";Database=eljournal;Username=eljournal")));

    [TestMethod]
    public async Task A_connection_that_is_not_safe_is_a_mistake_of_the_configuration_whether_it_is_written_or_secret()
    {
        using var school = new SmallSchool();
        var text = await File.ReadAllTextAsync(school["eljournal.json"]);
        foreach (var (given, said) in new[] { ("Host=db.school.example;Database=e;Username=e;SSL Mode=Prefer", "Storage:ConnectionString"), ("file:server.secret", "Storage:ConnectionString"), ("file:short.secret", "Storage:ConnectionString") })
        {
            await File.WriteAllTextAsync(school["short.secret"], "Username=e;Password=hidden-one");
            await File.WriteAllTextAsync(school["server.secret"], "Host=db.school.example;Database=e;Username=e;Password=hidden-one;SSL Mode=Prefer");
            await File.WriteAllTextAsync(school["eljournal.json"], Storage().Replace(text, $"\"Storage\": {{ \"Provider\": \"PostgreSql\", \"ConnectionString\": \"{given}\" }}"));
            var run = await CommandLineRun.On(school.Path, [], "findings", "list", "--school", "s1");
            SmallSchool.Refused(run, 1);
            StringAssert.Contains(run.Error, said);
            StringAssert.Contains(run.Error, given.Contains("short", StringComparison.Ordinal) ? "Host=" : "VerifyFull");
            Assert.DoesNotContain("hidden-one", run.Error);
        }
    }

    [TestMethod]
    public async Task A_certificate_is_asked_for_and_one_that_nobody_vouches_for_is_not_taken()
    {
        var settings = new NpgsqlConnectionStringBuilder(TestStorage.Administration()) { Pooling = false, SslMode = SslMode.VerifyFull };
        async Task<string> RefusedAsync() => (await Assert.ThrowsAsync<LedgerException>(() => new LedgerSchema(new LedgerDatabase(settings.ToString(), StorageProvider.PostgreSql)).EnsureAsync(CancellationToken.None))).Message;
        StringAssert.Contains(await RefusedAsync(), "ssl = on");

        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["root.crt"], certificate.ExportCertificatePem());
        await TestStorage.EncryptAsync(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
        try
        {
            StringAssert.Contains(await RefusedAsync(), "сертификат не принят");
            settings.RootCertificate = folder["root.crt"];
            await using var safe = new NpgsqlConnection(settings.ToString());
            await safe.OpenAsync();
            settings.Host = "localhost";
            StringAssert.Contains(await RefusedAsync(), "сертификат не принят", "A certificate of another name.");
        }
        finally
        {
            await TestStorage.EncryptAsync(null, null);
        }
    }

    [GeneratedRegex("\"Storage\": \\{[^}]*\\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Storage();

    private sealed class Server : IDisposable
    {
        private readonly string name = Guid.NewGuid().ToString();

        public Server(bool empty = false) => Database = TestStorage.OnServer(name, empty);

        public Server(string settings)
            : this() => Database = new LedgerDatabase($"{ConnectionString};{settings}", StorageProvider.PostgreSql);

        public LedgerDatabase Database { get; }

        public string ConnectionString => TestStorage.ConnectionString(name);

        public async Task<HashSet<string>> StateAsync()
        {
            await using var connection = await Database.OpenAsync(CancellationToken.None);
            return await LedgerState.OfAsync(connection);
        }

        public async Task ExecuteAsync(string sql)
        {
            await using var connection = await Database.OpenAsync(CancellationToken.None);
            await using var command = connection.Command(sql);
            await command.ExecuteNonQueryAsync();
        }

        public void Dispose() => TestStorage.Close(name);
    }
}
