using ElJournal.Adapters.ElZhur.Mapping;
using ElJournal.Adapters.ElZhur.Tests.Support;
using ElJournal.Adapters.ElZhur.Wire;

namespace ElJournal.Adapters.ElZhur.Tests.Mapping;

/// <summary>Classes, pupils, terms and final marks.</summary>
[TestClass]
public sealed class RosterTests
{
    [TestMethod]
    public void Groups_with_a_dot_are_no_classes() => CollectionAssert.AreEqual(new[] { "7Б" }, Roster("""{"7Б":{"parallel":"7"},"7Б.И1":{"parallel":7},"7Б.Мальчики":[]}""", "[]").Classes.Select(list => list.Name).ToArray());

    [TestMethod]
    [DataRow("""{"7Б":{"parallel":7}}""", 7)]
    [DataRow("""{"7Б":{"parallel":"7"}}""", 7)]
    [DataRow("""{"10А":{}}""", 10)]
    [DataRow("""{"Кружок":{"parallel":""}}""", null)]
    [DataRow("""{"7Б":{"parallel":"седьмая"}}""", 7)]
    [DataRow("""{"1234":{"parallel":77}}""", null)]
    public void The_grade_is_the_parallel_else_what_the_name_begins_with(string groups, int? expected) => Assert.AreEqual(expected, Roster(groups, "[]").Classes.Single().Group.Grade);

    [TestMethod]
    public void A_pupil_listed_in_several_groups_is_one()
    {
        var roster = Roster("""{"7Б":{}}""", """[{"key":"a","name":"7Б.И1","users":[{"name":"1","lastname":"Показова","firstname":"Яна"}]},{"key":"b","name":"7 «б»","users":[{"name":1,"lastname":"Показова","firstname":" Яна"}]}]""");

        Assert.AreEqual("7Б", roster.Students.Single().ClassId);
        CollectionAssert.AreEqual(new[] { "1" }, roster.Classes.Single().Pupils.ToArray());
        Assert.IsEmpty(roster.DoubtfulPupils);
    }

    [TestMethod]
    public void Two_people_with_one_id_are_nobody_and_both_classes_are_in_doubt()
    {
        var roster = Roster("""{"7А":{},"7Б":{},"7В":{}}""", """
            [{"name":"7А","users":[{"name":"1","lastname":"Показова","firstname":"Яна"},{"name":"2","lastname":"Второй"}]},{"name":"7Б","users":[{"name":"1","lastname":"Образцов","firstname":"Пётр"}]},{"name":"7В","users":[{"name":"3","lastname":"Третий"}]}]
            """);

        CollectionAssert.AreEqual(new[] { "1" }, roster.DoubtfulPupils.ToArray());
        CollectionAssert.AreEqual(new[] { "2", "3" }, roster.Students.Select(student => student.Id).ToArray());
        CollectionAssert.AreEqual(new[] { true, true, false }, roster.Classes.Select(list => list.HasDoubtful).ToArray());
    }

    [TestMethod]
    [DataRow("""{"name":"1"}""")]
    [DataRow("""{"lastname":"Безномерный"}""")]
    [DataRow("""{"name":"","lastname":"Безномерный"}""")]
    public void Somebody_without_id_or_name_is_not_listed(string person) => Assert.IsEmpty(Roster("""{"7Б":{}}""", """[{"name":"7Б","users":[PERSON]}]""".Replace("PERSON", person)).Students);

    [TestMethod]
    public void Names_come_without_entities_and_superfluous_spaces() =>
        Assert.AreEqual(new Student("1", "Д'Артаньян", "Анна Мария", classId: "7Б"), Roster("""{"7Б":{}}""", """[{"name":"7Б","users":[{"name":"1","lastname":" Д&#39;Артаньян","firstname":"Анна  Мария"}]}]""").Students.Single());

    [TestMethod]
    public void Terms_alike_in_all_classes_are_one_and_others_are_told_apart_by_their_days()
    {
        var book = new TermBook();
        book.Add("7Б", Periods("""[{"name":"I","fullname":"I четверть","start":"20260901","end":"20261024"},{"name":"III","fullname":"III четверть","start":"20270111","end":"20270320"}]"""));
        book.Add("1А", Periods("""[{"name":"I","fullname":"I четверть","start":"20260901","end":"20261024"},{"name":"III","fullname":"III четверть","start":"20270111","end":"20270326"}]"""));

        CollectionAssert.AreEquivalent(new[] { "I четверть", "III четверть 20270111-20270320", "III четверть 20270111-20270326" }, book.Terms().Select(term => term.Id).ToArray());
        Assert.AreEqual("III четверть 20270111-20270326", book.Find("1А", "III"));
        Assert.AreEqual("I четверть", book.Find("7Б", "i четверть"));
        Assert.AreEqual("Годовая", book.Find("7Б", "Годовая"));
    }

    [TestMethod]
    [DataRow("""{"name":"I","fullname":"I четверть","start":"20260901","end":"20261024","disabled":true}""")]
    [DataRow("""{"name":"I","fullname":"I четверть","start":"20260901","end":"20261024","ambigious":"да"}""")]
    [DataRow("""{"name":"I","fullname":"I четверть","start":"","end":null}""")]
    [DataRow("""{"name":"I","fullname":"I четверть","start":"20261024","end":"20260901"}""")]
    [DataRow("""{"name":"Сборы","start":"20260901","end":"20260910"}""")]
    public void Periods_that_are_disabled_ambiguous_or_of_no_known_kind_are_no_terms(string period)
    {
        var book = new TermBook();
        book.Add("7Б", Periods($"[{period}]"));

        Assert.IsEmpty(book.Terms());
    }

    [TestMethod]
    [DataRow("II триместр", TermKind.Trimester)]
    [DataRow("1 полугодие", TermKind.HalfYear)]
    [DataRow("Учебный год", TermKind.SchoolYear)]
    [DataRow("4-я ЧЕТВЕРТЬ", TermKind.Quarter)]
    public void The_kind_of_a_term_is_in_its_name(string name, TermKind kind)
    {
        var book = new TermBook();
        book.Add("7Б", Periods("""[{"name":"NAME","start":"2026-09-01","end":"2026-10-24"}]""".Replace("NAME", name)));

        Assert.AreEqual(kind, book.Terms().Single().TermKind);
    }

    [TestMethod]
    [DataRow("2026-12-01 09:30:00", "2026-12-01T06:30:00Z")]
    [DataRow("2026-12-01", null)]
    [DataRow("", null)]
    [DataRow(null, null)]
    public void A_token_ends_in_Moscow_time(string? text, string? expected) =>
        Assert.AreEqual(expected is null ? null : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), WireTimes.Moment(text));

    private static Entries<WirePeriod> Periods(string periods) => WireSamples.Result<WirePeriods>("""{"students":[{"name":"1","periods":""" + periods + "}]}").Students![0].Value.Periods!;

    private static SchoolRoster Roster(string groups, string subgroups) => SchoolRoster.From(
        WireSamples.Result<WireRules>("""{"relations":{"groups":GROUPS}}""".Replace("GROUPS", groups)), WireSamples.Result<WireReceivers>("""{"groups":[{"key":"students","subgroups":SUBGROUPS}]}""".Replace("SUBGROUPS", subgroups)));
}
