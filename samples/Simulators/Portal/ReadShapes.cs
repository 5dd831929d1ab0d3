using System.Globalization;
using System.Text.Json.Nodes;

namespace ElJournal.Samples.Simulators.Portal;

/// <summary>Items of the JSON API. Some routes wrap the id in <c>identity</c>, others do not.</summary>
internal static class ReadShapes
{
    public static JsonNode Child(ShownChild child) => new JsonObject
    {
        ["identity"] = new JsonObject { ["id"] = child.Id },
        ["firstname"] = "Пример",
        ["surname"] = "Образцов",
        ["middlename"] = null,
        ["hash_uid"] = null,
        ["action_payload"] = new JsonObject { ["can_apply_for_distance"] = false, ["can_print"] = null },
        ["educations"] = new JsonArray([.. child.Educations.Select(education => new JsonObject
        {
            ["push_subscribe"] = false,
            ["education_id"] = education.Id,
            ["group_id"] = education.Group,
            ["group_name"] = education.GroupName,
            ["institution_id"] = 50,
            ["institution_name"] = "ГБОУ школа № 0",
            ["jurisdiction_id"] = 5,
            ["jurisdiction_name"] = "Комитет по образованию",
            ["is_active"] = null,
            ["distance_education"] = null,
            ["parent_email"] = null,
        })]),
    };

    public static JsonNode Period(ShownPeriod period) => new JsonObject
    {
        ["identity"] = new JsonObject { ["id"] = period.Id, ["uid"] = "u", ["guid"] = null, ["cid"] = null },
        ["name"] = period.Name,
        ["parent"] = null,
        ["date_from"] = Text(period.From),
        ["date_to"] = Text(period.To),
        ["education_period"] = new JsonObject { ["id"] = 20, ["code"] = period.Code, ["name"] = period.Kind },
    };

    public static JsonNode Subject(ShownLesson lesson) => new JsonObject { ["subject_id"] = lesson.Subject.ToString(CultureInfo.InvariantCulture), ["subject_name"] = lesson.SubjectName };

    public static JsonNode Group(ShownEducation education) => new JsonObject { ["id"] = education.Group, ["name"] = education.GroupName };

    public static JsonNode Mark(ShownMark mark)
    {
        var item = new JsonObject
        {
            ["id"] = mark.Id,
            ["education_id"] = mark.Education,
            ["lesson_id"] = mark.Lesson,
            ["subject_id"] = mark.Subject,
            ["subject_name"] = mark.SubjectName,
            ["date"] = Text(mark.Day),
        };
        foreach (var (name, value) in Estimate(mark))
        {
            item[name] = value;
        }

        return item;
    }

    public static JsonNode Lesson(ShownLesson lesson) => new JsonObject
    {
        ["identity"] = new JsonObject { ["id"] = lesson.Id, ["uid"] = null },
        ["number"] = lesson.Number,
        ["datetime_from"] = Text(lesson.Day) + " 09:55:00",
        ["datetime_to"] = Text(lesson.Day) + " 10:40:00",
        ["subject_id"] = lesson.Subject,
        ["subject_name"] = lesson.SubjectName,
        ["content_name"] = lesson.Content,
        ["content_description"] = null,
        ["content_additional_material"] = null,
        ["tasks"] = new JsonArray([.. lesson.Tasks.Select(Task)]),
        ["estimates"] = new JsonArray([.. lesson.Estimates.Select(mark => new JsonObject(Estimate(mark)))]),
        ["action_payload"] = new JsonObject { ["can_add_homework"] = false },
    };

    public static JsonNode Slot(ShownSlot slot) => new JsonObject
    {
        ["number"] = slot.Number,
        ["datetime_from"] = Text(slot.Day) + " 09:55:00",
        ["datetime_to"] = Text(slot.Day) + " 10:40:00",
        ["subject_id"] = slot.Subject,
        ["subject_name"] = slot.SubjectName,
        ["priority"] = 0,
        ["override_by_priority"] = false,
    };

    public static JsonNode Passage(ShownPassage passage) => new JsonObject
    {
        ["identity"] = new JsonObject { ["id"] = passage.Id },
        ["direction"] = passage.Direction,
        ["datetime"] = passage.At.ToString("dd.MM.yyyy HH:mm:ss", CultureInfo.InvariantCulture),
    };

    private static JsonObject Task(ShownTask task)
    {
        var item = new JsonObject { ["task_name"] = task.Name, ["task_code"] = null, ["task_kind_code"] = "homework", ["task_kind_name"] = "Домашнее задание" };
        if (task.Files is { } files)
        {
            item["files"] = new JsonArray([.. files.Select(file => new JsonObject { ["uuid"] = file.Uuid, ["file_name"] = file.Name })]);
        }

        return item;
    }

    private static Dictionary<string, JsonNode?> Estimate(ShownMark mark) => new(StringComparer.Ordinal)
    {
        ["estimate_value_code"] = mark.ValueCode,
        ["estimate_value_name"] = mark.ValueName,
        ["estimate_type_code"] = mark.TypeCode,
        ["estimate_type_name"] = mark.TypeName,
        ["estimate_comment"] = mark.Comment,
    };

    private static string Text(DateOnly day) => day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);
}
