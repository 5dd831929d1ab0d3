using ElJournal.Rules.Journal;

namespace ElJournal.Rules.Tests.Journal;

[TestClass]
public sealed class RosterTests
{
    [TestMethod]
    public void A_subgroup_inherits_class_grade_and_class_teacher()
    {
        var roster = Roster.Create([new ClassGroup("7", "7А", 7, homeroomTeacherId: "t"), new ClassGroup("e", "англ.", null, ClassKind.Subgroup, parentId: "7"), new ClassGroup("e1", "англ. 1", null, ClassKind.Subgroup, parentId: "e")]);
        var group = roster.Group("e1")!;
        Assert.AreEqual("7", group.RootId);
        Assert.AreEqual(7, group.Grade);
        Assert.AreEqual("t", group.HomeroomTeacherId);
        Assert.AreEqual(ClassKind.Subgroup, group.Kind);
    }

    [TestMethod]
    public void Parents_that_are_missing_or_go_in_circles_are_tolerated()
    {
        var roster = Roster.Create([new ClassGroup("a", "А", 5, ClassKind.Subgroup, parentId: "b"), new ClassGroup("b", "Б", null, ClassKind.Subgroup, parentId: "a"), new ClassGroup("c", "В", 3, ClassKind.Subgroup, parentId: "nowhere")]);
        Assert.AreEqual("a", roster.Group("a")!.RootId);
        Assert.AreEqual("b", roster.Group("b")!.RootId);
        Assert.AreEqual("c", roster.Group("c")!.RootId);
        Assert.AreEqual(3, roster.Group("c")!.Grade);
    }

    [TestMethod]
    public void Of_two_records_with_one_key_the_later_wins()
    {
        var roster = Roster.Create([new Student("s", "Старая"), new Subject("u", "Алгебра"), new Student("s", "Новая", classId: "c"), new ClassGroup("c", "1А", 1)]);
        Assert.AreEqual("Новая", roster.Student("s")!.FamilyName);
        Assert.AreEqual(1, roster.ClassOf("s")!.Grade);
        Assert.IsNull(roster.ClassOf("nobody"));
        Assert.IsNull(roster.Group(null));
        Assert.AreEqual("Алгебра", roster.Subject("u")!.Name);
    }

    [TestMethod]
    [DataRow("7А", "7a", true)]
    [DataRow("7А", "7 «а»", true)]
    [DataRow("7А", "7-A", true)]
    [DataRow("10В", "10 b", true)]
    [DataRow("7А", "7Б", false)]
    [DataRow("1А", "11А", false)]
    [DataRow("5Ё", "5е", true)]
    public void Class_names_are_compared_as_people_read_them(string first, string second, bool same) => Assert.AreEqual(same, ClassName.Same(first, second));
}
