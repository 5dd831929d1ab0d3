using ElJournal.Adapters.Dnevnik.Tests.Support;
using ElJournal.Rules.Journal;

namespace ElJournal.Adapters.Dnevnik.Tests.Reading;

/// <summary>What becomes of what the API says.</summary>
[TestClass]
public sealed class RecordsTests
{
    private const string Class = "2400000000000000001";
    private const string Subgroup = "2400000000000000002";
    private const string Pupil = "1000001111111";
    private static readonly DayRange Week = new(new(2026, 9, 28), new(2026, 10, 4));

    [TestMethod]
    public async Task A_lesson_has_its_topic_teacher_and_bells()
    {
        var read = await ReadAsync(Lessons(Lesson(11, works: "")));

        var lesson = read.Of<Lesson>().Single();
        Assert.AreEqual(new Lesson("2410000000000000011", new(2026, 9, 28), Class, 1, new(8, 30), new(9, 15), "510000000000", "1000002222222", "Линейные уравнения"), lesson);
        Assert.IsNull(lesson.AttendanceTaken, "The API does not say whether attendance was taken.");
        Assert.IsNull(lesson.TopicEntered, "Topics have no time.");
    }

    [TestMethod]
    public async Task Where_bells_contradict_each_other_the_times_stay_unknown()
    {
        var read = await ReadAsync(Lessons(Lesson(11)).On("/timetables", """
            [{"Items":[{"LessonNumber":1,"Start":"2026-09-01T08:30:00","Finish":"2026-09-01T09:15:00"}]},
             {"Items":[{"LessonNumber":1,"Start":"2026-09-01T09:00:00","Finish":"2026-09-01T09:45:00"},{"LessonNumber":2,"Start":"2026-09-01T10:00:00","Finish":"2026-09-01T10:45:00"}]}]
            """));

        Assert.IsNull(read.Of<Lesson>().Single().Start);
    }

    [TestMethod]
    public async Task Breaks_among_the_bells_are_no_lessons()
    {
        var read = await ReadAsync(Lessons(Lesson(11)).On("/timetables", """
            {"Items":[{"Type":"Lesson","LessonNumber":1,"Start":"2026-09-01T08:30:00","Finish":"2026-09-01T09:15:00"},{"Type":"Break","LessonNumber":1,"Start":"2026-09-01T09:15:00","Finish":"2026-09-01T09:25:00"}]}
            """));

        Assert.AreEqual(new TimeOnly(8, 30), read.Of<Lesson>().Single().Start);
    }

    [TestMethod]
    public async Task A_class_that_has_a_timetable_and_gets_an_empty_one_is_not_read()
    {
        var journal = Lessons(Lesson(11)).On("/edu-groups", """[{"id":2400000000000000001,"type":"Group","name":"7А","parallel":7,"timetable":2400000000000000077}]""").On("/timetables", "[]");

        var read = await ReadAsync(journal);

        Assert.IsEmpty(read.Of<Lesson>());
        Assert.HasCount(1, read.Unread(RecordKind.Lesson));
        var off = await ReadResult.OfAsync(journal.Source(("Bells", "off")), Week);
        Assert.HasCount(1, off.Of<Lesson>(), "Who has no timetables can do without.");
    }

    [TestMethod]
    public async Task Of_several_teachers_the_first_is_taken_and_the_texts_count()
    {
        var read = await ReadAsync(Lessons("""{"id":11,"date":"2026-09-28T00:00:00","number":1,"group":2400000000000000001,"teachers":[3,2],"teachers_str":["1000003333333","1000002222222"]}"""));

        Assert.AreEqual("1000003333333", read.Of<Lesson>().Single().TeacherId);
    }

    [TestMethod]
    public async Task A_cancelled_lesson_is_known_only_by_the_words_that_are_set()
    {
        var journal = Lessons("""{"id":11,"date":"2026-09-28T00:00:00","number":1,"status":"Removed"}""");

        Assert.AreEqual(LessonStatus.Unknown, (await ReadAsync(journal)).Of<Lesson>().Single().Status);
        await using var told = journal.Source(("CancelledStatuses", "Cancelled, removed"));
        Assert.AreEqual(LessonStatus.Cancelled, (await ReadResult.OfAsync(told, Week)).Of<Lesson>().Single().Status);
    }

    [TestMethod]
    public async Task A_lesson_without_a_day_is_skipped_with_its_key_and_one_without_an_id_without()
    {
        var read = await ReadAsync(Lessons("""{"id":11,"date":null},{"date":"2026-09-28T00:00:00"},{"id":12,"date":"2026-09-28T00:00:00"}"""));

        CollectionAssert.AreEquivalent(new[] { "11", null }, read.Skipped(RecordKind.Lesson).Select(skipped => skipped.Key).ToArray());
        Assert.HasCount(1, read.Of<Lesson>());
    }

    [TestMethod]
    public async Task The_same_lesson_twice_is_one_and_two_different_ones_with_one_id_are_told()
    {
        var same = await ReadAsync(Lessons(Lesson(11), Lesson(11)));
        var different = await ReadAsync(Lessons(Lesson(11), Lesson(11).Replace("Линейные", "Квадратные", StringComparison.Ordinal)));

        Assert.HasCount(1, same.Of<Lesson>());
        Assert.IsEmpty(same.Skipped(RecordKind.Lesson));
        Assert.HasCount(1, different.Of<Lesson>());
        Assert.AreEqual("2410000000000000011", different.Skipped(RecordKind.Lesson).Single().Key);
    }

    [TestMethod]
    public async Task Homework_of_a_lesson_is_one_record_and_its_moment_is_not_vouched_for()
    {
        var read = await ReadAsync(Lessons(Lesson(11, works: """
            {"id":21,"type":"Homework","text":"№ 12–15","targetDate":"2026-09-30T00:00:00","sentDate":"2026-09-28T14:02:11.5"},
            {"id":22,"type":"DefaultNewLessonWork","text":"не задание"},
            {"id":23,"type":"homework","text":" № 16 ","targetDate":"2026-09-29T00:00:00","sentDate":"2026-09-28T10:00:00"},
            {"id":24,"type":"Homework","text":null,"files":[{"id":1}]},
            {"id":25,"type":"Homework","text":"  "}
            """)));

        var homework = read.Of<Homework>().Single();
        Assert.AreEqual("№ 12–15\n№ 16\nЗадание в приложенном файле", homework.Text);
        Assert.AreEqual(new DateOnly(2026, 9, 29), homework.DueDate);
        Assert.AreEqual(new EntryTime(new DateTimeOffset(2026, 9, 28, 10, 0, 0, TimeSpan.FromHours(3)), Vouched: false), homework.Entered);
    }

    [TestMethod]
    [DataRow("2026-09-30", true)]
    [DataRow("2026-09-28", false)]
    public async Task Where_homework_stands_is_told_by_its_days(string due, bool given)
    {
        var lessons = Enumerable.Range(11, 6).Select(id => Lesson(id, works: $$"""{"id":{{id}}0,"type":"Homework","text":"№ 1","targetDate":"{{due}}T00:00:00"}""")).ToArray();
        await using var source = Lessons(lessons).Source();
        Assert.IsFalse(source.Traits.ShowsHomeworkAtLessonGiven, "Before anything was read nothing is known, and so nothing is asked of anybody.");

        await ReadResult.OfAsync(source, Week);

        Assert.AreEqual(given, source.Traits.ShowsHomeworkAtLessonGiven);
    }

    [TestMethod]
    public async Task A_mark_has_its_value_work_and_the_moment_it_was_set()
    {
        var read = await ReadAsync(Lessons(Lesson(11)).On("/marks/*", $"[{Mark(31, "4+", "2026-09-30T13:20:41.337")}]"));

        Assert.AreEqual(
            new Mark("2440000000000000031", "2410000000000000011", Pupil, "4+", "Ответ на уроке", 1, new EntryTime(new DateTimeOffset(2026, 9, 30, 13, 20, 41, 337, TimeSpan.FromHours(3)))),
            read.Of<Mark>().Single());
    }

    [TestMethod]
    [DataRow("NA")]
    [DataRow("5-")]
    [DataRow("ПЛХ")]
    [DataRow("УДВ")]
    public async Task A_mark_need_not_be_a_number(string value)
    {
        var read = await ReadAsync(Lessons(Lesson(11)).On("/marks/*", $"[{Mark(31, value)}]"));

        Assert.AreEqual(value, read.Of<Mark>().Single().Value);
    }

    [TestMethod]
    public async Task A_work_may_have_several_marks_of_one_pupil()
    {
        var read = await ReadAsync(Lessons(Lesson(11)).On("/marks/*", $"[{Mark(31, "4")},{Mark(32, "3")}]"));

        CollectionAssert.AreEquivalent(new[] { "4", "3" }, read.Of<Mark>().Select(mark => mark.Value).ToArray());
    }

    [TestMethod]
    public async Task A_mark_without_a_lesson_is_that_of_a_term_and_one_of_another_day_is_not_asked_for()
    {
        var read = await ReadAsync(Lessons(Lesson(11)).On("/marks/*", $"[{Mark(31, "4").Replace("\"lesson\":2410000000000000011", "\"lesson\":0", StringComparison.Ordinal)},{Mark(32, "5").Replace("2410000000000000011", "2410000000000000099", StringComparison.Ordinal)}]"));

        Assert.IsEmpty(read.Of<Mark>());
        Assert.IsEmpty(read.Skipped(RecordKind.Mark));
        Assert.HasCount(1, read.Read(RecordKind.Mark));
    }

    [TestMethod]
    public async Task A_mark_finds_its_lesson_and_kind_of_work_through_its_work()
    {
        var read = await ReadAsync(Lessons(Lesson(11, works: """{"id":21,"type":"LessonTestWork","workType":2430000000000000005,"lesson":2410000000000000011}"""))
            .On("/marks/*", """[{"id":31,"value":"5","person":1000001111111,"work":21,"lesson":null,"date":"2026-09-28T12:00:00"}]"""));

        var mark = read.Of<Mark>().Single();
        Assert.AreEqual(("2410000000000000011", "Ответ на уроке"), (mark.LessonId, mark.Work));
    }

    [TestMethod]
    public async Task A_mark_set_in_the_future_proves_nothing_by_its_time()
    {
        var read = await ReadAsync(Lessons(Lesson(11)).On("/marks/*", $"[{Mark(31, "4", "2026-10-04T19:00:00")}]"));

        Assert.IsFalse(read.Of<Mark>().Single().Entered!.Value.Vouched);
    }

    [TestMethod]
    public async Task A_mark_that_cannot_be_understood_is_skipped()
    {
        var read = await ReadAsync(Lessons(Lesson(11)).On("/marks/*", $"[{Mark(31, "")},{Mark(32, "4").Replace("1000001111111", "0", StringComparison.Ordinal)},{Mark(33, "5")}]"));

        CollectionAssert.AreEquivalent(new[] { "2440000000000000031", "2440000000000000032" }, read.Skipped(RecordKind.Mark).Select(skipped => skipped.Key).ToArray());
        Assert.HasCount(1, read.Of<Mark>());
    }

    [TestMethod]
    [DataRow("Pass", AttendanceKind.Absent, false)]
    [DataRow("Ill", AttendanceKind.Ill, false)]
    [DataRow("Absent", AttendanceKind.Absent, true)]
    [DataRow("Late", AttendanceKind.Late, true)]
    public async Task Only_what_certainly_is_an_absence_may_lead_to_a_question(string status, AttendanceKind kind, bool ambiguous)
    {
        var read = await ReadAsync(Lessons(Lesson(11)).On($"group/{Class}", $"[{Entry(status)}]"));

        var absence = read.Of<Attendance>().Single();
        Assert.AreEqual((kind, ambiguous), (absence.AttendanceKind, absence.Ambiguous));
        Assert.IsFalse(absence.Entered!.Value.Vouched, "createdDate may acquit and never accuse.");
    }

    [TestMethod]
    [DataRow("Attend", 0)]
    [DataRow("NotSet", 0)]
    [DataRow("Remote", 1)]
    [DataRow("3", 1)]
    public async Task Who_was_there_has_no_record_and_an_unknown_word_is_skipped(string status, int skipped)
    {
        var read = await ReadAsync(Lessons(Lesson(11)).On($"group/{Class}", $"[{Entry(status)}]").On($"group/{Class}", $"[{Entry(status)}]"));

        Assert.IsEmpty(read.Of<Attendance>());
        Assert.HasCount(skipped, read.Skipped(RecordKind.Attendance).ToList());
    }

    [TestMethod]
    public async Task Subgroups_belong_to_their_class()
    {
        var journal = Lessons(Lesson(11), Lesson(12).Replace(Class, Subgroup, StringComparison.Ordinal))
            .On("/edu-groups", $$"""[{"id":{{Class}},"type":"Group","name":"7А","parallel":7},{"id":{{Subgroup}},"parentIds":[{{Class}}],"parentIds_str":["{{Class}}"],"type":"Subgroup","name":"7А/англ. 1","parallel":7}]""");

        journal.On($"group/{Subgroup}", "[]");
        var read = await ReadAsync(journal);

        var subgroup = read.Of<ClassGroup>().Single(group => group.Id == Subgroup);
        Assert.AreEqual((ClassKind.Subgroup, Class, null), (subgroup.ClassKind, subgroup.ParentId, subgroup.Grade));
        CollectionAssert.AreEquivalent(new[] { Class, Subgroup }, read.Of<Lesson>().Select(lesson => lesson.ClassId).ToArray());
        CollectionAssert.AreEqual(new[] { Class }, read.Read(RecordKind.Lesson).Single().Scope.ClassIds!.ToArray());
    }

    [TestMethod]
    public async Task A_pupil_who_left_stays_known_without_a_class()
    {
        var read = await ReadAsync(StubJournal.School().On("edu-groups/students", $$"""
            [{"group":{"id":{{Class}}},"students":[
              {"person":{"id":1,"lastName":"Петров","firstName":"Иван"},"membershipstatus":"Active"},
              {"person":{"id":2,"lastName":"Сидорова","firstName":"Мария"},"membershipstatus":"Archive"},
              {"person":{"id":3,"shortName":"Ким А."},"membershipstatus":"Active"},
              {"person":{"id":4},"membershipstatus":"Active"}]}]
            """));

        var pupils = read.Of<Student>().ToDictionary(student => student.Id);
        Assert.AreEqual(Class, pupils["1"].ClassId);
        Assert.IsNull(pupils["2"].ClassId);
        Assert.AreEqual("Ким А.", pupils["3"].FamilyName);
        Assert.AreEqual("4", read.Skipped(RecordKind.Student).Single().Key);
    }

    [TestMethod]
    public async Task Classes_with_the_same_term_share_it()
    {
        var journal = StubJournal.School()
            .On("/edu-groups", """[{"id":1,"type":"Group","name":"1А"},{"id":2,"type":"Group","name":"2А"},{"id":3,"type":"Group","name":"3А"}]""")
            .On("edu-groups/students", """[{"group":{"id":1}},{"group":{"id":2}},{"group":{"id":3}}]""")
            .On("group/1", "[]").On("group/2", "[]").On("group/3", "[]");
        foreach (var (id, end) in new[] { (1, "2026-10-18"), (2, "2026-10-25"), (3, "2026-10-25") })
        {
            journal.On($"groups/{id}/reporting-periods", $$$"""[{"id":{{{id}}}1,"start":"2026-10-26T00:00:00","finish":"2026-12-27T00:00:00","number":1,"type":"Quarter","name":"2 четверть","year":2026},{"id":{{{id}}}0,"start":"2026-09-01T00:00:00","finish":"{{{end}}}T00:00:00","number":0,"type":"Quarter","name":"1 четверть","year":2026}]""");
            journal.On($"groups/{id}/final-marks", $$$"""[{"person":{{{id}}},"reportingPeriod":{{{id}}}0,"per-subject-final-marks":[{"subject":5,"final-mark":{"id":9{{{id}}},"value":"4","date":"2026-10-01T10:00:00"}},{"subject":6,"final-mark":null}]},{"person":{{{id}}},"reportingPeriod":null,"per-subject-final-marks":[{"subject":5,"final-mark":{"id":8{{{id}}},"value":"зач"}}]}]""");
        }

        var read = await ReadAsync(journal);

        CollectionAssert.AreEquivalent(
            new[] { "quarter-2026-1", "quarter-2026-1-0901-1018", "quarter-2026-2", "year-2026" }, read.Of<Term>().Select(term => term.Id).ToArray());
        CollectionAssert.AreEquivalent(
            new[] { "1/5/quarter-2026-1-0901-1018", "2/5/quarter-2026-1", "3/5/quarter-2026-1", "1/5/year-2026", "2/5/year-2026", "3/5/year-2026" }, read.Of<FinalMark>().Select(mark => mark.Key).ToArray());
        Assert.AreEqual("2026/2027 учебный год", read.Of<Term>().Single(term => term.TermKind == TermKind.SchoolYear).Name);
        Assert.IsTrue(read.Of<FinalMark>().First(mark => mark.Value == "4").Entered!.Value.Vouched);
    }

    [TestMethod]
    public async Task What_was_entered_under_an_id_that_two_pupils_bear_is_nobodys()
    {
        var journal = WithFinalMarks("false", "false")
            .On("edu-groups/students", """[{"group":{"id":2400000000000000001},"students":[{"person":{"id":1000001111111,"lastName":"Петров","firstName":"Иван"},"membershipstatus":"Active"},{"person":{"id":1000001111111,"lastName":"Другой","firstName":"Яков"},"membershipstatus":"Active"}]}]""")
            .On("/lessons/*", $"[{Lesson(11)}]")
            .On("/marks/*", """[{"id":1,"value":"5","person":1000001111111,"lesson":2410000000000000011,"date":"2026-09-28T12:00:00"},{"id":2,"value":"4","person":1000001111112,"lesson":2410000000000000011,"date":"2026-09-28T12:00:00"}]""")
            .On("lesson-log-entries/group/2400000000000000001", """[{"person":1000001111111,"lesson":2410000000000000011,"status":"Ill"}]""");

        var read = await ReadAsync(journal);

        Assert.AreEqual("2", read.Of<Mark>().Single().Id);
        Assert.IsEmpty(read.Of<Attendance>());
        Assert.IsEmpty(read.Of<FinalMark>());
        CollectionAssert.AreEqual(new[] { "1" }, read.Skipped(RecordKind.Mark).Select(skipped => skipped.Key).ToArray());
        Assert.AreEqual("2410000000000000011/1000001111111", read.Skipped(RecordKind.Attendance).Single().Key);
        Assert.IsNotEmpty(read.Skipped(RecordKind.FinalMark));
    }

    [TestMethod]
    [DataRow("true", "false", "auto", "4.57")]
    [DataRow("false", "true", "auto", "4.333")]
    [DataRow("true", "true", "auto", null, DisplayName = "by which of them marks are set is not said")]
    [DataRow("false", "false", "auto", null)]
    [DataRow("true", "true", "weighted", "4.333", DisplayName = "said by the technician")]
    [DataRow("true", "false", "off", null)]
    public async Task The_average_that_the_school_reckons_comes_with_the_mark(string plain, string weighted, string setting, string? expected)
    {
        var journal = WithFinalMarks(plain, weighted)
            .On("/avg-marks/2026-09-01/2026-10-25", """[{"person_str":"1000001111111","per-subject-averages":[{"subject_str":"5","avg-mark-value":"4,57"},{"subject_str":"6","avg-mark-value":""}]}]""")
            .On("/wa-marks/2026-09-01/2026-10-25", """{"subjectMarks":[{"subject":5,"subject_str":"5","marks":[{"person":1000001111111,"value":4.33333333}]}]}""");

        var read = await ReadAsync(journal, ("Averages", setting));

        Assert.AreEqual(expected is null ? null : decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), read.Of<FinalMark>().Single(mark => mark is { SubjectId: "5", TermId: "quarter-2026-1" }).Average);
        Assert.IsTrue(read.Of<FinalMark>().Where(mark => mark.SubjectId == "6" || mark.TermId == "year-2026").All(mark => mark.Average is null));
        Assert.HasCount(4, read.Of<FinalMark>());
        Assert.AreEqual(expected is null ? 0 : 1, journal.Asked.Count(path => path.Contains("a-marks", StringComparison.Ordinal) || path.Contains("avg-marks", StringComparison.Ordinal)), "One request for the term that has marks, none for the year.");
    }

    [TestMethod]
    public async Task Refused_averages_leave_final_marks_without_and_are_remarked_on()
    {
        var read = await ReadAsync(WithFinalMarks("true", "false").On("/avg-marks/*", """{"type":"outOfScope","description":"no"}""", status: 403));

        Assert.IsNotEmpty(read.Read(RecordKind.FinalMark));
        Assert.IsTrue(read.Of<FinalMark>().All(mark => mark.Average is null));
        Assert.IsTrue(read.Items.OfType<Sources.Remark>().Any(remark => remark.Kind == RecordKind.FinalMark));
    }

    [TestMethod]
    [DataRow("/avg-marks/*", 503)]
    [DataRow("/avg-marks/*", 200, DisplayName = "no averages at all")]
    [DataRow("schools/1000001234567", 503)]
    public async Task Averages_that_may_come_later_keep_final_marks_unread(string route, int status)
    {
        var read = await ReadAsync(WithFinalMarks("true", "false").On(route, "[]", status));

        Assert.IsEmpty(read.Of<FinalMark>());
        Assert.IsNotEmpty(read.Unread(RecordKind.FinalMark));
    }

    [TestMethod]
    public async Task Two_different_marks_for_one_term_are_neither()
    {
        var read = await ReadAsync(StubJournal.School().On("/final-marks", """
            [{"person":1,"reportingPeriod":null,"per-subject-final-marks":[{"subject":5,"final-mark":{"id":1,"value":"4"}},{"subject":6,"final-mark":{"id":3,"value":"5"}}]},
             {"person":1,"reportingPeriod":null,"per-subject-final-marks":[{"subject":5,"final-mark":{"id":2,"value":"3"}}]}]
            """));

        Assert.AreEqual("1/6/year-2026", read.Of<FinalMark>().Single().Key);
        Assert.AreEqual("1/5/year-2026", read.Skipped(RecordKind.FinalMark).Single().Key);
    }

    [TestMethod]
    public async Task Classes_of_other_school_years_are_left_out()
    {
        var read = await ReadAsync(StubJournal.School().On("/edu-groups", $$"""[{"id":{{Class}},"type":"Group","name":"7А","parallel":7,"studyyear":2026},{"id":7,"type":"Group","name":"6А","parallel":6,"studyyear":2025}]"""));

        Assert.AreEqual(Class, read.Of<ClassGroup>().Single().Id);
    }

    /// <summary>A pupil's marks for the first quarter and for the year, in a school that reckons such averages.</summary>
    private static StubJournal WithFinalMarks(string plain, string weighted) => StubJournal.School()
        .On("schools/1000001234567", $$"""{"id":1000001234567,"name":"Школа № 1","uses_avg":{{plain}},"uses_weighted_avg":{{weighted}}}""")
        .On("/final-marks", """
            [{"person":1000001111111,"reportingPeriod":2450000000000000001,"per-subject-final-marks":[{"subject":5,"final-mark":{"id":1,"value":"5"}},{"subject":6,"final-mark":{"id":2,"value":"зач"}}]},
             {"person":1000001111111,"reportingPeriod":null,"per-subject-final-marks":[{"subject":5,"final-mark":{"id":3,"value":"5"}},{"subject":6,"final-mark":{"id":4,"value":"5"}}]}]
            """);

    private static async Task<ReadResult> ReadAsync(StubJournal journal, params (string Name, string Value)[] settings)
    {
        await using var source = journal.Source(settings);
        var read = await ReadResult.OfAsync(source, Week);
        Assert.AreEqual("", string.Join("\n", journal.Surprises));
        Assert.IsNull(read.Failure, read.Failure?.ToString());
        return read;
    }

    private static StubJournal Lessons(params string[] lessons) => StubJournal.School().On("/lessons/*", $"[{string.Join(',', lessons)}]");

    private static string Lesson(int id, string works = "") =>
        $$"""{"id":24100000000000000{{id}},"id_str":"24100000000000000{{id}}","title":"Линейные уравнения","date":"2026-09-28T00:00:00","number":1,"subject":{"id":510000000000,"id_str":"510000000000","name":"Алгебра"},"group":{{Class}},"status":"…","works":[{{works}}],"teachers":[1000002222222],"teachers_str":["1000002222222"]}""";

    private static string Mark(int id, string value, string date = "2026-09-28T12:00:00") =>
        $$"""{"id":24400000000000000{{id}},"id_str":"24400000000000000{{id}}","type":"Mark","value":"{{value}}","textValue":"{{value}}","person":{{Pupil}},"work":2420000000000000021,"lesson":2410000000000000011,"number":1,"date":"{{date}}","workType":2430000000000000005,"mood":"Good"}""";

    private static string Entry(string status) => $$"""{"person":{{Pupil}},"lesson":2410000000000000011,"comment":"","status":"{{status}}","createdDate":"2026-09-28T08:41:10.11"}""";
}
