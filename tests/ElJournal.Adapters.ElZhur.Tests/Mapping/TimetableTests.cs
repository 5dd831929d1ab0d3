using ElJournal.Adapters.ElZhur.Mapping;
using ElJournal.Adapters.ElZhur.Tests.Support;

namespace ElJournal.Adapters.ElZhur.Tests.Mapping;

/// <summary>Lessons of a class, with all that makes a timetable odd.</summary>
[TestClass]
public sealed class TimetableTests
{
    private static readonly DayRange Week = new(new(2026, 9, 14), new(2026, 9, 20));
    private static readonly TeacherDirectory Staff = new([new Teacher("311", "Примерова", "Ольга", "Ивановна"), new Teacher("318", "Тестов", "Иван", "Ильич"), new Teacher("401", "Двойник", "Анна", "Петровна"), new Teacher("402", "Двойник", "Анна", "Петровна")]);

    [TestMethod]
    public void Lessons_of_subgroups_share_a_number_and_have_keys_of_their_own()
    {
        var lessons = Lessons("""[{"name":"Труд","num":"3","lesson_id":"9","grp":"Мальчики"},{"name":"Труд","num":"3","lesson_id":"9","grp":"Девочки"}]""");

        CollectionAssert.AreEquivalent(new[] { "20260914/7Б/3/9/Мальчики", "20260914/7Б/3/9/Девочки" }, lessons.Select(lesson => lesson.Id).ToArray());
        CollectionAssert.AreEquivalent(new[] { "7Б/Мальчики", "7Б/Девочки" }, lessons.Select(lesson => lesson.ClassId).ToArray());
    }

    [TestMethod]
    public void A_lesson_listed_twice_is_one_and_two_teachers_at_one_place_are_two()
    {
        var once = Lessons("""[{"name":"Хор","num":"3","lesson_id":"9","teacher":"Тестов Иван Ильич"},{"name":"Хор","num":3,"lesson_id":9,"teacher":"Тестов  Иван Ильич"}]""");
        var twice = Lessons("""[{"name":"Хор","num":"3","lesson_id":"9","teacher":"Тестов Иван Ильич"},{"name":"Хор","num":"3","lesson_id":"9","teacher":"Примерова Ольга Ивановна"}]""");

        Assert.HasCount(1, once);
        CollectionAssert.AreEqual(new[] { "20260914/7Б/3/9/", "20260914/7Б/3/9/~2" }, twice.Select(lesson => lesson.Id).ToArray());
    }

    [TestMethod]
    [DataRow("""[{"name":"Шахматы","teacher":"Тестов Иван Ильич","starttime":"15:00:00","homework":[]}]""")]
    [DataRow("[]")]
    [DataRow("{}")]
    [DataRow("null")]
    public void Extracurricular_hours_beside_the_timetable_are_no_lessons_of_it(string hours)
    {
        var timetable = Read("""{"20260914":{"items":[{"name":"Алгебра","num":"1"}],"items_extday":HOURS}}""".Replace("HOURS", hours));

        Assert.AreEqual("Алгебра", timetable.Lessons.Single().Subject);
    }

    [TestMethod]
    public void The_order_of_the_answer_does_not_change_keys()
    {
        const string First = """{"name":"Хор","num":"3","lesson_id":"9","teacher":"Тестов Иван Ильич"}""";
        const string Second = """{"name":"Хор","num":"3","lesson_id":"9","teacher":"Примерова Ольга Ивановна"}""";

        CollectionAssert.AreEqual(Lessons($"[{First},{Second}]").ToArray(), Lessons($"[{Second},{First}]").ToArray());
    }

    [TestMethod]
    public void A_lesson_named_Cancel_is_taken_off()
    {
        var lesson = Lessons("""[{"name":"Cancel","num":"3","lesson_id":"9"}]""").Single();

        Assert.AreEqual((LessonStatus.Cancelled, null), (lesson.Status, lesson.SubjectId));
    }

    [TestMethod]
    [DataRow("vacation", 0)]
    [DataRow("holiday", 0)]
    [DataRow("today", 1)]
    [DataRow("", 1)]
    public void Lessons_that_a_vacation_still_carries_are_not_given(string alert, int expected)
    {
        var timetable = Read("""{"20260914":{"alert":"ALERT","holiday_name":"Каникулы","items":[{"name":"Алгебра","num":"1"}]}}""".Replace("ALERT", alert));

        Assert.AreEqual(expected, timetable.Lessons.Count());
    }

    [TestMethod]
    public void A_lesson_without_number_or_room_is_a_lesson()
    {
        var lesson = Lessons("""[{"name":"Шахматы"}]""").Single();

        Assert.AreEqual(("20260914/7Б/-/Шахматы/", null, "Шахматы"), (lesson.Id, lesson.Number, lesson.SubjectId));
    }

    [TestMethod]
    public void A_map_gives_numbers_by_its_keys() => Assert.AreEqual(2, Lessons("""{"2":{"name":"Алгебра"}}""").Single().Number);

    [TestMethod]
    [DataRow("99")]
    [DataRow("первый")]
    public void A_number_that_is_none_is_unknown(string number) => Assert.IsNull(Lessons("""[{"name":"Алгебра","num":"NUMBER"}]""".Replace("NUMBER", number)).Single().Number);

    [TestMethod]
    [DataRow("09:15:00", "08:30:00")]
    [DataRow("08:30:00", "08:30:00")]
    public void A_lesson_that_ends_before_it_starts_has_no_times(string start, string end)
    {
        var lesson = Lessons("""[{"name":"Алгебра","num":"1","starttime":"START","endtime":"END"}]""".Replace("START", start).Replace("END", end)).Single();

        Assert.AreEqual((null, null), (lesson.Start, lesson.End));
    }

    [TestMethod]
    public void A_name_with_slash_or_entities_makes_a_key_that_can_be_told_apart()
    {
        var lesson = Lessons("""[{"name":"Изо &amp; труд","num":"1","grp":"1/2"}]""").Single();

        Assert.AreEqual(("20260914/7Б/1/Изо & труд/1%2F2", "7Б/1%2F2"), (lesson.Id, lesson.ClassId));
    }

    [TestMethod]
    public void Days_outside_the_window_and_days_that_are_none_are_passed_over() =>
        Assert.IsEmpty(Read("""{"20260921":{"items":[{"name":"Алгебра","num":"1"}]},"завтра":{"items":[{"name":"Алгебра","num":"1"}]}}""").Lessons);

    [TestMethod]
    [DataRow("311", "Примерова  Ольга Ивановна", "311", DisplayName = "id and name agree")]
    [DataRow("318", "Примерова Ольга Ивановна", "311", DisplayName = "the name decides when the id is somebody else's")]
    [DataRow("999", "Примерова Ольга Ивановна", "311", DisplayName = "the name decides when the id is unknown")]
    [DataRow(null, "Примерова О. И.", "311", DisplayName = "initials")]
    [DataRow(null, "Примерова О.И.", "311", DisplayName = "initials without spaces")]
    [DataRow("318", null, "318", DisplayName = "an id alone")]
    [DataRow(null, "Двойник Анна Петровна", null, DisplayName = "two bear the name")]
    [DataRow("402", "Двойник Анна Петровна", "402", DisplayName = "two bear the name, the id decides")]
    [DataRow("999", "Вакансия", null, DisplayName = "nobody of the staff")]
    [DataRow(null, "", null, DisplayName = "no name")]
    [DataRow(null, "Примерова Оксана Игоревна", null, DisplayName = "a full name is not matched by initials")]
    public void The_teacher_is_named_only_when_it_is_sure_who(string? id, string? name, string? expected) => Assert.AreEqual(expected, Staff.Find(id, name));

    [TestMethod]
    public void Without_a_staff_list_teachers_are_those_of_the_timetable()
    {
        var timetable = Read("""{"20260914":{"items":[{"name":"Алгебра","num":"1","teacher_id":311,"teacher":"Примерова Ольга Ивановна"}]}}""", new TeacherDirectory([]));

        Assert.AreEqual(new Teacher("311", "Примерова", "Ольга", "Ивановна"), timetable.Unlisted.Single());
        Assert.AreEqual("311", timetable.Lessons.Single().TeacherId);
    }

    private static List<Lesson> Lessons(string items) => [.. Read("""{"20260914":{"items":ITEMS}}""".Replace("ITEMS", items)).Lessons.Select(lesson => lesson.Record())];

    private static ClassTimetable Read(string days, TeacherDirectory? teachers = null) => ClassTimetable.From("7Б", WireSamples.Days(days), Week, teachers ?? Staff);
}
