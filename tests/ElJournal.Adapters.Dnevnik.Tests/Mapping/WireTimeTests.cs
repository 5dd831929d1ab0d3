using System.Globalization;
using ElJournal.Adapters.Dnevnik.Mapping;
using ElJournal.Adapters.Dnevnik.Tests.Support;

namespace ElJournal.Adapters.Dnevnik.Tests.Mapping;

[TestClass]
public sealed class WireTimeTests
{
    [TestMethod]
    [DataRow("2026-09-02T11:24:35", "2026-09-02T11:24:35.0000000+03:00")]
    [DataRow("2026-09-02T11:24:35.1", "2026-09-02T11:24:35.1000000+03:00")]
    [DataRow("2026-09-02T11:24:35.123", "2026-09-02T11:24:35.1230000+03:00")]
    [DataRow("2026-09-02T11:24:35.1234567", "2026-09-02T11:24:35.1234567+03:00")]
    [DataRow("2026-09-02T11:24:35.123456789", "2026-09-02T11:24:35.1234568+03:00")]
    [DataRow("2026-09-02 11:24:35", "2026-09-02T11:24:35.0000000+03:00")]
    [DataRow("2026-09-02T11:24:35Z", "2026-09-02T11:24:35.0000000+00:00")]
    [DataRow("2026-09-02T11:24:35+05:00", "2026-09-02T11:24:35.0000000+05:00")]
    [DataRow("0001-01-01T00:00:00", null)]
    [DataRow("вчера", null)]
    [DataRow("", null)]
    [DataRow(null, null)]
    public void A_moment_is_by_the_schools_clock_with_a_fraction_of_any_length(string? text, string? expected) =>
        Assert.AreEqual(expected, WireTime.Moment(text, StubJournal.Zone)?.ToString("O", CultureInfo.InvariantCulture));

    [TestMethod]
    public void Of_an_hour_that_comes_twice_the_first_is_taken()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

        Assert.AreEqual(TimeSpan.FromHours(2), WireTime.Moment("2026-10-25T02:30:00", berlin)!.Value.Offset);
    }

    [TestMethod]
    [DataRow("2026-09-03T00:00:00", "2026-09-03")]
    [DataRow("2026-09-03T23:59:59.999", "2026-09-03")]
    [DataRow("2026-09-03", "2026-09-03")]
    [DataRow("0001-01-01T00:00:00", null)]
    [DataRow("03", null)]
    [DataRow(null, null)]
    public void A_day_is_the_date_that_is_written(string? text, string? expected) => Assert.AreEqual(expected, WireTime.Day(text)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    [TestMethod]
    [DataRow("2026-09-01T08:30:00", "08:30")]
    [DataRow("0001-01-01T08:30:00.0000000", "08:30")]
    [DataRow("08:30", "08:30")]
    [DataRow("8:30", "08:30")]
    [DataRow("нет", null)]
    [DataRow("", null)]
    [DataRow(null, null)]
    public void A_time_of_day_is_read_out_of_a_moment(string? text, string? expected) => Assert.AreEqual(expected, WireTime.Clock(text)?.ToString("HH:mm", CultureInfo.InvariantCulture));
}
