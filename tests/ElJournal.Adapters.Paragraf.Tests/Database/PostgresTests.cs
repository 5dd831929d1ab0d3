using System.Diagnostics;
using ElJournal.Adapters.Paragraf.Tests.Support;
using ElJournal.Rules.Journal;
using ElJournal.Testing.Databases;

namespace ElJournal.Adapters.Paragraf.Tests.Database;

/// <summary>A second invented schema on a real PostgreSQL server: other names, types and codes than those of the SQLite tests.</summary>
[TestClass]
public sealed class PostgresTests
{
    private const string Mapping = """
        { "format": "paragraf-mapping/1", "site": "s1",
          "database": {
            "classes":  { "sql": "SELECT id, label FROM inv.squad", "columns": { "id": "id", "label": ["name", "grade"] } },
            "teachers": { "sql": "SELECT id, fio FROM inv.person WHERE is_teacher = 1", "columns": { "id": "id", "fio": "fullName" } },
            "students": { "sql": "SELECT id, fio, squad, born FROM inv.person WHERE is_teacher = 0", "columns": { "id": "id", "fio": "fullName", "squad": "classId", "born": "birthDate" } },
            "subjects": { "sql": "SELECT id, id AS label FROM inv.discipline", "columns": { "id": "id", "label": "name" } },
            "lessons":  { "sql": "SELECT * FROM inv.hour WHERE squad = $1 AND held_on >= $2 AND held_on < $3", "parameters": ["classId", "from", "dayAfter"], "enteredAtProved": true,
                          "columns": { "id": "id", "held_on": "date", "n": "number", "starts": "start", "squad": "classId", "discipline": "subjectId", "person": "teacherId", "theme": "topic", "roll": "attendanceTaken", "typed_at": "enteredAt" } },
            "marks":    { "sql": "SELECT g.id, g.hour, g.person, g.v, g.w, g.typed_at FROM inv.grade g WHERE g.hour IN (SELECT id FROM inv.hour WHERE held_on BETWEEN @from AND @to)", "parameters": ["from", "to"],
                          "columns": { "id": "id", "hour": "lessonId", "person": "studentId", "v": "value", "w": "weight", "typed_at": "enteredAt" } },
            "attendance": { "sql": "SELECT hour, person, why FROM inv.missed WHERE hour IN (SELECT id FROM inv.hour WHERE held_on BETWEEN @from AND @to)", "parameters": ["from", "to"], "columns": { "hour": "lessonId", "person": "studentId", "why": "kind" } }
          },
          "values": { "attendance": { "Н": "absent", "Б": "ill" }, "attendanceTaken": { "1": "true", "0": "false" } } }
        """;

    private static readonly string[] Schema =
    [
        "CREATE SCHEMA inv",
        "CREATE TABLE inv.squad (id char(8), label varchar(20))",
        "CREATE TABLE inv.person (id int, fio text, squad char(8), born date, is_teacher smallint)",
        "CREATE TABLE inv.discipline (id varchar(40))",
        "CREATE TABLE inv.hour (id bigint, held_on date, n smallint, starts time, squad char(8), discipline varchar(40), person int, theme bytea, roll smallint, typed_at timestamp)",
        "CREATE TABLE inv.grade (id bigint, hour bigint, person int, v char(5), w numeric(4,2), typed_at timestamptz)",
        "CREATE TABLE inv.missed (hour bigint, person int, why char(3))",
        "INSERT INTO inv.squad VALUES ('7-a', '7 а'), ('1-b', NULL)",
        "INSERT INTO inv.person VALUES (1, 'Примерова Ольга Ивановна', NULL, NULL, 1), (101, 'Образцов Пётр', '7-a', '2013-01-02', 0)",
        "INSERT INTO inv.discipline VALUES ('Алгебра')",
        "INSERT INTO inv.hour VALUES (501, '2026-10-05', 1, '08:30', '7-a', 'Алгебра', 1, convert_to('Дроби', 'WIN1251'), 1, '2026-10-05 16:59:30'), (502, '2026-11-09', 1, NULL, '7-a', 'Алгебра', NULL, NULL, NULL, NULL)",
        "INSERT INTO inv.grade VALUES (9001, 501, 101, '5', 1.50, '2026-10-05 12:00:00+00')",
        "INSERT INTO inv.missed VALUES (501, 101, 'Н')",
    ];

    private static PostgresServer? server;

    public TestContext TestContext { get; set; } = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        server = await PostgresServer.TryStartAsync();
        if (server is not null)
        {
            await Databases.ExecuteAsync(Installed.Npgsql, server.ConnectionString, Schema);
        }
    }

    [ClassCleanup]
    public static async Task StopAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    [TestMethod]
    public async Task A_provider_that_no_project_references_reads_a_real_server()
    {
        using var site = NewSite();

        var read = await site.ReadAsync();

        Assert.IsEmpty(AppDomain.CurrentDomain.GetAssemblies().Where(assembly => assembly.GetName().Name == "ElJournal.Adapters.Paragraf").SelectMany(assembly => assembly.GetReferencedAssemblies()).Where(name => name.Name == "Npgsql"));
        Assert.AreEqual(":2 Class 1-b: name is empty", read.Problems.Replace("classes", "", StringComparison.Ordinal), "A NULL name is one row's trouble.");
        var lesson = read.Of<Lesson>().Single();
        Assert.AreEqual(new Lesson("501", new(2026, 10, 5), "7-a", 1, new(8, 30), null, "Алгебра", "1", "Дроби", LessonStatus.Unknown, null, new EntryTime(new(2026, 10, 5, 16, 59, 30, TimeSpan.FromHours(3))), attendanceTaken: true), lesson);
        Assert.AreEqual(new Mark("9001", "501", "101", "5", null, 1.5m, new EntryTime(new(2026, 10, 5, 12, 0, 0, TimeSpan.Zero), Vouched: false)), read.Of<Mark>().Single());
        Assert.AreEqual(AttendanceKind.Absent, read.Of<Attendance>().Single().AttendanceKind);
        Assert.AreEqual(new ClassGroup("7-a", "7 а", 7), read.Of<ClassGroup>().Single());
    }

    [TestMethod]
    public async Task The_days_bound_are_the_days_read()
    {
        using var site = NewSite();

        var november = await site.ReadAsync(new(new(2026, 11, 9), new(2026, 11, 9)), extra: [new(new(2026, 10, 5), new(2026, 10, 5))]);

        CollectionAssert.AreEqual(new[] { "501", "502" }, november.Of<Lesson>().Select(lesson => lesson.Id).Order().ToArray());
        Assert.HasCount(2, november.Complete.Where(scope => scope.Scope.Kind == RecordKind.Lesson));
    }

    [TestMethod]
    public async Task The_transaction_cannot_write()
    {
        using var site = NewSite();
        site.Map(Mapping.Replace("SELECT id, fio FROM inv.person WHERE is_teacher = 1", "WITH gone AS (DELETE FROM inv.person RETURNING id, fio) SELECT * FROM gone", StringComparison.Ordinal));

        var read = await site.ReadAsync();
        site.Map(Mapping);
        var after = await site.ReadAsync();

        Assert.Contains(RecordKind.Teacher, read.Unread.Select(unread => unread.Scope.Kind));
        Assert.HasCount(1, after.Of<Teacher>());
    }

    [TestMethod]
    public async Task A_table_or_column_that_vanished_fails_its_entity_by_name_and_the_others_go_on()
    {
        using var site = NewSite();
        site.Map(Mapping.Replace("FROM inv.discipline", "FROM inv.gone", StringComparison.Ordinal).Replace("hour, person, why FROM", "hour, person, reason FROM", StringComparison.Ordinal));

        var read = await site.ReadAsync();

        Assert.AreEqual("Attendance Subject", string.Join(' ', read.Unread.Select(unread => unread.Scope.Kind.ToString()).Order(StringComparer.Ordinal)));
        Assert.Contains("inv.gone", read.Unread.Single(unread => unread.Scope.Kind == RecordKind.Subject).Message);
        Assert.Contains("reason", read.Unread.Single(unread => unread.Scope.Kind == RecordKind.Attendance).Message);
        Assert.HasCount(1, read.Of<Mark>());
        Assert.HasCount(1, read.Of<Lesson>());
    }

    [TestMethod]
    public async Task A_wrong_password_is_told_from_a_server_that_is_down()
    {
        using var wrong = NewSite();
        wrong.With("ConnectionString", server!.ConnectionString.Replace("Password=eljournal", "Password=hunter2", StringComparison.Ordinal));
        using var down = NewSite();
        down.With("ConnectionString", "Host=127.0.0.1;Port=1;Username=eljournal;Password=hunter2;Timeout=2");

        var refused = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await wrong.ReadAsync());
        var unreachable = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await down.ReadAsync());

        Assert.AreEqual(AdapterFailure.Permanent, refused.Failure);
        Assert.Contains("пароль", refused.Instruction!);
        Assert.AreEqual(AdapterFailure.Temporary, unreachable.Failure);
        Assert.DoesNotContain("hunter2", refused.ToString() + unreachable);
        Assert.IsFalse((await wrong.ProbeAsync()).Succeeded);
    }

    [TestMethod]
    public async Task A_query_that_takes_too_long_fails_its_entity_and_the_others_go_on()
    {
        using var site = NewSite();
        site.With("CommandTimeout", "1").Map(Mapping.Replace("SELECT id, id AS label FROM inv.discipline", "SELECT id, id AS label FROM inv.discipline, pg_sleep(30)", StringComparison.Ordinal));

        var read = await site.ReadAsync();

        Assert.AreEqual("timeout", read.Unread.Single().Reason);
        Assert.HasCount(1, read.Of<Lesson>());
    }

    [TestMethod]
    public async Task Cancellation_ends_a_query_that_hangs_within_a_second()
    {
        using var site = NewSite();
        site.Map(Mapping.Replace("FROM inv.squad", "FROM inv.squad, pg_sleep(30)", StringComparison.Ordinal));
        using var stop = new CancellationTokenSource();
        var reading = site.ReadAsync(cancellationToken: stop.Token);
        while (!await IsSleepingAsync())
        {
            Assert.IsFalse(reading.IsCompleted);
        }

        var watch = Stopwatch.StartNew();
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => reading);

        Assert.IsLessThan(1000, watch.ElapsedMilliseconds);
    }

    [TestMethod]
    public async Task A_connection_that_ends_in_mid_query_fails_the_read_for_now()
    {
        using var site = NewSite();
        site.Map(Mapping.Replace("SELECT id, id AS label FROM inv.discipline", "SELECT id, pg_terminate_backend(pg_backend_pid())::text AS label FROM inv.discipline", StringComparison.Ordinal));

        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await site.ReadAsync());

        Assert.AreEqual(AdapterFailure.Temporary, failure.Failure);
    }

    [TestMethod]
    public async Task A_restored_backup_is_true_for_the_moment_it_began()
    {
        using var site = NewSite();
        var began = new DateTimeOffset(2026, 10, 5, 2, 0, 0, TimeSpan.FromHours(3));

        var bySetting = await site.With("AsOf", "2026-10-05T02:00:00+03:00").ReadAsync();
        site.With("AsOf", null).Map(Mapping.Replace("\"database\": {", "\"database\": { \"asOf\": { \"sql\": \"SELECT timestamp '2026-10-05 02:00:00'\" },", StringComparison.Ordinal));
        var bySql = await site.ReadAsync();
        await File.WriteAllTextAsync(Path.Combine(site.Path, "began.txt"), "2026-10-05 02:00:00\n");
        site.Map(Mapping.Replace("\"database\": {", "\"database\": { \"asOf\": { \"file\": \"began.txt\" },", StringComparison.Ordinal));
        var byFile = await site.ReadAsync();

        foreach (var read in new[] { bySetting, bySql, byFile })
        {
            Assert.AreEqual(began, read.Complete.Select(scope => scope.AsOf).Distinct().Single());
        }

        File.Delete(Path.Combine(site.Path, "began.txt"));
        Assert.AreEqual(AdapterFailure.Permanent, (await Assert.ThrowsExactlyAsync<AdapterException>(async () => await site.ReadAsync())).Failure);
    }

    private static Site NewSite()
    {
        if (server is null)
        {
            Assert.Inconclusive(PostgresServer.HowToInstall);
        }

        return new Site(Mapping).With("Mode", "Database").With("Provider", "Npgsql").With("ConnectionString", server.ConnectionString);
    }

    private static async Task<bool> IsSleepingAsync()
    {
        await using var connection = Installed.Npgsql.CreateConnection()!;
        connection.ConnectionString = server!.ConnectionString;
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'";
        return (long)(await command.ExecuteScalarAsync())! > 0;
    }
}
