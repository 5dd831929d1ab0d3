using System.Text.Json.Nodes;
using ElJournal.Gateway.Configuration;

namespace ElJournal.Gateway.Tests.Configuration;

[TestClass]
public sealed class ConfigurationMistakeTests
{
    [TestMethod]
    public void Every_mistake_is_reported_at_once_with_its_path_what_was_given_and_what_is_allowed()
    {
        var result = SampleConfiguration.Read("""
            {
              "Storge": {},
              "Storage": { "Provider": "MySql", "ConnectionString": "Data Source=" },
              "Adapters": { "Allowed": ["files", "fiels"], "Sha256": { "dnevnik": "abc" } },
              "Mail": { "From": "journal(at)school", "Host": "mail.school.example", "PickupDirectory": "out", "Port": 99999, "Tls": "None", "User": "u", "Password": "hunter2" },
              "Watchdog": { "Url": "http://ping.example/x?token=hunter2", "Every": "00:00:05" },
              "Schools": [ {
                "Id": "s 1", "Name": "", "Ogrn": "12", "TimeZone": "Europe/Nowhere",
                "Calendar": { "WorkingDays": ["Monday", "Montag"], "DaysOff": ["2026-02-30"], "Vacations": [ { "From": "2026-11-01", "To": "2026-10-26" } ], "Overrides": [ { "DaysOff": ["2026-11-12"] } ] },
                "Staff": { "DeputyDirectors": [ { "Name": "Н", "Email": "deputy", "Grades": [13], "Kinds": ["circle"] } ], "Administrator": { "Name": "А" } },
                "Source": { "Adapter": "files", "Settings": { "Directory": "journal", "Folder": "x" } },
                "Routes": [ { "Name": "daily", "Portal": "fils", "Kinds": ["marks"], "Schedule": "evening" }, { "Name": "Daily", "Portal": "files", "Deadline": "17:00", "Settings": {} } ],
                "Policy": { "Terms": [ { "Kind": "semester" } ], "Shifts": [ { "Classes": ["6А"], "Shift": 4 } ], "Week": [ { "Grades": [5], "Days": "Mo-Sa" } ], "ClassDays": [ { "From": "2026-11-16", "To": "2026-11-20", "Kind": "vacation" } ], "Works": { "Ответ": "spoken" } },
                "Rules": { "grade-one-no-fun": {}, "entry-deadline": { "Deadline": "25:00", "Homework": { "FromGrade": 99 } }, "late-change": { "Afterdays": true, "AfterDay": 3 }, "export-delivered": { "SilentDays": 99 } },
                "Schedules": { "sync": "every day", "synk": "0 0 17 ? * *" },
                "Letters": { "Deputy": "hourly" },
                "ObserveUntil": "soon"
              }, { "Id": "S 1" } ]
            }
            """);

        var expected = File.ReadAllText(Testing.Repository.PathOf("tests/ElJournal.Gateway.Tests/Configuration/every-mistake.txt")).ReplaceLineEndings("\n").TrimEnd();
        Assert.AreEqual(expected, SampleConfiguration.Mistakes(result));
    }

    [TestMethod]
    public void A_secret_given_literally_is_refused_and_never_shown()
    {
        var result = SampleConfiguration.Changed(root =>
        {
            root["Mail"]!["User"] = "u";
            root["Mail"]!["Password"] = "hunter2";
        });

        Assert.AreEqual("Mail:Password: секрет задан прямо в файле; разрешены только ссылки: env:ИМЯ, file:ПУТЬ или secret:ИМЯ", SampleConfiguration.Mistakes(result));
    }

    [TestMethod]
    public void Broken_json_is_named_with_line_and_column()
    {
        var result = SampleConfiguration.Read("{\n  \"Имя\": 1,\n  \"Mail\": { \"From\" \"x\" }\n}");

        StringAssert.StartsWith(SampleConfiguration.Mistakes(result), "Файл не является правильным JSON (строка 3, столбец 20):", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("[]")]
    [DataRow("null")]
    [DataRow("{ \"Mail\": {}, \"Mail\": {} }")]
    [DataRow("\0")]
    public void What_is_no_configuration_is_one_clear_mistake(string text) =>
        Assert.HasCount(1, SampleConfiguration.Read(text).Mistakes);

    [TestMethod]
    public void A_missing_file_is_one_mistake_that_says_what_to_do()
    {
        var result = new ConfigurationLoader(new Dictionary<string, string>(), AppContext.BaseDirectory).Load("/nowhere/eljournal.json");

        StringAssert.Contains(SampleConfiguration.Mistakes(result), "--config", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_value_of_the_wrong_shape_causes_no_second_mistake()
    {
        var result = SampleConfiguration.School(school => school["Calendar"] = JsonNode.Parse("""{ "Vacations": [ { "From": "2026-10-26", "To": "1 ноября" } ] }"""));

        Assert.AreEqual("Schools:0:Calendar:Vacations:0:To: дано «1 ноября», ожидается дата вида 2026-10-05", SampleConfiguration.Mistakes(result));
    }

    [TestMethod]
    public void An_override_of_the_environment_is_named_with_its_mistake()
    {
        var result = SampleConfiguration.Changed(_ => { }, ("ELJOURNAL__MAIL__PORT", "many"));

        Assert.AreEqual("Mail:Port: дано «many», ожидается целое число (задано переменной окружения ELJOURNAL__MAIL__PORT)", SampleConfiguration.Mistakes(result));
    }

    [TestMethod]
    public void Settings_since_the_same_day_contradict_each_other()
    {
        var result = SampleConfiguration.School(school => school["Rules"] = JsonNode.Parse("""{ "late-change": [ { "AfterDays": 7 }, { "AfterDays": 8 }, { "Since": "2026-11-01" }, { "Since": "2026-11-01" } ] }"""));

        Assert.AreEqual(
            "Schools:0:Rules:late-change: только один набор настроек может быть без Since\nSchools:0:Rules:late-change: Since 2026-11-01 задано дважды",
            SampleConfiguration.Mistakes(result));
    }

    [TestMethod]
    public void A_former_source_needs_a_day_from_which_the_next_one_holds()
    {
        var result = SampleConfiguration.School(school => school["Source"] = JsonNode.Parse("""
            [ { "Adapter": "files", "Since": "2026-09-01", "Settings": { "Directory": "a" } }, { "Adapter": "files", "Settings": { "Directory": "b" } }, { "Adapter": "files", "Since": "2026-08-01", "Settings": { "Directory": "c" } } ]
            """));

        StringAssert.StartsWith(SampleConfiguration.Mistakes(result), "Schools:0:Source:1:Since: у второго", StringComparison.Ordinal);
    }
}
