using ElJournal.Adapters.OneRoster.Bundles;
using ElJournal.Adapters.OneRoster.Delivered;
using ElJournal.Adapters.OneRoster.Mapping;
using ElJournal.Testing;

namespace ElJournal.Adapters.OneRoster.Tests;

/// <summary>A validator that finds nothing proves nothing: each rule finds the bundle that breaks it, and a delta that lacks a row is no longer the way from one bulk to the next.</summary>
[TestClass]
public sealed class BundleRulesTests
{
    private static ReadBundle bulk = null!;
    private static ReadBundle earlier = null!;
    private static ReadBundle delta = null!;

    [ClassInitialize]
    public static void WriteBundles(TestContext context)
    {
        _ = context;
        using var folder = new TempFolder();
        using var delivery = new Delivery();
        var (state, school, at) = (new SchoolState(), new SchoolFacts("s1", null, "Школа", "Europe/Moscow"), DateTimeOffset.UnixEpoch.AddYears(50));
        Application.Apply(state, PackageDocument.Read(delivery.Pack([.. Delivery.Roster, .. Delivery.Day]).Body.Span), school);
        earlier = Written(stream => BundleWriter.Bulk(stream, Units.All(state), at));
        var (changed, _) = Application.Apply(state, PackageDocument.Read(delivery.Pack(["mark", "m1", new { lessonId = "l1", studentId = "1", value = "2", work = "Тест" }], ["mark", "m2", null]).Body.Span), school);
        delta = Written(stream => BundleWriter.Delta(stream, changed, at));
        bulk = Written(stream => BundleWriter.Bulk(stream, Units.All(state), at));

        ReadBundle Written(Action<Stream> write)
        {
            using (var stream = File.Create(folder["bundle"]))
            {
                write(stream);
            }

            return ReadBundle.Of(folder["bundle"]);
        }
    }

    [TestMethod]
    [DataRow("users", "familyName", "", "familyName is empty")]
    [DataRow("users", "status", "active", "status")]
    [DataRow("users", "password", "12345", "password")]
    [DataRow("users", "sourcedId", "a b", "id")]
    [DataRow("results", "scoreStatus", "graded", "scoreStatus = graded")]
    [DataRow("results", "metadata.attendance", "sick", "metadata.attendance = sick")]
    [DataRow("results", "score", "4,5", "score = 4,5")]
    [DataRow("results", "scoreDate", "05.10.2026", "scoreDate")]
    [DataRow("results", "lineItemSourcedId", "nowhere", "nowhere leads nowhere")]
    [DataRow("enrollments", "userSourcedId", "nobody", "nobody leads nowhere")]
    [DataRow("lineItems", "title", "=1+1", "title = =1+1")]
    [DataRow("lineItems", "title", "a\nb", "title")]
    [DataRow("lineItems", "academicSessionSourcedId", "term:y", "a line item in a school year")]
    [DataRow("classes", "termSourcedIds", "term:y", "a class or a line item in a school year")]
    public void A_value_that_breaks_a_rule_is_found(string file, string column, string value, string fault)
    {
        var (header, rows) = bulk.Files[$"{file}.csv"];
        var row = rows[0].ToArray();
        row[Array.IndexOf(header, column)] = value;
        Assert.Contains(fault, BundleRules.Faults(With(bulk, file, header, [row, .. rows.Skip(1)]), "bulk"), StringComparison.Ordinal);
    }

    [TestMethod]
    public void Files_headers_rows_and_the_manifest_are_looked_at()
    {
        Assert.AreEqual("", BundleRules.Faults(bulk, "bulk"));
        Assert.AreEqual("", BundleRules.Faults(delta, "delta"));
        var (header, rows) = bulk.Files["users.csv"];
        Found("users: header", With(bulk, "users", [.. header.Take(3), header[4], header[3], .. header.Skip(5)], rows));
        Found("id", With(bulk, "users", header, [.. rows, rows[0]]));
        Found("width", With(bulk, "users", header, [rows[0][..^1], .. rows.Skip(1)]));
        Found("not enrolled", With(bulk, "enrollments", bulk.Files["enrollments.csv"].Header, [.. bulk.Files["enrollments.csv"].Rows.Where(row => !row.Contains("student:1"))]));
        Found("no role", With(bulk, "roles", bulk.Files["roles.csv"].Header, [.. bulk.Files["roles.csv"].Rows.Skip(1)]));
        Found("two results", With(bulk, "results", bulk.Files["results.csv"].Header, [.. bulk.Files["results.csv"].Rows, ["again", .. bulk.Files["results.csv"].Rows[0].Skip(1)]]));
        Found("demographics: not to be written", With(bulk, "demographics", ["sourcedId"], []));
        Found("manifest", bulk with { Manifest = [.. bulk.Manifest.Skip(1)] });
        Found("byte order mark", bulk with { Raw = "\uFEFF" + bulk.Raw });
        Assert.Contains("manifest", BundleRules.Faults(delta, "bulk"), StringComparison.Ordinal);
        Assert.Contains("status", BundleRules.Faults(bulk, "delta"), StringComparison.Ordinal);

        static void Found(string fault, ReadBundle spoiled) => Assert.Contains(fault, BundleRules.Faults(spoiled, "bulk"), StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_delta_that_lacks_any_of_its_rows_does_not_lead_to_the_later_bulk()
    {
        var later = bulk.Applied().ToList();
        CollectionAssert.AreEqual(later, delta.Applied(earlier.Applied()).ToList());
        var places = delta.Files.SelectMany(file => Enumerable.Range(0, file.Value.Rows.Count).Select(place => (File: file.Key[..^4], Place: place))).ToList();
        Assert.IsGreaterThan(1, places.Count);
        foreach (var (file, place) in places)
        {
            var (header, rows) = delta.Files[$"{file}.csv"];
            CollectionAssert.AreNotEqual(later, With(delta, file, header, [.. rows.Where((_, at) => at != place)]).Applied(earlier.Applied()).ToList(), $"{file} {rows[place][0]}");
        }
    }

    private static ReadBundle With(ReadBundle bundle, string file, string[] header, IReadOnlyList<string[]> rows) =>
        bundle with { Files = new Dictionary<string, (string[] Header, IReadOnlyList<string[]> Rows)>(bundle.Files, StringComparer.Ordinal) { [$"{file}.csv"] = (header, rows) } };
}
