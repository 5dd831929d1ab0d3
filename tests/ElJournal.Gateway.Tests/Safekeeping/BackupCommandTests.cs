using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Safekeeping;
using ElJournal.Gateway.Tests.Cli;
using ElJournal.Gateway.Tests.Support;
using ElJournal.Testing;

namespace ElJournal.Gateway.Tests.Safekeeping;

[TestClass]
public sealed class BackupCommandTests : IDisposable
{
    private readonly SmallSchool school = new();

    public BackupCommandTests()
    {
        File.WriteAllText(school["password.txt"], "correct horse");
        Directory.CreateDirectory(school["m1"]);
        Directory.CreateDirectory(school["m2"]);
        Configure("""
            "Encrypt": false, "AllowOneDevice": true
            """);
    }

    public void Dispose() => school.Dispose();

    [TestMethod]
    public async Task A_sealed_backup_lies_on_both_media_is_verified_and_a_restored_ledger_works_on_with_higher_versions()
    {
        Configure("""
            "Password": "file:password.txt", "AllowOneDevice": true
            """);
        await school.Read(0);
        await school.At(1, "export");

        var made = (await Run(0, "backup", "--json")).Json;
        Assert.IsTrue(made.GetProperty("encrypted").GetBoolean());
        CollectionAssert.AreEqual(new[] { "диск 1 written", "диск 2 written" }, States(made, "media"));
        foreach (var file in Directory.EnumerateFiles(school["m1"], "*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(school["m2"], "*", SearchOption.AllDirectories)))
        {
            var text = Encoding.UTF8.GetString(File.ReadAllBytes(file));
            Assert.DoesNotContain("Образцов", text, file);
            Assert.DoesNotContain("SQLite format", text, file);
        }

        CollectionAssert.AreEqual(new[] { "диск 1 good", "диск 2 good" }, States((await Run(0, "backup", "verify", "--json")).Json, "copies"));

        // After the copy a topic is entered and goes out; then the machine is lost.
        school.Lessons(topic: "Дроби");
        await school.Read(2);
        await school.At(3, "export");
        var before = Versions();
        StringAssert.Contains((await Run(1, "restore", "--to", "lost", "--from", "m2", "--ask-password")).Error, "пароль не подходит", StringComparison.Ordinal);
        Assert.IsFalse(Directory.Exists(school["lost"]));
        school.LoseLedger();
        var restored = (await Run(0, ["restore", "--to", "data", "--from", "m2", .. TestStorage.IsServer ? new[] { "--to-storage" } : [], "--json"])).Json;
        CollectionAssert.AreEqual(new[] { "eljournal.db", "journal-s1.zip" }, restored.GetProperty("files").EnumerateArray().Select(file => file.GetString()).ToArray());

        await school.Read(4);
        Assert.AreEqual(0, (await school.At(5, "export")).ExitCode);
        var again = Versions().Except(before).ToList();
        Assert.HasCount(1, again, "What had changed since the copy goes out again.");
        Assert.IsGreaterThan(before.Max(), again.Min(), "Versions never go back.");
    }

    [TestMethod]
    public async Task The_extract_is_the_journal_as_the_folder_source_reads_it()
    {
        school.Lessons(topic: "=1+1", more: "-l3,2026-10-05,3,10:30,11:15,c1,u2,t1,'=старый апостроф,held,,\n'+l4,2026-10-05,4,11:30,12:15,c1,u2,t1,＝ТЕКСТ('а'),held,,\n");
        await school.Read(0);
        await Run(0, "backup");
        var archive = Directory.GetFiles(school["m1"], "journal-s1.zip", SearchOption.AllDirectories).Single();
        ZipFile.ExtractToDirectory(archive, school["extract"]);

        var about = File.ReadAllText(school["extract/ПРОЧТИ.txt"]);
        StringAssert.Contains(about, "Школа. Выписка из электронного журнала", StringComparison.Ordinal);
        StringAssert.Contains(about, "marks.csv: 13 записей", StringComparison.Ordinal);
        StringAssert.Contains(about, "не показывает", StringComparison.Ordinal);

        var tables = Directory.GetDirectories(school["extract"]).Single();
        StringAssert.Contains(File.ReadAllText(Path.Combine(tables, "lessons.csv")), "'=1+1", StringComparison.Ordinal, "No formula for a spreadsheet.");
        StringAssert.Contains(File.ReadAllText(Path.Combine(tables, "lessons.csv")), "''=старый апостроф", StringComparison.Ordinal);
        var payloads = """SELECT "Kind" || "Payload" FROM records WHERE "Deleted" = 0 ORDER BY "Kind", "Key" """;
        var original = school.Query(payloads);
        school.LoseLedger();
        Directory.Delete(school["journal"], recursive: true);
        Directory.Move(tables, school["journal"]);
        await school.Read(1);
        CollectionAssert.AreEqual(original.ToArray(), school.Query(payloads).ToArray());
    }

    [TestMethod]
    public async Task A_missing_medium_leaves_the_other_its_copy_and_no_medium_means_failure()
    {
        await school.Read(0);
        await Run(0, "backup");
        Directory.Move(school["m2"], school["away"]);

        CollectionAssert.AreEqual(new[] { "диск 1 written", "диск 2 missing" }, States((await Run(3, "backup", "--json")).Json, "media"));
        Assert.AreEqual(3, (await Run(3, "backup", "verify")).ExitCode);
        Directory.Delete(school["m1"], recursive: true);
        StringAssert.Contains((await Run(1, "backup")).Error, "не подключён", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task An_empty_mount_point_or_another_stick_is_not_taken_for_the_medium_until_it_is_entered()
    {
        await school.Read(0);
        await Run(0, "backup");
        Directory.Move(school["m2"], school["away"]);
        Directory.CreateDirectory(school["m2"]);

        var refused = await Run(3, "backup");
        StringAssert.Contains(refused.Output, "media add", StringComparison.Ordinal);
        Assert.IsEmpty(Directory.GetFileSystemEntries(school["m2"]));

        var added = (await Run(0, "backup", "media", "add", "диск 2", "--json")).Json;
        Assert.AreEqual(0, (await Run(0, "backup")).ExitCode);

        // The first stick comes back and is still known; one of another name is not taken.
        Directory.Move(school["m2"], school["second"]);
        Directory.Move(school["away"], school["m2"]);
        await Run(0, "backup");
        Directory.Move(school["m1"], school["first"]);
        Directory.Move(school["second"], school["m1"]);
        CollectionAssert.AreEqual(new[] { "диск 1 foreign", "диск 2 written" }, States((await Run(3, "backup", "--json")).Json, "media"));
        Assert.HasCount(3, (await Run(0, "backup", "media", "list", "--json")).Json.GetProperty("media").EnumerateArray().ToList());
        Assert.AreNotEqual("", added.GetProperty("serial").GetString());
    }

    [TestMethod]
    public async Task Two_folders_of_one_device_are_refused_unless_that_is_meant()
    {
        Configure("""
            "Encrypt": false
            """);
        await school.Read(0);

        StringAssert.Contains((await Run(1, "backup")).Error, "AllowOneDevice", StringComparison.Ordinal);
        Assert.IsEmpty(Directory.GetFileSystemEntries(school["m1"]));
        if (OperatingSystem.IsLinux())
        {
            Assert.AreNotEqual(new StorageDevices().DeviceOf("/proc"), new StorageDevices().DeviceOf(school.Path));
            Assert.AreEqual(new StorageDevices().DeviceOf(school["m1"]), new StorageDevices().DeviceOf(school["m2"]));
        }
    }

    [TestMethod]
    [DataRow("ledger.db.gz")]
    [DataRow("journal-s1.zip")]
    [DataRow("manifest.json")]
    public async Task A_damaged_copy_is_found_and_its_medium_gets_no_new_one(string damaged)
    {
        await school.Read(0);
        await Run(0, "backup");
        var file = Directory.GetFiles(school["m1"], damaged, SearchOption.AllDirectories).Single();
        var bytes = File.ReadAllBytes(file);

        // In the middle of a manifest a letter may become another letter of a name: that is a changed copy, not a damaged one.
        bytes[damaged == "manifest.json" ? 0 : bytes.Length / 2] ^= 0x55;
        File.WriteAllBytes(file, bytes);

        CollectionAssert.AreEqual(new[] { "диск 1 broken", "диск 2 good" }, States((await Run(1, "backup", "verify", "--json")).Json, "copies"));
        CollectionAssert.AreEqual(new[] { "диск 1 unreadable", "диск 2 written" }, States((await Run(3, "backup", "--json")).Json, "media"));
    }

    [TestMethod]
    public async Task A_copy_that_is_gone_or_was_exchanged_is_told_from_a_good_one()
    {
        await school.Read(0);
        await Run(0, "backup");
        var first = Directory.GetDirectories(school["m1"]).Single();
        var manifest = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(first, "manifest.json")));
        File.WriteAllText(Path.Combine(first, "manifest.json"), JsonSerializer.Serialize(manifest));
        Directory.Delete(Directory.GetDirectories(school["m2"]).Single(), recursive: true);

        CollectionAssert.AreEqual(new[] { "диск 1 changed", "диск 2 gone" }, States((await Run(1, "backup", "verify", "--json")).Json, "copies"));
    }

    [TestMethod]
    public async Task Old_copies_go_when_a_newer_one_is_proved_and_archives_never_do()
    {
        Configure("""
            "Encrypt": false, "AllowOneDevice": true, "KeepDays": 30, "KeepAtLeast": 2
            """);
        await school.Read(0);
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 10, 2, 15, 0, 0, TimeSpan.Zero));
        await Run(0, clock, "archive");
        var sets = new List<string>();
        foreach (var days in new[] { 1, 7, 7, 40, 1 })
        {
            clock.Advance(TimeSpan.FromDays(days));
            sets.Add((await Run(0, clock, "backup", "--json")).Json.GetProperty("set").GetString()!);
        }

        var left = Directory.GetDirectories(school["m1"]).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        CollectionAssert.AreEqual(sets[3..], left.Where(name => name!.Contains("-backup-", StringComparison.Ordinal)).ToList(), "Older than 30 days, and two are kept.");
        Assert.HasCount(1, left.Where(name => name!.Contains("-archive-", StringComparison.Ordinal)).ToList());
        Assert.AreEqual(0, (await Run(0, "backup", "verify")).ExitCode, "What was removed is not missed.");
        Assert.HasCount(6, (await Run(0, "backup", "list", "--json")).Json.GetProperty("copies").EnumerateArray().ToList());
    }

    [TestMethod]
    public async Task A_restore_writes_into_an_empty_folder_only_and_leaves_nothing_of_a_damaged_copy()
    {
        await school.Read(0);
        await Run(0, "backup");
        StringAssert.Contains((await Run(1, "restore", "--to", "journal")).Error, "не пуста", StringComparison.Ordinal);
        StringAssert.Contains((await Run(1, "restore", "--to", "new", "--from", "journal")).Error, "нет копии", StringComparison.Ordinal);
        var ledger = Directory.GetFiles(school["m1"], "ledger.db.gz", SearchOption.AllDirectories).Single();
        File.WriteAllBytes(ledger, File.ReadAllBytes(ledger)[..^9]);

        StringAssert.Contains((await Run(1, "restore", "--to", "new", "--from", "m1")).Error, "контрольная сумма", StringComparison.Ordinal);
        StringAssert.Contains((await Run(1, "restore", "--to", "new")).Error, $"Есть и другие копии: {Directory.GetDirectories(school["m2"]).Single()}.", StringComparison.Ordinal);
        Assert.IsEmpty(Directory.GetDirectories(school.Path, "*new*"));
        Assert.AreEqual(0, (await Run(0, "restore", "--to", "new", "--from", "m2")).ExitCode);
    }

    [TestMethod]
    public async Task Of_a_named_medium_whose_newest_copy_is_damaged_the_older_ones_are_named()
    {
        await school.Read(0);
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 10, 5, 18, 0, 0, TimeSpan.FromHours(3)));
        await Run(0, clock, "backup");
        clock.Advance(TimeSpan.FromDays(1));
        await Run(0, clock, "backup");
        var sets = Directory.GetDirectories(school["m1"]).Order(StringComparer.Ordinal).ToList();
        var ledger = Path.Combine(sets[1], "ledger.db.gz");
        File.WriteAllBytes(ledger, File.ReadAllBytes(ledger)[..^9]);

        StringAssert.Contains((await Run(1, "restore", "--to", "new", "--from", "m1")).Error, $"Есть и другие копии: {sets[0]}.", StringComparison.Ordinal);
        Assert.AreEqual(0, (await Run(0, "restore", "--to", "new", "--from", sets[0])).ExitCode);
    }

    [TestMethod]
    [DataRow("names", DisplayName = "names that lead out of the folder, hide, or meet")]
    [DataRow("nothing", DisplayName = "files that are none")]
    [DataRow("deep", DisplayName = "nested without end")]
    [DataRow("bomb", DisplayName = "a ledger that unpacks to more than it says")]
    [DataRow("old bomb", DisplayName = "the same in a copy that does not say how much")]
    public async Task A_set_that_was_in_hostile_hands_is_refused_and_writes_nothing(string attack)
    {
        await school.Read(0);
        await Run(0, "backup");
        var set = Directory.GetDirectories(school["m1"]).Single();
        var manifest = Path.Combine(set, "manifest.json");
        var text = File.ReadAllText(manifest);
        string[] spoilt = attack switch
        {
            "names" => [.. new[] { "../../escaped.zip", "..", "...sealed", ".hidden", "C:evil.zip", "a\\\\b.zip", "ledger.db.gz.sealed", "eljournal.db", "manifest.json", "nul\\u0000.zip" }.Select(name => text.Replace("\"journal-s1.zip\"", $"\"{name}\"", StringComparison.Ordinal))],
            "nothing" => [text.Replace("\"files\": [", "\"files\": [ null,", StringComparison.Ordinal), text.Replace("\"files\": [", "\"files\": [ {},", StringComparison.Ordinal), text.Replace("\"what\": \"ledger\"", "\"what\": \"source\"", StringComparison.Ordinal)],
            "deep" => [string.Concat(Enumerable.Repeat("[", 100_000))],
            _ => [Bomb(set, text, says: attack == "bomb")],
        };
        foreach (var each in spoilt)
        {
            Assert.AreNotEqual(text, each);
            File.WriteAllText(manifest, each);
            CollectionAssert.AreEqual(new[] { "диск 1 broken", "диск 2 good" }, States((await Run(1, "backup", "verify", "--json")).Json, "copies"), each);
            SmallSchool.Refused(await Run(1, "restore", "--to", "new", "--from", "m1"), 1);
            Assert.IsEmpty(Directory.GetFileSystemEntries(school.Path, "*new*"));
            Assert.IsEmpty(Directory.GetFileSystemEntries(school.Path, "escaped*", SearchOption.AllDirectories));
        }
    }

    /// <summary>Zeros of many times the ledger's length in a few bytes, with sums that are right.</summary>
    private static string Bomb(string set, string manifest, bool says)
    {
        var file = Path.Combine(set, "ledger.db.gz");
        var document = System.Text.Json.Nodes.JsonNode.Parse(manifest)!;
        var ledger = document["files"]!.AsArray().Single(each => each!["what"]!.GetValue<string>() == "ledger")!;
        using (var packed = new GZipStream(File.Create(file), CompressionLevel.Fastest))
        {
            var zeros = new byte[1024 * 1024];
            for (var megabyte = 0; megabyte < (says ? 2 : 300); megabyte++)
            {
                packed.Write(zeros);
            }
        }

        ledger["length"] = new FileInfo(file).Length;
        ledger["sha256"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)));
        if (says)
        {
            ledger["unpacked"] = 1024 * 1024;
        }
        else
        {
            ledger.AsObject().Remove("unpacked");
        }

        return document.ToJsonString();
    }

    private void Configure(string more) => school.Section($$"""
        "Backup": { "Media": [ { "Name": "диск 1", "Directory": "m1" }, { "Name": "диск 2", "Directory": "m2" } ], {{more}} }
        """);

    private static string[] States(JsonElement document, string list) =>
        [.. document.GetProperty(list).EnumerateArray().Select(item => $"{item.GetProperty("medium").GetString()} {item.GetProperty("state").GetString()}")];

    private List<long> Versions() =>
        [.. Directory.GetFiles(school["out/portal"], "*.json").SelectMany(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("records").EnumerateArray().Select(record => record.GetProperty("version").GetInt64()))];

    private Task<CommandLineRun> Run(int code, params string[] arguments) => Run(code, TimeProvider.System, arguments);

    private async Task<CommandLineRun> Run(int code, TimeProvider machine, params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var ended = await CommandLine.RunAsync(arguments, new CliSurroundings
        {
            Output = output,
            Error = error,
            Input = new StringReader("wrong horse"),
            Environment = TestStorage.Variables(school.Path),
            CurrentDirectory = school.Path,
            ProgramDirectory = AppContext.BaseDirectory,
            MachineTime = machine,
        });
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Assert.AreEqual(code, ended, $"{output}{error}");
        return new CommandLineRun(ended, output.ToString(), error.ToString());
    }
}
