using System.Globalization;
using ElJournal.Adapters.Tabular.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ElJournal.Adapters.Files.Tests.Csv;

[TestClass]
public sealed class IsoTextTests
{
    [TestMethod]
    [DataRow("2026-10-05T16:59:00+03:00", "2026-10-05T13:59:00.0000000Z")]
    [DataRow("2026-10-05T16:59+03:00", "2026-10-05T13:59:00.0000000Z")]
    [DataRow("2026-10-05 16:59:00+0300", "2026-10-05T13:59:00.0000000Z")]
    [DataRow("2026-10-05T16:59:00+03", "2026-10-05T13:59:00.0000000Z")]
    [DataRow("2026-10-05T16:59:00Z", "2026-10-05T16:59:00.0000000Z")]
    [DataRow("2026-10-05T16:59:00.1234567-10:30", "2026-10-06T03:29:00.1234567Z")]
    [DataRow("2026-10-05T16:59:00,5Z", "2026-10-05T16:59:00.5000000Z")]
    [DataRow("2024-02-29T00:00:00+14:00", "2024-02-28T10:00:00.0000000Z")]
    public void A_moment_with_its_offset_is_read(string text, string expected)
    {
        Assert.IsTrue(IsoText.TryInstant(text, out var instant));
        Assert.AreEqual(expected, instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
    }

    [TestMethod]
    [DataRow("2026-10-05T16:59:00")]
    [DataRow("2026-10-05")]
    [DataRow("2026-10-05T24:00:00Z")]
    [DataRow("2026-10-05T16:60:00Z")]
    [DataRow("2026-10-05T16:59:60Z")]
    [DataRow("2026-10-05T16:59:00+15:00")]
    [DataRow("2026-10-05T16:59:00+3")]
    [DataRow("2026-10-05T16:59:00+03-00")]
    [DataRow("2026-10-05T16:59:00.Z")]
    [DataRow("2026-10-05T16:59.5Z")]
    [DataRow("2025-02-29T10:00:00Z")]
    [DataRow("2026-10-05T1:59:00Z")]
    [DataRow("２026-10-05T16:59:00Z")]
    [DataRow("")]
    public void Anything_else_is_refused(string text) => Assert.IsFalse(IsoText.TryInstant(text, out _));

    [TestMethod]
    [DataRow("8:30", true)]
    [DataRow("08:30", true)]
    [DataRow("08:30:15", true)]
    [DataRow("8.30", false)]
    [DataRow("24:00", false)]
    [DataRow("008:30", false)]
    [DataRow("08:3", false)]
    [DataRow("08:30:", false)]
    public void A_time_of_day_has_two_or_three_parts(string text, bool expected) => Assert.AreEqual(expected, IsoText.TryTime(text, out _));

    [TestMethod]
    public void Moments_and_days_are_read_as_the_library_reads_them()
    {
        var moments = Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(-14 * 60, 14 * 60)).Select(pair => new DateTimeOffset(DateTimeOffset.FromUnixTimeSeconds(pair.Item1).Ticks, TimeSpan.FromMinutes(pair.Item2)));

        Prop.ForAll(moments.ToArbitrary(), moment =>
            IsoText.TryInstant(moment.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture), out var instant) && instant.EqualsExact(moment)
            && IsoText.TryDay(moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), out var day) && day == DateOnly.FromDateTime(moment.DateTime)).QuickCheckThrowOnFailure();
    }
}
