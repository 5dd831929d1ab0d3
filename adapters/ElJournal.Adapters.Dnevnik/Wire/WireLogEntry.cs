using Newtonsoft.Json;

namespace ElJournal.Adapters.Dnevnik.Wire;

/// <summary>LessonLogEntry: a pupil's absence from a lesson. It has no id of its own; a pupil without an entry was there.</summary>
[Wrapped("logEntries")]
[JsonObject(MemberSerialization.OptIn)]
internal sealed class WireLogEntry
{
    /// <summary><c>Attend</c>, <c>Absent</c>, <c>Ill</c>, <c>Late</c>, <c>Pass</c>, <c>NotSet</c>.</summary>
    [JsonProperty("status")]
    public string? Status { get; init; }

    [JsonProperty("createdDate")]
    public string? CreatedDate { get; init; }

    public string? Person => Twin.Id(PersonText, PersonNumber);

    public string? Lesson => Twin.Id(LessonText, LessonNumber);

    [JsonProperty("person")]
    private string? PersonNumber { get; init; }

    [JsonProperty("person_str")]
    private string? PersonText { get; init; }

    [JsonProperty("lesson")]
    private string? LessonNumber { get; init; }

    [JsonProperty("lesson_str")]
    private string? LessonText { get; init; }
}
