using ElJournal.Adapters.Conformance;
using ElJournal.Adapters.ElZhur.Tests.Conformance;
using ElJournal.Adapters.ElZhur.Tests.Support;
using ElJournal.Adapters.Sources;
using ElJournal.Samples.SchoolGenerator;
using ElJournal.Samples.Simulators;

namespace ElJournal.Adapters.ElZhur.Tests.Reading;

/// <summary><c>getreplaces</c>: read when somebody has said by which names it tells who is replaced.</summary>
[TestClass]
public sealed class SubstitutionTests
{
    private static readonly (string, string) Fields = ("SubstitutionFields", "replaced=otsut, replacedId=otsut_id, substitute=teacher");

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Without_the_names_of_its_fields_it_is_not_asked_and_substitutions_are_not_shown()
    {
        var api = SmallSchool.Api();
        await using var read = await SmallSchool.Source(api).ReadAsync();

        Assert.AreEqual(0, api.Count("getreplaces"));
        Assert.IsFalse(read.Traits.ShowsSubstitutions);
    }

    [TestMethod]
    [DataRow("""{"name":"Алгебра","num":"1","room":"7","otsut":"Примерова Ольга Ивановна","otsut_id":"311","teacher":"Тестов Иван Ильич"}""", "318", DisplayName = "The row names both")]
    [DataRow("""{"num":1,"otsut":"Примерова О. И."}""", null, DisplayName = "The timetable shows who was away, the row nobody else")]
    [DataRow("""{"name":"алгебра","otsut":"Тестов Иван Ильич"}""", "311", DisplayName = "The timetable shows the substitute; only the subject tells the lesson")]
    [DataRow("""{"name":"Физика","num":"1","otsut":"Тестов Иван Ильич","grp":""}""", "311", DisplayName = "The substitute teaches another subject")]
    public async Task A_substitution_stands_at_its_lesson(string row, string? teacher)
    {
        await using var read = await SmallSchool.Source(Api(row), Fields).ReadAsync();

        var lesson = read.Of<Lesson>().Single(lesson => lesson.Number == 1);
        Assert.AreEqual(teacher, lesson.TeacherId);
        Assert.AreEqual(row.Contains("Тестов Иван Ильич\",\"grp", StringComparison.Ordinal) || row.StartsWith("{\"name\":\"алгебра", StringComparison.Ordinal) ? "318" : "311", lesson.ReplacesTeacherId);
        Assert.IsTrue(read.Of<Lesson>().Where(other => other != lesson).All(other => other.ReplacesTeacherId is null));
        Assert.IsTrue(read.Traits.ShowsSubstitutions);
        Assert.IsEmpty(read.Unread(RecordKind.Lesson));
    }

    [TestMethod]
    public async Task Of_lessons_that_share_a_number_the_subgroup_or_the_absent_teacher_tells()
    {
        await using var named = await SmallSchool.Source(Api("""{"name":"Англ. яз.","num":"2","grp":"Ин. яз. 1","otsut_id":"311"}"""), Fields).ReadAsync();
        await using var told = await SmallSchool.Source(Api("""{"name":"Англ. яз.","num":"2","otsut_id":"318"}"""), Fields).ReadAsync();

        Assert.AreEqual("7Б/Ин. яз. 1", named.Of<Lesson>().Single(lesson => lesson.ReplacesTeacherId == "311").ClassId);
        Assert.AreEqual("7Б/Ин. яз. 1", told.Of<Lesson>().Single(lesson => lesson.ReplacesTeacherId == "318").ClassId);
    }

    [TestMethod]
    [DataRow("""{"name":"Химия","num":"6","otsut_id":"311"}""", DisplayName = "No such lesson")]
    [DataRow("""{"name":"Алгебра","num":"1","otsut":"Уволенная Анна"}""", DisplayName = "Nobody of that name")]
    [DataRow("""{"room":"42"}""", DisplayName = "Nothing but a room")]
    public async Task What_was_not_understood_leaves_the_day_unread_and_lays_nothing_at_anybody_s_door(string row)
    {
        await using var read = await SmallSchool.Source(Api(row), Fields).ReadAsync();

        Assert.HasCount(3, read.Of<Lesson>());
        var unread = read.Unread(RecordKind.Lesson).Single();
        Assert.AreEqual("substitution-unclear", unread.Reason);
        StringAssert.Contains(unread.InRussian, "замену", StringComparison.Ordinal);
        Assert.IsEmpty(read.Read(RecordKind.Lesson));
    }

    [TestMethod]
    public async Task Where_the_account_may_not_ask_lessons_are_read_without()
    {
        await using var read = await SmallSchool.Source(SmallSchool.Api().OnAny("getreplaces", _ => StubApi.Refused(403)), Fields).ReadAsync();

        Assert.IsFalse(read.Traits.ShowsSubstitutions);
        Assert.IsNotEmpty(read.Read(RecordKind.Lesson));
        Assert.AreEqual("getreplaces", read.Items.OfType<Remark>().Single(remark => remark.Kind == RecordKind.Class).Where);
    }

    [TestMethod]
    public async Task Where_it_fails_no_lesson_is_sent_as_if_its_substitution_had_been_taken_back()
    {
        await using var read = await SmallSchool.Source(SmallSchool.Api().OnAny("getreplaces", _ => StubApi.Refused(503)), Fields).ReadAsync();

        Assert.IsEmpty(read.Of<Lesson>());
        Assert.AreEqual("unreachable", read.Unread(RecordKind.Lesson).Single().Reason);
    }

    [TestMethod]
    public async Task Several_days_at_once_need_a_date_in_each_row_and_are_given_up_when_refused()
    {
        var week = new DayRange(SmallSchool.Day.From, SmallSchool.Day.From.AddDays(1));
        var api = SmallSchool.Api()
            .On("getschedule", request => request["class"] is null ? """{"students":[]}""" : """
                {"days":{"20260914":{"items":[{"name":"Алгебра","num":"1","teacher":"Примерова Ольга Ивановна","lesson_id":"17"}]},
                         "20260915":{"items":[{"name":"Алгебра","num":"1","teacher":"Примерова Ольга Ивановна","lesson_id":"17"}]}}}
                """)
            .OnAny("getreplaces", request => request["days"]!.Length > 8 ? StubApi.Refused(400) : StubApi.Ok("""{"replace":[{"num":"1","otsut_id":"318","on":"2026-09-15"}]}"""));
        await using var read = await SmallSchool.Source(api, ("SubstitutionFields", "replacedId=otsut_id, date=on"), ("SubstitutionDaysPerRequest", "7"), ("Topics", "skip")).ReadAsync(week);

        Assert.AreEqual(3, api.Count("getreplaces"));
        Assert.AreEqual(new DateOnly(2026, 9, 15), read.Of<Lesson>().Single(lesson => lesson.ReplacesTeacherId == "318").Day);
    }

    [TestMethod]
    [DataRow("replaced")]
    [DataRow("who=teacher")]
    [DataRow("replaced=a b")]
    [DataRow("substitute=teacher")]
    public void A_setting_that_makes_no_sense_is_refused_by_name(string text)
    {
        var refused = Assert.ThrowsExactly<AdapterException>(() => SmallSchool.Source(SmallSchool.Api(), ("SubstitutionFields", text)));

        StringAssert.Contains(refused.Message, "SubstitutionFields", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task The_probe_names_the_fields_and_no_value()
    {
        await using var read = SmallSchool.Source(Api("""{"num":"1","otsut_fio":"Примерова Ольга Ивановна","Показова Яна":"x"}"""));

        var probe = await read.Source.ProbeAsync(TestContext.CancellationToken);

        StringAssert.Contains(probe.Message, "num, otsut_fio", StringComparison.Ordinal);
        Assert.DoesNotContain("Примерова", probe.Message);
        Assert.DoesNotContain("Показова", probe.Message);
    }

    [TestMethod]
    public async Task The_simulated_journal_s_substitutions_come_with_one_request_for_a_class_and_day()
    {
        await using var server = await SimulatorServer.StartAsync(new() { Scale = SchoolScale.Demo });
        await using var world = new ElZhurWorld(server, SchoolScale.Demo);
        var settings = new Dictionary<string, string>(world.Settings) { ["SubstitutionFields"] = "replaced=teacher_replaced, replacedId=teacher_replaced_id", ["Topics"] = "skip" };

        var read = await ReadOutcome.OfAsync(world, new DayRange(new(2026, 9, 28), new(2026, 9, 30)), settings: settings, cancellationToken: TestContext.CancellationToken);

        Assert.IsEmpty(read.Unread);
        var replaced = read.Records.OfType<Lesson>().Where(lesson => lesson.ReplacesTeacherId is not null).ToList();
        CollectionAssert.AreEquivalent(new[] { (29, "7Б"), (30, "7А/физ-ра 2") }, replaced.Select(lesson => (lesson.Day.Day, lesson.ClassId)).ToList());
        Assert.IsTrue(replaced.TrueForAll(lesson => lesson.TeacherId is not null && lesson.TeacherId != lesson.ReplacesTeacherId));
        var classDays = read.Records.OfType<Lesson>().Where(lesson => lesson.Status != LessonStatus.Cancelled).Select(lesson => (lesson.Day, Class: lesson.ClassId.Split('/')[0])).Distinct().Count();
        Assert.AreEqual(classDays, server.World.Requests.Count("elzhur", "getreplaces"));
    }

    [TestMethod]
    public async Task A_whole_term_of_substitutions_comes_with_one_request_for_a_class_and_month()
    {
        await using var server = await SimulatorServer.StartAsync(new() { Scale = SchoolScale.Demo });
        await using var world = new ElZhurWorld(server, SchoolScale.Demo);
        var settings = new Dictionary<string, string>(world.Settings)
        {
            ["SubstitutionFields"] = "replaced=teacher_replaced, replacedId=teacher_replaced_id, date=date", ["SubstitutionDaysPerRequest"] = "31", ["Topics"] = "skip",
        };
        await using var source = world.Source(settings);
        var items = new List<ReadItem>();
        await foreach (var item in source.ReadAsync(new ReadRequest(world.Whole, new HashSet<RecordKind> { RecordKind.Lesson }, [], new Dictionary<string, string>()), TestContext.CancellationToken))
        {
            items.Add(item);
        }

        Assert.IsEmpty(items.OfType<ScopeUnread>());
        var expected = GeneratedSchool.Create(SchoolScale.Demo).StateAt(GeneratedSchool.Final).OfType<Lesson>().Where(lesson => lesson.ReplacesTeacherId is not null && world.Whole.Contains(lesson.Day));
        CollectionAssert.AreEqual(
            expected.Select(lesson => (lesson.Day, lesson.Number)).Order().ToList(),
            items.OfType<Records>().SelectMany(batch => batch.Items).OfType<Lesson>().Where(lesson => lesson.ReplacesTeacherId is not null).Select(lesson => (lesson.Day, lesson.Number)).Order().ToList());
    }

    private static StubApi Api(string row) => SmallSchool.Api().On("getreplaces", """{"replace":[""" + row + "]}");
}
