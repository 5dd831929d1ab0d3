using Newtonsoft.Json;

namespace ElJournal.Adapters.Dnevnik.Wire;

/// <summary>The bells of a class, in PascalCase; one object or a list of them.</summary>
[OrSingle]
[JsonObject(MemberSerialization.OptIn)]
internal sealed class WireTimetable
{
    [JsonProperty("Items")]
    public Rows<WireBell>? Items { get; init; }
}

/// <summary>One lesson's bells: date-times of which only the time counts.</summary>
[JsonObject(MemberSerialization.OptIn)]
internal sealed class WireBell
{
    [JsonProperty("LessonNumber")]
    public string? LessonNumber { get; init; }

    [JsonProperty("Start")]
    public string? Start { get; init; }

    [JsonProperty("Finish")]
    public string? Finish { get; init; }

    [JsonProperty("Type")]
    public string? Type { get; init; }

    /// <summary><c>Monday</c> and so on; none for every day.</summary>
    [JsonProperty("DaysOfWeek")]
    public List<string?>? Days { get; init; }
}
