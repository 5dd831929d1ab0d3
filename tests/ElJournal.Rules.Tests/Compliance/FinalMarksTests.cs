using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.FinalMarks;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;
using ElJournal.Rules.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using static ElJournal.Rules.Tests.Support.TestSchool;

namespace ElJournal.Rules.Tests.Compliance;

[TestClass]
public sealed class FinalMarksTests
{
    private const string Rule = "final-marks";

    [TestMethod]
    [DataRow("4444", "4", "")]
    [DataRow("4445", "4", "")]
    [DataRow("4445", "5", "Higher", DisplayName = "4.25: the lower mark is expected")]
    [DataRow("4455", "4", "", DisplayName = "4.5: either is right")]
    [DataRow("4455", "5", "")]
    [DataRow("445555", "4", "", DisplayName = "4.67: either is right")]
    [DataRow("4455555555", "4", "Lower", DisplayName = "4.8: the higher mark is expected")]
    [DataRow("4445555555", "4", "Lower", DisplayName = "4.7: the higher mark is expected")]
    [DataRow("4455555555", "5", "")]
    [DataRow("333", "4", "Higher")]
    public void Between_a_half_and_seven_tenths_either_mark_is_right(string marks, string final, string expected)
    {
        var found = School(marks, final).Judge(Rule).Findings;
        Assert.AreEqual(expected, found.Count == 0 ? "" : found.Single().Message.Contains("ниже", StringComparison.Ordinal) ? "Lower" : "Higher");
        Assert.IsTrue(found.TrueForAll(finding => finding is { Severity: Severity.Info, Part: "value", StudentId: "s7", State: FindingState.Present }));
    }

    [TestMethod]
    public void A_threshold_of_the_school_is_exact()
    {
        var settings = new FinalMarksSettings { Threshold = 0.65 };
        Assert.HasCount(1, School("445555", "4").Judge(Rule, settings).Findings);
        Assert.IsEmpty(School("445555", "5").Judge(Rule, settings).Findings);
        Assert.AreEqual(
            "Отметка за период ниже, чем следует из среднего балла 4,67 (порог по настройке школы: 0,65): 7А, алгебра, 1 четверть. Решают учитель и педагогический совет.",
            School("445555", "4").Judge(Rule, settings).Findings.Single().Message);
    }

    [TestMethod]
    [DataRow("зач")]
    [DataRow("осв")]
    [DataRow("н/а")]
    [DataRow("усв")]
    public void Final_marks_that_are_no_numbers_are_final_marks(string value) => Assert.IsEmpty(School("2222", value).Judge(Rule).Findings);

    [TestMethod]
    public void Unknown_weights_and_odd_values_are_not_judged_and_said_so()
    {
        var school = School("2222", "5", weight: 0);
        var sink = school.Judge(Rule);
        Assert.IsEmpty(sink.Findings);
        Assert.AreEqual((RecordKind.Mark, "not-shown"), (sink.Unchecked.Single().Kind, sink.Unchecked.Single().Reason));
        Assert.HasCount(1, school.Judge(Rule, new FinalMarksSettings { UnknownWeightsAreEqual = true }).Findings);
        school = School("2222", "5");
        school.Lessons[0].WithMark(value: "2/3");
        Assert.IsEmpty(school.Judge(Rule).Findings);
    }

    [TestMethod]
    [DataRow("2222", 4.8, "5", "", DisplayName = "ours would be 2")]
    [DataRow("5555", 4.2, "5", "Higher", DisplayName = "ours would be 5")]
    [DataRow("5555", 4.49, "5", "", DisplayName = "4.495 is shown as 4.49 or 4.5")]
    [DataRow("5555", 4.48, "5", "Higher")]
    [DataRow("5555", 4.7, "4", "", DisplayName = "4.695 is shown as 4.7")]
    [DataRow("5555", 4.72, "4", "Lower")]
    public void The_journal_s_own_average_counts_and_what_it_may_have_been_before_it_was_rounded(string marks, double shown, string final, string expected)
    {
        var school = School(marks, final, weight: 0);
        school.FinalMarks[0] = school.FinalMarks[0] with { Average = (decimal)shown };
        var found = school.Judge(Rule);
        Assert.AreEqual(expected, found.Findings.Count == 0 ? "" : found.Findings.Single().Message.Contains("ниже", StringComparison.Ordinal) ? "Lower" : "Higher");
        Assert.IsEmpty(found.Unchecked, "Unknown weights do not matter then.");
    }

    [TestMethod]
    public void Where_the_journal_shows_averages_one_that_is_not_there_is_not_made_up_for()
    {
        var school = School("2222", "5");
        school.Source = SourceCapabilities.All with { ShowsAverages = true };
        var judged = school.Judge(Rule);
        Assert.IsEmpty(judged.Findings);
        Assert.AreEqual((RecordKind.Mark, "not-shown"), (judged.Unchecked.Single().Kind, judged.Unchecked.Single().Reason));
    }

    [TestMethod]
    public void Weights_count()
    {
        var school = School("55", "5");
        Add(school.Lessons[1], "2", 9000);
        Assert.HasCount(1, school.Judge(Rule).Findings, "the average is 2.5 something, not 4");
    }

    [TestMethod]
    public void Before_their_day_nothing_is_said_of_final_marks()
    {
        var school = School("2222", "5");
        school.Now = At("2026-10-23 17:00");
        Assert.IsEmpty(school.Judge(Rule).Findings);
        Assert.IsNotEmpty(school.Judge(Rule).UnsettledDays);
        school.Now = At("2026-10-23 17:02");
        Assert.HasCount(1, school.Judge(Rule).Findings, "the last school day of the term is a Friday");
        Assert.IsEmpty(school.Judge(Rule, new FinalMarksSettings { Days = { new FinalMarksDay { Term = "1 четверть", On = new DateOnly(2026, 10, 28) } } }).Findings);
    }

    [TestMethod]
    public void Final_marks_that_are_not_set_by_their_day_are_found_by_class_and_subject()
    {
        var school = School("44", "4");
        school.Pupils("c7", 3);
        var finding = school.Judge(Rule).Findings.Single();
        Assert.AreEqual(("missing", Severity.Warning, "t1"), (finding.Part, finding.Severity, finding.TeacherId));
        Assert.AreEqual("Отметки за период не выставлены: 7А, алгебра, 1 четверть. Их нет у 3 из 4 учеников. Срок по настройке школы: до 17:00 23 октября.", finding.Message);
        school.ReadAt(RecordKind.FinalMark, "2026-10-23 16:00");
        Assert.AreEqual("stale", school.Judge(Rule).Unchecked.Single().Reason);
        school.ReadAt(RecordKind.FinalMark, "2026-10-23 17:01:59");
        Assert.AreEqual("stale", school.Judge(Rule).Unchecked.Single().Reason, "a read that began within the source's lag proves nothing");
        school.ReadAt(RecordKind.FinalMark, "2026-10-23 17:02");
        Assert.HasCount(1, school.Judge(Rule).Findings);
        school.Source = new SourceCapabilities(RecordKinds.All.Where(kind => kind != RecordKind.FinalMark).ToHashSet());
        Assert.AreEqual("not-shown", school.Judge(Rule).Unchecked.Single().Reason);
    }

    [TestMethod]
    public void A_final_mark_that_was_last_read_before_its_day_is_not_compared_with_anything()
    {
        var school = School("22", "5");
        Assert.AreEqual("value", school.Judge(Rule).Findings.Single().Part);
        school.ReadAt(RecordKind.FinalMark, "2026-10-23 16:00");
        var judged = school.Judge(Rule);
        Assert.IsEmpty(judged.Findings, "it may have been put right since");
        Assert.AreEqual((RecordKind.FinalMark, "stale"), (judged.Unchecked.Single().Kind, judged.Unchecked.Single().Reason));
    }

    [TestMethod]
    public void A_class_without_any_final_mark_is_one_question_to_the_deputy()
    {
        var school = School("44", "4");
        school.FinalMarks.Clear();
        school.Lesson("geo", subject: "mat");
        var finding = school.Judge(Rule).Findings.Single();
        Assert.AreEqual(("none", null, "c7"), (finding.Part, finding.TeacherId, finding.ClassId));
    }

    [TestMethod]
    public void Whoever_came_or_left_in_the_term_was_mostly_away_or_is_let_off_is_not_asked_for()
    {
        var school = School("44", "4");
        school.Pupils("c7", 4);
        school.Roster.Add(new Student("p1", "Пример", classId: "c7", enrolledOn: new DateOnly(2026, 9, 20)));
        school.Roster.Add(new Student("p2", "Пример", classId: "c7", leftOn: new DateOnly(2026, 10, 20)));
        school.Policy = new SchoolPolicy(pupils: [new PupilPolicy(["p3"], EducationForm.Family, [])]);
        foreach (var lesson in school.Lessons)
        {
            lesson.WithAbsence(student: "p4");
        }

        Assert.IsEmpty(school.Judge(Rule).Findings);
    }

    [TestMethod]
    public void Only_terms_that_the_grade_has_in_the_subject_are_demanded()
    {
        var school = new TestSchool { Now = At("2026-10-26 08:00") };
        school.Lesson(classId: "c10", day: "2026-09-07").WithMark(student: "s10");
        school.Lesson("music", "c7", "2026-09-07", number: 2, subject: "eng");
        school.Policy = new SchoolPolicy(terms: [new TermPolicy([7], "Английский язык", TermKind.HalfYear)]);
        Assert.IsEmpty(school.Judge(Rule).Findings);
        school.Now = At("2026-12-28 08:00");
        CollectionAssert.AreEquivalent(new[] { "c10", "c7" }, school.Judge(Rule).Findings.ConvertAll(finding => finding.ClassId));
    }

    [TestMethod]
    public void An_average_is_never_judged_on_marks_that_were_not_all_read()
    {
        var school = School("2222", "5");
        school.ReadAt(RecordKind.Mark, "2026-09-08 20:00");
        var sink = school.Judge(Rule);
        Assert.IsEmpty(sink.Findings);
        Assert.AreEqual("stale", sink.Unchecked.Single().Reason);
    }

    [TestMethod]
    public void The_mark_nearest_to_the_average_is_never_found_and_one_two_away_always()
    {
        Prop.ForAll(Gen.Choose(1, 5).ArrayOf(6).ToArbitrary(), marks =>
        {
            var average = marks.Average();
            return Enumerable.Range(1, 5).All(final =>
            {
                var found = School(string.Concat(marks), $"{final}").Judge(Rule).Findings.Count > 0;
                return Math.Abs(final - average) switch { <= 0.4999 => !found, >= 1 => found, _ => true };
            });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));
    }

    /// <summary>A class of one pupil with marks in the first quarter, judged after it.</summary>
    private static TestSchool School(string marks, string final, int weight = 1000)
    {
        var school = new TestSchool { Now = At("2026-10-26 08:00") };
        school.Roster.RemoveAll(record => record is Student { Id: not "s7" });
        for (var index = 0; index < marks.Length; index++)
        {
            Add(school.Lesson($"l{index}", day: new DateOnly(2026, 9, 7).AddDays(index / 5 * 7 + (index % 5)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)), $"{marks[index]}", weight);
        }

        school.FinalMarks.Add(new FinalMarkEntry("s7/alg/q1", "s7/alg/q1", "s7", "alg", "q1", final, new DateOnly(2026, 10, 23)));
        return school;
    }

    private static void Add(LessonEntries lesson, string value, int weight)
    {
        var id = $"{lesson.Lesson.Id}-{lesson.Marks.Count}";
        lesson.Marks.Add(new MarkEntry(id, id, "s7", value, "Ответ на уроке", default, [], weight));
    }
}
