using ElJournal.Adapters.ElZhur.Tests.Support;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.ElZhur.Tests.Reading;

/// <summary>One sound class, read whole.</summary>
[TestClass]
public sealed class SmallSchoolTests
{
    [TestMethod]
    public async Task A_class_is_its_name_with_grade_and_class_teacher()
    {
        await using var read = await SmallSchool.Source(SmallSchool.Api()).ReadAsync();

        CollectionAssert.AreEquivalent(
            new[] { new ClassGroup("7Б", "7Б", 7, ClassKind.Class, "311"), new ClassGroup("7Б/Ин. яз. 1", "7Б Ин. яз. 1", null, ClassKind.Subgroup, null, "7Б"), new ClassGroup("7Б/Ин. яз. 2", "7Б Ин. яз. 2", null, ClassKind.Subgroup, null, "7Б") },
            read.Of<ClassGroup>().ToArray());
    }

    [TestMethod]
    public async Task Pupils_and_teachers_come_from_the_list_of_receivers()
    {
        await using var read = await SmallSchool.Source(SmallSchool.Api()).ReadAsync();

        CollectionAssert.AreEqual(new[] { new Student("5001", "Образцов", "Пётр", classId: "7Б"), new Student("5002", "Показова", "Яна", classId: "7Б") }, read.Of<Student>().ToArray());
        CollectionAssert.AreEqual(new[] { new Teacher("311", "Примерова", "Ольга", "Ивановна"), new Teacher("318", "Тестов", "Иван", "Ильич") }, read.Of<Teacher>().ToArray());
        Assert.HasCount(1, read.Read(RecordKind.Student));
    }

    [TestMethod]
    public async Task A_lesson_key_is_made_of_day_class_number_subject_and_group_and_the_topic_comes_from_a_diary()
    {
        await using var read = await SmallSchool.Source(SmallSchool.Api()).ReadAsync();

        var day = SmallSchool.Day.From;
        CollectionAssert.AreEqual(
            new[]
            {
                new Lesson("20260914/7Б/1/17/", day, "7Б", 1, new(8, 30), new(9, 15), "Алгебра", "311", "Степени"),
                new Lesson("20260914/7Б/2/21/Ин. яз. 1", day, "7Б/Ин. яз. 1", 2, new(9, 25), new(10, 10), "Англ. яз.", "318", "Unit И1"),
                new Lesson("20260914/7Б/2/21/Ин. яз. 2", day, "7Б/Ин. яз. 2", 2, new(9, 25), new(10, 10), "Англ. яз.", "311", "Unit И2"),
            },
            read.Of<Lesson>().OrderBy(lesson => lesson.Id, StringComparer.Ordinal).ToArray());
    }

    [TestMethod]
    public async Task Homework_goes_to_the_lesson_of_its_day_subject_and_group()
    {
        await using var read = await SmallSchool.Source(SmallSchool.Api()).ReadAsync();

        CollectionAssert.AreEquivalent(new[] { new Homework("20260914/7Б/1/17/", "№ 5"), new Homework("20260914/7Б/2/21/Ин. яз. 2", "unit 3") }, read.Of<Homework>().ToArray());
    }

    [TestMethod]
    public async Task Marks_and_absences_are_told_apart_and_go_to_the_pupils_own_group()
    {
        await using var read = await SmallSchool.Source(SmallSchool.Api()).ReadAsync();

        Assert.AreEqual(new Mark("5001/20260914/17/0", "20260914/7Б/1/17/", "5001", "5", "Ответ на уроке", 2), read.Of<Mark>().Single());
        Assert.AreEqual(new Attendance("20260914/7Б/2/21/Ин. яз. 2", "5002", AttendanceKind.Absent), read.Of<Attendance>().Single());
    }

    [TestMethod]
    public async Task Terms_that_have_begun_and_final_marks_by_their_names()
    {
        await using var read = await SmallSchool.Source(SmallSchool.Api()).ReadAsync();

        Assert.AreEqual(new Term("I четверть", "I четверть", TermKind.Quarter, new(2026, 9, 1), new(2026, 10, 24)), read.Of<Term>().Single());
        CollectionAssert.AreEquivalent(new[] { new FinalMark("5001", "Алгебра", "I четверть", "4"), new FinalMark("5002", "Алгебра", "I четверть", "4") }, read.Of<FinalMark>().ToArray());
    }

    [TestMethod]
    public async Task Nothing_says_when_it_was_entered()
    {
        await using var read = await SmallSchool.Source(SmallSchool.Api()).ReadAsync();

        Assert.IsEmpty(read.Records.Where(record => record is Mark { Entered: not null } or Homework { Entered: not null } or Attendance { Entered: not null } or Lesson { TopicEntered: not null } or Lesson { AttendanceTaken: not null } or FinalMark { Entered: not null }));
    }

    [TestMethod]
    public async Task Every_dated_kind_is_claimed_for_the_class_and_the_day()
    {
        await using var read = await SmallSchool.Source(SmallSchool.Api()).ReadAsync();

        foreach (var kind in new[] { RecordKind.Lesson, RecordKind.Homework, RecordKind.Mark, RecordKind.Attendance })
        {
            var scope = read.Read(kind).Single().Scope;
            CollectionAssert.AreEqual(new[] { "7Б" }, scope.ClassIds!.ToArray(), kind.ToString());
            Assert.AreEqual(SmallSchool.Day, scope.Days);
        }

        Assert.IsEmpty(read.Items.OfType<ScopeUnread>());
    }

    [TestMethod]
    public async Task What_only_the_days_read_can_show_is_never_claimed_to_be_all()
    {
        await using var read = await SmallSchool.Source(SmallSchool.Api()).ReadAsync();

        Assert.IsEmpty(read.Read(RecordKind.Subject).Concat(read.Read(RecordKind.Class)));
        CollectionAssert.AreEquivalent(new[] { "Алгебра", "Англ. яз." }, read.Of<Subject>().Select(subject => subject.Id).ToArray());
    }

    [TestMethod]
    public async Task A_read_of_the_whole_year_so_far_has_seen_every_subgroup_and_subject()
    {
        var yearSoFar = new DayRange(new(2026, 9, 1), new(2026, 9, 22));
        await using var whole = await SmallSchool.Source(SmallSchool.Api()).ReadAsync(yearSoFar);
        await using var partly = await SmallSchool.Source(SmallSchool.Api().On("gethomework", "[]")).ReadAsync(yearSoFar);
        await using var past = await SmallSchool.Source(SmallSchool.Api()).ReadAsync(new DayRange(new(2026, 9, 1), new(2026, 9, 14)));

        Assert.HasCount(2, whole.Read(RecordKind.Subject).Concat(whole.Read(RecordKind.Class)));
        Assert.IsEmpty(partly.Read(RecordKind.Subject).Concat(partly.Read(RecordKind.Class)));
        Assert.IsEmpty(past.Read(RecordKind.Subject).Concat(past.Read(RecordKind.Class)));
    }

    [TestMethod]
    public async Task The_traits_say_what_cannot_be_shown()
    {
        await using var read = await SmallSchool.Source(SmallSchool.Api()).ReadAsync();

        Assert.DoesNotContain(RecordKind.SignIn, read.Traits.Shown);
        Assert.IsFalse(read.Traits.ShowsHomeworkAtLessonGiven);
        Assert.IsTrue(read.Traits.ShowsTopics);
        Assert.IsTrue(read.Traits.PositionalMarkKeys);
    }

    [TestMethod]
    public async Task A_school_that_says_where_its_homework_stands_has_it_checked()
    {
        await using var given = await SmallSchool.Source(SmallSchool.Api(), ("HomeworkStandsAt", "given")).ReadAsync();
        await using var due = await SmallSchool.Source(SmallSchool.Api(), ("HomeworkStandsAt", "due")).ReadAsync();

        Assert.IsTrue(given.Traits.ShowsHomeworkAtLessonGiven);
        Assert.IsFalse(due.Traits.ShowsHomeworkAtLessonGiven);
        Assert.AreEqual(SmallSchool.Day.From, due.Of<Homework>().First().DueDate);
    }

    [TestMethod]
    public async Task Topics_left_out_are_not_asked_for_and_not_checked()
    {
        var api = SmallSchool.Api();
        await using var read = await SmallSchool.Source(api, ("Topics", "skip")).ReadAsync();

        Assert.AreEqual(0, api.Count("getdiary"));
        Assert.IsFalse(read.Traits.ShowsTopics);
        Assert.HasCount(1, read.Read(RecordKind.Lesson));
    }

    [TestMethod]
    public async Task An_account_whose_diaries_show_no_topic_has_topics_not_checked()
    {
        var api = SmallSchool.Api();
        api.On("getdiary", request => SmallSchool.Students(request.Pupils.Select(pupil => (pupil, """{"1":{"name":"Алгебра","num":"1"},"2":{"name":"Англ. яз.","num":"2"}}"""))));
        await using var read = await SmallSchool.Source(api).ReadAsync();

        Assert.IsFalse(read.Traits.ShowsTopics);
    }

    [TestMethod]
    public async Task The_accounts_own_person_is_known()
    {
        await using var read = await SmallSchool.Source(SmallSchool.Api()).ReadAsync();

        Assert.AreEqual("9001", ((IOwnAccount)read.Source).OwnPersonId);
    }

    [TestMethod]
    public async Task Only_what_is_asked_for_is_sent_and_requested()
    {
        var api = SmallSchool.Api();
        await using var read = await SmallSchool.Source(api).ReadAsync(kinds: [RecordKind.Homework]);

        CollectionAssert.AreEqual(new[] { typeof(Homework) }, read.Records.Select(record => record.GetType()).Distinct().ToArray());
        CollectionAssert.AreEquivalent(new[] { "getrules", "getmessagereceivers", "getschedule", "gethomework" }, api.Requests.Select(request => request.Method).ToArray());
    }

    [TestMethod]
    public async Task Every_request_carries_key_vendor_token_and_format()
    {
        var api = SmallSchool.Api();
        await using var read = await SmallSchool.Source(api).ReadAsync();

        Assert.IsTrue(api.Requests.All(request => request["devkey"] == "dev-key-of-32" && request["vendor"] == "demo" && request["auth_token"] == "token-1" && request["out_format"] == "json"));
        Assert.AreEqual(api.Requests.Count, read.Items.OfType<ReadEffort>().Sum(effort => effort.Requests));
    }

    [TestMethod]
    public async Task Reading_twice_yields_the_same()
    {
        await using var first = await SmallSchool.Source(SmallSchool.Api()).ReadAsync();
        await using var second = await SmallSchool.Source(SmallSchool.Api()).ReadAsync();

        CollectionAssert.AreEquivalent(first.Records.ToArray(), second.Records.ToArray());
    }

    [TestMethod]
    public async Task Probe_names_school_and_numbers_and_what_is_forbidden()
    {
        await using var good = SmallSchool.Source(SmallSchool.Api());
        await using var partly = SmallSchool.Source(SmallSchool.Api().OnAny("getdiary", _ => StubApi.Refused(403)));

        var result = await good.Source.ProbeAsync(CancellationToken.None);
        var poor = await partly.Source.ProbeAsync(CancellationToken.None);

        Assert.AreEqual(new ProbeResult(true, "Вход выполнен, школа «Школа № 1»: классов 1, учеников 2. Всё нужное доступно."), result);
        Assert.IsTrue(poor.Succeeded);
        StringAssert.Contains(poor.Message, "темы уроков");
    }
}
