using ElJournal.Adapters.ElZhur.Tests.Support;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.ElZhur.Tests.Reading;

/// <summary>What was not read is said, and never looks like an empty journal.</summary>
[TestClass]
public sealed class PartlyReadTests
{
    private static readonly DayRange Month = new(new(2026, 9, 1), new(2026, 9, 28));

    [TestMethod]
    [DataRow("{}")]
    [DataRow("[]")]
    [DataRow("null")]
    [DataRow("""{"something":1}""")]
    public async Task An_answer_without_days_is_unread_and_not_empty(string result)
    {
        await using var schedule = await SmallSchool.Source(SmallSchool.Api().On("getschedule", result)).ReadAsync();
        await using var homework = await SmallSchool.Source(SmallSchool.Api().On("gethomework", result)).ReadAsync();

        Assert.IsEmpty(schedule.Of<Lesson>());
        foreach (var kind in new[] { RecordKind.Lesson, RecordKind.Homework, RecordKind.Mark, RecordKind.Attendance })
        {
            Assert.AreEqual("empty-answer", schedule.Unread(kind).Single().Reason);
            Assert.IsEmpty(schedule.Read(kind));
        }

        Assert.AreEqual("empty-answer", homework.Unread(RecordKind.Homework).Single().Reason);
        Assert.HasCount(1, homework.Read(RecordKind.Lesson));
    }

    [TestMethod]
    public async Task Days_that_are_there_and_empty_are_read()
    {
        await using var read = await SmallSchool.Source(SmallSchool.Api().On("gethomework", """{"days":[]}""")).ReadAsync();

        Assert.HasCount(1, read.Read(RecordKind.Homework));
    }

    [TestMethod]
    public async Task A_pupil_without_marks_is_read_and_one_left_out_is_not()
    {
        await using var empty = await SmallSchool.Source(SmallSchool.Api().On("getassessments", """{"students":{"5001":{"name":"5001"},"5002":{"days":[]}}}""")).ReadAsync();
        await using var leftOut = await SmallSchool.Source(SmallSchool.Api().On("getassessments", request => request.Pupils.Contains("5001") ? """{"students":{"5001":{"name":"5001"}}}""" : """{"students":[]}""")).ReadAsync();

        Assert.HasCount(1, empty.Read(RecordKind.Mark));
        Assert.AreEqual("pupils-left-out", leftOut.Unread(RecordKind.Mark).Single().Reason);
        Assert.AreEqual("pupils-left-out", leftOut.Unread(RecordKind.Attendance).Single().Reason);
        Assert.IsEmpty(leftOut.Read(RecordKind.Mark));
    }

    [TestMethod]
    public async Task A_server_that_answers_for_the_first_pupil_only_is_asked_one_by_one()
    {
        var api = SmallSchool.Api();
        var sound = SmallSchool.Api();
        api.OnAny("getassessments", request => sound.Answer(request with { Query = new Dictionary<string, string>(request.Query) { ["student"] = request.Pupils[0] } }));
        await using var read = await SmallSchool.Source(api).ReadAsync();

        Assert.AreEqual(2, api.Count("getassessments"));
        Assert.HasCount(1, read.Read(RecordKind.Mark));
        Assert.HasCount(1, read.Of<Attendance>());
    }

    [TestMethod]
    public async Task A_server_that_refuses_lists_is_asked_one_by_one_from_then_on()
    {
        var api = SmallSchool.Api();
        var sound = SmallSchool.Api();
        foreach (var method in new[] { "getassessments", "getfinalassessments" })
        {
            api.OnAny(method, request => request.Pupils.Length > 1 ? StubApi.Refused(400) : sound.Answer(request));
        }

        await using var read = await SmallSchool.Source(api, ("MaxConcurrency", "1")).ReadAsync();

        Assert.AreEqual(3, api.Count("getassessments"));
        Assert.AreEqual(2, api.Count("getfinalassessments"));
        Assert.HasCount(1, read.Read(RecordKind.Mark));
    }

    [TestMethod]
    public async Task A_server_that_refuses_long_spans_is_asked_by_the_week()
    {
        var api = SmallSchool.Api();
        var sound = SmallSchool.Api();
        foreach (var method in new[] { "getschedule", "gethomework", "getassessments", "getdiary" })
        {
            api.OnAny(method, request => Length(request) > 7 ? StubApi.Refused(400) : sound.Answer(request));
        }

        await using var read = await SmallSchool.Source(api, ("MaxConcurrency", "1")).ReadAsync(Month);

        Assert.AreEqual(4, api.Count("gethomework"));
        Assert.AreEqual(4, api.Count("getassessments"));
        Assert.AreEqual(Month, read.Read(RecordKind.Lesson).Single().Scope.Days);
        Assert.HasCount(3, read.Of<Lesson>());
    }

    [TestMethod]
    public async Task Arguments_that_stay_refused_leave_the_scope_unread()
    {
        await using var read = await SmallSchool.Source(SmallSchool.Api().OnAny("gethomework", _ => StubApi.Refused(400))).ReadAsync();

        Assert.AreEqual("refused", read.Unread(RecordKind.Homework).Single().Reason);
        Assert.HasCount(1, read.Read(RecordKind.Lesson));
    }

    [TestMethod]
    [DataRow("gethomework", RecordKind.Homework)]
    [DataRow("getassessments", RecordKind.Mark)]
    [DataRow("getassessments", RecordKind.Attendance)]
    [DataRow("getfinalassessments", RecordKind.FinalMark)]
    [DataRow("getperiods", RecordKind.Term)]
    [DataRow("getperiods", RecordKind.FinalMark)]
    [DataRow("getdiary", RecordKind.Lesson)]
    public async Task What_a_failing_method_shows_is_unread_and_the_rest_is_read(string method, RecordKind kind)
    {
        await using var read = await SmallSchool.Source(SmallSchool.Api().OnAny(method, _ => StubApi.Text("<html><body>502</body></html>", 502, "text/html")), ("Retries", "0")).ReadAsync();

        Assert.AreEqual("unreachable", read.Unread(kind).Single().Reason);
        Assert.IsEmpty(read.Read(kind));
        Assert.HasCount(1, read.Read(RecordKind.Student));
    }

    [TestMethod]
    [DataRow("<?xml version=\"1.0\"?><response><state>200</state><error/><result/></response>")]
    [DataRow("<html><body>Технические работы</body></html>")]
    [DataRow("")]
    [DataRow("{\"response\":{\"state\":200,\"result\":{\"days\":{\"20260914\":{")]
    [DataRow("Сервис временно недоступен")]
    public async Task XML_a_web_page_nothing_and_half_an_answer_are_unread(string text)
    {
        await using var read = await SmallSchool.Source(SmallSchool.Api().OnAny("gethomework", _ => StubApi.Text(text)), ("Retries", "0")).ReadAsync();

        Assert.AreEqual("unreachable", read.Unread(RecordKind.Homework).Single().Reason);
    }

    [TestMethod]
    [DataRow(429)]
    [DataRow(433)]
    [DataRow(500)]
    [DataRow(503)]
    public async Task A_state_that_may_pass_is_asked_again_although_the_status_is_200(int state)
    {
        var api = SmallSchool.Api();
        var sound = SmallSchool.Api();
        var count = 0;
        api.OnAny("gethomework", request => Interlocked.Increment(ref count) == 1 ? StubApi.Refused(200, state: state) : sound.Answer(request));
        await using var read = await SmallSchool.Source(api).ReadAsync();

        Assert.AreEqual(2, api.Count("gethomework"));
        Assert.HasCount(1, read.Read(RecordKind.Homework));
        Assert.AreEqual(1, read.Items.OfType<ReadEffort>().Sum(effort => effort.Retries));
    }

    [TestMethod]
    public async Task Lessons_whose_diary_is_empty_are_not_sent_without_their_topics()
    {
        await using var read = await SmallSchool.Source(SmallSchool.Api().On("getdiary", """{"students":[]}""")).ReadAsync();

        Assert.IsEmpty(read.Of<Lesson>());
        Assert.AreEqual("topic-unread", read.Unread(RecordKind.Lesson).Single().Reason);
        Assert.HasCount(1, read.Read(RecordKind.Mark));
    }

    [TestMethod]
    public async Task Lessons_of_a_subgroup_whose_pupils_are_unknown_are_sent_and_their_day_is_unread()
    {
        var api = SmallSchool.Api();
        var sound = SmallSchool.Api();
        api.OnAny("getschedule", request => request["class"] is null ? StubApi.Refused(403) : sound.Answer(request));
        await using var read = await SmallSchool.Source(api).ReadAsync();

        Assert.HasCount(3, read.Of<Lesson>());
        Assert.AreEqual("topic-unread", read.Unread(RecordKind.Lesson).Single().Reason);
        Assert.AreEqual("Степени", read.Of<Lesson>().Single(lesson => lesson.Number == 1).Topic);
        Assert.HasCount(1, read.Items.OfType<Skipped>().Where(skipped => skipped.Kind == RecordKind.Attendance));
    }

    [TestMethod]
    public async Task A_day_with_homework_at_no_lesson_is_unread_and_its_neighbours_are_read()
    {
        var api = SmallSchool.Api().On("gethomework", """{"days":{"20260914":{"items":[{"name":"Химия","homework":{"1":{"value":"§ 5"}}}]}}}""");
        await using var read = await SmallSchool.Source(api).ReadAsync(new DayRange(new(2026, 9, 13), new(2026, 9, 15)));

        Assert.AreEqual(("homework-without-lesson", SmallSchool.Day), (read.Unread(RecordKind.Homework).Single().Reason, read.Unread(RecordKind.Homework).Single().Scope.Days!.Value));
        Assert.HasCount(2, read.Read(RecordKind.Homework));
    }

    [TestMethod]
    public async Task Two_people_with_one_id_leave_the_marks_of_their_classes_unread()
    {
        var api = SmallSchool.Api().On("getmessagereceivers", """
            {"groups":[{"key":"students","subgroups":[{"name":"7Б","users":[{"name":"5001","lastname":"Образцов"},{"name":"5001","lastname":"Показова"},{"name":"5002","lastname":"Третий"}]}]}]}
            """);
        api.On("getperiods", """{"students":[{"name":"5002","periods":[]}]}""");
        await using var read = await SmallSchool.Source(api).ReadAsync();

        Assert.AreEqual("5001", read.Items.OfType<Skipped>().Single(skipped => skipped.Kind == RecordKind.Student).Key);
        Assert.AreEqual("pupil-id-repeated", read.Unread(RecordKind.Mark).Single().Reason);
        Assert.AreEqual("pupil-id-repeated", read.Unread(RecordKind.FinalMark).Single().Reason);
        Assert.HasCount(1, read.Read(RecordKind.Homework));
    }

    [TestMethod]
    public async Task More_values_than_can_be_named_leave_the_class_unread()
    {
        var many = string.Join(',', Enumerable.Range(0, 201).Select(number => $"{{\"value\":\"б\",\"count\":false,\"lesson_id\":\"17\",\"nm\":\"{number}\"}}"));
        var api = SmallSchool.Api().On("getassessments", request => SmallSchool.Students(request.Pupils.Select(pupil => (pupil, """{"1":{"name":"Алгебра","assessments":[MARKS]}}""".Replace("MARKS", pupil == "5001" ? many : "")))));
        await using var read = await SmallSchool.Source(api).ReadAsync();

        Assert.IsEmpty(read.Items.OfType<Skipped>());
        Assert.AreEqual("not-understood", read.Unread(RecordKind.Mark).Single().Reason);
        StringAssert.Contains(read.Items.OfType<Remark>().Single().Message, "'б' stands 201 times");
    }

    [TestMethod]
    public async Task Windows_that_overlap_are_read_once_and_long_ones_in_pieces()
    {
        var api = SmallSchool.Api();
        await using var read = await SmallSchool.Source(api, ("DaysPerRequest", "14")).ReadAsync(Month, null, new DayRange(new(2026, 9, 21), new(2026, 9, 30)), new DayRange(new(2026, 8, 31), new(2026, 8, 31)));

        CollectionAssert.AreEquivalent(new[] { "20260831", "20260901-20260914", "20260915-20260928", "20260929-20260930" }, api.Requests.Where(request => request.Method == "gethomework").Select(request => request["days"]).ToArray());
    }

    private static int Length(StubRequest request)
    {
        var days = request["days"]!.Split('-').Select(day => DateOnly.ParseExact(day, "yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return days[^1].DayNumber - days[0].DayNumber + 1;
    }
}
