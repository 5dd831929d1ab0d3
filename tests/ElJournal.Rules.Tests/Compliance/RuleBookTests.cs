using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using static ElJournal.Rules.Tests.Support.TestSchool;

namespace ElJournal.Rules.Tests.Compliance;

[TestClass]
public sealed class RuleBookTests
{
    private static RuleBook All(bool everything = false) => new([.. RuleCatalog.All.Select(rule =>
    {
        var settings = rule.Defaults();
        settings.Enabled |= everything;
        return rule.Create(rule.Timeline([settings]));
    })]);

    [TestMethod]
    public void Nothing_is_allocated_per_record_while_there_is_nothing_to_say()
    {
        var school = QuietSchool();
        var context = school.Context();
        var book = All(everything: true);
        var sink = new TestSink();
        var few = school.Lessons.Take(40).ToList();
        var many = Enumerable.Repeat(few, 100).SelectMany(lessons => lessons).ToList();
        book.Evaluate(context, many, sink);
        var forFew = Allocated(() => book.Evaluate(context, few, sink));
        var forMany = Allocated(() => book.Evaluate(context, many, sink));
        Assert.IsEmpty(sink.Findings);
        Assert.IsEmpty(sink.Unchecked);
        Assert.AreEqual(forFew, forMany, $"{few.Count} lessons allocate {forFew} bytes, {many.Count} lessons {forMany}");
    }

    [TestMethod]
    public void The_same_object_may_be_filled_again_for_every_lesson()
    {
        var school = new TestSchool();
        for (var number = 1; number <= 5; number++)
        {
            school.Lesson($"l{number}", number: number, start: $"{8 + number:00}:00", end: $"{8 + number:00}:45", topic: number % 2 == 0 ? null : "Тема", topicEvidence: Entered("2026-10-05 20:00"));
        }

        school.Deadlines.Deadline = Clock("17:00");
        var apart = Texts(school.Judge());
        var context = school.Context();
        var sink = new TestSink();
        var definition = RuleCatalog.Find("entry-deadline")!;
        new RuleBook([definition.Create(definition.Timeline([school.Deadlines]))]).Evaluate(context, Refilled(school.Sorted(context.Roster)), sink);
        CollectionAssert.AreEqual(apart, Texts(sink));
    }

    [TestMethod]
    public void Classes_may_come_in_any_order_and_the_findings_are_the_same()
    {
        var shuffles = Gen.Choose(0, int.MaxValue).ToArbitrary();
        Prop.ForAll(shuffles, seed =>
        {
            var school = RandomSchool(seed);
            var context = school.Context();
            var book = All(everything: true);
            var sorted = new TestSink();
            book.Evaluate(context, school.Sorted(context.Roster), sorted);
            var random = new Random(seed);
            var order = context.Roster.Groups.Select(group => group.RootId).Distinct().ToDictionary(id => id, _ => random.Next());
            var shuffled = new TestSink();
            book.Evaluate(context, school.Sorted(context.Roster).OrderBy(entries => order[context.Roster.Group(entries.Lesson.ClassId)!.RootId]).ToList(), shuffled);
            return Texts(sorted).Order(StringComparer.Ordinal).SequenceEqual(Texts(shuffled).Order(StringComparer.Ordinal))
                && sorted.Unchecked.ToHashSet().SetEquals(shuffled.Unchecked)
                && sorted.UnsettledDays.SetEquals(shuffled.UnsettledDays);
        }).QuickCheckThrowOnFailure();
    }

    [TestMethod]
    public void Class_by_class_gives_what_one_pass_over_the_school_gives()
    {
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var school = RandomSchool(seed);
            var context = school.Context();
            var book = All(everything: true);
            var whole = new TestSink();
            book.Evaluate(context, school.Sorted(context.Roster), whole);
            var parts = new TestSink();
            foreach (var one in school.Sorted(context.Roster).GroupBy(entries => context.Roster.Group(entries.Lesson.ClassId)!.RootId))
            {
                book.Evaluate(context, one, parts);
            }

            return Texts(whole).Order(StringComparer.Ordinal).SequenceEqual(Texts(parts).Order(StringComparer.Ordinal));
        }).QuickCheckThrowOnFailure();
    }

    [TestMethod]
    public void No_two_findings_of_one_pass_have_one_id()
    {
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var sink = RandomSchool(seed).Judge(All(everything: true));
            var ids = sink.Findings.ConvertAll(finding => FindingId.Of("s", finding.Rule, finding.Part, finding.Subject));
            return ids.Distinct().Count() == ids.Count;
        }).QuickCheckThrowOnFailure();
    }

    private static List<string> Texts(TestSink sink) => sink.Findings.ConvertAll(finding => $"{finding.Rule} {finding.Part} {finding.Subject} {finding.State} {finding.Severity} {finding.Message}");

    private static long Allocated(Action action)
    {
        action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static IEnumerable<LessonEntries> Refilled(IEnumerable<LessonEntries> lessons)
    {
        LessonEntries? one = null;
        foreach (var lesson in lessons)
        {
            one ??= new LessonEntries { Lesson = lesson.Lesson, Origin = lesson.Origin };
            one.Lesson = lesson.Lesson;
            one.Origin = lesson.Origin;
            one.TopicEvidence = lesson.TopicEvidence;
            one.AttendanceTakenEvidence = lesson.AttendanceTakenEvidence;
            one.Homework = lesson.Homework;
            one.Marks.Clear();
            one.Marks.AddRange(lesson.Marks);
            one.Attendance.Clear();
            one.Attendance.AddRange(lesson.Attendance);
            yield return one;
        }
    }

    /// <summary>Lessons of two classes with everything entered in time, absences, written works and an outage that moves nothing.</summary>
    private static TestSchool QuietSchool()
    {
        var school = new TestSchool { Now = At("2026-10-20 20:00") };
        school.Outages.Add(new Outage(At("2026-10-01 10:00"), At("2026-10-01 10:10")));
        school.Excuses.Add(new Excuse("t2", new DayRange(new DateOnly(2026, 10, 12), new DateOnly(2026, 10, 13))));
        foreach (var classId in new[] { "c7", "c7e", "c8", "x" })
        {
            for (var day = 5; day <= 9; day++)
            {
                for (var number = 1; number <= 2; number++)
                {
                    var moment = $"2026-10-{day:00} {9 + number:00}:30";
                    school.Lesson($"{classId}-{day}-{number}", classId, $"2026-10-{day:00}", number, $"{8 + number:00}:30", $"{9 + number:00}:15", taken: true, topic: $"Тема {day * 2 + number}", topicEvidence: Seen(null, moment))
                        .WithHomework(Entered(moment)).WithMark(Entered(moment)).WithMark(Entered("2026-10-12 10:00"), "s7b", number == 1 ? "Лабораторная работа" : "Самостоятельная работа")
                        .WithAbsence(Entered(moment), "s10").WithAbsence(Entered(moment), "s7b", AttendanceKind.Late)
                        .AttendanceTakenEvidence = Entered(moment);
                }
            }
        }

        return school;
    }

    private static TestSchool RandomSchool(int seed)
    {
        var random = new Random(seed);
        var school = new TestSchool { Now = At("2026-10-16 12:00").AddMinutes(random.Next(0, 4000)) };
        string[] groups = ["c1", "c2", "c7", "c7e", "c7f", "c8", "c10", "x", "h", "f"];
        string[] subjects = ["alg", "mat", "eng", "pe"];
        for (var i = 0; i < 40; i++)
        {
            var day = random.Next(5, 17);
            var hour = random.Next(8, 19);
            var lesson = school.Lesson(
                $"l{i}", groups[random.Next(groups.Length)], $"2026-10-{day:00}", random.Next(1, 8), $"{hour:00}:00", $"{hour:00}:45", subjects[random.Next(subjects.Length)], random.Next(2) == 0 ? "t1" : "t2",
                random.Next(3) == 0 ? null : "Тема", (LessonStatus)random.Next(4), random.Next(6) == 0 ? "t9" : null, random.Next(3) switch { 0 => null, 1 => true, _ => false }, SomeEvidence(random, day));
            if (random.Next(2) == 0)
            {
                lesson.WithHomework(SomeEvidence(random, day));
            }

            for (var mark = random.Next(3); mark > 0; mark--)
            {
                lesson.WithMark(SomeEvidence(random, day), random.Next(2) == 0 ? "s7" : "s1", random.Next(2) == 0 ? "Ответ на уроке" : null);
            }

            if (random.Next(3) == 0)
            {
                lesson.WithAbsence(SomeEvidence(random, day));
            }
        }

        if (random.Next(2) == 0)
        {
            school.Excuses.Add(new Excuse("t1", new DayRange(new DateOnly(2026, 10, 7), new DateOnly(2026, 10, random.Next(7, 14)))));
        }

        return school;
    }

    private static Evidence SomeEvidence(Random random, int day)
    {
        var moment = At($"2026-10-{day:00} 08:00").AddMinutes(random.Next(0, 3000));
        return random.Next(4) switch
        {
            0 => default,
            1 => new Evidence(new EntryTime(moment, random.Next(3) > 0), null, null),
            2 => new Evidence(null, moment.AddMinutes(-random.Next(5, 600)), moment),
            _ => new Evidence(null, null, moment),
        };
    }
}
