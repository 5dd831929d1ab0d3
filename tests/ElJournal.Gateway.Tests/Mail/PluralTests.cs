using ElJournal.Gateway.Letters.Daily;
using ElJournal.Gateway.Russian;
using ElJournal.Rules.Compliance;

namespace ElJournal.Gateway.Tests.Mail;

[TestClass]
public sealed class PluralTests
{
    [TestMethod]
    [DataRow(0, "0 уроков")]
    [DataRow(1, "1 урок")]
    [DataRow(2, "2 урока")]
    [DataRow(4, "4 урока")]
    [DataRow(5, "5 уроков")]
    [DataRow(11, "11 уроков")]
    [DataRow(12, "12 уроков")]
    [DataRow(14, "14 уроков")]
    [DataRow(21, "21 урок")]
    [DataRow(22, "22 урока")]
    [DataRow(25, "25 уроков")]
    [DataRow(101, "101 урок")]
    [DataRow(111, "111 уроков")]
    [DataRow(112, "112 уроков")]
    [DataRow(1904, "1\u00A0904 урока")]
    public void A_number_takes_its_form(int count, string text) => Assert.AreEqual(text, Plural.Of(count, "урок|урока|уроков"));

    [TestMethod]
    public void Forms_that_are_not_three_are_a_defect() => Assert.ThrowsExactly<ArgumentException>(() => Plural.Form(1, "урок|урока"));

    [TestMethod]
    public void Every_reason_for_not_checking_has_its_words()
    {
        var reasons = typeof(NotCheckedReasons).GetFields().Select(field => (string)field.GetRawConstantValue()!).Concat(["held", "clock", "stale-read", "partly-read"]).ToList();
        Assert.IsGreaterThan(8, reasons.Count);
        foreach (var reason in reasons)
        {
            Assert.DoesNotContain(reason, DailyLetterLines.Reason(reason), StringComparison.Ordinal);
            Assert.AreNotEqual(reason, ElJournal.Gateway.Judging.Words.Reason(reason));
        }
    }

    [TestMethod]
    public void Days_are_written_in_Russian_whatever_the_machine_speaks()
    {
        var day = new DateOnly(2026, 10, 5);
        Assert.AreEqual("5 октября 2026", RussianDates.Full(day));
        Assert.AreEqual("Понедельник, 5 октября 2026", RussianDates.WithWeekDay(day));
        Assert.AreEqual("октябрь 2026", RussianDates.Month(day));
        Assert.AreEqual("5–7 октября 2026", RussianDates.Several([day, day.AddDays(2)]));
        Assert.AreEqual("30 октября – 2 ноября 2026", RussianDates.Several([new(2026, 10, 30), new(2026, 11, 2)]));
        Assert.AreEqual("30 декабря 2026 – 11 января 2027", RussianDates.Several([new(2026, 12, 30), new(2027, 1, 11)]));
        Assert.AreEqual("6 октября, 07:20", RussianDates.Moment(new DateTimeOffset(2026, 10, 6, 7, 20, 0, TimeSpan.FromHours(3))));
    }

    [TestMethod]
    [DataRow("Алгебра", "алгебра")]
    [DataRow("ОБЖ", "ОБЖ")]
    [DataRow("Русский язык", "русский язык")]
    [DataRow("«Разговоры о важном»", "«Разговоры о важном»")]
    [DataRow("Я", "Я")]
    [DataRow("Россия — мои горизонты", "Россия — мои горизонты")]
    public void A_subject_inside_a_sentence_begins_small_unless_it_is_an_abbreviation(string name, string text) => Assert.AreEqual(text, SubjectPhrase.InSentence(name));
}
