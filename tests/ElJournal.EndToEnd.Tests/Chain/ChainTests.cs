using System.Text.Json;
using ElJournal.EndToEnd.Tests.Support;
using ElJournal.Rules.Journal;
using ElJournal.Samples.SchoolGenerator;

namespace ElJournal.EndToEnd.Tests.Chain;

/// <summary>The generated school through the built program: read five times, judged, told, delivered. The chain runs once, the tests look at what it left.</summary>
[TestClass]
public sealed class ChainTests
{
    private static readonly GeneratedSchool School = GeneratedSchool.Create();
    private static DemoSchoolFolder folder = null!;
    private static JsonElement check;
    private static JsonElement export;
    private static JsonElement quiet;

    [ClassInitialize]
    public static async Task RunTheChain(TestContext context)
    {
        _ = context;
        folder = new DemoSchoolFolder();
        foreach (var moment in GeneratedSchool.Reads)
        {
            // What leads up to the end runs here; each verb runs as a process at the end.
            Func<int, string[], Task<JsonElement>> run = moment == GeneratedSchool.Final ? folder.Program.JsonAsync : folder.Program.JsonHereAsync;
            await folder.ShowJournalAsync(moment);
            await run(0, DemoSchoolFolder.Sync(moment));
            if (moment >= GeneratedSchool.Reads[2])
            {
                await run(2, DemoSchoolFolder.Check(moment));
                await run(0, DemoSchoolFolder.Notify(moment));
                export = await run(0, DemoSchoolFolder.Export(moment));
            }
        }

        quiet = await folder.Program.JsonAsync(0, DemoSchoolFolder.Sync(GeneratedSchool.Final));
        check = await folder.Program.JsonAsync(2, DemoSchoolFolder.Check(GeneratedSchool.Final));
    }

    [ClassCleanup]
    public static void CleanUp() => folder.Dispose();

    [TestMethod]
    public void The_findings_are_exactly_those_that_were_planned()
    {
        var found = AboutEntries()
            .Select(finding => Line(Text(finding, "rule"), Text(finding, "part"), Text(finding, "state"), Text(finding, "lessonId") ?? $"{Text(finding, "classId")} {Text(finding, "subject")} {Text(finding, "teacherId")}", Text(finding, "studentId"))).ToList();
        var subjects = School.Roster.OfType<Subject>().ToDictionary(subject => subject.Id, subject => subject.Name);
        var planned = School.Plan.Findings
            .Select(finding => Line(finding.Rule, finding.Part, finding.State.ToString().ToLowerInvariant(), finding.LessonId ?? $"{finding.ClassId} {(finding.SubjectId is { } subject ? subjects[subject] : null)} {finding.TeacherId}", finding.StudentId)).ToList();

        Assert.AreEqual("", string.Join('\n', planned.Except(found).Order(StringComparer.Ordinal)), "planned and not found");
        Assert.AreEqual("", string.Join('\n', found.Except(planned).Order(StringComparer.Ordinal)), "found and not planned");
        Assert.HasCount(planned.Count, found);
    }

    [TestMethod]
    public void No_near_miss_is_found()
    {
        var found = check.GetProperty("findings").EnumerateArray().Select(finding => (Rule: Text(finding, "rule"), Part: Text(finding, "part"), Lesson: Text(finding, "lessonId"), Student: Text(finding, "studentId"), Teacher: Text(finding, "teacherId"))).ToList();
        foreach (var miss in School.Plan.NearMisses)
        {
            Assert.IsFalse(
                found.Exists(finding => finding.Rule == miss.Rule && finding.Lesson == miss.LessonId && (miss.Part is null || finding.Part == miss.Part)
                    && (miss.StudentId ?? finding.Student) == finding.Student && (miss.TeacherId ?? finding.Teacher) == finding.Teacher
                    && !School.Plan.Findings.Any(planned => planned.LessonId == miss.LessonId && planned.Rule == miss.Rule && planned.Part == finding.Part)),
                miss.ToString());
        }
    }

    [TestMethod]
    public void Findings_name_the_teacher_who_gave_the_lesson_and_the_clause_of_the_order()
    {
        var teachers = School.Plan.Findings.Where(finding => finding.LessonId is not null).GroupBy(finding => (finding.Rule, finding.LessonId!)).ToDictionary(group => group.Key, group => group.First().TeacherId);
        foreach (var finding in AboutEntries())
        {
            if (Text(finding, "lessonId") is { } lesson)
            {
                Assert.AreEqual(teachers[(Text(finding, "rule")!, lesson)], Text(finding, "teacherId"), finding.ToString());
            }

            StringAssert.Contains(Text(finding, "norm"), "Положения об электронном журнале");
        }
    }

    [TestMethod]
    public void The_review_of_the_month_before_is_owed_because_these_verbs_do_not_make_it() =>
        Assert.HasCount(1, check.GetProperty("findings").EnumerateArray().Where(finding => Text(finding, "rule") == "review-done"));

    [TestMethod]
    public void Nothing_was_left_unchecked() => Assert.AreEqual(0, check.GetProperty("notChecked").GetArrayLength(), check.GetProperty("notChecked").ToString());

    [TestMethod]
    public void Reading_again_what_has_not_changed_changes_nothing()
    {
        foreach (var name in new[] { "added", "changed", "deleted" })
        {
            Assert.AreEqual(0, quiet.GetProperty(name).GetInt32(), name);
        }
    }

    [TestMethod]
    public void The_portal_has_the_journal_less_what_is_withheld()
    {
        var withheld = School.Plan.Findings.Where(finding => finding.Rule == PlannedRules.GradeOneNoMarks).Select(finding => $"mark {finding.MarkId}")
            .Concat(School.Plan.Findings.Where(finding => finding.Rule == PlannedRules.GradeOneNoHomework).Select(finding => $"homework {finding.LessonId}"))
            .ToHashSet();

        // A route that names no fields sends no contact data.
        var expected = School.StateAt(GeneratedSchool.Final).Where(record => record.Kind != RecordKind.SignIn)
            .Select(record => (Name: $"{record.Kind.WireName()} {record.Key}", Data: PortalState.Columns(CsvFolder.Columns(record).Where(column => column.Name is not ("email" or "phone")))))
            .Where(record => !withheld.Contains(record.Name)).ToDictionary(record => record.Name, record => record.Data);
        var there = PortalState.Of(folder.Portal);

        Assert.AreEqual("", string.Join('\n', expected.Keys.Except(there.Keys).Take(20)), "not at the portal");
        Assert.AreEqual("", string.Join('\n', there.Keys.Except(expected.Keys).Take(20)), "at the portal and should not be");
        foreach (var (name, data) in expected)
        {
            Assert.AreEqual(data, there[name], name);
        }

        Assert.AreEqual(withheld.Count, export.GetProperty("withheld").GetInt32());
        foreach (var name in new[] { "pending", "held", "rejected" })
        {
            Assert.AreEqual(0, export.GetProperty(name).GetInt32(), name);
        }
    }

    [TestMethod]
    public void Letters_went_to_the_deputies_and_name_no_pupil()
    {
        var letters = Directory.GetFiles(folder.Mail, "*.eml");
        Assert.IsGreaterThanOrEqualTo(2, letters.Length);
        var pupils = School.Roster.OfType<Student>().Select(student => $"{student.FamilyName} {student.GivenName}").Distinct().ToList();
        var readable = letters.Select(Letters.Text).ToList();
        Assert.IsTrue(readable.Exists(text => text.Contains("zavuch-5-11@school.example", StringComparison.Ordinal)));
        Assert.IsTrue(readable.Exists(text => text.Contains("zavuch-1-4@school.example", StringComparison.Ordinal)));
        foreach (var text in readable)
        {
            StringAssert.Contains(text, "Учебная СШ");

            // The administrator is a pupil's namesake; whom a letter goes to it may name.
            var body = text[text.IndexOf("\nSubject:", StringComparison.Ordinal)..];
            Assert.IsNull(pupils.Find(name => body.Contains(name, StringComparison.Ordinal)), text);
        }
    }

    private static IEnumerable<JsonElement> AboutEntries() => check.GetProperty("findings").EnumerateArray().Where(finding => Text(finding, "rule") != "review-done");

    private static string Line(string? rule, string? part, string? state, string? lesson, string? student) => $"{rule} {part} {state} {lesson} {student}";

    private static string? Text(JsonElement finding, string name) => finding.GetProperty(name).GetString();
}
