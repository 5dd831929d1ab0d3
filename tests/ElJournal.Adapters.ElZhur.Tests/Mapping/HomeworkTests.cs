using ElJournal.Adapters.ElZhur.Mapping;
using ElJournal.Adapters.ElZhur.Tests.Support;

namespace ElJournal.Adapters.ElZhur.Tests.Mapping;

/// <summary>Homework names a day and a subject, never a lesson.</summary>
[TestClass]
public sealed class HomeworkTests
{
    private static readonly DayRange Week = new(new(2026, 9, 14), new(2026, 9, 20));

    private static readonly ClassTimetable Timetable = ClassTimetable.From("7Б", WireSamples.Days("""
        {"20260914":{"items":[{"name":"Алгебра","num":"1","lesson_id":"17"},{"name":"Русский язык","num":"2","lesson_id":"5"},{"name":"Русский  язык","num":"3","lesson_id":"5"},
         {"name":"Англ. яз.","num":"4","lesson_id":"21","grp":"Группа А","grp_short":"А"},{"name":"Англ. яз.","num":"4","lesson_id":"21","grp":"Группа Б","grp_short":"Б"}]}}
        """), Week, new TeacherDirectory([]));

    [TestMethod]
    public void Both_lessons_of_a_double_one_have_it_so_that_it_is_missing_at_neither() =>
        CollectionAssert.AreEquivalent(new[] { "20260914/7Б/2/5/", "20260914/7Б/3/5/" }, Keys("""[{"name":"Русский язык","homework":{"1":{"value":"упр. 5"}}}]"""));

    [TestMethod]
    public void As_many_works_as_lessons_are_one_for_each_in_their_order() =>
        CollectionAssert.AreEqual(
            new[] { new Homework("20260914/7Б/2/5/", "упр. 5"), new Homework("20260914/7Б/3/5/", "упр. 6") },
            Map("""[{"name":"Русский язык","homework":{"1":{"value":"упр. 5"}}},{"name":"Русский язык","homework":{"2":{"value":"упр. 6"}}}]""").Works.ToArray());

    [TestMethod]
    [DataRow("""[{"name":"Англ. яз.","grp":"Группа Б","homework":{"1":{"value":"unit 3"}}}]""", "20260914/7Б/4/21/Группа Б")]
    [DataRow("""[{"name":"Англ. яз.","grp":"Б","grp_short":"Б","homework":{"1":{"value":"unit 3"}}}]""", "20260914/7Б/4/21/Группа Б")]
    [DataRow("""[{"name":"Англ. яз.","homework":{"1":{"value":"unit 3"}}}]""", "20260914/7Б/4/21/Группа А,20260914/7Б/4/21/Группа Б")]
    public void A_subgroup_has_its_own_and_what_names_none_is_for_all(string items, string expected) => Assert.AreEqual(expected, string.Join(",", Keys(items).Order(StringComparer.Ordinal)));

    [TestMethod]
    [DataRow("""[{"name":"Химия","homework":{"1":{"value":"§ 5"}}}]""")]
    [DataRow("""[{"name":"Англ. яз.","grp":"Группа В","homework":{"1":{"value":"unit 3"}}}]""")]
    public void A_day_with_homework_that_fits_no_lesson_is_unread(string items)
    {
        var mapping = Map(items);

        Assert.IsEmpty(mapping.Works);
        Assert.AreEqual(Week.From, mapping.UnreadDays.Single());
    }

    [TestMethod]
    [DataRow("""[{"name":"Алгебра","homework":{"1":{"id":1,"value":"№ 5"},"2":{"id":2,"value":"№ 6"}}}]""", "№ 5\n№ 6")]
    [DataRow("""[{"name":"Алгебра","homework":[{"value":"<p>§&nbsp;5</p>упр.&nbsp;7"}]}]""", "§ 5\nупр. 7")]
    [DataRow("""[{"name":"Алгебра","homework":[],"files":{"file":[{"toid":1,"filename":"задание.pdf","link":"https://storage.example/x"}]}}]""", "Файлы: задание.pdf")]
    [DataRow("""[{"name":"Алгебра","homework":[],"individual_exists":true}]""", "Индивидуальные задания")]
    public void Its_text_is_all_that_was_given(string items, string expected) => Assert.AreEqual(expected, Map(items).Works.Single().Text);

    [TestMethod]
    [DataRow("""[{"name":"Алгебра","homework":[]}]""")]
    [DataRow("""[{"name":"Алгебра","homework":{"1":{"value":""}},"files":[],"individual_exists":false}]""")]
    [DataRow("""[{"name":"Алгебра"}]""")]
    public void An_empty_one_is_none(string items)
    {
        var mapping = Map(items);

        Assert.IsEmpty(mapping.Works);
        Assert.IsEmpty(mapping.UnreadDays);
    }

    private static string[] Keys(string items) => [.. Map(items).Works.Select(work => work.LessonId)];

    private static HomeworkMapping Map(string items) => HomeworkMapping.From(WireSamples.Days("""{"20260914":{"items":ITEMS}}""".Replace("ITEMS", items)), Timetable, Week, HomeworkPlace.Unknown);
}
