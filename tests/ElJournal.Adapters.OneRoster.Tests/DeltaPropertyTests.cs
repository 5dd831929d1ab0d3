using ElJournal.Adapters.OneRoster.Bundles;
using ElJournal.Adapters.OneRoster.Delivered;
using ElJournal.Adapters.OneRoster.Mapping;
using ElJournal.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace ElJournal.Adapters.OneRoster.Tests;

[TestClass]
public sealed class DeltaPropertyTests
{
    [TestMethod]
    public void A_delta_applied_to_the_earlier_bulk_is_the_later_bulk_and_both_keep_the_rules()
    {
        var changes = Change().NonEmptyListOf().NonEmptyListOf();
        var school = new SchoolFacts("s1", null, "Школа", "Europe/Moscow");
        using var folder = new TempFolder();
        using var delivery = new Delivery();

        Prop.ForAll(changes.ToArbitrary(), packages =>
        {
            var state = new SchoolState();
            Apply([.. Delivery.Roster, .. Delivery.Day]);
            return packages.All(package => Apply([.. package]));

            bool Apply(object?[][] records)
            {
                var earlier = Written("bulk", stream => BundleWriter.Bulk(stream, Units.All(state), DateTimeOffset.UnixEpoch.AddYears(50))).Applied();
                var (changed, _) = Application.Apply(state, PackageDocument.Read(delivery.Pack(records).Body.Span), school);
                var delta = Written("delta", stream => BundleWriter.Delta(stream, changed, DateTimeOffset.UnixEpoch.AddYears(50)));
                var bulk = Written("bulk", stream => BundleWriter.Bulk(stream, Units.All(state), DateTimeOffset.UnixEpoch.AddYears(50)));
                Assert.AreEqual(string.Empty, BundleRules.Faults(bulk, "bulk"));
                Assert.AreEqual(string.Empty, BundleRules.Faults(delta, "delta"));
                return delta.Applied(earlier).SequenceEqual(bulk.Applied());
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

        ReadBundle Written(string name, Action<Stream> write)
        {
            using (var stream = File.Create(folder[name]))
            {
                write(stream);
            }

            return ReadBundle.Of(folder[name]);
        }
    }

    /// <summary>Any record of a small school, put or deleted.</summary>
    internal static Gen<object?[]> Change()
    {
        var lesson = Gen.Elements("l1", "l2", "l3");
        var pupil = Gen.Elements("1", "2", "3");
        var group = Gen.Elements("7a", "7a-1", "8b");
        var subject = Gen.Elements<string?>("alg", "eng", null);
        var text = Gen.Elements("=1+1", "тема, с запятой", "\"кавычки\"", "a\r\nb", "5", "н/а");
        var upsert = Gen.OneOf(
            from id in lesson from @class in @group from taught in subject from day in Gen.Elements("2026-10-05", "2026-07-01", "2027-04-05") from topic in text
            select new object?[] { "lesson", id, new { date = day, classId = @class, subjectId = taught, teacherId = "1", topic } },
            from id in Gen.Elements("m1", "m2", "m4", "m5") from at in lesson from who in pupil from value in text from work in Gen.Elements("Тест", "Ответ на уроке", "")
            select new object?[] { "mark", id, new { lessonId = at, studentId = who, value, work } },
            from at in lesson from who in pupil from kind in Gen.Elements("ill", "late") select new object?[] { "attendance", $"{at}/{who}", new { lessonId = at, studentId = who, kind } },
            from at in lesson from words in text select new object?[] { "homework", at, new { lessonId = at, text = words } },
            from who in pupil from taught in Gen.Elements("alg", "eng") from term in Gen.Elements("q1", "y") from value in text
            select new object?[] { "finalMark", $"{who}/{taught}/{term}", new { studentId = who, subjectId = taught, termId = term, value } },
            from who in pupil from @class in @group select new object?[] { "student", who, new { familyName = "Ф", givenName = "И", classId = @class } },
            from @class in @group from name in text select new object?[] { "class", @class, new { name, grade = 7, kind = @class == "7a-1" ? "subgroup" : "class" } },
            from id in Gen.Elements("q1", "q4") from kind in Gen.Elements("quarter", "halfYear") select new object?[] { "term", id, new { name = id, kind, start = id == "q1" ? "2026-09-01" : "2027-04-01", end = id == "q1" ? "2026-10-25" : "2027-05-31" } });
        return Gen.Frequency((4, upsert), (1, upsert.Select(record => new object?[] { record[0], record[1], null })));
    }
}
