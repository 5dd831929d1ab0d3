using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Tests.Policy;

[TestClass]
public sealed class SchoolPolicyTests
{
    [TestMethod]
    [DataRow("Ответ на уроке", WorkKind.Oral)]
    [DataRow("работа на  уроке", WorkKind.Oral)]
    [DataRow("Контрольная работа", WorkKind.Assessment)]
    [DataRow("Зачет", WorkKind.Assessment)]
    [DataRow("Самостоятельная работа", WorkKind.Written)]
    [DataRow("Домашняя работа", WorkKind.Homework)]
    [DataRow("ВПР", WorkKind.External)]
    public void Usual_names_of_works_are_known(string name, WorkKind kind) => Assert.AreEqual(kind, SchoolPolicy.Default.WorkOf(name));

    [TestMethod]
    public void The_school_adds_names_and_overrules_the_usual_ones()
    {
        var policy = new SchoolPolicy(works: [new("Опрос", WorkKind.Oral), new("ответ на уроке", WorkKind.Written)]);
        Assert.AreEqual(WorkKind.Oral, policy.WorkOf("опрос"));
        Assert.AreEqual(WorkKind.Written, policy.WorkOf("Ответ на уроке"));
        Assert.IsNull(policy.WorkOf("Что-то своё"));
        Assert.IsNull(policy.WorkOf(null));
        Assert.AreEqual(WorkKind.Oral, SchoolPolicy.Default.WorkOf("Ответ на уроке"));
    }

    [TestMethod]
    public void Grades_ten_and_eleven_have_half_years()
    {
        var policy = new SchoolPolicy(terms: [new TermPolicy([5, 6, 7, 8], "Музыка", TermKind.HalfYear), new TermPolicy([4], null, TermKind.Trimester)]);
        Assert.AreEqual(TermKind.Quarter, policy.TermsOf(9));
        Assert.AreEqual(TermKind.HalfYear, policy.TermsOf(10));
        Assert.AreEqual(TermKind.HalfYear, policy.TermsOf(5, "музыка"));
        Assert.AreEqual(TermKind.Quarter, policy.TermsOf(9, "Музыка"));
        Assert.AreEqual(TermKind.Trimester, policy.TermsOf(4));
    }

    [TestMethod]
    public void The_term_of_a_day_is_one_that_the_grade_has()
    {
        var roster = Roster.Create([new Term("y", null, TermKind.SchoolYear, new DateOnly(2026, 9, 1), new DateOnly(2027, 5, 31)), new Term("q", null, TermKind.Quarter, new DateOnly(2026, 9, 1), new DateOnly(2026, 10, 25)), new Term("h", null, TermKind.HalfYear, new DateOnly(2026, 9, 1), new DateOnly(2026, 12, 31))]);
        var day = new DateOnly(2026, 10, 5);
        Assert.AreEqual("q", SchoolPolicy.Default.TermAt(roster, 7, day)!.Id);
        Assert.AreEqual("h", SchoolPolicy.Default.TermAt(roster, 11, day)!.Id);
        Assert.AreEqual("h", SchoolPolicy.Default.TermAt(roster, 7, new DateOnly(2026, 11, 5))!.Id, "no quarter there: the next best");
        Assert.IsNull(SchoolPolicy.Default.TermAt(roster, 7, new DateOnly(2026, 8, 1)));
    }

    [TestMethod]
    public void Marks_are_asked_as_the_school_says()
    {
        var policy = new SchoolPolicy(subjects: [new SubjectPolicy("ОРКСЭ", [4], MarksMode.Optional), new SubjectPolicy("Музыка", [], MarksMode.Pass)]);
        Assert.AreEqual(MarksMode.Optional, policy.MarksOf("ОРКСЭ", 4));
        Assert.AreEqual(MarksMode.None, policy.MarksOf("ОРКСЭ", 5));
        Assert.AreEqual(MarksMode.Pass, policy.MarksOf("музыка", 3));
        Assert.AreEqual(MarksMode.None, policy.MarksOf("Разговоры о важном", 7));
        Assert.AreEqual(MarksMode.Required, policy.MarksOf("Алгебра", 7));
    }

    [TestMethod]
    public void A_class_that_is_not_named_is_taught_in_the_first_shift()
    {
        var policy = new SchoolPolicy(shifts: [new ShiftPolicy(["6a", "6Б"], 2)]);
        var first = new ClassGroup("1", "6А", 6);
        var second = new ClassGroup("2", "6В", 6);
        Assert.AreEqual(2, policy.ShiftOf(new GroupInfo(first, first, 6)));
        Assert.AreEqual(1, policy.ShiftOf(new GroupInfo(second, second, 6)));
    }
}
