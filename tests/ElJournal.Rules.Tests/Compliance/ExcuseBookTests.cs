using ElJournal.Rules.Calendar;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Tests.Compliance;

[TestClass]
public sealed class ExcuseBookTests
{
    private static readonly SchoolCalendar Calendar = new(CalendarSettings.Default, TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow"));

    private static DateOnly October(int day) => new(2026, 10, day);

    [TestMethod]
    public void It_covers_its_teacher_on_its_days()
    {
        var book = new ExcuseBook([new Excuse("t", new DayRange(October(6), October(9)))]);
        Assert.IsTrue(book.Covers("t", October(6)));
        Assert.IsTrue(book.Covers("t", October(9)));
        Assert.IsFalse(book.Covers("t", October(10)));
        Assert.IsFalse(book.Covers("u", October(7)));
        Assert.IsFalse(book.Covers(null, October(7)));
    }

    [TestMethod]
    public void Two_excuses_with_no_school_day_between_are_as_one()
    {
        var book = new ExcuseBook([new Excuse("t", new DayRange(October(12), October(13))), new Excuse("t", new DayRange(October(6), October(9)))]);
        Assert.AreEqual(October(15), book.AfterGrace("t", October(7), null, Calendar), "the fourteenth is the day of grace");
        Assert.AreEqual(October(5), book.AfterGrace("t", October(5), null, Calendar));
    }

    [TestMethod]
    public void Ids_of_findings_depend_on_every_word_and_on_nothing_else()
    {
        var id = FindingId.Of("s1", "entry-deadline", "topic", "l1");
        Assert.AreEqual(id, FindingId.Of("s1", "entry-deadline", "topic", "l1"));
        Assert.AreEqual(12, id.Length);
        Assert.IsTrue(id.All(char.IsAsciiHexDigitUpper));
        string[] others = [FindingId.Of("s2", "entry-deadline", "topic", "l1"), FindingId.Of("s1", "late-change", "topic", "l1"), FindingId.Of("s1", "entry-deadline", "marks", "l1"), FindingId.Of("s1", "entry-deadline", "topic", "l2"), FindingId.Of("s1", "entry-deadline", null, "topicl1"), FindingId.Of("s1", "entry-deadline", "", "topicl1"), FindingId.Of("s1e", "ntry-deadline", "topic", "l1")];
        Assert.HasCount(others.Length, others.Distinct().ToList());
        CollectionAssert.DoesNotContain(others, id);
    }
}
