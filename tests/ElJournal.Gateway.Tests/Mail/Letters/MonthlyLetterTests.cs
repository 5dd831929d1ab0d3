using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Letters.Monthly;
using ElJournal.Gateway.Mail.Rendering;
using ElJournal.Rules.Indicators;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Mail.Letters;

[TestClass]
public sealed class MonthlyLetterTests
{
    [TestMethod]
    public async Task The_monthly_letter_reads_as_accepted()
    {
        var document = MonthlyLetterWriter.Write(MonthlyLetterModel.Of(October(), SampleDay.Deputy(), "s1", "МОУ Итомлинская СШ", null)!);
        await using var renderer = new LetterRenderer();
        Golden.Match("monthly.txt", $"Тема: {document.Subject}\n\n{LetterRenderer.Text(document)}");
        Golden.Match("monthly.html", await renderer.HtmlAsync(document));
    }

    [TestMethod]
    public void Teachers_stand_in_the_order_of_the_alphabet_and_classes_in_that_of_grades()
    {
        var model = MonthlyLetterModel.Of(October(), SampleDay.Deputy(), "s1", "Школа", null)!;
        CollectionAssert.AreEqual(new[] { "Иванова А. П.", "Никонов Н. Н.", "Петров С. В." }, model.Teachers.Select(row => row.Name).ToArray());
        CollectionAssert.AreEqual(new[] { "7А", "10А" }, model.Classes.Select(row => row.Name).ToArray());
    }

    [TestMethod]
    public void A_deputy_sees_the_own_classes_only()
    {
        var model = MonthlyLetterModel.Of(October(), SampleDay.Deputy(new DeputyOptions { Email = "a@x.example", Grades = [10] }, new DeputyOptions { Email = "b@x.example", Grades = [7] }), "s1", "Школа", null)!;
        Assert.AreEqual("10А", model.Classes.Single().Name);
        Assert.AreEqual(8, model.Total.Lessons);
        Assert.AreEqual(0, model.Open.Sum(open => open.Count));
    }

    [TestMethod]
    public void Classes_with_different_calendars_have_no_one_number_of_school_days()
    {
        var model = MonthlyLetterModel.Of(October() with { SchoolDays = id => id == "c10" ? 21 : 17 }, SampleDay.Deputy(), "s1", "Школа", null)!;
        Assert.Contains("Учебных дней: от 17 до 21, по календарю класса.", string.Join('\n', MonthlyLetterWriter.Write(model).Lead));
    }

    [TestMethod]
    public void A_deputy_without_lessons_gets_no_letter() =>
        Assert.IsNull(MonthlyLetterModel.Of(October() with { Indicators = MonthlyIndicators.Of(Month, []) }, SampleDay.Deputy(), "s1", "Школа", null));

    [TestMethod]
    [DataRow(0, 0, "–")]
    [DataRow(7, 8, "7 из 8")]
    [DataRow(9, 10, "90 % (9 из 10)")]
    [DataRow(1877, 1904, "98,6 % (1\u00A0877 из 1\u00A0904)")]
    [DataRow(19999, 20000, "99,9 % (19\u00A0999 из 20\u00A0000)")]
    [DataRow(1, 20000, "0,1 % (1 из 20\u00A0000)")]
    [DataRow(0, 20, "0 % (0 из 20)")]
    [DataRow(20, 20, "100 % (20 из 20)")]
    public void A_share_shows_its_denominator_and_no_percent_of_few(int part, int whole, string text) => Assert.AreEqual(text, Share.Of(part, whole));

    [TestMethod]
    public void What_is_unproved_is_named_and_not_in_time() =>
        Assert.AreEqual("90 % (18 из 20), не доказано 2", Share.InTime(new PartShare(Asked: 20, Entered: 20, InTime: 18, Unproved: 2, NotChecked: 0)));

    private static readonly DayRange Month = new(new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 31));

    private static MonthFigures October() => new()
    {
        SchoolDays = _ => 17,
        DataAsOf = SampleDay.At(new DateOnly(2026, 11, 2), 8, 0),
        TeacherName = id => id switch { "t1" => "Петров С. В.", "t2" => "Иванова А. П.", _ => "Никонов Н. Н." },
        Class = id => id == "c10" ? new("10А", 10, ClassKind.Class) : new("7А", 7, ClassKind.Class),
        Open = [new OpenFindings("entry-deadline", "Своевременность записей в журнале", "c7", 6), new OpenFindings("mark-for-absent", "Отметка отсутствовавшему ученику (уточните)", "c7", 1)],
        Indicators = MonthlyIndicators.Of(Month,
        [
            Row("t1", "c7", 1890, 1860, 1850, 10) with { Marks = 410, Pupils = 100, NotChecked = 46 },
            Row("t2", "c10", 8, 8, 7, 1),
            Row("t3", "c7", 6, 0, 0, 0) with { Excused = 2 },
        ]),
    };

    private static IndicatorRow Row(string teacher, string group, int lessons, int entered, int inTime, int unproved) => new()
    {
        TeacherId = teacher,
        RootClassId = group,
        Lessons = lessons,
        WithAnyEntry = entered,
        Topic = new PartShare(lessons, entered, inTime, unproved, 0),
        Homework = new PartShare(lessons, entered / 2, entered / 2, 0, 0),
        Attendance = default,
        LessonMarks = new PartShare(lessons / 3, lessons / 4, lessons / 4, 0, 0),
    };
}
