using System.Collections.Frozen;
using AngleSharp.Html.Parser;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Mail.Composing;
using ElJournal.Gateway.Letters.Daily;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Mail.Recipients;
using ElJournal.Gateway.Mail.Rendering;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Mail.Letters;

[TestClass]
public sealed class DailyLetterTests
{
    private static readonly DateOnly Monday = SampleDay.Monday;
    private static readonly DateOnly Friday = Monday.AddDays(-3);

    [TestMethod]
    public async Task The_morning_letter_reads_as_accepted()
    {
        var day = Morning();
        var left = new SampleDay(Friday).Overview();
        var told = day.Findings.Where(finding => finding.Day == Friday).ToDictionary(finding => finding.Id, _ => LetterSection.Missing, StringComparer.Ordinal);
        foreach (var gone in Enumerable.Range(1, 5))
        {
            told[$"gone{gone}"] = LetterSection.Missing;
        }

        var input = SampleDay.Input(day) with
        {
            Earlier = [left],
            Told = told.ToFrozenDictionary(StringComparer.Ordinal),
            Entered = Enumerable.Range(1, 5).Select(gone => $"gone{gone}").ToFrozenSet(StringComparer.Ordinal),
        };
        await MatchAsync("morning", input);
    }

    [TestMethod]
    public async Task The_evening_letter_reads_as_accepted()
    {
        var day = new SampleDay(Monday) { AsOf = SampleDay.At(Monday, 17, 3) };
        day.Recorded("5А", 40).Late("Петров С. В.", "8А", "Физика", 2, "marks").Late("Иванова А. П.", "7А", "Алгебра", 3, "marks")
            .Missing("Сидорова М. К.", "6Б", "География", 4, "topic")
            .Other("grade-one-no-marks", "Примерова О. И.", "1А", "Математика", 2, 3)
            .Other("mark-for-absent", "Иванова А. П.", "7Б", "Алгебра", 5, 2, Severity.Warning)
            .Earlier(Friday, "Сидорова М. К.", "6Б", "География", 4, "topic");
        for (var hour = 0; hour < 12; hour++)
        {
            day.NotYetDue("9А", ClassKind.Class, "История", SampleDay.At(Monday, 23, 59));
        }

        var overview = day.Overview();
        var input = SampleDay.Input(overview) with { Blocking = overview.Findings.Where(finding => finding.Rule == "grade-one-no-marks").Select(finding => finding.Id).ToFrozenSet(StringComparer.Ordinal) };
        await MatchAsync("evening", input);
    }

    [TestMethod]
    public async Task A_quiet_day_says_so()
    {
        var input = SampleDay.Input(new SampleDay(Monday).Recorded("5А", 6).Recorded("7А", 7).Overview());
        Assert.IsTrue(DailyLetterBuilder.Build(input).Model.IsQuiet);
        await MatchAsync("quiet", input);
    }

    [TestMethod]
    public void A_matter_of_the_school_is_told_in_words_and_blames_no_teacher()
    {
        var day = new SampleDay(Monday).Recorded("5А", 6).Other("review-done", "Петров С. В.", "5А", "Физика", 2, 1).Overview();
        day = day with { Findings = [.. day.Findings.Select(finding => finding with { TeacherId = null, TeacherName = null, ClassId = null, ClassName = null, RootClassId = null, Grade = null, LessonId = null, LessonNumber = null, StudentId = null, Message = "Справка не составлена." })] };

        var text = LetterRenderer.Text(DailyLetterWriter.Write(DailyLetterBuilder.Build(SampleDay.Input(day)).Model));

        StringAssert.Contains(text, "По школе  Справка не составлена.", StringComparison.Ordinal);
        Assert.DoesNotContain("Учитель не указан", text, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_day_on_which_nothing_could_be_checked_is_not_quiet()
    {
        var input = SampleDay.Input(new SampleDay(Monday) { AsOf = null }.NotChecked("5А", 6, "unread").NotChecked("7А", 7, "unread").Overview());
        Assert.IsFalse(DailyLetterBuilder.Build(input).Model.IsQuiet);
        await MatchAsync("nothing-checked", input);
    }

    [TestMethod]
    public async Task Causes_stand_first_and_name_no_teacher()
    {
        var input = SampleDay.Input(new SampleDay(Monday).Silent("9А", 6).Silent("9Б", 1).Recorded("5А", 30).Overview());
        var document = await MatchAsync("causes", input);
        Assert.IsInstanceOfType<NumberedPart>(document.Parts[0]);
        Assert.IsFalse(document.Words().Any(text => text.Contains("Никто", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Nearly_the_whole_school_without_records_is_one_cause()
    {
        var input = SampleDay.Input(new SampleDay(Monday).Silent("9А", 6).Silent("9Б", 6).Silent("5А", 5).Recorded("7А", 2).Overview());
        var (model, told) = DailyLetterBuilder.Build(input);
        Assert.HasCount(1, model.Causes);
        Assert.IsNull(model.Causes[0].Class);
        Assert.AreEqual(17, model.Totals.Clarifying);
        Assert.IsEmpty(model.New);
        Assert.HasCount(17, told);
    }

    [TestMethod]
    public void Exactly_four_fifths_without_records_are_not_the_whole_school()
    {
        var model = DailyLetterBuilder.Build(SampleDay.Input(new SampleDay(Monday).Silent("9А", 4).Silent("9Б", 4).Recorded("7А", 2).Overview())).Model;
        CollectionAssert.AreEqual(new[] { "9А", "9Б" }, model.Causes.Select(cause => cause.Class).ToArray());

        var single = DailyLetterBuilder.Build(SampleDay.Input(new SampleDay(Monday).Silent("9А", 4).Overview())).Model;
        Assert.AreEqual("9А", single.Causes.Single().Class, "a class is named where it is the only one of the day");
    }

    [TestMethod]
    public void A_cause_of_an_earlier_day_stays_a_cause_and_names_no_teacher()
    {
        var friday = new SampleDay(Friday).Silent("9А", 6).Recorded("5А", 30).Overview();
        var monday = new SampleDay(Monday).Recorded("5А", 30).Overview();
        var told = friday.Findings.ToFrozenDictionary(finding => finding.Id, _ => LetterSection.Missing, StringComparer.Ordinal);
        var (model, _) = DailyLetterBuilder.Build(SampleDay.Input(monday with { Findings = friday.Findings }) with { Earlier = [friday], Told = told });
        Assert.HasCount(1, model.Causes);
        Assert.IsTrue(model.Causes[0].Told);
        Assert.IsEmpty(model.Left);
        Assert.IsEmpty(model.New);
    }

    [TestMethod]
    public async Task A_trial_says_that_it_is_one() =>
        await MatchAsync("observation", SampleDay.Input(new SampleDay(Monday).Recorded("5А", 5).Missing("Иванова А. П.", "7А", "Алгебра", 3, "topic").Overview()) with { ObserveUntil = new DateOnly(2026, 10, 31) });

    [TestMethod]
    public async Task Several_days_after_downtime_come_in_one_letter()
    {
        var first = new SampleDay(Monday).Recorded("5А", 5).Missing("Иванова А. П.", "7А", "Алгебра", 3, "topic").Overview();
        var second = new SampleDay(Monday.AddDays(1)).Recorded("5А", 6).Missing("Петров С. В.", "8А", "Физика", 2, "topic").Silent("9А", 4).Overview();
        await MatchAsync("several-days", SampleDay.Input(first, second with { Findings = [.. first.Findings, .. second.Findings] }) with { LateRun = true });
    }

    [TestMethod]
    public async Task A_list_is_cut_at_thirty_lines()
    {
        var day = new SampleDay(Monday);
        for (var number = 1; number <= 47; number++)
        {
            day.Missing("Иванова А. П.", "7А", "Алгебра", number, "topic");
        }

        await MatchAsync("cut", SampleDay.Input(day.Overview()));
    }

    [TestMethod]
    public void The_same_finding_is_new_once()
    {
        var day = new SampleDay(Monday).Missing("Иванова А. П.", "7А", "Алгебра", 3, "topic").Overview();
        var (_, told) = DailyLetterBuilder.Build(SampleDay.Input(day));
        var (again, second) = DailyLetterBuilder.Build(SampleDay.Input(day) with { Told = told.ToFrozenDictionary(finding => finding.Id, finding => finding.Section, StringComparer.Ordinal) });
        Assert.IsEmpty(again.New);
        Assert.HasCount(1, again.Left);
        Assert.AreEqual(LetterSection.Left, second.Single().Section);
    }

    [TestMethod]
    public async Task What_fell_due_before_the_journal_was_first_read_is_counted_once_and_never_listed()
    {
        var day = new SampleDay(Monday).Recorded("5А", 6).Missing("Иванова А. П.", "7А", "Алгебра", 3, "topic")
            .Earlier(Friday, "Сидорова М. К.", "6Б", "География", 4, "topic").Earlier(Friday, "Сидорова М. К.", "6Б", "География", 5, "topic").Overview() with { WatchedSince = Monday };
        var input = SampleDay.Input(day);
        var document = await MatchAsync("first", input);

        var (model, told) = DailyLetterBuilder.Build(input);
        Assert.AreEqual((1, 2), (model.New.Length, model.Before));
        Assert.IsTrue(document.Words().Any(text => text.Contains("2 пункта (дни до 5 октября)", StringComparison.Ordinal)));
        var (again, _) = DailyLetterBuilder.Build(input with { Told = told.ToFrozenDictionary(finding => finding.Id, finding => finding.Section, StringComparer.Ordinal) });
        Assert.AreEqual((1, 0), (again.Left.Length, again.Before));
    }

    [TestMethod]
    public void Of_the_time_before_only_what_fell_due_since_was_told_before_or_keeps_records_back_is_listed()
    {
        var overview = new SampleDay(Monday).Recorded("5А", 6)
            .Earlier(Friday, "Сидорова М. К.", "6Б", "География", 1, "due since").Earlier(Friday, "Сидорова М. К.", "6Б", "География", 2, "entered since")
            .Earlier(Friday, "Сидорова М. К.", "6Б", "География", 3, "told").Earlier(Friday, "Сидорова М. К.", "6Б", "География", 4, "kept back")
            .Earlier(Friday, "Сидорова М. К.", "6Б", "География", 5, "old").Overview();
        FindingView Of(string part) => overview.Findings.Single(finding => finding.Part == part);
        overview = overview with
        {
            WatchedSince = Monday,
            Findings = [.. overview.Findings.Select(finding => finding.Part switch
            {
                "due since" => finding with { Deadline = SampleDay.At(Monday, 12, 0) },
                "entered since" => finding with { Deadline = null, EnteredAfter = SampleDay.At(Monday, 8, 0) },
                _ => finding with { Deadline = SampleDay.At(Friday, 23, 59) },
            })],
        };
        var (model, _) = DailyLetterBuilder.Build(SampleDay.Input(overview) with
        {
            Told = FrozenDictionary.ToFrozenDictionary([KeyValuePair.Create(Of("told").Id, LetterSection.Missing)], StringComparer.Ordinal),
            Blocking = FrozenSet.Create(StringComparer.Ordinal, Of("kept back").Id),
        });

        CollectionAssert.AreEquivalent(new[] { "due since", "entered since", "kept back" }, model.New.SelectMany(line => line.Parts).ToArray());
        CollectionAssert.AreEqual(new[] { "told" }, model.Left.SelectMany(line => line.Parts).ToArray());
        Assert.AreEqual(1, model.Before);
    }

    [TestMethod]
    public void What_was_last_read_too_long_ago_is_never_newly_missing()
    {
        var friday = new SampleDay(Friday).Missing("Сидорова М. К.", "6Б", "География", 4, "topic").Overview();
        var monday = new SampleDay(Monday).Recorded("5А", 6).Overview() with { Findings = friday.Findings };
        var unread = friday with { Lessons = [.. friday.Lessons.Select(lesson => lesson with { Outcome = LessonOutcome.NotChecked, Reason = "stale" })] };
        Assert.HasCount(1, DailyLetterBuilder.Build(SampleDay.Input(monday) with { Earlier = [friday] }).Model.New);
        Assert.IsEmpty(DailyLetterBuilder.Build(SampleDay.Input(monday) with { Earlier = [unread] }).Model.New);
    }

    [TestMethod]
    public void An_earlier_lesson_of_a_teacher_who_is_absent_and_was_not_replaced_stays_a_question_to_the_deputy()
    {
        var friday = new SampleDay(Friday).Missing("Кузнецова Е. Н.", "5А", "Русский язык", 1, "topic").Overview();
        friday = friday with { Lessons = [.. friday.Lessons.Select(lesson => lesson with { Excused = true })], Findings = [.. friday.Findings.Select(finding => finding with { TeacherId = null, TeacherName = null })] };
        var (model, _) = DailyLetterBuilder.Build(SampleDay.Input(new SampleDay(Monday).Recorded("5А", 6).Overview() with { Findings = friday.Findings }) with { Earlier = [friday] });
        Assert.AreEqual((null, "Кузнецова Е. Н."), (model.New.Single().Teacher, model.New.Single().AbsentTeacher));
    }

    [TestMethod]
    public void Waived_and_excused_lessons_are_counted_but_not_listed()
    {
        var (model, told) = DailyLetterBuilder.Build(SampleDay.Input(new SampleDay(Monday).Recorded("5А", 1)
            .Missing(Severity.Warning, FindingStatus.Waived, "Иванова А. П.", "7А", "Алгебра", 3, "topic")
            .Missing(Severity.Warning, FindingStatus.Excused, "Иванова А. П.", "7А", "Алгебра", 4, "topic").Overview()));
        Assert.AreEqual(2, model.Totals.NotCounted);
        Assert.AreEqual(0, model.Totals.Missing);
        Assert.IsTrue(model.IsQuiet);
        Assert.IsEmpty(told);
    }

    [TestMethod]
    public void What_is_only_worth_knowing_is_counted_and_makes_no_letter()
    {
        var (model, _) = DailyLetterBuilder.Build(SampleDay.Input(new SampleDay(Monday).Missing(Severity.Info, FindingStatus.Open, "Иванова А. П.", "7А", "Алгебра", 3, "homework").Overview()));
        Assert.AreEqual(1, model.Informational);
        Assert.AreEqual(1, model.Totals.Recorded);
        Assert.IsEmpty(model.New);
        Assert.IsTrue(model.IsQuiet);
    }

    [TestMethod]
    public void A_lesson_that_is_not_due_yet_stays_so_although_something_of_it_is_worth_knowing()
    {
        var day = new SampleDay(Monday).Recorded("5А", 2).Missing(Severity.Info, FindingStatus.Open, "Иванова А. П.", "7А", "Алгебра", 1, "homework").Overview();
        day = day with { Lessons = [.. day.Lessons.Select(lesson => lesson.Outcome == LessonOutcome.Missing ? lesson with { Outcome = LessonOutcome.NotYetDue } : lesson)] };
        var totals = DailyLetterBuilder.Build(SampleDay.Input(day)).Model.Totals;
        Assert.AreEqual((2, 1), (totals.Recorded, totals.NotYetDue));
    }

    [TestMethod]
    public void A_substitution_that_is_named_is_never_said_to_be_missing()
    {
        var day = new SampleDay(Monday).Unsubstituted("Кузнецова Е. Н.", "5А", "Русский язык", 1).Overview();
        var model = DailyLetterBuilder.Build(SampleDay.Input(day with { Lessons = [.. day.Lessons.Select(lesson => lesson with { ReplacesTeacherId = "Сидорова М. К." })] })).Model;
        Assert.IsEmpty(model.New);
        Assert.AreEqual(1, model.Totals.NotCounted);
    }

    [TestMethod]
    public void What_was_put_right_is_worth_a_letter_and_some_unchecked_lessons_are_not_all()
    {
        var day = new SampleDay(Monday).Recorded("5А", 6);
        Assert.IsFalse(DailyLetterBuilder.Build(SampleDay.Input(day.Overview()) with { Entered = FrozenSet.Create(StringComparer.Ordinal, "f1") }).Model.IsQuiet);
        StringAssert.EndsWith(DailyLetterWriter.Write(DailyLetterBuilder.Build(SampleDay.Input(day.NotChecked("7А", 2, "unread").Overview())).Model).Subject, ": есть непроверенное", StringComparison.Ordinal);
    }

    [TestMethod]
    public void What_was_only_counted_is_new_when_it_becomes_worth_attention()
    {
        var day = new SampleDay(Monday).Missing("Иванова А. П.", "7А", "Алгебра", 3, "homework").Overview();
        var input = SampleDay.Input(day) with { Told = day.Findings.ToFrozenDictionary(finding => finding.Id, _ => LetterSection.Info, StringComparer.Ordinal) };
        Assert.HasCount(1, DailyLetterBuilder.Build(input).Model.New);
    }

    [TestMethod]
    public void Homework_left_out_three_times_is_told_although_the_lesson_has_its_topic()
    {
        var day = new SampleDay(Monday).Missing("Иванова А. П.", "7А", "Алгебра", 3, "homework").Overview();
        var (model, _) = DailyLetterBuilder.Build(SampleDay.Input(day with { Lessons = [.. day.Lessons.Select(lesson => lesson with { Outcome = LessonOutcome.Recorded })] }));
        Assert.AreEqual(1, model.Totals.Missing);
        CollectionAssert.AreEqual(new[] { "homework" }, model.New.Single().Parts.ToArray());
    }

    [TestMethod]
    public void What_is_no_finding_accuses_nobody()
    {
        var day = new SampleDay(Monday).Missing("Иванова А. П.", "7А", "Алгебра", 3, "topic").Silent("9А", 6).Overview();
        var (model, told) = DailyLetterBuilder.Build(SampleDay.Input(day with { Findings = [] }));
        Assert.AreEqual(7, model.Totals.NotChecked);
        Assert.IsEmpty(model.New);
        Assert.IsEmpty(model.Causes);
        Assert.IsEmpty(told);
    }

    [TestMethod]
    public void A_school_that_named_no_clause_is_told_so_in_plain_words()
    {
        var day = new SampleDay(Monday).Missing("Иванова А. П.", "7А", "Алгебра", 3, "topic").Overview();
        var document = DailyLetterWriter.Write(DailyLetterBuilder.Build(SampleDay.Input(day with { Findings = [.. day.Findings.Select(finding => finding with { Norm = "основание не указано школой" })] })).Model);
        Assert.IsTrue(document.Closing[0].StartsWith("Основание не указано школой. Подробно:", StringComparison.Ordinal), document.Closing[0]);
    }

    [TestMethod]
    public void Totals_that_do_not_add_up_are_a_defect() =>
        Assert.ThrowsExactly<InvalidOperationException>(() => new DayTotals(112, recorded: 98, missing: 4, clarifying: 6, notChecked: 3, notYetDue: 0, notCounted: 0));

    [TestMethod]
    public void Each_deputy_gets_the_own_grades_and_kinds_and_nothing_falls_between()
    {
        var staff = new StaffOptions
        {
            DeputyDirectors =
            [
                new DeputyOptions { Name = "Начальная", Email = "a@school.example", Grades = [1, 2, 3, 4] },
                new DeputyOptions { Name = "Старшая", Email = "b@school.example", Grades = [5, 6, 7, 8, 9] },
                new DeputyOptions { Name = "Внеурочная", Email = "c@school.example", Kinds = ["extracurricular"] },
            ],
        };
        var deputies = DeputyCare.Of(staff.DeputyDirectors);
        Assert.IsTrue(deputies[0].Covers(3, ClassKind.Class));
        Assert.IsFalse(deputies[1].Covers(3, ClassKind.Class));
        Assert.IsTrue(deputies[2].Covers(3, ClassKind.Extracurricular));
        Assert.IsFalse(deputies[0].Covers(3, ClassKind.Extracurricular));
        Assert.IsTrue(deputies[0].Covers(10, ClassKind.Class), "nobody has grade 10: the first deputy is told");
        Assert.IsTrue(deputies[0].IsOrphan(10, ClassKind.Class));
        Assert.IsFalse(deputies[1].Covers(10, ClassKind.Class));
        Assert.IsTrue(deputies[0].Covers(null, null));
    }

    [TestMethod]
    public void One_person_with_two_entries_gets_one_letter() =>
        Assert.HasCount(1, DeputyCare.Of([new DeputyOptions { Email = "a@x.example", Grades = [1] }, new DeputyOptions { Email = "A@x.example", Grades = [2] }]));

    [TestMethod]
    public void Classes_of_nobody_are_named_in_the_first_deputys_letter()
    {
        var care = SampleDay.Deputy(new DeputyOptions { Name = "Первая", Email = "a@x.example", Grades = [5] });
        var (model, _) = DailyLetterBuilder.Build(SampleDay.Input(new SampleDay(Monday).Recorded("5А", 1).Recorded("10А", 1).Overview()) with { Care = care });
        CollectionAssert.AreEqual(new[] { "10А" }, model.Orphans.ToArray());
    }

    [TestMethod]
    public async Task Names_that_look_like_markup_are_shown_as_they_are()
    {
        var input = SampleDay.Input(new SampleDay(Monday).Missing("<script>alert(1)</script>", "5<b>А", "\"&'", 3, "topic").Overview()) with { SchoolName = "<img src=x onerror=alert(1)>" };
        var document = DailyLetterWriter.Write(DailyLetterBuilder.Build(input).Model);
        await using var renderer = new LetterRenderer();
        var html = await renderer.HtmlAsync(document);
        var page = new HtmlParser().ParseDocument(html);
        Assert.IsEmpty(page.QuerySelectorAll("script, img"));
        StringAssert.Contains(page.Body!.TextContent, "<script>alert(1)</script>", StringComparison.Ordinal);
    }

    private static DayOverview Morning() => new SampleDay(Monday)
        .Recorded("5А", 95)
        .Excused("Кузнецова Е. Н.", new DateOnly(2026, 10, 9), 3)
        .Silent("9А", 6)
        .Missing("Иванова А. П.", "7А", "Алгебра", 3, "topic")
        .Missing("Иванова А. П.", "7Б", "Алгебра", 5, "topic", "attendance")
        .Missing("Петров С. В.", "8А", "Физика", 2, "topic")
        .Unsubstituted("Кузнецова Е. Н.", "5А", "Русский язык", 1)
        .NotChecked("10А", 3, "unread")
        .NotYetDue("кружок «Шахматы»", ClassKind.Additional, "Шахматы", SampleDay.At(Monday, 18, 10))
        .Earlier(Friday, "Сидорова М. К.", "6Б", "География", 4, "topic")
        .Overview();

    private static async Task<LetterDocument> MatchAsync(string name, DailyLetterInput input)
    {
        var (model, _) = DailyLetterBuilder.Build(input);
        var document = DailyLetterWriter.Write(model);
        await using var renderer = new LetterRenderer();
        Golden.Match($"{name}.txt", $"Тема: {document.Subject}\n\n{LetterRenderer.Text(document)}");
        Golden.Match($"{name}.html", await renderer.HtmlAsync(document));
        return document;
    }
}
