using ElJournal.Adapters.Paragraf.Database;
using ElJournal.Adapters.Paragraf.Tests.Support;
using ElJournal.Rules.Journal;

namespace ElJournal.Adapters.Paragraf.Tests.Database;

[TestClass]
public sealed class FailureTests
{
    private static readonly string[] Rows =
    [
        "INSERT INTO DEMO_GROUPS VALUES ('7a', '7А', 7, 1, NULL, NULL)",
        "INSERT INTO DEMO_PUPILS VALUES ('101', 'Образцов', 'Пётр', NULL, NULL, '7a', NULL, NULL)",
        "INSERT INTO DEMO_LESSONS VALUES ('501', '2026-10-05', 1, NULL, NULL, '7a', NULL, NULL, NULL, 2, NULL, NULL)",
        "INSERT INTO DEMO_ABSENT VALUES ('501', '101', 1, NULL)",
    ];

    [TestMethod]
    public async Task A_code_that_is_not_mapped_is_skipped_by_key_and_not_taken_for_gone()
    {
        using var site = await NewSiteAsync([.. Rows, "INSERT INTO DEMO_ABSENT VALUES ('501', '102', 9, NULL)", "INSERT INTO DEMO_PUPILS VALUES ('102', 'Примеров', 'Иван', NULL, NULL, '7a', NULL, NULL)"]);

        var read = await site.ReadAsync();

        var skipped = read.Skipped.Single();
        Assert.AreEqual("501/102", skipped.Key);
        Assert.Contains("'9' is not in values.attendance", skipped.Reason);
        Assert.HasCount(1, read.Of<Attendance>());
    }

    [TestMethod]
    [DataRow("windows-1251", "iso-8859-1")]
    [DataRow("utf-8", "windows-1251")]
    public async Task Text_in_the_wrong_charset_is_refused_before_any_name_changes_and_a_declared_repair_puts_it_right(string writtenAs, string readAs)
    {
        var (written, read) = (Encoding(writtenAs), Encoding(readAs));
        string Garbled(string text) => read.GetString(written.GetBytes(text));
        using var site = await NewSiteAsync(
        [
            .. Rows.Where(row => !row.Contains("PUPILS", StringComparison.Ordinal)),
            $"INSERT INTO DEMO_PUPILS VALUES ('101', '{Garbled("Образцов")}', '{Garbled("Пётр")}', NULL, NULL, '7a', NULL, NULL)",
            $"INSERT INTO DEMO_PUPILS VALUES ('102', '{Garbled("Примерова")}', '{Garbled("Анна")}', NULL, NULL, '7a', NULL, NULL)",
        ]);

        var refused = await site.ReadAsync(kinds: [RecordKind.Student]);
        site.Map(InventedSchema.Mapping.Replace("\"dateParameters\": \"text\",", $"\"dateParameters\": \"text\", \"repair\": {{ \"readAs\": \"{readAs}\", \"writtenAs\": \"{writtenAs}\" }},", StringComparison.Ordinal));
        var repaired = await site.ReadAsync(kinds: [RecordKind.Student]);

        Assert.AreEqual("charset", refused.Unread.Single().Reason);
        Assert.IsEmpty(refused.Records);
        CollectionAssert.AreEqual(new[] { "Образцов", "Примерова" }, repaired.Of<Student>().Select(student => student.FamilyName).ToArray());
    }

    [TestMethod]
    public void Nothing_is_read_through_a_provider_of_which_it_is_not_known_how_it_reads_without_writing_unless_the_site_says()
    {
        var way = new ReadOnlyWay(System.Data.IsolationLevel.Unspecified, []);
        Assert.AreEqual(way.Isolation, ReadOnlyWay.Of(new UnknownFactory(), new Paragraf.Mapping.ReadOnlyRule([], ByAccount: true)).Isolation);

        var failure = Assert.ThrowsExactly<AdapterException>(() => ReadOnlyWay.Of(new UnknownFactory(), rule: null));

        Assert.Contains("database.readOnly", failure.Instruction!);
    }

    [TestMethod]
    public async Task A_sqlite_file_is_opened_for_reading_only()
    {
        using var site = await NewSiteAsync(Rows);
        await using var tables = await DatabaseTables.OpenAsync(Settings(site), Site.Moscow, CancellationToken.None);

        var failure = await Assert.ThrowsAsync<System.Data.Common.DbException>(async () => await tables.ExecuteAsync("DELETE FROM DEMO_PUPILS", CancellationToken.None));

        Assert.Contains("readonly", failure.Message);
    }

    [TestMethod]
    public void A_provider_that_is_not_there_or_is_none_is_told_with_what_to_do()
    {
        var missing = Assert.ThrowsExactly<AdapterException>(() => Providers.Load("FirebirdSql.Data.FirebirdClient", Providers.Folder));
        var none = Assert.ThrowsExactly<AdapterException>(() => Providers.Load("SQLitePCLRaw.core", Providers.Folder));
        var outside = Assert.ThrowsExactly<AdapterException>(() => Providers.Load("../Npgsql", Providers.Folder));

        Assert.Contains("FirebirdSql.Data.FirebirdClient.dll", missing.Instruction!);
        Assert.Contains("DbProviderFactory", none.Instruction!);
        Assert.AreEqual(AdapterFailure.Permanent, outside.Failure);
    }

    [TestMethod]
    public void A_provider_can_be_named_by_its_type() =>
        Assert.AreEqual("Npgsql.NpgsqlFactory", Providers.Load("Npgsql.NpgsqlFactory, Npgsql", Providers.Folder).GetType().FullName);

    [TestMethod]
    public async Task A_connection_string_that_the_provider_does_not_understand_is_not_repeated()
    {
        using var site = await NewSiteAsync(Rows);

        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await site.With("ConnectionString", "Pasword=hunter2").ReadAsync());

        Assert.AreEqual(AdapterFailure.Permanent, failure.Failure);
        Assert.DoesNotContain("hunter2", failure.ToString());
    }

    private static System.Text.Encoding Encoding(string name) => System.Text.CodePagesEncodingProvider.Instance.GetEncoding(name) ?? System.Text.Encoding.GetEncoding(name);

    private static string ConnectionString(Site site) => $"Data Source={Path.Combine(site.Path, "invented.db")};Pooling=False";

    private static DatabaseSettings Settings(Site site) => new("Microsoft.Data.Sqlite", Providers.Folder, ConnectionString(site), Site.Now, TimeSpan.FromSeconds(5), Paragraf.Mapping.MappingReader.Read(Path.Combine(site.Path, "mapping.jsonc"), "s1", out _)!.Database!);

    private static async Task<Site> NewSiteAsync(IEnumerable<string> rows)
    {
        var site = new Site(InventedSchema.Mapping).With("Mode", "Database").With("Provider", "Microsoft.Data.Sqlite");
        await Databases.ExecuteAsync(Installed.Sqlite, ConnectionString(site), [.. InventedSchema.Tables, .. rows]);
        return site.With("ConnectionString", ConnectionString(site));
    }

    private sealed class UnknownFactory : System.Data.Common.DbProviderFactory;
}
