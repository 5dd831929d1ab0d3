using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ElJournal.Samples.Simulators.OneRoster;

/// <summary>What the contract asks of each object. Names, vocabularies and required members as it writes them.</summary>
internal sealed class GradebookRules(OneRosterSimulator provider)
{
    private static readonly string[] ScoreStatuses = ["exempt", "fully graded", "not submitted", "partially graded", "submitted"];

    private static readonly Dictionary<string, (string[] Required, string[] Optional)> Members = new(StringComparer.Ordinal)
    {
        ["categories"] = (["sourcedId", "status", "dateLastModified", "title"], ["metadata", "weight"]),
        ["lineItems"] = (["sourcedId", "status", "dateLastModified", "title", "assignDate", "dueDate", "class", "school", "category"], ["metadata", "description", "gradingPeriod", "academicSession", "scoreScale", "resultValueMin", "resultValueMax", "learningObjectiveSet"]),
        ["results"] = (["sourcedId", "status", "dateLastModified", "lineItem", "student", "scoreStatus", "scoreDate"], ["metadata", "class", "scoreScale", "score", "textScore", "comment", "inProgress", "incomplete", "late", "missing"]),
    };

    /// <returns>What is wrong with the object; <see langword="null"/> for nothing.</returns>
    public string? Fault(string collection, string id, JsonObject item)
    {
        var (required, optional) = Members[collection];
        if (item.FirstOrDefault(member => !required.Contains(member.Key) && !optional.Contains(member.Key)) is { Key: { } unknown })
        {
            return $"'{unknown}' is not known";
        }

        if (required.FirstOrDefault(name => item[name] is null || (item[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length == 0)) is { } missing)
        {
            return $"'{missing}' is required";
        }

        if (Text(item, "sourcedId") != id)
        {
            return "'sourcedId' is not that of the address";
        }

        if (Text(item, "status") is not ("active" or "tobedeleted") || !IsMoment(Text(item, "dateLastModified")) || (item["metadata"] is { } metadata && metadata is not JsonObject))
        {
            return "status, dateLastModified or metadata is wrong";
        }

        return collection switch
        {
            "lineItems" => LineItem(item),
            "results" => Result(item),
            _ => Text(item, "title") is null ? "'title' is no text" : null,
        };
    }

    /// <returns>What still refers to the object; <see langword="null"/> for nothing.</returns>
    public string? Referrer(string collection, string id) => collection switch
    {
        "categories" => Refers("lineItems", "category", id),
        "lineItems" => Refers("results", "lineItem", id),
        _ => null,
    };

    private string? LineItem(JsonObject item)
    {
        if (!IsMoment(Text(item, "assignDate")) || !IsMoment(Text(item, "dueDate")))
        {
            return "assignDate and dueDate are moments";
        }

        if (!provider.Objects.Has("categories", Reference(item, "category", "category")))
        {
            return "the category is not known";
        }

        return Roster("classes", Reference(item, "class", "class")) ?? Roster("orgs", Reference(item, "school", "org"))
            ?? (item["academicSession"] is null ? null : Session(Reference(item, "academicSession", "academicSession")));
    }

    private string? Result(JsonObject item)
    {
        if (!ScoreStatuses.Contains(Text(item, "scoreStatus")) || !DateOnly.TryParseExact(Text(item, "scoreDate"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return "scoreStatus or scoreDate is wrong";
        }

        if ((item["score"] is JsonValue score && score.GetValueKind() != JsonValueKind.Number) || (item["textScore"] is not null && Text(item, "textScore") is null))
        {
            return "score or textScore is wrong";
        }

        if (new[] { "inProgress", "incomplete", "late", "missing" }.Any(name => item[name] is not null && Text(item, name) is not ("true" or "false")))
        {
            return "a flag is neither true nor false";
        }

        if (provider.Objects.Find("lineItems", Reference(item, "lineItem", "lineItem")) is not { } lineItem)
        {
            return "the line item is not known";
        }

        var group = Reference(lineItem, "class", "class")!;
        var student = Reference(item, "student", "user");
        return item["class"] is not null && Reference(item, "class", "class") != group ? "the class is not that of the line item"
            : Roster("users", student) ?? (provider.Settings.KnowsRoster && !provider.Roster.IsEnrolled(student!, group) ? "the student is not enrolled in the class" : null);
    }

    private string? Refers(string collection, string member, string id) =>
        provider.Objects.Any(collection, item => Reference(item, member, member) == id) ? $"a member of {collection} refers to it" : null;

    private string? Roster(string file, string? id) => id is null ? "a reference is wrong" : !provider.Settings.KnowsRoster || provider.Roster.Has(file, id) ? null : $"not in {file}";

    private string? Session(string? id) => Roster("academicSessions", id) ?? (provider.Settings.KnowsRoster && provider.Roster.IsSchoolYear(id!) ? "a line item belongs to a part of the year" : null);

    private static string? Reference(JsonObject item, string member, string type) =>
        item[member] is JsonObject reference && Text(reference, "type") == type && Text(reference, "sourcedId") is { Length: > 0 } id ? id : null;

    private static string? Text(JsonObject item, string name) => item[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static bool IsMoment(string? text) => text is not null && text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
}
