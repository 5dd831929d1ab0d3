using System.Collections.Frozen;
using ElJournal.Gateway.Letters.Daily;
using ElJournal.Gateway.Mail.Model;

namespace ElJournal.Gateway.Tests.Mail.Letters;

/// <summary>What a letter's subject says of points of earlier days, when the day itself has none.</summary>
[TestClass]
public sealed class DailySubjectTests
{
    private static readonly DateOnly Friday = SampleDay.Monday.AddDays(4);
    private static readonly DateOnly Saturday = Friday.AddDays(1);

    [TestMethod]
    public void A_gap_that_fell_due_since_the_last_letter_is_not_counted_among_those_that_were_told() =>
        Assert.AreEqual("не заполнен 1 урок прошлых дней", Told(lesson => lesson == "7А"));

    [TestMethod]
    public void What_every_letter_has_told_before_is_left_from_earlier_days() =>
        Assert.AreEqual("остаётся с прошлых дней: 2", Told(_ => true));

    [TestMethod]
    public void Nothing_told_yet_counts_all() =>
        Assert.AreEqual("не заполнено 2 урока прошлых дней", Told(_ => false));

    private static string Told(Func<string, bool> before)
    {
        var day = new SampleDay(Saturday).Earlier(Friday, "Иванова А. П.", "7А", "Алгебра", 3, "topic").Earlier(Friday, "Петров С. В.", "7Б", "Физика", 7, "topic").Overview();
        var told = day.Findings.Where(finding => before(finding.ClassName!)).ToFrozenDictionary(finding => finding.Id, _ => LetterSection.Missing, StringComparer.Ordinal);
        return DailyLetterWriter.Write(DailyLetterBuilder.Build(SampleDay.Input(day) with { Told = told }).Model).Subject.Split(": ", 2)[1];
    }
}
