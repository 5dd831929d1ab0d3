using System.Collections.Frozen;
using System.Globalization;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Mail.Composing;
using ElJournal.Gateway.Letters.Daily;
using ElJournal.Gateway.Mail.Rendering;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;
using FsCheck;
using FsCheck.Fluent;

namespace ElJournal.Gateway.Tests.Mail.Letters;

/// <summary>What holds of every letter, whatever the day was like.</summary>
[TestClass]
public sealed class LetterPropertyTests
{
    private static readonly string[] Forbidden =
    [
        "нарушен", "нарушит", "прогул", "виновн", "лучш", "худш", "объяснительн", "больничн", "болеет", "срочно", "дедлайн", "домашк", "оценк", "Образцова", "Анна", "deputy@school.example", "!",
    ];

    private static readonly string[] Teachers = ["Иванова А. П.", "Петров С. В.", "Кузнецова Е. Н."];
    private static readonly string[] Groups = ["1А", "5А", "7Б", "9А", "10А"];

    [TestMethod]
    public void No_letter_holds_a_word_or_name_that_must_not_be_there() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Days().ToArbitrary(), day =>
        {
            var document = DailyLetterWriter.Write(DailyLetterBuilder.Build(SampleDay.Input(day)).Model);
            var words = string.Join('\n', document.Words());
            foreach (var word in Forbidden)
            {
                Assert.IsFalse(words.Contains(word, StringComparison.OrdinalIgnoreCase), $"«{word}» in: {words}");
            }

            foreach (var teacher in Teachers)
            {
                Assert.IsFalse(document.Subject.Contains(teacher, StringComparison.Ordinal), document.Subject);
            }
        }));

    [TestMethod]
    public void Totals_add_up_and_agree_with_the_lists() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Days().ToArbitrary(), day =>
        {
            var (model, _) = DailyLetterBuilder.Build(SampleDay.Input(day));
            Assert.AreEqual(day.Lessons.Count(lesson => lesson.Outcome != LessonOutcome.NotCounted), model.Totals.Lessons);
            Assert.HasCount(model.Totals.Missing, model.New.Concat(model.Left).Where(line => line.Day == day.Day));
            Assert.AreEqual(model.Totals.Clarifying, model.Causes.Sum(cause => cause.Lessons));
            Assert.AreEqual(model.Totals.NotChecked, model.NotChecked.Sum(scope => scope.Lessons));
        }));

    [TestMethod]
    public void Told_again_nothing_is_new() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200),
        Prop.ForAll(Days().ToArbitrary(), day =>
        {
            var (first, told) = DailyLetterBuilder.Build(SampleDay.Input(day));
            Assert.HasCount(told.Length, told.Select(finding => finding.Id).Distinct(StringComparer.Ordinal));
            var (again, _) = DailyLetterBuilder.Build(SampleDay.Input(day) with { Told = told.ToFrozenDictionary(finding => finding.Id, finding => finding.Section, StringComparer.Ordinal) });
            Assert.IsEmpty(again.New);
            Assert.IsEmpty(again.Late);
            Assert.IsEmpty(again.Others);
            Assert.AreEqual(0, again.Informational);
            Assert.AreEqual(first.New.Length + first.Left.Length, again.Left.Length);
        }));

    [TestMethod]
    public void Unchecked_is_never_all_good() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200),
        Prop.ForAll(Days().ToArbitrary(), day =>
        {
            var (model, _) = DailyLetterBuilder.Build(SampleDay.Input(day));
            var subject = DailyLetterWriter.Write(model).Subject;
            var unseen = day.NotChecked.Count > 0 || day.Lessons.Any(lesson => lesson.Outcome == LessonOutcome.NotChecked);
            Assert.AreEqual(unseen, subject.Contains("непроверенное", StringComparison.Ordinal) || subject.Contains("проверить не удалось", StringComparison.Ordinal), subject);
            Assert.IsFalse(unseen && subject.Contains("замечаний нет", StringComparison.Ordinal), subject);
        }));

    [TestMethod]
    public void Plain_text_loses_nothing_and_no_list_is_longer_than_thirty() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(100),
        Prop.ForAll(Days().ToArbitrary(), day =>
        {
            var document = DailyLetterWriter.Write(DailyLetterBuilder.Build(SampleDay.Input(day)).Model);
            var text = Squeeze(LetterRenderer.Text(document));
            foreach (var part in document.Words().Skip(1))
            {
                Assert.IsTrue(text.Contains(Squeeze(part), StringComparison.Ordinal), part);
            }

            foreach (var list in document.Parts.OfType<GroupedPart>())
            {
                Assert.IsLessThanOrEqualTo(DailyLetterWriter.LongestList, list.Groups.Sum(group => group.Lines.Length));
            }
        }));

    private static string Squeeze(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));

    private static Gen<DayOverview> Days() => Gen.Choose(0, int.MaxValue - 1).Select(Day);

    private static DayOverview Day(int seed)
    {
        var chance = new Random(seed);
        var day = new SampleDay(SampleDay.Monday);
        var silent = new HashSet<string>(StringComparer.Ordinal);
        for (var lesson = chance.Next(0, 60); lesson > 0; lesson--)
        {
            var (teacher, group, number) = (Teachers[chance.Next(3)], Groups[chance.Next(5)], chance.Next(1, 8));
            switch (chance.Next(12))
            {
                case 0:
                    day.Late(teacher, group, "Физика", number, "marks");
                    break;
                case 1:
                    day.Missing(teacher, group, "Алгебра", number, "topic", "attendance");
                    break;
                case 2:
                    day.Missing(Severity.Info, ElJournal.Gateway.Judging.Model.FindingStatus.Open, teacher, group, "Химия", number, "homework");
                    break;
                case 3:
                    day.Missing(Severity.Warning, (ElJournal.Gateway.Judging.Model.FindingStatus)chance.Next(4, 6), teacher, group, "Химия", number, "topic");
                    break;
                case 4:
                    day.Other(chance.Next(2) == 0 ? "grade-one-no-marks" : "mark-for-absent", teacher, group, "Математика", lesson + 100, chance.Next(1, 4));
                    break;
                case 5 when silent.Add(group):
                    day.Silent(string.Create(CultureInfo.InvariantCulture, $"{group}{silent.Count}"), chance.Next(1, 7));
                    break;
                case 6:
                    day.NotChecked(group, chance.Next(1, 4), chance.Next(2) == 0 ? "unread" : "held");
                    break;
                case 7:
                    day.NotChecked(chance.Next(4) == 0 ? null : group, RecordKind.Homework, "no-read-around-deadline");
                    break;
                case 8:
                    day.NotYetDue(group, ClassKind.Class, "История", SampleDay.At(SampleDay.Monday, 23, 59));
                    break;
                case 9:
                    day.Unsubstituted(teacher, group, "Русский язык", number);
                    break;
                case 10:
                    day.Earlier(SampleDay.Monday.AddDays(-chance.Next(3, 5)), teacher, group, "География", lesson, "topic");
                    break;
                default:
                    day.Recorded(group, chance.Next(1, 4));
                    break;
            }
        }

        return day.Overview();
    }
}
