using ElJournal.Adapters.OneRoster.Bundles;

namespace ElJournal.Adapters.OneRoster.Tests;

[TestClass]
public sealed class BundleTests
{
    [TestMethod]
    public async Task Bulk_and_delta_keep_all_rules_of_the_layout()
    {
        using var delivery = new Delivery();
        await using var portal = delivery.Open();
        Assert.IsEmpty((await portal.DeliverAsync(delivery.Pack(Delivery.Roster), CancellationToken.None)).Rejected);
        Assert.IsEmpty((await portal.DeliverAsync(delivery.Pack(Delivery.Day), CancellationToken.None)).Rejected);

        Assert.HasCount(2, delivery.Bundles("bulk"));
        CollectionAssert.AreEqual(ReadBundle.Of(delivery.Bundles("bulk")[0]).Applied().ToList(), ReadBundle.Of(delivery.Bundles("delta")[0]).Applied().ToList());
        Assert.HasCount(2, delivery.Bundles("delta"));
        Assert.AreEqual(string.Empty, string.Join('\n', delivery.Bundles("bulk").Select(path => BundleRules.Faults(ReadBundle.Of(path), "bulk")).Where(faults => faults.Length > 0)));
        Assert.AreEqual(string.Empty, string.Join('\n', delivery.Bundles("delta").Select(path => BundleRules.Faults(ReadBundle.Of(path), "delta")).Where(faults => faults.Length > 0)));
    }

    [TestMethod]
    public async Task What_the_journal_says_is_found_in_the_bundle()
    {
        using var delivery = new Delivery();
        await using var portal = delivery.Open();
        await portal.DeliverAsync(delivery.Pack([.. Delivery.Roster, .. Delivery.Day]), CancellationToken.None);
        var bulk = delivery.LastBulk();

        Assert.AreEqual("1027800000000", bulk.Cell("orgs", "school:s1", "identifier"));
        Assert.AreEqual("'=HYPERLINK(\"http://x\") степени", bulk.Cell("lineItems", "lesson:l1", "title"));
        Assert.AreEqual("2026-10-05T09:25:00+03:00", bulk.Cell("lineItems", "lesson:l1", "metadata.lessonStart"));
        Assert.AreEqual("teacher:1", bulk.Cell("lineItems", "lesson:l1", "metadata.teacherSourcedId"));
        Assert.AreEqual(("2026-10-05", "false"), (bulk.Cell("lineItems", "homework:l1", "dueDate"), bulk.Cell("lineItems", "homework:l1", "metadata.dueKnown")));
        Assert.AreEqual(("5", "", "1.5", "fully graded"), (bulk.Cell("results", "mark:m1", "score"), bulk.Cell("results", "mark:m1", "textScore"), bulk.Cell("results", "mark:m1", "metadata.weight"), bulk.Cell("results", "mark:m1", "scoreStatus")));
        Assert.AreNotEqual(bulk.Cell("results", "mark:m1", "lineItemSourcedId"), bulk.Cell("results", "mark:m2", "lineItemSourcedId"));
        Assert.AreEqual(("", "+"), (bulk.Cell("results", "mark:m3", "score"), bulk.Cell("results", "mark:m3", "textScore")));
        Assert.AreEqual(("exempt", "", "ill", ""), (bulk.Cell("results", "attendance:l1%2F2", "scoreStatus"), bulk.Cell("results", "attendance:l1%2F2", "score"), bulk.Cell("results", "attendance:l1%2F2", "metadata.attendance"), bulk.Cell("results", "attendance:l1%2F2", "missing")));
        Assert.AreEqual(("term:q4", "term:y"), (bulk.Cell("lineItems", "final:7a:alg:y", "academicSessionSourcedId"), bulk.Cell("lineItems", "final:7a:alg:y", "metadata.finalOf")));
        Assert.AreEqual("зачёт", bulk.Cell("results", "finalMark:1%2Falg%2Fq1", "textScore"));
        Assert.AreEqual("true", bulk.Cell("enrollments", "enrollment:class%3A7a:teacher%3A1", "primary"));
        Assert.AreEqual("student", bulk.Cell("roles", "role:student%3A1", "role"));
    }

    [TestMethod]
    public async Task What_cannot_be_shown_is_refused_with_a_reason_and_changes_nothing()
    {
        using var delivery = new Delivery();
        await using var portal = delivery.Open();
        await portal.DeliverAsync(delivery.Pack([.. Delivery.Roster, .. Delivery.Day]), CancellationToken.None);

        var receipt = await portal.DeliverAsync(
            delivery.Pack(
                ["mark", "m9", new { lessonId = "nowhere", studentId = "1", value = "5" }],
                ["lesson", "l1", new { date = "2026-07-05", classId = "7a", subjectId = "alg" }],
                ["teacher", "9", new { familyName = "Один" }],
                ["attendance", "l1/1", new { lessonId = "l1", studentId = "1", kind = "asleep" }],
                ["mark", "m8", new { lessonId = 5, studentId = "1", value = "5" }],
                ["signIn", "1/x", new { personId = "1", role = "teacher", at = "2026-10-05T09:00:00+03:00" }],
                ["mark", "m7", new { lessonId = "l1", studentId = "2", value = "3", work = "Тест" }]),
            CancellationToken.None);

        Assert.AreEqual(1, receipt.Accepted);
        CollectionAssert.AreEquivalent(
            new[] { "m9 unknown-reference", "l1 no-term", "9 missing-field", "l1/1 missing-field", "m8 unreadable", "1/x not-carried" },
            receipt.Rejected.Select(record => $"{record.Key} {record.Code}").ToArray());
        Assert.AreEqual("2026-10-05", delivery.LastBulk().Cell("lineItems", "lesson:l1", "assignDate"));
    }

    [TestMethod]
    public async Task An_older_version_changes_nothing_not_even_after_a_delete()
    {
        using var delivery = new Delivery();
        await using var portal = delivery.Open();
        await portal.DeliverAsync(delivery.Pack([.. Delivery.Roster, .. Delivery.Day]), CancellationToken.None);
        await portal.DeliverAsync(delivery.Pack(["mark", "m1", null, 1000L]), CancellationToken.None);
        var deltas = delivery.Bundles("delta").Length;

        var receipt = await portal.DeliverAsync(delivery.Pack(["mark", "m1", new { lessonId = "l1", studentId = "1", value = "2" }, 999L]), CancellationToken.None);

        Assert.AreEqual((1, deltas), (receipt.Accepted, delivery.Bundles("delta").Length));
        var delta = ReadBundle.Of(delivery.Bundles("delta")[^1]);
        Assert.AreEqual("tobedeleted", delta.Cell("results", "mark:m1", "status"));
    }

    [TestMethod]
    [DataRow("=1+1", "'=1+1")]
    [DataRow("@SUM(A1)", "'@SUM(A1)")]
    [DataRow("\t=1+1", "'=1+1")]
    [DataRow("-5", "-5")]
    [DataRow("+", "+")]
    [DataRow("-", "-")]
    [DataRow("a\r\n\r\nb\u2028c", "a b c")]
    [DataRow(" \n ", null)]
    public void Texts_stay_on_one_line_and_start_no_formula(string text, string? written) => Assert.AreEqual(written, Cell.Text(text));
}
