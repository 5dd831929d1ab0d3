using System.Text.Json.Nodes;

namespace ElJournal.Samples.RegionSimulation;

/// <summary>The gateway's configuration for a region: the same order in every school.</summary>
internal static class RegionConfiguration
{
    private const string Norm = "п. 2.5 Положения об электронном журнале";

    public static JsonObject Of(Region region, JsonObject? storage) => new()
    {
        ["Storage"] = storage ?? new JsonObject { ["Provider"] = "Sqlite", ["ConnectionString"] = "Data Source=data/eljournal.db" },
        ["Adapters"] = new JsonObject { ["Allowed"] = new JsonArray("files") },
        ["Mail"] = new JsonObject { ["From"] = "journal@region.example", ["PickupDirectory"] = "mail" },
        ["Schools"] = new JsonArray([.. region.Schools.Select(School)]),
    };

    private static JsonObject School(RegionSchool school) => new()
    {
        ["Id"] = school.Id,
        ["Name"] = school.Name,
        ["Ogrn"] = school.Ogrn,
        ["TimeZone"] = "Europe/Moscow",
        ["Calendar"] = new JsonObject
        {
            ["WorkingDays"] = Days("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
            ["DaysOff"] = new JsonArray("2026-09-12", "2026-11-04"),
            ["Overrides"] = new JsonArray(new JsonObject { ["Grades"] = new JsonArray(5, 6, 7, 8, 9, 10, 11), ["WorkingDays"] = Days("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday") }),
        },
        ["Staff"] = new JsonObject
        {
            ["DeputyDirectors"] = new JsonArray(Person("zavuch-1-4", school, [1, 2, 3, 4]), Person("zavuch-5-11", school, [5, 6, 7, 8, 9, 10, 11])),
            ["Administrator"] = Person("admin", school),
        },
        ["Source"] = new JsonObject { ["Adapter"] = "files", ["Settings"] = new JsonObject { ["Directory"] = $"journals/{school.Id}" } },
        ["Routes"] = new JsonArray(new JsonObject { ["Name"] = "daily", ["Portal"] = "files", ["Settings"] = new JsonObject { ["Directory"] = $"portal/{school.Id}" } }),
        ["Policy"] = new JsonObject { ["Shifts"] = new JsonArray(new JsonObject { ["Classes"] = new JsonArray("6А"), ["Shift"] = 2 }) },
        ["Rules"] = new JsonObject
        {
            ["entry-deadline"] = new JsonObject { ["Norm"] = Norm, ["Deadline"] = "17:00", ["TopicFromGrade"] = 2 },
            ["grade-one-no-marks"] = new JsonObject { ["Enabled"] = true, ["Blocking"] = true, ["Norm"] = Norm },
        },
        ["Schedules"] = new JsonObject { ["daily-check"] = "0 5 17 ? * *" },
    };

    private static JsonArray Days(params string[] days) => new([.. days.Select(day => JsonValue.Create(day))]);

    private static JsonObject Person(string name, RegionSchool school, params int[] grades)
    {
        var person = new JsonObject { ["Name"] = "Орлова Нина Сергеевна", ["Email"] = $"{name}@{school.Domain}" };
        if (grades.Length > 0)
        {
            person["Grades"] = new JsonArray([.. grades.Select(grade => JsonValue.Create(grade))]);
        }

        return person;
    }
}
