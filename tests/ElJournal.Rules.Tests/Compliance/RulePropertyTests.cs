using System.Globalization;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.BackupFresh;
using ElJournal.Rules.Compliance.CredentialSharing;
using ElJournal.Rules.Compliance.GradeOneNoHomework;
using ElJournal.Rules.Compliance.HomeworkLoad;
using ElJournal.Rules.Compliance.LateChange;
using ElJournal.Rules.Compliance.MarkDensity;
using ElJournal.Rules.Compliance.Participation;
using ElJournal.Rules.Compliance.ReviewDone;
using ElJournal.Rules.Compliance.TopicPlan;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using static ElJournal.Rules.Tests.Support.TestSchool;

namespace ElJournal.Rules.Tests.Compliance;

/// <summary>For each rule that has no property beside its own tests: whatever the numbers are, it finds what a plain reckoning finds, and nothing else.</summary>
[TestClass]
public sealed class RulePropertyTests
{
    private static readonly DateOnly FirstMonday = new(2026, 9, 7);

    [TestMethod]
    public void A_written_work_is_found_when_half_of_those_present_have_a_mark_and_not_four_fifths() =>
        Holds(from pupils in Gen.Choose(5, 30) from marked in Gen.Choose(0, 30) from away in Gen.Choose(0, 10) select (pupils, marked: Math.Min(marked, pupils), away), it =>
        {
            var school = Of(it.pupils, "2026-11-10 08:00");
            var lesson = school.Lesson().WithWork(it.marked);
            var away = Math.Min(it.away, it.pupils - it.marked);
            foreach (var number in Enumerable.Range(it.marked + 1, away))
            {
                lesson.WithAbsence(student: $"p{number}", kind: AttendanceKind.Ill);
            }

            var present = it.pupils - away;
            var expected = it.marked * 100 >= 50 * present && it.marked * 100 < 80 * present && present - it.marked > 1;
            return school.Judge("written-work-deadline").Findings.Count == (expected ? 1 : 0);
        });

    [TestMethod]
    public void Few_marks_are_found_below_the_tables_number_and_a_third_of_the_lessons_only() =>
        Holds(from weeks in Gen.Choose(3, 7) from marks in Gen.Choose(0, 7) from having in Gen.Choose(0, 10) select (weeks, marks: Math.Min(marks, weeks), having), it =>
        {
            var school = Of(10, "2026-10-23 20:00");
            for (var week = 0; week < it.weeks; week++)
            {
                var lesson = school.Lesson($"w{week}", day: Day(week * 7));
                if (week < it.marks)
                {
                    lesson.WithWork(it.having, "Ответ на уроке");
                }
            }

            var needed = Math.Min(3, (it.weeks + 2) / 3);
            var expected = it.marks < needed || it.having < 8;
            return school.Judge("mark-density", new MarkDensitySettings { Enabled = true }).Findings.Any(finding => finding.State == FindingState.Present) == expected;
        });

    [TestMethod]
    public void A_lag_is_what_fell_out_less_what_was_made_up_over_three_lessons_or_a_tenth() =>
        Holds(from lost in Gen.Choose(0, 10) from made in Gen.Choose(0, 2) select (lost, made), it =>
        {
            var school = Of(5, "2026-10-23 20:00");
            for (var index = 0; index < 14; index++)
            {
                school.Lesson($"w{index}", day: Day((index / 2 * 7) + (index % 2)), topic: $"Тема {index}", status: index < it.lost ? LessonStatus.Cancelled : LessonStatus.Held);
            }

            for (var extra = 0; extra < it.made; extra++)
            {
                school.Lesson($"m{extra}", day: Day(44 + extra), number: 5, topic: $"Ещё {extra}");
            }

            var behind = it.lost - it.made;
            var found = school.Judge("topic-plan", new TopicPlanSettings { Enabled = true }).Findings;
            return found.Count == (behind > 3 || (behind > 1 && behind * 100 > 10 * (14 + it.made)) ? 1 : 0);
        });

    [TestMethod]
    public void However_lessons_fall_out_nobody_is_behind_by_more_than_that_and_one_more_given_never_adds_to_it() =>
        Holds(Gen.Choose(0, 3).ArrayOf(30), stands =>
        {
            var (pace, more) = (new CoursePace(), new CoursePace());
            for (var index = 0; index < stands.Length; index++)
            {
                var (day, stand) = (FirstMonday.AddDays(index * 2), (LessonStand)stands[index]);
                pace.Take(day, stand);
                more.Take(day, stand);
            }

            more.Take(FirstMonday.AddDays(stands.Length * 2), LessonStand.Given);
            return pace.Behind >= 0 && pace.Behind <= pace.Lost && more.Behind <= more.Lost && pace.Planned <= pace.Listed
                && (pace.Behind != 0 || !pace.IsLag(new TopicPlanSettings()));
        });

    [TestMethod]
    public void Homework_is_a_signal_from_the_number_of_subjects_on_whatever_else_stands_there() =>
        Holds(from subjects in Gen.Choose(1, 10) from repeated in Gen.Choose(0, 3) from none in Gen.Choose(0, 3) from primary in Gen.Elements(true, false) select (subjects, repeated, none, primary), it =>
        {
            var school = Of(5, "2026-10-06 20:00");
            for (var number = 1; number <= it.subjects + it.none; number++)
            {
                school.Roster.Add(new Subject($"sub{number}", $"Предмет {number}"));
                school.Lesson($"l{number}", it.primary ? "c2" : "c7", number: number, subject: $"sub{number}").WithHomework(text: number > it.subjects ? "не задано" : "§ 5");
            }

            for (var again = 0; again < it.repeated; again++)
            {
                school.Lesson($"again{again}", it.primary ? "c2" : "c7", number: 15 + again, subject: "sub1").WithHomework();
            }

            return school.Judge("homework-load", new HomeworkLoadSettings { Enabled = true }).Findings.Count == (it.subjects >= (it.primary ? 6 : 7) ? 1 : 0);
        });

    [TestMethod]
    public void Two_subgroups_at_once_are_three_entries_in_each_at_the_same_time() =>
        Holds(Gen.Choose(0, 1).ArrayOf(9), groups =>
        {
            var school = new TestSchool();
            for (var index = 0; index < groups.Length; index++)
            {
                school.Lesson($"l{index}", groups[index] == 0 ? "c7e" : "c7f", Day(index), subject: "eng", teacher: $"t{groups[index]}").WithMark();
            }

            var (one, other) = (Places(groups, 0), Places(groups, 1));
            var expected = one.Count >= 3 && other.Count >= 3 && one[0] < other[^1] && other[0] < one[^1];
            return school.Judge("roster-ready").Findings.Count(finding => finding.Part == "subgroups") == (expected ? 1 : 0);
        });

    [TestMethod]
    public void Participation_is_found_below_the_schools_number_only() =>
        Holds(from signed in Gen.Choose(0, 5) from old in Gen.Choose(0, 5) from percent in Gen.Choose(1, 100) select (signed, old, percent), it =>
        {
            var school = Of(5, "2026-10-06 20:00");
            var facts = new TestFacts();
            facts.SignIns.AddRange(Enumerable.Range(1, it.signed).Select(number => new LastSignIn($"p{number}", PersonRole.Student, At("2026-10-01 08:00"))));
            facts.SignIns.AddRange(Enumerable.Range(it.signed + 1, Math.Min(it.old, 5 - it.signed)).Select(number => new LastSignIn($"p{number}", PersonRole.Student, At("2026-09-01 08:00"))));
            facts.SignIns.Add(new LastSignIn("t1", PersonRole.Teacher, At("2026-10-01 08:00")));
            school.Facts = facts;
            return school.Judge("participation", new ParticipationSettings { Enabled = true, PupilsPercent = it.percent }).Findings.Count == (it.signed * 100 < it.percent * 5 ? 1 : 0);
        });

    [TestMethod]
    public void A_login_is_shared_when_any_two_places_lie_within_the_time_and_asked_about_once_a_day() =>
        Holds((from minute in Gen.Choose(0, 90) from place in Gen.Choose(0, 2) from person in Gen.Choose(1, 2) select (minute, place, person)).ArrayOf(6), signIns =>
        {
            var school = new TestSchool { Facts = new TestFacts { Placed = [.. signIns.Select(it => new PlacedSignIn($"t{it.person}", PersonRole.Teacher, At("2026-10-05 09:00").AddMinutes(it.minute), $"место {it.place}"))] } };
            var expected = signIns.Where(one => signIns.Any(other => one.person == other.person && one.place != other.place && Math.Abs(one.minute - other.minute) <= 10)).Select(it => $"t{it.person}").Distinct();
            var found = school.Judge("credential-sharing", new CredentialSharingSettings { Enabled = true }).Findings;
            return found.Select(finding => finding.TeacherId!).Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal));
        });

    [TestMethod]
    public void A_review_is_owed_from_its_day_until_it_is_signed_and_never_before() =>
        Holds(from hours in Gen.Choose(-100, 400) from made in Gen.Elements(true, false) from signed in Gen.Elements(true, false) from within in Gen.Choose(0, 3) select (hours, made, signed, within), it =>
        {
            var due = At("2026-11-02 00:00");
            var school = new TestSchool { Now = due.AddHours(it.hours), Facts = new TestFacts { Reviews = [new MonthlyReview(new DateOnly(2026, 10, 1), new DateOnly(2026, 11, 2), it.made ? due : null, it.made && it.signed ? due : null)] } };
            var from = due.AddDays(it.within).AddSeconds(it.made ? 0 : (24 * 3600) - 1);
            return school.Judge("review-done", new ReviewDoneSettings { WithinSchoolDays = it.within }).Findings.Count == (!(it.made && it.signed) && school.Now >= from ? 1 : 0);
        });

    [TestMethod]
    public void Each_copy_that_is_too_old_is_told_and_none_that_is_not() =>
        Holds(Gen.Choose(0, 16 * 24).ArrayOf(3), ages =>
        {
            var now = At("2026-10-09 08:00");
            var media = ages.Select((age, index) => new BackupMedium($"Диск {index}", IsPresent: true, now.AddHours(-age), now)).ToList();
            var school = new TestSchool { Now = now, Facts = new TestFacts { Copies = new BackupState([.. media], At("2026-01-01 08:00")) } };
            return school.Judge("backup-fresh").Findings.Count == ages.Count(age => age >= 8 * 24)
                && school.Judge("backup-fresh", new BackupFreshSettings { Oldest = TimeSpan.FromDays(9) }).Findings.Count <= ages.Count(age => age >= 8 * 24);
        });

    [TestMethod]
    public void Grade_one_is_the_pupils_class_and_a_placeholder_is_no_mark() =>
        Holds(from pupil in Gen.Elements("s1", "s2", "s7", "s10") from value in Gen.Elements("5", "2", "зач", "н/о", ".") from homework in Gen.Elements("§ 5", "не задано") select (pupil, value, homework), it =>
        {
            var school = new TestSchool();
            var classId = school.Roster.OfType<Student>().First(student => student.Id == it.pupil).ClassId!;
            school.Lesson(classId: classId, subject: "mat").WithMark(student: it.pupil, value: it.value).WithHomework(text: it.homework);
            return school.Judge("grade-one-no-marks").Findings.Count == (it.pupil == "s1" && it.value is not ("н/о" or ".") ? 1 : 0)
                && school.Judge("grade-one-no-homework", new GradeOneNoHomeworkSettings { Enabled = true }).Findings.Count == (it.pupil == "s1" && it.homework != "не задано" ? 1 : 0);
        });

    [TestMethod]
    public void A_lesson_is_out_of_place_on_days_off_of_its_own_class_only() =>
        Holds(from ahead in Gen.Choose(0, 27) from place in Gen.Elements("c2", "c7", "x", "v") from cancelled in Gen.Elements(true, false) select (ahead, place, cancelled), it =>
        {
            var school = new TestSchool { Now = At("2026-10-06 20:00") };
            var day = FirstMonday.AddDays(it.ahead);
            school.Lesson(classId: it.place, day: Day(it.ahead), status: it.cancelled ? LessonStatus.Cancelled : LessonStatus.Held).WithMark(student: it.place == "c2" ? "s2" : "s7");
            var expected = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday && it.place is "c2" or "c7" && !it.cancelled;
            return school.Judge("entry-on-day-off").Findings.Count == (expected ? 1 : 0);
        });

    [TestMethod]
    public void A_mark_beside_an_absence_is_asked_about_for_oral_work_of_pupils_who_were_away() =>
        Holds(from kind in Gen.Elements(Enum.GetValues<AttendanceKind>()) from work in Gen.Elements("Ответ на уроке", "Работа на уроке", "Контрольная работа", "Нечто") from ambiguous in Gen.Elements(true, false) select (kind, work, ambiguous), it =>
        {
            var school = new TestSchool();
            school.Lesson().WithMark(work: it.work).WithAbsence(kind: it.kind, ambiguous: it.ambiguous);
            var expected = it.kind != AttendanceKind.Late && it.work.EndsWith("уроке", StringComparison.Ordinal) && !it.ambiguous;
            return school.Judge("mark-for-absent").Findings.Count == (expected ? 1 : 0);
        });

    [TestMethod]
    public void A_change_is_late_after_the_days_of_the_setting_and_only_from_digit_to_digit_or_to_nothing() =>
        Holds(from days in Gen.Choose(1, 30) from after in Gen.Choose(1, 30) from before in Gen.Elements("3", "н/о", ".") from to in Gen.Elements("4", null) select (days, after, before, to), it =>
        {
            var school = new TestSchool { Now = At("2026-10-20 20:00") };
            var entered = At("2026-09-07 10:00");
            var change = new MarkChange(it.before, it.to, entered.AddDays(it.days).AddHours(-1), entered.AddDays(it.days));
            var lesson = school.Lesson(day: Day(0)).WithMark(Entered("2026-09-07 10:00"), value: it.to ?? it.before, changes: change);
            if (it.to is null)
            {
                lesson.RemovedMarks.AddRange(lesson.Marks);
                lesson.Marks.Clear();
            }

            var found = school.Judge("late-change", new LateChangeSettings { AfterDays = it.after }).Findings.Count;
            return it.before != "3" || it.days < it.after ? found == 0 : it.days <= it.after + 1 || found == 1;
        });

    private static void Holds<T>(Gen<T> cases, Func<T, bool> holds) => Prop.ForAll(cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    private static TestSchool Of(int pupils, string now)
    {
        var school = new TestSchool { Now = At(now) };
        school.Roster.RemoveAll(record => record is Student);
        school.Pupils("c7", pupils);
        return school;
    }

    private static string Day(int after) => FirstMonday.AddDays(after).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static List<int> Places(int[] groups, int which) => [.. Enumerable.Range(0, groups.Length).Where(index => groups[index] == which)];
}
