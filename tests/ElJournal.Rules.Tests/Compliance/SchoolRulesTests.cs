using System.Globalization;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.BackupFresh;
using ElJournal.Rules.Compliance.CredentialSharing;
using ElJournal.Rules.Compliance.Participation;
using ElJournal.Rules.Compliance.ReviewDone;
using ElJournal.Rules.Compliance.RosterReady;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;
using ElJournal.Rules.Tests.Support;
using static ElJournal.Rules.Tests.Support.TestSchool;

namespace ElJournal.Rules.Tests.Compliance;

/// <summary>Rules about lists, people and the gateway itself.</summary>
[TestClass]
public sealed class SchoolRulesTests
{
    private static readonly DateOnly Birthday = new(2013, 5, 5);

    [TestMethod]
    public void A_double_has_name_and_day_of_birth_in_common_and_twins_and_namesakes_do_not()
    {
        var school = Lists("2026-09-07 20:00");
        school.Roster.AddRange([new Student("a", "Иванов", "Пётр", null, Birthday, "c7"), new Student("b", "Иванов", "Пётр", null, Birthday.AddDays(1), "c7"), new Student("c", "Иванов", "Иван", null, Birthday, "c7"), new Student("d", "Иванов", "Пётр", classId: "c8")]);
        Assert.IsEmpty(Parts(school, "twice"));
        school.Roster.Add(new Student("e", "ИВАНОВ", "Пётр", null, Birthday, "c8", leftOn: new DateOnly(2026, 9, 2)));
        Assert.IsEmpty(Parts(school, "twice"), "whoever left is not there twice");
        school.Roster.Add(new Student("f", "ИВАНОВ", "Пётр", null, Birthday, "c8"));
        var finding = Parts(school, "twice").Single();
        Assert.AreEqual(("a", null, new DateOnly(2026, 9, 7)), (finding.StudentId, finding.ClassId, finding.Date));
        Assert.AreEqual("Один и тот же ученик (совпадают фамилия, имя, отчество и дата рождения) записан несколько раз: 7А, 8А, записей 2. Уточните список.", finding.Message);
    }

    [TestMethod]
    public void Lists_are_judged_from_the_end_of_the_fifth_of_September_on_or_of_the_next_school_day()
    {
        var school = Lists("2026-09-07 20:00");
        school.Roster.AddRange([new Student("a", "Иванов", enrolledOn: new DateOnly(2026, 9, 1)), new Student("left", "Петров"), new Student("elsewhere", "Сидоров", classId: "unknown", enrolledOn: new DateOnly(2026, 9, 1))]);
        school.Now = At("2026-09-05 23:59:59");
        Assert.IsEmpty(school.Judge("roster-ready").Findings, "the fifth is a Saturday");
        school.Now = At("2026-09-07 20:00");
        Assert.IsEmpty(school.Judge("roster-ready").Findings);
        school.Now = At("2026-09-08 08:00");
        Assert.HasCount(1, Parts(school, "class"));
        Assert.IsNotEmpty(Parts(school, "pupils"), "8А has nobody");
        school.Now = At("2027-05-20 08:00");
        Assert.HasCount(1, Parts(school, "class"));
    }

    [TestMethod]
    public void A_pupil_in_two_subgroups_at_once_is_found_and_one_who_changed_is_not()
    {
        var school = Split(["c7e", "c7f", "c7e", "c7f", "c7e", "c7f"]);
        var finding = school.Judge("roster-ready").Findings.Single();
        Assert.AreEqual(("subgroups", "c7", "eng"), (finding.Part, finding.ClassId, finding.SubjectId));
        Assert.IsEmpty(Split(["c7e", "c7e", "c7e", "c7f", "c7f", "c7f"]).Judge("roster-ready").Findings, "changed the subgroup");
        Assert.IsEmpty(Split(["c7e", "c7f", "c7e", "c7e", "c7e"]).Judge("roster-ready").Findings, "once in the other one");
    }

    [TestMethod]
    public void A_pupil_without_any_entry_in_all_subgroups_is_a_question_when_the_rest_of_the_class_and_of_the_subjects_has_some()
    {
        var asked = new RosterReadySettings { Enabled = true, LessonsInNone = 12 };
        Assert.IsEmpty(InNone(pupils: 9).Judge("roster-ready").Findings, "not asked until the school says from when");
        var found = InNone(pupils: 9).Judge("roster-ready", asked).Findings.Single();
        Assert.AreEqual(("none", "c7", "eng"), (found.Part, found.ClassId, found.SubjectId));
        Assert.AreEqual("Ни в одной из подгрупп нет записей об учениках, которые учатся в классе весь период: 7А, английский язык, 1 четверть. Учеников: 1. Уточните состав подгрупп.", found.Message);
        Assert.IsEmpty(InNone(pupils: 9, lessons: 11).Judge("roster-ready", asked).Findings, "too few lessons to tell");
        Assert.IsEmpty(InNone(pupils: 9, seen: false).Judge("roster-ready", asked).Findings, "nothing tells that the pupil is there at all");
        Assert.IsEmpty(InNone(pupils: 3).Judge("roster-ready", asked).Findings, "entries are rare");
        var home = InNone(pupils: 9);
        home.Policy = new SchoolPolicy(pupils: [new PupilPolicy(["p10"], EducationForm.Home, [])]);
        Assert.IsEmpty(home.Judge("roster-ready", asked).Findings, "taught at home");
        var exempt = InNone(pupils: 9);
        exempt.Policy = new SchoolPolicy(pupils: [new PupilPolicy(["p10"], null, ["Английский язык"])]);
        Assert.IsEmpty(exempt.Judge("roster-ready", asked).Findings, "let off the subject");
        var together = InNone(pupils: 9);
        together.Lesson("all", day: "2026-09-08", number: 7, subject: "eng").WithMark(student: "p1");
        Assert.IsEmpty(together.Judge("roster-ready", asked).Findings, "some lessons are the whole class's");
    }

    [TestMethod]
    public void Only_teachers_with_lessons_who_were_not_excused_are_missed_in_the_journal()
    {
        var school = new TestSchool();
        var facts = new TestFacts { Given = { new LessonsGiven("t1", 12, Monday), new LessonsGiven("t2", 3, Monday) }, SignIns = { new LastSignIn("t2", PersonRole.Teacher, At("2026-10-01 08:00")), new LastSignIn("t3", PersonRole.Teacher, At("2026-01-01 08:00")) } };
        school.Facts = facts;
        var finding = school.Judge("participation", new ParticipationSettings { Enabled = true }).Findings.Single();
        Assert.AreEqual(("t1", Severity.Info), (finding.TeacherId, finding.Severity));
        Assert.AreEqual("Учитель не входил в журнал с 22 сентября по 5 октября, проведено за эти дни: 12 уроков. К сведению: записи мог вносить другой сотрудник.", finding.Message);
        school.Excuses.Add(new Excuse("t1", new DayRange(new DateOnly(2026, 9, 28), new DateOnly(2026, 10, 2))));
        Assert.IsEmpty(school.Judge("participation", new ParticipationSettings { Enabled = true }).Findings);
    }

    [TestMethod]
    public void Shares_of_pupils_and_parents_are_found_below_the_schools_own_number_only()
    {
        var school = new TestSchool();
        var facts = new TestFacts { SignIns = { new LastSignIn("s7", PersonRole.Student, At("2026-10-01 08:00")), new LastSignIn("r1", PersonRole.Parent, At("2026-10-01 08:00")) } };
        school.Facts = facts;
        Assert.IsEmpty(school.Judge("participation", new ParticipationSettings { Enabled = true }).Findings);
        var found = school.Judge("participation", new ParticipationSettings { Enabled = true, PupilsPercent = 50, ParentsPercent = 20 }).Findings;
        Assert.AreEqual("С 22 сентября по 5 октября в дневник входили: учеников – 1 из 5 (по настройке школы не меньше 50 %).", found.Single().Message);
    }

    [TestMethod]
    public void Where_no_source_shows_sign_ins_or_places_it_is_not_checked_and_said_so()
    {
        var school = new TestSchool { Facts = new TestFacts() };
        var participation = school.Judge("participation", new ParticipationSettings { Enabled = true });
        Assert.IsEmpty(participation.Findings);
        Assert.AreEqual(new NotChecked(null, RecordKind.SignIn, new DateOnly(2026, 10, 6), "not-shown"), participation.Unchecked.Single());

        var sharing = school.Judge("credential-sharing", new CredentialSharingSettings { Enabled = true, Days = 2 });
        Assert.IsEmpty(sharing.Findings);
        CollectionAssert.AreEqual(new[] { 4, 5, 6 }.Select(day => new NotChecked(null, RecordKind.SignIn, new DateOnly(2026, 10, day), "places-not-shown")).ToList(), sharing.Unchecked, "each day that is looked at");
    }

    [TestMethod]
    public void Two_places_at_once_are_a_question_and_a_sign_in_during_a_lesson_is_none()
    {
        var school = new TestSchool();
        school.Lesson();
        var facts = new TestFacts { Placed = [new PlacedSignIn("t1", PersonRole.Teacher, At("2026-10-05 08:40"), "кабинет 5"), new PlacedSignIn("t1", PersonRole.Teacher, At("2026-10-05 12:00"), "дом"), new PlacedSignIn("t2", PersonRole.Teacher, At("2026-10-05 08:40"), "кабинет 5"), new PlacedSignIn("t2", PersonRole.Teacher, At("2026-10-05 08:41"), "кабинет 5")] };
        school.Facts = facts;
        Assert.IsEmpty(school.Judge("credential-sharing", new CredentialSharingSettings { Enabled = true }).Findings);
        facts.Placed.Add(new PlacedSignIn("t1", PersonRole.Teacher, At("2026-10-05 12:04"), "кабинет 5"));
        var finding = school.Judge("credential-sharing", new CredentialSharingSettings { Enabled = true }).Findings.Single();
        Assert.AreEqual(("t1", Severity.Info), (finding.TeacherId, finding.Severity));
        Assert.AreEqual("Вход под одним именем из двух мест между 12:00 5 октября и 12:04 5 октября. Уточните у сотрудника, сам ли он входил: это вопрос, а не вывод.", finding.Message);
        Assert.IsTrue(RuleCatalog.Find("credential-sharing")!.Info.ForAdministrator);
    }

    [TestMethod]
    public void A_review_is_a_finding_from_the_day_it_is_due_until_it_is_acknowledged()
    {
        var school = new TestSchool { Now = At("2026-11-02 08:00") };
        var facts = new TestFacts { Reviews = [new MonthlyReview(new DateOnly(2026, 10, 1), new DateOnly(2026, 11, 2), null, null)] };
        school.Facts = facts;
        Assert.IsEmpty(school.Judge("review-done").Findings, "it may still be made on its day");
        school.Now = At("2026-11-03 00:00");
        Assert.AreEqual("Справка по итогам проверки журнала за октябрь 2026 года не составлена.", school.Judge("review-done").Findings.Single().Message);
        facts.Reviews[0] = facts.Reviews[0] with { MadeAt = At("2026-11-02 08:00") };
        Assert.AreEqual("Справка по итогам проверки журнала за октябрь 2026 года составлена и ждёт подписи заместителя директора.", school.Judge("review-done").Findings.Single().Message);
        school.Now = At("2026-11-02 08:00");
        Assert.AreEqual("Справка по итогам проверки журнала за октябрь 2026 года составлена и ждёт подписи заместителя директора.", school.Judge("review-done").Findings.Single().Message);
        Assert.IsEmpty(school.Judge("review-done", new ReviewDoneSettings { WithinSchoolDays = 1 }).Findings);
        facts.Reviews[0] = facts.Reviews[0] with { Waiting = ["Орлова Н. С."] };
        Assert.AreEqual("Справка по итогам проверки журнала за октябрь 2026 года подписана не всеми заместителями директора; ещё не подписали: Орлова Н. С.", school.Judge("review-done").Findings.Single().Message);
        facts.Reviews[0] = facts.Reviews[0] with { AcknowledgedAt = At("2026-11-02 09:00") };
        Assert.IsEmpty(school.Judge("review-done").Findings);
        school.Now = At("2026-11-01 23:00");
        facts.Reviews[0] = facts.Reviews[0] with { AcknowledgedAt = null };
        Assert.IsEmpty(school.Judge("review-done").Findings);
    }

    [TestMethod]
    public void Copies_are_fresh_on_enough_media_or_the_administrator_is_told()
    {
        var school = new TestSchool { Now = At("2026-10-09 08:00") };
        var fresh = new BackupMedium("Красный диск", true, At("2026-10-02 08:00"), At("2026-10-01 08:00"));
        var facts = new TestFacts { Copies = new BackupState([fresh, fresh with { Name = "Синий диск" }], At("2026-09-01 08:00")) };
        school.Facts = facts;
        Assert.IsEmpty(school.Judge("backup-fresh").Findings);
        facts.Copies = new BackupState([fresh, fresh with { Name = "Синий диск", LastGood = At("2026-10-01 07:00"), IsPresent = false }], At("2026-09-01 08:00"));
        Assert.AreEqual("Нет свежей резервной копии на носителе «Синий диск». Последняя проверенная копия: 1 октября в 07:00. Носитель сейчас недоступен.", school.Judge("backup-fresh").Findings.Single().Message);
        facts.Copies = new BackupState([fresh], At("2026-09-01 08:00"));
        Assert.AreEqual("media", school.Judge("backup-fresh").Findings.Single().Part);
        Assert.IsEmpty(school.Judge("backup-fresh", new BackupFreshSettings { Media = 1 }).Findings);
        facts.Copies = new BackupState([fresh with { LastGood = null, LastArchive = null }, fresh with { Name = "b" }], At("2026-10-05 08:00"));
        Assert.IsEmpty(school.Judge("backup-fresh").Findings, "nothing is owed before the first copy was due");
        facts.Copies = null;
        Assert.IsEmpty(school.Judge("backup-fresh").Findings);
        Assert.IsTrue(RuleCatalog.Find("backup-fresh")!.Info.ForAdministrator);
    }

    [TestMethod]
    public void Rules_about_the_school_say_nothing_where_nobody_tells_them_of_it()
    {
        var school = new TestSchool { Now = At("2026-11-08 09:00") };
        foreach (var rule in new[] { "roster-ready", "participation", "credential-sharing", "review-done", "backup-fresh" })
        {
            var settings = RuleCatalog.Find(rule)!.Defaults();
            settings.Enabled = true;
            Assert.IsEmpty(school.Judge(rule, settings).Findings, rule);
        }
    }

    private static List<Finding> Parts(TestSchool school, string part)
    {
        school.Now = school.Now < At("2026-09-08 08:00") ? At("2026-09-08 08:00") : school.Now;
        return school.Judge("roster-ready").Findings.FindAll(finding => finding.Part == part);
    }

    private static TestSchool Lists(string now) => new() { Now = At(now), Facts = new TestFacts() };

    /// <summary>A pupil with a mark on each day in one of the English groups.</summary>
    private static TestSchool Split(string[] groups)
    {
        var school = new TestSchool();
        for (var index = 0; index < groups.Length; index++)
        {
            school.Lesson($"l{index}", groups[index], $"2026-09-{7 + index:00}", subject: "eng", teacher: groups[index]).WithMark();
        }

        return school;
    }

    /// <summary>Two English groups with marks of <c>p1</c> to <c>p{pupils}</c>; the next pupil has entries in algebra alone, from the beginning to the end.</summary>
    private static TestSchool InNone(int pupils, int lessons = 12, bool seen = true)
    {
        var school = new TestSchool { Now = At("2026-10-24 20:00") };
        school.Roster.RemoveAll(record => record is Student { ClassId: "c7" });
        school.Pupils("c7", pupils + 1);
        var days = new DayRange(new DateOnly(2026, 9, 7), new DateOnly(2026, 10, 20)).Days().Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).Take(lessons);
        foreach (var day in days.Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))
        {
            foreach (var (group, odd) in new[] { ("c7e", 0), ("c7f", 1) })
            {
                var lesson = school.Lesson($"{group}{day}", group, day, number: 2, subject: "eng", teacher: group);
                foreach (var student in Enumerable.Range(1, pupils).Where(number => number % 2 == odd))
                {
                    lesson.WithMark(student: $"p{student}");
                }
            }
        }

        foreach (var (id, day) in new[] { ("a1", "2026-09-08"), ("a2", "2026-10-20") })
        {
            school.Lesson(id, day: day, number: 5).WithMark(student: seen ? $"p{pupils + 1}" : "p1");
        }

        return school;
    }
}
