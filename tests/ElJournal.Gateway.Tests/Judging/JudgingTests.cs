using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging.Model;
using ElJournal.Gateway.Ledger.Model;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Compliance.EntryDeadline;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Tests.Judging;

[TestClass]
public sealed class JudgingTests
{
    private static readonly DateOnly Monday = JudgingLedger.Monday;

    private static EntryDeadlineSettings AtFive => new() { Deadline = new TimeOnly(17, 0), Parts = { EntryPart.Topic } };

    private static Lesson Lesson(string id = "l1", string? topic = null, DateOnly? day = null, string classId = "c7", string teacher = "t1", DateTimeOffset? entered = null, int number = 1) =>
        new(id, day ?? Monday, classId, number, new TimeOnly(8, 30).AddHours(number - 1), new TimeOnly(9, 15).AddHours(number - 1), "u1", teacher, topic, LessonStatus.Held, topicEntered: entered is { } at ? new EntryTime(at) : null);

    private static async Task<JudgingLedger> MissingTopicAsync()
    {
        var ledger = await JudgingLedger.CreateAsync(JudgingLedger.Configured(null, AtFive));
        await ledger.PutAsync(Lesson());
        await ledger.ReadAsync(JudgingLedger.At(Monday, 19), Monday);
        await ledger.JudgeAsync();
        return ledger;
    }

    [TestMethod]
    public async Task A_missing_topic_is_found_once_and_judging_again_changes_nothing()
    {
        await using var ledger = await MissingTopicAsync();
        var first = (await ledger.FindingsAsync()).Single();
        Assert.AreEqual(("entry-deadline", "topic", FindingState.Missing, FindingStatus.Open), (first.Rule, first.Part, first.State, first.Status));
        Assert.AreEqual(("7А", "Алгебра", "Примерова О. И.", "l1", 1), (first.ClassName, first.SubjectName, first.TeacherName, first.LessonId, first.LessonNumber));
        Assert.AreEqual(JudgingLedger.At(Monday, 17), first.Deadline);

        ledger.Clock.Advance(TimeSpan.FromMinutes(5));
        var again = await ledger.JudgeAsync();
        Assert.AreEqual((0, 0, 0), (again.Opened, again.Reopened, again.Resolved));
        Assert.AreEqual(first, (await ledger.FindingsAsync()).Single());
    }

    [TestMethod]
    public async Task A_part_that_is_not_due_yet_is_neither_open_nor_resolved_and_is_judged_again_when_it_is()
    {
        await using var ledger = await JudgingLedger.CreateAsync(JudgingLedger.Configured(null, AtFive), JudgingLedger.At(Monday, 16));
        await ledger.PutAsync(Lesson());
        await ledger.JudgeAsync();
        Assert.IsEmpty(await ledger.FindingsAsync([.. Enum.GetValues<FindingStatus>()]));

        ledger.Clock.MoveTo(JudgingLedger.At(Monday, 17, 10));
        await ledger.ReadAsync(JudgingLedger.At(Monday, 17, 5), Monday);
        await ledger.JudgeAsync();
        Assert.HasCount(1, await ledger.FindingsAsync(FindingStatus.Open));
    }

    [TestMethod]
    public async Task A_missing_finding_turns_into_a_late_one_in_place_when_the_entry_appears_and_keeps_being_recorded_once_its_letter_has_gone()
    {
        await using var ledger = await MissingTopicAsync();
        var id = (await ledger.FindingsAsync()).Single().Id;
        ledger.Clock.Advance(TimeSpan.FromHours(1));
        await ledger.PutAsync(Lesson(topic: "Степени"));
        await ledger.JudgeAsync();
        var late = (await ledger.FindingsAsync()).Single();
        Assert.AreEqual((id, FindingState.Late, FindingStatus.Open), (late.Id, late.State, late.Status));
        Assert.IsNotNull(late.TurnedLateAt);
        Assert.AreEqual(JudgingLedger.At(Monday, 19), late.EnteredAfter);

        await ledger.ExecuteAsync($"UPDATE findings SET \"Status\" = {(int)FindingStatus.Recorded}");
        await ledger.PutAsync(Lesson(topic: "Степени и корни"));
        await ledger.JudgeAsync();
        Assert.AreEqual(FindingStatus.Recorded, (await ledger.FindingsAsync()).Single().Status);
    }

    [TestMethod]
    public async Task A_finding_is_resolved_when_it_no_longer_holds_and_reopened_when_it_comes_back()
    {
        await using var ledger = await MissingTopicAsync();
        await ledger.RemoveAsync(RecordKind.Lesson, "l1");
        await ledger.JudgeAsync();
        Assert.IsEmpty(await ledger.FindingsAsync());
        var resolved = (await ledger.FindingsAsync(FindingStatus.Resolved)).Single();
        Assert.IsNotNull(resolved.ResolvedAt);

        ledger.Clock.Advance(TimeSpan.FromMinutes(1));
        await ledger.PutAsync(Lesson());
        var result = await ledger.JudgeAsync();
        Assert.AreEqual(1, result.Reopened);
        var back = (await ledger.FindingsAsync()).Single();
        Assert.AreEqual((resolved.Id, resolved.OpenedAt, FindingStatus.Open), (back.Id, back.OpenedAt, back.Status));
        Assert.AreEqual(ledger.Clock.GetUtcNow(), back.ReopenedAt);
    }

    [TestMethod]
    public async Task A_waived_finding_is_open_again_after_its_last_day()
    {
        await using var ledger = await MissingTopicAsync();
        var id = (await ledger.FindingsAsync()).Single().Id;
        await ledger.WaiveAsync(id[..4].ToLowerInvariant(), Monday.AddDays(1));
        var waived = (await ledger.FindingsAsync()).Single();
        Assert.AreEqual((FindingStatus.Waived, "Завуч", "учебная", Monday.AddDays(1)), (waived.Status, waived.WaivedBy, waived.WaivedReason, waived.WaivedUntil!.Value));

        ledger.Clock.MoveTo(JudgingLedger.At(Monday.AddDays(1), 23));
        await ledger.PutAsync(Lesson());
        Assert.AreNotEqual(0, (await ledger.JudgeAsync()).Records, "judged again on the last day");
        Assert.AreEqual(FindingStatus.Waived, (await ledger.FindingsAsync()).Single().Status);
        ledger.Clock.MoveTo(JudgingLedger.At(Monday.AddDays(2), 1));
        await ledger.JudgeAsync();
        Assert.AreEqual(FindingStatus.Open, (await ledger.FindingsAsync()).Single().Status);
    }

    [TestMethod]
    public async Task A_waived_finding_that_no_longer_holds_when_its_last_day_is_over_does_not_come_back()
    {
        await using var ledger = await MissingTopicAsync();
        await ledger.WaiveAsync((await ledger.FindingsAsync()).Single().Id, Monday.AddDays(1));

        ledger.Clock.MoveTo(JudgingLedger.At(Monday.AddDays(2), 1));
        await ledger.RemoveAsync(RecordKind.Lesson, "l1");
        await ledger.JudgeAsync();

        Assert.IsEmpty(await ledger.FindingsAsync());
        Assert.AreEqual(FindingStatus.Resolved, (await ledger.FindingsAsync(FindingStatus.Resolved)).Single().Status);
    }

    [TestMethod]
    public async Task An_excuse_added_afterwards_silences_the_finding_and_its_removal_opens_it()
    {
        await using var ledger = await MissingTopicAsync();
        await ledger.ExcuseAsync("t1", Monday, Monday);
        await ledger.JudgeAsync();
        Assert.AreEqual(FindingStatus.Excused, (await ledger.FindingsAsync()).Single().Status);

        await ledger.DecideAsync(lease => new Gateway.Judging.Decisions.Excuses(ledger.Database, ledger.Judge, ledger.Clock).RemoveAsync(ledger.School, 1, new("Завуч", "отменён"), lease, CancellationToken.None));
        await ledger.JudgeAsync();
        Assert.AreEqual(FindingStatus.Open, (await ledger.FindingsAsync()).Single().Status);
    }

    [TestMethod]
    public async Task Adding_a_day_off_resolves_the_findings_of_that_day_and_of_that_class_only()
    {
        await using var ledger = await MissingTopicAsync();
        await ledger.PutAsync(Lesson("l8", classId: "c8", teacher: "t2"));
        await ledger.JudgeAsync();
        Assert.HasCount(2, await ledger.FindingsAsync());
        await ledger.AddDayAsync("7-a", Monday, Monday, "closed");
        await ledger.JudgeAsync();
        Assert.AreEqual("8Б", (await ledger.FindingsAsync()).Single().ClassName);
    }

    [TestMethod]
    public async Task A_finding_that_rests_on_data_older_than_a_day_is_not_opened_anew_and_is_listed_as_not_checked()
    {
        await using var ledger = await JudgingLedger.CreateAsync(JudgingLedger.Configured(null, AtFive), JudgingLedger.At(Monday.AddDays(3), 9));
        await ledger.PutAsync(Lesson());
        await ledger.ReadAsync(JudgingLedger.At(Monday, 19), Monday);
        await ledger.JudgeAsync();
        Assert.IsEmpty(await ledger.FindingsAsync());
        var open = await ledger.NotCheckedAsync(Monday, Monday);
        Assert.IsTrue(open.Any(entry => entry is { ClassName: "7А", Kind: RecordKind.Lesson, Reason: "stale" }), string.Join("; ", open));
    }

    [TestMethod]
    public async Task A_finding_that_was_open_stays_open_as_of_its_data_when_reads_fail()
    {
        await using var ledger = await MissingTopicAsync();
        ledger.Clock.MoveTo(JudgingLedger.At(Monday.AddDays(3), 9));
        await ledger.ReadAsync(JudgingLedger.At(Monday.AddDays(3), 8), Monday, Monday, doubt: "unread");
        await ledger.JudgeAsync();
        var finding = (await ledger.FindingsAsync()).Single();
        Assert.AreEqual((FindingStatus.Open, JudgingLedger.At(Monday, 19)), (finding.Status, finding.AsOf!.Value));
        Assert.IsTrue((await ledger.NotCheckedAsync(Monday, Monday)).Any(entry => entry.Reason == "unread"));
    }

    [TestMethod]
    public async Task A_held_scope_is_not_checked_and_accuses_nobody()
    {
        await using var ledger = await JudgingLedger.CreateAsync(JudgingLedger.Configured(null, AtFive));
        await ledger.PutAsync(Lesson());
        await ledger.ReadAsync(JudgingLedger.At(Monday, 19), Monday);
        await using (var context = await ledger.Database.ReadAsync(CancellationToken.None))
        {
            context.Add(new Gateway.Sync.Model.HoldRow { Id = "AAAA0001", School = "s1", Book = 1, Class = "c7", Kind = RecordKind.Lesson, Digest = "d", ShownDigest = "d", Status = Gateway.Sync.Model.HoldStatus.Open, FromDay = Monday.DayNumber, ToDay = Monday.DayNumber });
            await context.SaveChangesAsync();
        }

        await ledger.JudgeAsync();
        Assert.IsEmpty(await ledger.FindingsAsync());
        Assert.AreEqual("held", (await ledger.NotCheckedAsync(Monday, Monday)).Single(entry => entry.ClassId == "c7").Reason);
    }

    [TestMethod]
    public async Task A_late_entry_whose_scope_falls_into_doubt_is_listed_as_not_checked_although_nothing_changed()
    {
        await using var ledger = await JudgingLedger.CreateAsync(JudgingLedger.Configured(null, AtFive));
        await ledger.PutAsync(Lesson());
        await ledger.ReadAsync(JudgingLedger.At(Monday, 18), Monday);
        await ledger.PutAsync(JudgingLedger.At(Monday, 19), Lesson(topic: "Дроби"));
        await ledger.ReadAsync(JudgingLedger.At(Monday, 19), Monday);
        await ledger.JudgeAsync();
        Assert.AreEqual(FindingState.Late, (await ledger.FindingsAsync()).Single().State);
        Assert.IsEmpty(await ledger.NotCheckedAsync(Monday, Monday));

        await ledger.ReadAsync(JudgingLedger.At(Monday, 19, 30), Monday, Monday, doubt: "clock");
        await ledger.JudgeAsync();

        Assert.AreEqual("clock", (await ledger.NotCheckedAsync(Monday, Monday)).Single().Reason);
    }

    [TestMethod]
    public async Task An_outage_that_becomes_known_after_the_judging_moves_the_deadline_although_nothing_changed()
    {
        await using var ledger = await JudgingLedger.CreateAsync(JudgingLedger.Configured(null, AtFive));
        await ledger.PutAsync(Lesson(topic: "Дроби", entered: JudgingLedger.At(Monday, 18)));
        await ledger.ReadAsync(JudgingLedger.At(Monday, 19), Monday);
        await ledger.JudgeAsync();
        Assert.AreEqual(FindingState.Late, (await ledger.FindingsAsync()).Single().State);

        await ledger.ExecuteAsync($"""INSERT INTO outages ("School", "From", "To", "Open") VALUES ('s1', {JudgingLedger.At(Monday, 16).ToUnixTimeMilliseconds()}, {JudgingLedger.At(Monday, 20, 5).ToUnixTimeMilliseconds()}, 0)""");
        ledger.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.AreEqual(1, (await ledger.JudgeAsync()).Resolved);
    }

    [TestMethod]
    public async Task What_was_missing_of_a_lesson_that_is_gone_is_resolved_although_the_rest_of_the_day_is_in_doubt()
    {
        await using var ledger = await JudgingLedger.CreateAsync(JudgingLedger.Configured(null, AtFive));
        await ledger.PutAsync(Lesson(), Lesson("l2", number: 2));
        await ledger.ReadAsync(JudgingLedger.At(Monday, 19), Monday);
        await ledger.JudgeAsync();
        Assert.HasCount(2, await ledger.FindingsAsync());

        await ledger.RemoveAsync(RecordKind.Lesson, "l1");
        await ledger.ReadAsync(JudgingLedger.At(Monday, 19, 30), Monday, Monday, doubt: "unread");
        await ledger.JudgeAsync();

        Assert.AreEqual("l2", (await ledger.FindingsAsync()).Single().LessonId);
    }

    [TestMethod]
    public async Task Days_that_nobody_read_are_one_entry_for_the_whole_school_and_span_days()
    {
        await using var ledger = await JudgingLedger.CreateAsync(now: JudgingLedger.At(Monday.AddDays(2), 9));
        await ledger.JudgeAsync();
        var entry = (await ledger.NotCheckedAsync(Monday, Monday.AddDays(10))).Single();
        Assert.AreEqual((null, RecordKind.Lesson, Monday, Monday.AddDays(2), "unread"), (entry.ClassId, entry.Kind, entry.From, entry.To, entry.Reason));
        CollectionAssert.AreEqual(new[] { "c1", "c7", "c8" }, entry.Groups.Select(group => group.Id).ToArray());
    }

    [TestMethod]
    public async Task Records_of_earlier_school_years_are_not_judged()
    {
        await using var ledger = await JudgingLedger.CreateAsync(JudgingLedger.Configured(null, AtFive));
        await ledger.UseBookAsync(new Book { Id = 2, School = "s1", Source = "files", Year = 2025, FirstReadAt = 1 });
        await ledger.PutAsync(new ClassGroup("c7", "7А", 7), Lesson(day: new DateOnly(2026, 5, 12)));
        await ledger.ReadAsync(JudgingLedger.At(Monday, 19), new DateOnly(2026, 5, 12));
        await ledger.JudgeAsync();
        Assert.IsEmpty(await ledger.FindingsAsync([.. Enum.GetValues<FindingStatus>()]));
    }

    [TestMethod]
    public async Task Days_before_a_new_source_stay_with_the_former_one()
    {
        var school = JudgingLedger.Configured(options => options.Source = [new SourceOptions { Adapter = "files" }, new SourceOptions { Adapter = "elzhur", Since = Monday.AddDays(1) }], AtFive);
        await using var ledger = await JudgingLedger.CreateAsync(school, JudgingLedger.At(Monday.AddDays(1), 20));
        await ledger.PutAsync(Lesson("old"), Lesson("old-too-late", day: Monday.AddDays(1)));
        await ledger.ReadAsync(JudgingLedger.At(Monday.AddDays(1), 19), Monday, Monday.AddDays(1));
        await ledger.UseBookAsync(new Book { Id = 2, School = "s1", Source = "elzhur@2026-10-06", Year = 2026, FirstReadAt = 1 });
        await ledger.PutAsync(new ClassGroup("k7", "7А", 7), Lesson("new-too-early", classId: "k7"), Lesson("new", day: Monday.AddDays(1), classId: "k7"));
        await ledger.ReadAsync(JudgingLedger.At(Monday.AddDays(1), 19), Monday, Monday.AddDays(1));
        await ledger.JudgeAsync();
        CollectionAssert.AreEqual(new[] { "old", "new" }, (await ledger.FindingsAsync()).Select(finding => finding.LessonId).ToArray());
    }

    [TestMethod]
    public async Task New_settings_make_everything_worth_judging_again()
    {
        await using var ledger = await MissingTopicAsync();
        ledger.Configure(JudgingLedger.Configured(null, new EntryDeadlineSettings { Enabled = false }));
        await ledger.JudgeAsync();
        Assert.IsEmpty(await ledger.FindingsAsync());
    }

    [TestMethod]
    public async Task A_finding_is_found_by_the_first_signs_of_its_id_and_an_unknown_one_is_refused()
    {
        await using var ledger = await MissingTopicAsync();
        var id = (await ledger.FindingsAsync()).Single().Id;
        Assert.AreEqual(id, (await ledger.Queries.FindAsync(ledger.School, id[..3], CancellationToken.None)).Id);
        await Assert.ThrowsExactlyAsync<GatewayException>(() => ledger.Queries.FindAsync(ledger.School, "ZZZ", CancellationToken.None));
    }
}
