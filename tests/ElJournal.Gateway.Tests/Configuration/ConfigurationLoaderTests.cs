using System.Text.Json.Nodes;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Rules.Calendar;
using ElJournal.Rules.Compliance.GradeOneNoHomework;
using ElJournal.Rules.Compliance.LateChange;
using ElJournal.Rules.Journal;
using ElJournal.Rules.Policy;

namespace ElJournal.Gateway.Tests.Configuration;

[TestClass]
public sealed class ConfigurationLoaderTests
{
    [TestMethod]
    public void Comments_and_trailing_commas_are_allowed()
    {
        var school = SampleConfiguration.Single(SampleConfiguration.Read(SampleConfiguration.Text));

        Assert.AreEqual("s1", school.Id);
        Assert.AreEqual("Europe/Moscow", school.Zone.Id);
        Assert.AreEqual("files", school.SourceFor(new DateOnly(2026, 10, 5)).Adapter);
    }

    [TestMethod]
    public void The_environment_overrides_the_file()
    {
        var result = SampleConfiguration.Changed(
            _ => { },
            ("ELJOURNAL__SCHOOLS__0__NAME", "Гимназия"),
            ("ELJOURNAL__Schools__0__Calendar__DaysOff__0", "2026-11-04"),
            ("ELJOURNAL__Mail__PickupDirectory", "/var/mail/out"),
            ("ELJOURNAL_CONFIG", "unrelated"));

        var school = SampleConfiguration.Single(result);
        Assert.AreEqual("Гимназия", school.Options.Name);
        Assert.Contains(new DateOnly(2026, 11, 4), school.Calendar.DaysOff);
        Assert.AreEqual("/var/mail/out", result.Configuration!.Options.Mail.PickupDirectory);
    }

    [TestMethod]
    public void Relative_paths_are_relative_to_the_configuration_file()
    {
        var configuration = SampleConfiguration.Read(SampleConfiguration.Text).Configuration!;

        Assert.AreEqual(Path.Combine(configuration.Directory, "data", "eljournal.db"), new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(configuration.LedgerConnectionString).DataSource);
        Assert.AreEqual(Path.Combine(configuration.Directory, "out", "mail"), configuration.Resolve("out/mail"));
    }

    [TestMethod]
    public void Days_belong_to_the_source_in_force_on_them()
    {
        var school = SampleConfiguration.Single(SampleConfiguration.School(school => school["Source"] = JsonNode.Parse("""
            [ { "Adapter": "files", "Settings": { "Directory": "old" } }, { "Adapter": "files", "Since": "2026-11-05", "Settings": { "Directory": "new" } } ]
            """)));

        Assert.AreEqual("old", school.SourceFor(new DateOnly(2026, 11, 4)).Settings["Directory"]);
        Assert.AreEqual("new", school.SourceFor(new DateOnly(2026, 11, 5)).Settings["Directory"]);
    }

    [TestMethod]
    public void Deputies_are_found_under_all_three_names()
    {
        var school = SampleConfiguration.Single(SampleConfiguration.School(school =>
        {
            school["Staff"]!["DeputyDirectors"] = JsonNode.Parse("""[ { "Name": "А", "Email": "a@school.example" } ]""");
            school["Policy"] = JsonNode.Parse("""{ "Deputies": [ { "Name": "Б", "Email": "b@school.example", "Kinds": ["extracurricular"] } ] }""");
        }));

        CollectionAssert.AreEqual(new[] { "a@school.example", "deputy@school.example", "b@school.example" }, school.Deputies.Select(deputy => deputy.Email).ToArray());
    }

    [TestMethod]
    public void The_policy_reaches_calendar_and_policy_of_the_rules()
    {
        var school = SampleConfiguration.Single(SampleConfiguration.School(school => school["Policy"] = JsonNode.Parse("""
            {
              "Week": [ { "Grades": [5], "Days": "Mon-Sat" } ],
              "Vacations": [ { "Grades": [1], "From": "2027-02-15", "To": "2027-02-21" }, { "From": "2026-10-26", "To": "2026-11-01" } ],
              "ClassDays": [ { "Classes": ["5А"], "From": "2026-11-16", "To": "2026-11-20", "Kind": "distance" } ],
              "Terms": [ { "Grades": [7], "Kind": "trimester" } ],
              "Works": { "Диктант у доски": "oral" }
            }
            """)));
        var calendar = new SchoolCalendar(school.Calendar, school.Zone);
        var roster = Roster.Create([new ClassGroup("c5", "5А", 5), new ClassGroup("c1", "1А", 1)]);
        var (first, fifth) = (roster.Group("c1"), roster.Group("c5"));

        Assert.AreEqual(DayKind.Open, calendar.KindOf(fifth, new DateOnly(2026, 10, 10)));
        Assert.AreEqual(DayKind.DayOff, calendar.KindOf(first, new DateOnly(2026, 10, 10)));
        Assert.AreEqual(DayKind.Vacation, calendar.KindOf(first, new DateOnly(2027, 2, 15)));
        Assert.AreEqual(DayKind.Open, calendar.KindOf(fifth, new DateOnly(2027, 2, 15)));
        Assert.AreEqual(DayKind.Vacation, calendar.KindOf(group: null, new DateOnly(2026, 10, 26)));
        Assert.AreEqual(DayKind.Distance, calendar.KindOf(fifth, new DateOnly(2026, 11, 16)));
        Assert.AreEqual(TermKind.Trimester, school.Policy.TermsOf(7));
        Assert.AreEqual(WorkKind.Oral, school.Policy.WorkOf("диктант у доски"));
    }

    [TestMethod]
    public void Rules_left_out_run_with_their_defaults()
    {
        var school = SampleConfiguration.Single(SampleConfiguration.Read(SampleConfiguration.Text));

        CollectionAssert.AreEqual(
            new[] { "entry-deadline", "grade-one-no-marks", "entry-on-day-off", "mark-for-absent", "late-change", "written-work-deadline", "final-marks", "roster-ready", "review-done", "backup-fresh" },
            school.CreateRuleBook().Rules.Select(rule => rule.Info.Id).ToArray(),
            "grade-one-no-homework is on only where the school's order says so, and rules of customary numbers where the school names them");
    }

    [TestMethod]
    public void A_rule_of_customary_numbers_is_on_when_the_school_names_it_and_does_not_say_otherwise()
    {
        var school = SampleConfiguration.Single(SampleConfiguration.School(school => school["Rules"] = JsonNode.Parse("""{ "mark-density": {}, "topic-plan": { "BehindOver": 5 }, "homework-load": { "Enabled": false }, "grade-one-no-homework": {} }""")));
        var on = school.CreateRuleBook().Rules.Select(rule => rule.Info.Id).ToList();

        CollectionAssert.IsSubsetOf(new[] { "mark-density", "topic-plan" }, on);
        Assert.DoesNotContain("homework-load", on);
        Assert.DoesNotContain("grade-one-no-homework", on);
    }

    [TestMethod]
    public void Pupils_taught_otherwise_are_known_by_their_ids_alone()
    {
        var school = SampleConfiguration.Single(SampleConfiguration.School(school => school["Policy"] = JsonNode.Parse("""
            { "Pupils": [ { "Students": ["p1", "p2"], "Form": "home" }, { "Students": ["p3"], "ExemptFrom": ["Физическая культура"] } ], "MarksFrom": [ { "Grades": [2], "From": "2026-11-02" } ] }
            """)));

        Assert.AreEqual(EducationForm.Home, school.Policy.FormOf("p2"));
        Assert.AreEqual(EducationForm.FullTime, school.Policy.FormOf("p3"));
        Assert.IsTrue(school.Policy.IsExempt("p3", "Физическая культура (девочки)"));
        Assert.IsFalse(school.Policy.IsExempt("p1", "Физическая культура"));
        Assert.IsFalse(school.Policy.HasMarks(2, new DateOnly(2026, 11, 1)));
        Assert.IsTrue(school.Policy.HasMarks(2, new DateOnly(2026, 11, 2)));
    }

    [TestMethod]
    public void Settings_with_since_hold_from_their_day()
    {
        var school = SampleConfiguration.Single(SampleConfiguration.School(school => school["Rules"] = JsonNode.Parse("""
            { "late-change": [ { "AfterDays": 7, "Norm": "п. 1" }, { "Since": "2026-11-01", "AfterDays": 21 } ], "grade-one-no-homework": { "Enabled": true } }
            """)));

        var timeline = (Rules.Compliance.RuleSettingsTimeline<LateChangeSettings>)school.RuleSettings("late-change");
        Assert.AreEqual(7, timeline.At(new DateOnly(2026, 10, 31)).AfterDays);
        Assert.AreEqual(21, timeline.At(new DateOnly(2026, 11, 1)).AfterDays);
        Assert.IsTrue(((Rules.Compliance.RuleSettingsTimeline<GradeOneNoHomeworkSettings>)school.RuleSettings("grade-one-no-homework")).At(default).Enabled);
    }

    [TestMethod]
    public void The_fingerprint_follows_what_judging_depends_on_and_nothing_else()
    {
        var plain = SampleConfiguration.Single(SampleConfiguration.Read(SampleConfiguration.Text)).Fingerprint;

        Assert.AreEqual(plain, SampleConfiguration.Single(SampleConfiguration.School(school => school["Name"] = "Другая")).Fingerprint);
        Assert.AreNotEqual(plain, SampleConfiguration.Single(SampleConfiguration.School(school => school["Calendar"] = JsonNode.Parse("""{ "DaysOff": ["2026-11-04"] }"""))).Fingerprint);
        Assert.AreNotEqual(plain, SampleConfiguration.Single(SampleConfiguration.School(school => school["Rules"] = JsonNode.Parse("""{ "late-change": { "AfterDays": 15 } }"""))).Fingerprint);
    }

    [TestMethod]
    public void An_unknown_school_or_route_is_refused_with_those_there_are()
    {
        var configuration = SampleConfiguration.Read(SampleConfiguration.Text).Configuration!;

        StringAssert.Contains(Assert.ThrowsExactly<GatewayException>(() => configuration.Schools.Get("nobody")).Message, "s1", StringComparison.Ordinal);
        StringAssert.Contains(Assert.ThrowsExactly<GatewayException>(() => configuration.Schools.Get("s1").Routes("weekly")).Message, "daily", StringComparison.Ordinal);
        Assert.HasCount(1, configuration.Schools.Get("s1").Routes(null));
    }

    [TestMethod]
    public void Trial_settings_are_bound_like_configured_ones()
    {
        var section = RuleSections.With(JsonNode.Parse("""{ "AfterDays": 7, "Norm": "п. 1" }"""), [KeyValuePair.Create("afterdays", "30")]);
        var mistakes = new List<ConfigurationMistake>();
        var timeline = RuleSections.Bind(SettableRules.Find("late-change")!, section, "late-change", mistakes);

        Assert.IsEmpty(mistakes);
        Assert.AreEqual(30, ((LateChangeSettings)timeline.All[0]).AfterDays);
        Assert.AreEqual("п. 1", timeline.All[0].Norm);
    }
}
