using System.Text;
using ElJournal.Adapters.Paragraf.Tests.Support;
using ElJournal.Adapters.Sources;
using ElJournal.Rules.Journal;

namespace ElJournal.Adapters.Paragraf.Tests.Files;

/// <summary>Files that are missing, half written, replaced while they are read, or old.</summary>
[TestClass]
public sealed class OddFileTests
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    [TestMethod]
    public async Task A_file_that_is_replaced_or_cut_while_it_is_read_counts_as_not_read()
    {
        foreach (var (name, change) in new (string, Action<Site>)[]
        {
            ("replaced", site => File.Move(site.FileOf("new.csv"), site.FileOf("T8.csv"), overwrite: true)),
            ("removed", site => File.Delete(site.FileOf("T8.csv"))),
            ("cut", site => site.Write("T8.csv", File.ReadAllBytes(site.FileOf("T8.csv"))[..30])),
        })
        {
            using var site = InventedSchool.Second();
            site.Write("new.csv", Utf8, "M_ID,L_ID,S_ID,VAL,WORK_,W", "1,501,101,5,,");
            await using var source = site.Source();
            var items = new List<ReadItem>();
            await foreach (var item in source.ReadAsync(new ReadRequest(Site.October, RecordKinds.All.ToHashSet(), [], new Dictionary<string, string>()), CancellationToken.None))
            {
                items.Add(item);
                if (item is Records batch && batch.Items[0] is Lesson)
                {
                    change(site);
                }
            }

            Assert.AreEqual("changed-while-reading", items.OfType<ScopeUnread>().Single(unread => unread.Scope.Kind == RecordKind.Mark).Reason, name);
            Assert.IsFalse(items.OfType<ScopeRead>().Any(read => read.Scope.Kind == RecordKind.Mark), name);
            Assert.IsTrue(items.OfType<ScopeRead>().Any(read => read.Scope.Kind == RecordKind.Attendance), name);
        }
    }

    [TestMethod]
    [DataRow("M_ID,L_ID,S_ID,VAL,WORK_,W\r\n1,501,101,5,,\r\n2,501,1", "cut-off", DisplayName = "ends inside a row")]
    [DataRow("M_ID,L_ID,S_ID,VAL,WORK_,W\r\n1,501,101,5,,", "cut-off", DisplayName = "ends without a line break")]
    [DataRow("", "file-empty", DisplayName = "empty")]
    [DataRow("M_ID,L_ID,S_ID,WORK_,W\r\n", "column-missing", DisplayName = "a column is gone")]
    [DataRow("M_ID,L_ID,S_ID,VAL,VAL,WORK_,W\r\n", "column-twice", DisplayName = "a column is there twice")]
    [DataRow("<!DOCTYPE html>\r\n<p>\r\n", "column-missing", DisplayName = "a web page")]
    public async Task A_file_that_is_not_whole_is_said_to_be_and_the_others_are_read(string content, string reason)
    {
        using var site = InventedSchool.Second();
        site.Write("T8.csv", Utf8.GetBytes(content));

        var read = await site.ReadAsync();

        var unread = read.Unread.Single();
        Assert.AreEqual((RecordKind.Mark, reason), (unread.Scope.Kind, unread.Reason));
        Assert.Contains("T8.csv", unread.Message);
        Assert.HasCount(9, read.Complete.Select(scope => scope.Scope.Kind).Distinct());
    }

    [TestMethod]
    public async Task A_program_that_never_ends_its_last_line_can_be_allowed()
    {
        using var site = new Site(InventedSchool.SecondMapping.Replace("\"T8.csv\",", "\"T8.csv\", \"endsWithoutLineBreak\": true,", StringComparison.Ordinal));
        foreach (var (name, rows) in InventedSchool.SecondTables())
        {
            site.Write(name + ".csv", Utf8, [.. rows.Select(row => string.Join(',', row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")))]);
        }

        site.Write("T8.csv", Utf8.GetBytes("M_ID,L_ID,S_ID,VAL,WORK_,W\r\n1,501,101,5,,1.5"));

        Assert.AreEqual("", (await site.ReadAsync()).Problems);
        site.Write("T8.csv", Utf8.GetBytes("M_ID,L_ID,S_ID,VAL,WORK_,W\r\n1,501,101,5,,1."));
        site.Write("T8.csv", Utf8.GetBytes("M_ID,L_ID,S_ID,VAL,WORK_,W\r\n1,501,101,5,"));
        Assert.AreEqual("cut-off", (await site.ReadAsync()).Unread.Single().Reason);
    }

    [TestMethod]
    public async Task A_missing_file_fails_its_entity_and_missing_lessons_what_hangs_on_them()
    {
        using var site = InventedSchool.Second();
        File.Delete(site.FileOf("T6.csv"));

        var read = await site.ReadAsync();

        CollectionAssert.AreEquivalent(new[] { "Lesson file-missing", "Homework lessons-unread", "Mark lessons-unread", "Attendance lessons-unread" }, read.Unread.Select(unread => $"{unread.Scope.Kind} {unread.Reason}").ToArray());
        Assert.HasCount(1, read.Of<FinalMark>());
    }

    [TestMethod]
    [DataRow("utf-8")]
    [DataRow("windows-1251")]
    public async Task A_declared_encoding_that_the_bytes_contradict_is_refused_before_any_name_changes(string declared)
    {
        using var site = new Site($$"""{ "format": "paragraf-mapping/1", "files": { "subjects": { "file": "p.csv", "encoding": "{{declared}}", "columns": { "ID": "id", "NAME": "name" } } } }""");
        site.Write("p.csv", declared == "utf-8" ? Site.Cp1251 : Utf8, "ID;NAME", "1;Алгебра");

        var read = await site.ReadAsync();

        Assert.AreEqual("encoding", read.Unread.Single().Reason);
        Assert.IsEmpty(read.Records);
    }

    [TestMethod]
    public async Task Data_is_true_for_the_export_as_the_file_says_it_or_for_its_last_write()
    {
        const string Rule = "\"exportedAt\": { \"in\": \"WHERE\", \"pattern\": \"([0-9]{2}\\\\.[0-9]{2}\\\\.2026 [0-9:]{5})\", \"format\": \"dd.MM.yyyy HH:mm\" },";
        const string Mapping = """{ "format": "paragraf-mapping/1", "files": { "subjects": { "file": "p*.csv", RULE "columns": { "ID": "id", "NAME": "name" } } } }""";
        var content = Utf8.GetBytes("Выгружено 05.10.2026 14:20\r\nID;NAME\r\n1;Алгебра\r\n");
        var said = new DateTimeOffset(2026, 10, 5, 14, 20, 0, TimeSpan.FromHours(3));

        using var title = new Site(Mapping.Replace("RULE", Rule.Replace("WHERE", "title", StringComparison.Ordinal) + "\"skipRows\": 1,", StringComparison.Ordinal));
        using var name = new Site(Mapping.Replace("RULE", Rule.Replace("WHERE", "name", StringComparison.Ordinal).Replace("[0-9:]{5}", "[0-9]{4}", StringComparison.Ordinal).Replace("HH:mm", "HHmm", StringComparison.Ordinal) + "\"skipRows\": 1,", StringComparison.Ordinal));
        using var plain = new Site(Mapping.Replace("RULE", "\"skipRows\": 1,", StringComparison.Ordinal));
        title.Write("p.csv", content);
        name.Write("p 05.10.2026 1420.csv", content);
        plain.Write("p.csv", content);

        Assert.AreEqual(said, (await title.ReadAsync()).Complete.Single().AsOf);
        Assert.AreEqual(said, (await name.ReadAsync()).Complete.Single().AsOf);
        Assert.AreEqual(Site.Written, (await plain.ReadAsync()).Complete.Single().AsOf);

        title.Write("p.csv", Utf8, "Выгружено вчера", "ID;NAME", "1;Алгебра");
        Assert.AreEqual("export-time-missing", (await title.ReadAsync()).Unread.Single().Reason);
    }

    [TestMethod]
    public async Task Of_several_files_all_count_or_the_newest_as_the_mapping_says()
    {
        const string Mapping = """{ "format": "paragraf-mapping/1", "files": { "subjects": { "file": "p*.csv", "take": "TAKE", "columns": { "ID": "id", "NAME": "name" } } } }""";
        foreach (var (take, expected, asOf) in new[] { ("all", "1,2", Site.Written.AddHours(-1)), ("newest", "2", Site.Written) })
        {
            using var site = new Site(Mapping.Replace("TAKE", take, StringComparison.Ordinal));
            site.Write("p1.csv", Utf8, "ID;NAME", "1;Алгебра").Write("p2.csv", Utf8, "NAME;ID", "Физика;2").Write("~$p3.csv", Utf8, "x");
            File.SetLastWriteTimeUtc(site.FileOf("p1.csv"), Site.Written.AddHours(-1).UtcDateTime);

            var read = await site.ReadAsync();

            Assert.AreEqual("", read.Problems);
            Assert.AreEqual(expected, string.Join(',', read.Of<Subject>().Select(subject => subject.Id)));
            Assert.AreEqual(asOf, read.Complete.Single().AsOf);
        }
    }

    [TestMethod]
    public async Task What_has_not_changed_is_not_gone_through_again_unless_the_mapping_has()
    {
        using var site = InventedSchool.Second();
        var first = await site.ReadAsync();

        var same = await site.ReadAsync(tokens: first.Tokens);
        site.Map(InventedSchool.SecondMapping + " ");
        var remapped = await site.ReadAsync(tokens: first.Tokens);

        Assert.IsEmpty(same.Records);
        Assert.HasCount(10, same.Unchanged);
        Assert.HasCount(first.Records.Count, remapped.Records);
    }
}
