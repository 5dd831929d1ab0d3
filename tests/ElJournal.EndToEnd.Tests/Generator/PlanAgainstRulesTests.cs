using ElJournal.EndToEnd.Tests.Support;
using ElJournal.Rules.Calendar;
using ElJournal.Rules.Compliance;
using ElJournal.Rules.Journal;
using ElJournal.Samples.SchoolGenerator;

namespace ElJournal.EndToEnd.Tests.Generator;

/// <summary>The rules alone, without ledger and program, on what a patient onlooker knows: they find exactly what the generator did on purpose.</summary>
[TestClass]
public sealed class PlanAgainstRulesTests
{
    [TestMethod]
    public void The_rules_find_what_was_planned_and_nothing_else()
    {
        var school = GeneratedSchool.Create();
        var journal = new WatchedJournal();
        foreach (var moment in GeneratedSchool.Reads)
        {
            journal.Read(school, moment);
        }

        var roster = Roster.Create(journal.Records);
        var lessons = journal.Lessons(roster);
        var sink = new Collecting();
        DemoOrder.Rules.Evaluate(
            new JudgingContext
            {
                SchoolId = "demo",
                Roster = roster,
                Calendar = new SchoolCalendar(DemoOrder.Calendar, TimeZoneInfo.FindSystemTimeZoneById(SchoolDays.Zone)),
                Policy = DemoOrder.Policy,
                Now = GeneratedSchool.Final,
                Reads = journal,
                Timetable = Timetable.Create(lessons, roster),
                FinalMarks = journal,
                School = journal,
                FirstReadDay = SchoolDays.FirstDay,
            },
            lessons,
            sink);

        var found = sink.Findings.Select(finding => Line(finding.Rule, finding.Part, finding.State, finding.LessonId, finding.StudentId, (finding.ClassId, finding.SubjectId, finding.TeacherId))).ToList();
        var planned = school.Plan.Findings.Select(finding => Line(finding.Rule, finding.Part, finding.State, finding.LessonId, finding.StudentId, (finding.ClassId, finding.SubjectId, finding.TeacherId))).ToList();
        Assert.AreEqual("", string.Join('\n', planned.Except(found).Order(StringComparer.Ordinal)), "planned and not found");
        Assert.AreEqual("", string.Join('\n', found.Except(planned).Order(StringComparer.Ordinal)), "found and not planned");
        Assert.HasCount(planned.Count, found);
        Assert.AreEqual("", string.Join('\n', sink.NotCheckedScopes), "not checked");
    }

    private static string Line(string rule, string? part, FindingState state, string? lesson, string? student, (string? Class, string? Subject, string? Teacher) where) =>
        $"{rule} {part} {state} {lesson ?? where.ToString()} {student}";

    private sealed class Collecting : IFindingSink
    {
        public List<Finding> Findings { get; } = [];

        public List<NotChecked> NotCheckedScopes { get; } = [];

        public void Add(Finding finding) => Findings.Add(finding);

        public void NotChecked(NotChecked scope) => NotCheckedScopes.Add(scope);

        public void Unsettled(string rootClassId, DateOnly day)
        {
        }
    }
}
