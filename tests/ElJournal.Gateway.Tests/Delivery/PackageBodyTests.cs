using System.Text;
using ElJournal.Gateway.Delivery.Freezing;

namespace ElJournal.Gateway.Tests.Delivery;

[TestClass]
public sealed class PackageBodyTests
{
    private static readonly PackageHead Head = new("0199b4c2-0000-7000-8000-000000000001", "s1", "1000000000000", "daily", new DateTimeOffset(2026, 10, 5, 18, 30, 0, TimeSpan.FromHours(3)));

    private static readonly BodyRecord[] Records =
    [
        new("mark", "m1", 8123, """{"id":"m1","value":"5","work":"Ответ на уроке"}"""),
        new("mark", "m2", 8124, null),
    ];

    [TestMethod]
    public void A_body_is_what_the_format_says() => Assert.AreEqual(
        """{"format":"eljournal-push/1","package":"0199b4c2-0000-7000-8000-000000000001","school":{"id":"s1","ogrn":"1000000000000"},"route":"daily","sequence":{"from":8123,"to":8124},"createdAt":"2026-10-05T18:30:00+03:00","records":[{"kind":"mark","key":"m1","version":8123,"op":"upsert","data":{"id":"m1","value":"5","work":"Ответ на уроке"}},{"kind":"mark","key":"m2","version":8124,"op":"delete"}]}""",
        Encoding.UTF8.GetString(PackageBody.Write(Head, Records)));

    [TestMethod]
    public void The_same_records_give_the_same_bytes_and_come_back_as_they_went() => CollectionAssert.AreEqual(
        PackageBody.Write(Head, Records), PackageBody.Write(Head, PackageBody.Records(PackageBody.Unpack(PackageBody.Pack(PackageBody.Write(Head, Records))))));
}
