using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Tests.Support;
using static ElJournal.Rules.Tests.Support.TestSchool;

namespace ElJournal.Rules.Tests.Compliance;

/// <summary>In time, late, missing, unproved, not yet due, not checked: the deadline is 17:00 of 5 October everywhere.</summary>
[TestClass]
public sealed class EvidenceTests
{
    private static TestSchool School() => new() { Deadlines = new() { Deadline = Clock("17:00") } };

    [TestMethod]
    [DataRow("2026-10-05 16:59", PartOutcome.InTime)]
    [DataRow("2026-10-05 17:00:00", PartOutcome.InTime, DisplayName = "by 17:00 includes 17:00:00")]
    [DataRow("2026-10-05 17:00:01", PartOutcome.Late)]
    [DataRow("2026-10-05 07:00", PartOutcome.InTime, DisplayName = "filled in beforehand")]
    public void What_the_source_says_counts(string entered, PartOutcome wanted)
    {
        var school = School();
        Assert.AreEqual(wanted, school.Assess(school.Lesson(topicEvidence: Entered(entered))).Topic.Outcome);
    }

    [TestMethod]
    public void Homework_that_was_there_and_is_gone_is_not_missing()
    {
        var school = School();
        var lesson = school.Lesson();
        Assert.AreEqual(PartOutcome.Missing, school.Assess(lesson).Homework.Outcome);
        lesson.HomeworkGone = true;
        Assert.AreEqual((PartOutcome.NotChecked, "gone"), (school.Assess(lesson).Homework.Outcome, school.Assess(lesson).Homework.Reason));
        Assert.IsTrue(school.Judge().Findings.TrueForAll(finding => finding.Part != "homework"));
        school.Now = At("2026-10-19 20:00");
        Assert.AreEqual(PartOutcome.NotChecked, school.Assess(lesson).Homework.Outcome, "the day is still read again");
        Assert.Contains(("c7", Monday), school.Judge().UnsettledDays);
        school.Now = At("2026-10-20 08:00");
        Assert.AreEqual(PartOutcome.NotAsked, school.Assess(lesson).Homework.Outcome, "it was taken back");
    }

    [TestMethod]
    [DataRow("2026-10-05 16:30", "2026-10-05 17:00", PartOutcome.InTime, DisplayName = "seen by the deadline")]
    [DataRow("2026-10-05 16:45", "2026-10-05 17:15", PartOutcome.Unproved, DisplayName = "straddles, half an hour")]
    [DataRow("2026-10-05 16:30", "2026-10-05 17:30", PartOutcome.Unproved, DisplayName = "straddles, exactly an hour")]
    [DataRow("2026-10-05 17:01", "2026-10-05 17:30", PartOutcome.Unproved, DisplayName = "the lower bound gives way by the source's lag")]
    [DataRow("2026-10-05 17:02:00", "2026-10-05 17:30", PartOutcome.Unproved, DisplayName = "the deadline's own second is still in time")]
    [DataRow("2026-10-05 17:02:01", "2026-10-05 17:30", PartOutcome.Late, DisplayName = "the whole interval lies after")]
    public void The_interval_between_two_reads_counts_where_the_source_says_nothing(string after, string by, PartOutcome wanted)
    {
        var school = School();
        school.Lesson(topicEvidence: Seen(after, by));
        Assert.AreEqual(wanted, school.Assess(school.Lessons[0]).Topic.Outcome);
        Assert.IsEmpty(school.Judge().Unchecked);
    }

    [TestMethod]
    public void Reads_too_far_apart_around_the_deadline_are_no_proof_and_are_said_so()
    {
        var school = School();
        school.Lesson(topicEvidence: Seen("2026-10-05 14:00", "2026-10-06 08:00")).WithHomework(Entered("2026-10-05 10:00"));
        Assert.AreEqual(PartOutcome.Unproved, school.Assess(school.Lessons[0]).Topic.Outcome);
        var sink = school.Judge();
        Assert.IsEmpty(sink.Findings);
        CollectionAssert.AreEqual(new[] { new NotChecked("c7", RecordKind.Lesson, Monday, "no-read-around-deadline") }, sink.Unchecked);
    }

    [TestMethod]
    public void The_same_scope_is_said_once()
    {
        var school = School();
        school.Lesson("l1", topicEvidence: Seen("2026-10-05 14:00", "2026-10-06 08:00")).WithHomework(Entered("2026-10-05 10:00"));
        school.Lesson("l2", number: 2, topicEvidence: Seen("2026-10-05 14:00", "2026-10-06 08:00")).WithHomework(Entered("2026-10-05 10:00"));
        Assert.HasCount(1, school.Judge().Unchecked);
    }

    [TestMethod]
    public void If_we_saw_it_earlier_our_sight_wins()
    {
        var school = School();
        var lesson = school.Lesson(topicEvidence: new Evidence(new EntryTime(At("2026-10-05 18:00")), At("2026-10-05 15:00"), At("2026-10-05 15:30")));
        Assert.AreEqual(PartOutcome.InTime, school.Assess(lesson).Topic.Outcome);
    }

    [TestMethod]
    public void A_guess_may_acquit_and_never_accuse()
    {
        var school = School();
        Assert.AreEqual(PartOutcome.InTime, school.Assess(school.Lesson("early", topicEvidence: Entered("2026-10-05 16:00", vouched: false))).Topic.Outcome);
        Assert.AreEqual(PartOutcome.Unproved, school.Assess(school.Lesson("late", classId: "c8", start: "10:00", end: "10:45", topicEvidence: Entered("2026-10-06 16:00", vouched: false))).Topic.Outcome);
        var narrow = new Evidence(new EntryTime(At("2026-10-06 16:00"), Vouched: false), At("2026-10-05 16:45"), At("2026-10-05 17:15"));
        Assert.AreEqual(PartOutcome.Unproved, school.Assess(school.Lesson("seen", start: "11:00", end: "11:45", topicEvidence: narrow)).Topic.Outcome);
    }

    [TestMethod]
    public void History_of_the_first_full_load_is_never_late_and_not_worth_a_line()
    {
        var school = School();
        school.FirstReadDay = new DateOnly(2026, 10, 6);
        school.Lesson(topicEvidence: Seen(null, "2026-10-06 08:00")).WithHomework(Seen(null, "2026-10-06 08:00")).WithMark(Seen(null, "2026-10-06 08:00"));
        var parts = school.Assess(school.Lessons[0]);
        Assert.AreEqual(PartOutcome.Unproved, parts.Topic.Outcome);
        Assert.AreEqual(PartOutcome.Unproved, parts.Homework.Outcome);
        Assert.AreEqual(PartOutcome.Unproved, parts.Marks.Outcome);
        var sink = school.Judge();
        Assert.IsEmpty(sink.Findings);
        Assert.IsEmpty(sink.Unchecked);
    }

    [TestMethod]
    public void History_can_be_late_where_the_source_says_when()
    {
        var school = School();
        school.FirstReadDay = new DateOnly(2026, 10, 6);
        Assert.AreEqual(PartOutcome.Late, school.Assess(school.Lesson(topicEvidence: new Evidence(new EntryTime(At("2026-10-05 19:00")), null, At("2026-10-06 08:00")))).Topic.Outcome);
    }

    [TestMethod]
    public void Nothing_known_is_neither_in_time_nor_late()
    {
        var school = School();
        Assert.AreEqual(PartOutcome.Unproved, school.Assess(school.Lesson()).Topic.Outcome);
    }

    [TestMethod]
    [DataRow("2026-10-05 17:01:59", PartOutcome.NotChecked, "stale", DisplayName = "a read that began within the source's lag proves nothing")]
    [DataRow("2026-10-05 17:02:00", PartOutcome.Missing, null, DisplayName = "a read that began after it does")]
    [DataRow("2026-10-05 12:00", PartOutcome.NotChecked, "stale", DisplayName = "an export made before the deadline proves nothing")]
    [DataRow(null, PartOutcome.NotChecked, "unread", DisplayName = "never read")]
    public void Missing_needs_a_read_that_began_after_the_deadline(string? read, PartOutcome wanted, string? reason)
    {
        var school = School();
        school.ReadAt(RecordKind.Lesson, read);
        var topic = school.Assess(school.Lesson(topic: null)).Topic;
        Assert.AreEqual(wanted, topic.Outcome);
        Assert.AreEqual(reason, topic.Reason);
    }

    [TestMethod]
    [DataRow("held")]
    [DataRow("clock")]
    [DataRow("stale-read")]
    public void What_is_in_doubt_is_not_checked_and_never_missing(string doubt)
    {
        var school = School();
        school.ReadAt(RecordKind.Lesson, "2026-10-06 10:00", doubt);
        school.Lesson(topic: null).WithHomework(Entered("2026-10-05 10:00"));
        var sink = school.Judge();
        Assert.IsEmpty(sink.Findings);
        CollectionAssert.AreEqual(new[] { new NotChecked("c7", RecordKind.Lesson, Monday, doubt) }, sink.Unchecked);
        Assert.IsTrue(sink.UnsettledDays.Contains(("c7", Monday)));
    }

    [TestMethod]
    [DataRow("held", "held")]
    [DataRow("clock", "clock")]
    [DataRow("stale-read", null, DisplayName = "what was read is older than what is known, and that is late")]
    public void Nobody_is_late_while_what_that_rests_on_is_in_doubt(string doubt, string? reason)
    {
        var school = School();
        school.ReadAt(RecordKind.Lesson, "2026-10-06 10:00", doubt);
        var topic = school.Assess(school.Lesson(topicEvidence: Entered("2026-10-05 19:00"))).Topic;
        Assert.AreEqual((reason is null ? PartOutcome.Late : PartOutcome.NotChecked, reason), (topic.Outcome, topic.Reason));
    }

    [TestMethod]
    [DataRow("2026-10-05 16:59", PartOutcome.NotYetDue)]
    [DataRow("2026-10-05 17:00:00", PartOutcome.NotYetDue)]
    [DataRow("2026-10-05 17:05", PartOutcome.Missing)]
    public void Before_its_deadline_a_part_is_not_yet_due(string now, PartOutcome wanted)
    {
        var school = School();
        school.Now = At(now);
        school.Lesson(topic: null).WithHomework(Entered("2026-10-05 10:00"));
        Assert.AreEqual(wanted, school.Assess(school.Lessons[0]).Topic.Outcome);
        var sink = school.Judge();
        Assert.AreEqual(wanted == PartOutcome.Missing, sink.Findings.Count > 0);
        Assert.IsEmpty(sink.Unchecked);
        Assert.AreEqual(wanted == PartOutcome.NotYetDue, sink.UnsettledDays.Contains(("c7", Monday)), "to be judged again later; what is missing stays so until it is entered");
    }

    [TestMethod]
    public void A_lesson_without_times_counts_as_held_when_its_day_has_passed()
    {
        var school = School();
        school.Now = At("2026-10-05 22:00");
        var lesson = school.Lesson(start: null, end: null, topic: null, status: LessonStatus.Unknown);
        Assert.AreEqual(PartOutcome.NotYetDue, school.Assess(lesson).Topic.Outcome);
        school.Now = At("2026-10-06 08:00");
        Assert.AreEqual(PartOutcome.Missing, school.Assess(lesson).Topic.Outcome);
    }

    [TestMethod]
    public void A_settled_day_needs_no_second_look()
    {
        var school = School();
        school.Lesson(topicEvidence: Entered("2026-10-05 18:00")).WithHomework(Entered("2026-10-05 10:00"));
        var sink = school.Judge();
        Assert.HasCount(1, sink.Findings);
        Assert.IsEmpty(sink.UnsettledDays);
    }
}
