using ElJournal.Adapters.ElZhur.Mapping;
using ElJournal.Adapters.ElZhur.Tests.Support;

namespace ElJournal.Adapters.ElZhur.Tests.Mapping;

/// <summary>What stands where marks stand.</summary>
[TestClass]
public sealed class MarkTests
{
    private static readonly DayRange Week = new(new(2026, 9, 14), new(2026, 9, 20));

    private static readonly ClassTimetable Timetable = ClassTimetable.From("7Б", WireSamples.Days("""
        {"20260914":{"items":[{"name":"Алгебра","num":"1","lesson_id":"17"},{"name":"Русский язык","num":"2","lesson_id":"5"},{"name":"Русский язык","num":"3","lesson_id":"5"},
         {"name":"Англ. яз.","num":"4","lesson_id":"21","grp":"А"},{"name":"Англ. яз.","num":"4","lesson_id":"21","grp":"Б"}]}}
        """), Week, new TeacherDirectory([]));

    [TestMethod]
    [DataRow("5")]
    [DataRow("4/5")]
    [DataRow("3/5")]
    [DataRow("5-")]
    [DataRow("12")]
    public void Anything_with_a_digit_is_a_mark_kept_as_written(string value) => Assert.AreEqual(value, Map("""{"value":"VALUE","count":true,"lesson_id":"17","nm":"0"}""".Replace("VALUE", value)).Marks.Single().Value);

    [TestMethod]
    [DataRow("н", AttendanceKind.Absent)]
    [DataRow("Н", AttendanceKind.Absent)]
    [DataRow(" н ", AttendanceKind.Absent)]
    [DataRow("оп", AttendanceKind.Late)]
    [DataRow("ОП", AttendanceKind.Late)]
    public void Known_letters_are_absences_in_either_case(string value, AttendanceKind kind)
    {
        var mapping = Map("""{"value":"VALUE","count":false,"convert":0,"lesson_id":"17","nm":"0"}""".Replace("VALUE", value));

        Assert.AreEqual(new Attendance("20260914/7Б/1/17/", "5001", kind), mapping.Attendance.Single());
        Assert.IsEmpty(mapping.Marks);
    }

    [TestMethod]
    [DataRow("б")]
    [DataRow("УП")]
    public void Unknown_letters_are_reported_and_never_guessed(string value)
    {
        var mapping = Map("""{"value":"VALUE","count":false,"convert":0,"countas":"0","lesson_id":"17","nm":"0"}""".Replace("VALUE", value));

        Assert.IsEmpty(mapping.Marks);
        Assert.IsEmpty(mapping.Attendance);
        Assert.AreEqual("5001/20260914/17/0", mapping.Skipped.Single().Key);
        Assert.AreEqual(1, mapping.UnknownValues[value]);
    }

    [TestMethod]
    public void A_school_can_say_what_its_letters_mean()
    {
        var codes = new ValueCodes([new("н", AttendanceKind.Absent), new("б", AttendanceKind.Ill)]);

        Assert.AreEqual(AttendanceKind.Ill, Map("""{"value":"Б","lesson_id":"17","nm":"0"}""", codes: codes).Attendance.Single().AttendanceKind);
    }

    [TestMethod]
    [DataRow("""{"value":"зач","count":false,"control_type":"Зачёт","lesson_id":"17","nm":"0"}""")]
    [DataRow("""{"value":"осв","count":false,"weight":1,"lesson_id":"17","nm":"0"}""")]
    [DataRow("""{"value":"зач","count":true,"lesson_id":"17","nm":"0"}""")]
    public void Words_given_for_a_work_are_marks(string mark) => Assert.HasCount(1, Map(mark).Marks);

    [TestMethod]
    [DataRow("\"\"")]
    [DataRow("null")]
    [DataRow("\" \"")]
    [DataRow("\"&nbsp;\"")]
    public void A_phantom_is_nothing(string value)
    {
        var mapping = Map("""{"value":VALUE,"lesson_id":"17","nm":"0"}""".Replace("VALUE", value));

        Assert.IsEmpty(mapping.Marks);
        Assert.IsEmpty(mapping.Skipped);
    }

    [TestMethod]
    public void Two_marks_of_a_day_have_keys_of_their_own_even_when_their_numbers_are_missing()
    {
        CollectionAssert.AreEqual(new[] { "5001/20260914/17/0", "5001/20260914/17/1" }, Map("""{"value":"5","lesson_id":"17","nm":"0"},{"value":"4","lesson_id":"17","nm":1}""").Marks.Select(mark => mark.Id).ToArray());
        CollectionAssert.AreEqual(new[] { "5001/20260914/17/0", "5001/20260914/17/1" }, Map("""{"value":"5","lesson_id":"17"},{"value":"4","lesson_id":"17"}""").Marks.Select(mark => mark.Id).ToArray());
        CollectionAssert.AreEqual(new[] { "5001/20260914/17/0", "5001/20260914/17/0~2" }, Map("""{"value":"5","lesson_id":"17","nm":"0"},{"value":"4","lesson_id":"17","nm":"0"}""").Marks.Select(mark => mark.Id).ToArray());
    }

    [TestMethod]
    [DataRow("""{"value":"5","control_type":"Контрольная работа","control_type_short":"КР"}""")]
    [DataRow("""{"value":"5","control_type":"КР","control_type_short":"Контрольная работа"}""")]
    [DataRow("""{"value":"5","mtype":{"id":3,"type":"Контрольная работа","short":"КР"}}""")]
    public void The_kind_of_work_is_the_longer_name(string mark) => Assert.AreEqual("Контрольная работа", Map(mark).Marks.Single().Work);

    [TestMethod]
    [DataRow("""{"value":"5","weight":"2"}""", 2.0)]
    [DataRow("""{"value":"5","weight":1,"weight_float":"1,5"}""", 1.5)]
    [DataRow("""{"value":"5","weight":0}""", null)]
    [DataRow("""{"value":"5"}""", null)]
    public void Weight_is_above_nothing_or_unknown(string mark, double? expected) => Assert.AreEqual((decimal?)expected, Map(mark).Marks.Single().Weight);

    [TestMethod]
    public void Of_two_lessons_of_a_day_the_number_decides_else_the_later_one_and_such_an_absence_is_doubtful()
    {
        Assert.AreEqual("20260914/7Б/2/5/", Map("""{"value":"5","lesson_id":"5"}""", """{"2":{"name":"Русский язык","assessments":[MARKS]}}""").Marks.Single().LessonId);
        Assert.AreEqual("20260914/7Б/3/5/", Map("""{"value":"5","lesson_id":"5"}""", """[{"name":"Русский язык","assessments":[MARKS]}]""").Marks.Single().LessonId);
        Assert.IsTrue(Map("""{"value":"н","lesson_id":"5"}""", """[{"name":"Русский язык","assessments":[MARKS]}]""").Attendance.Single().Ambiguous);
    }

    [TestMethod]
    public void A_mark_of_a_subgroup_goes_to_the_pupils_own_and_to_none_when_that_is_not_known()
    {
        const string Items = """{"4":{"name":"Англ. яз.","assessments":[MARKS]}}""";
        var members = new SubgroupMembers();
        members.Add("5001", WireSamples.Days("""{"20260914":{"items":{"4":{"name":"Англ. яз.","grp":"Б"}}}}"""));

        Assert.AreEqual("20260914/7Б/4/21/Б", Map("""{"value":"5","lesson_id":"21","nm":"0"}""", Items, members).Marks.Single().LessonId);
        var unknown = Map("""{"value":"5","lesson_id":"21","nm":"0"}""", Items);
        Assert.IsEmpty(unknown.Marks);
        Assert.AreEqual("5001/20260914/21/0", unknown.Skipped.Single().Key);
    }

    [TestMethod]
    public void A_mark_without_a_lesson_is_skipped_with_its_key()
    {
        var mapping = Map("""{"value":"5","lesson_id":"99","nm":"0"}""", """{"7":{"name":"Химия","assessments":[MARKS]}}""");

        Assert.IsEmpty(mapping.Marks);
        Assert.AreEqual("5001/20260914/99/0", mapping.Skipped.Single().Key);
    }

    [TestMethod]
    public void The_subjects_id_finds_the_lesson_where_names_differ() =>
        Assert.AreEqual("20260914/7Б/1/17/", Map("""{"value":"5","lesson_id":"17"}""", """{"1":{"name":"Алгебра и начала анализа","assessments":[MARKS]}}""").Marks.Single().LessonId);

    [TestMethod]
    public void Absent_and_late_at_one_lesson_is_late_and_nothing_rests_on_it()
    {
        var entry = Map("""{"value":"н","lesson_id":"17","nm":"0"},{"value":"оп","lesson_id":"17","nm":"1"}""").Attendance.Single();

        Assert.AreEqual((AttendanceKind.Late, true), (entry.AttendanceKind, entry.Ambiguous));
    }

    private static MarkMapping Map(string marks, string items = """{"1":{"name":"Алгебра","assessments":[MARKS]}}""", SubgroupMembers? members = null, ValueCodes? codes = null)
    {
        var mapping = new MarkMapping(Timetable, members ?? new SubgroupMembers(), codes ?? ValueCodes.Usual, Week);
        mapping.Add("5001", WireSamples.Days("""{"20260914":{"items":ITEMS}}""".Replace("ITEMS", items).Replace("MARKS", marks)));
        return mapping;
    }
}
