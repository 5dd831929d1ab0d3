using System.Globalization;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Letters.Daily;
using ElJournal.Gateway.Mail.Recipients;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Mail.Letters;

/// <summary>What was not checked, and whom it is told.</summary>
[TestClass]
public sealed class DailyUncheckedTests
{
    private static readonly DateOnly Monday = SampleDay.Monday;

    [TestMethod]
    [DataRow(true, "1,2,3,4", null, false, DisplayName = "Five-day grades have no Saturday")]
    [DataRow(true, "5,6,7", null, true)]
    [DataRow(true, null, "extracurricular", false, DisplayName = "The timetable was read and has none of theirs")]
    [DataRow(false, "1,2,3,4", null, false, DisplayName = "Never read, but the calendar knows that the day is not theirs")]
    [DataRow(false, "5,6,7", null, true)]
    [DataRow(false, null, "extracurricular", true, DisplayName = "Nobody knows whether a circle met")]
    public void On_a_Saturday_the_whole_school_is_who_has_lessons(bool timetableRead, string? grades, string? kind, bool told)
    {
        var day = new SampleDay(Monday.AddDays(5));
        if (timetableRead)
        {
            day.Recorded("5А", 3).Recorded("7А", 3);
        }

        var deputy = new DeputyOptions { Email = "own@school.example", Grades = [.. (grades ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(grade => int.Parse(grade, CultureInfo.InvariantCulture))], Kinds = kind is null ? [] : [kind] };
        var care = DeputyCare.Of([new DeputyOptions { Email = "all@school.example" }, deputy])[1];
        var input = SampleDay.Input(day.NoneChecked(timetableRead ? RecordKind.Attendance : RecordKind.Lesson, "unread", "5А", "7А").Overview()) with { Care = care };

        var model = DailyLetterBuilder.Build(input).Model;

        Assert.AreEqual(told, model.SomethingUnchecked);
        Assert.AreEqual(!told, model.IsQuiet);
    }

    [TestMethod]
    public void What_is_not_checked_is_said_once_by_classes_and_of_the_own_ones_only()
    {
        var care = DeputyCare.Of([new DeputyOptions { Email = "all@school.example" }, new DeputyOptions { Email = "own@school.example", Grades = [7, 10] }])[1];
        var day = new SampleDay(Monday).NotChecked("5А", 2, "stale").NotChecked("10А", 2, "stale").NotChecked("7А", 2, "stale")
            .NoneChecked(RecordKind.Lesson, "stale", "5А", "7А", "10А").NoneChecked(RecordKind.Attendance, "unread", "5А", "7А", "10А").Overview();
        day = day with { Lessons = [.. day.Lessons.Select((lesson, place) => place % 2 == 0 ? lesson : lesson with { ClassId = $"{lesson.ClassId}-1", ClassName = $"{lesson.ClassName} англ. 1" })] };

        var scopes = DailyLetterBuilder.Build(SampleDay.Input(day) with { Care = care }).Model.NotChecked;

        Assert.AreEqual("7А, 10А|4|stale; 7А, 10А|0|unread", string.Join("; ", scopes.Select(scope => $"{string.Join(", ", scope.Classes)}|{scope.Lessons}|{scope.Reason}")));
    }

    [TestMethod]
    public void What_is_not_checked_of_the_school_itself_every_deputy_hears()
    {
        var care = DeputyCare.Of([new DeputyOptions { Email = "all@school.example" }, new DeputyOptions { Email = "own@school.example", Grades = [1] }])[1];
        Assert.IsTrue(DailyLetterBuilder.Build(SampleDay.Input(new SampleDay(Monday).Recorded("7А", 3).NotChecked(null, RecordKind.Lesson, "unread").Overview()) with { Care = care }).Model.SomethingUnchecked);
    }
}
