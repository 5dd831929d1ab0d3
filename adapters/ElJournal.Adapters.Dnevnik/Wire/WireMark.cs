using Newtonsoft.Json;

namespace ElJournal.Adapters.Dnevnik.Wire;

/// <summary>A mark. It has a <c>type</c> of its own and is no error for that.</summary>
internal sealed class WireMark : WireThing
{
    /// <summary><c>5</c>, <c>4+</c>, <c>NA</c>, <c>ПЛХ</c>.</summary>
    [JsonProperty("value")]
    public string? Value { get; init; }

    [JsonProperty("textValue")]
    public string? TextValue { get; init; }

    /// <summary>When it was set; not the lesson's day.</summary>
    [JsonProperty("date")]
    public string? Date { get; init; }

    /// <summary>An id of <c>work-types/{school}</c>.</summary>
    [JsonProperty("workType")]
    public string? WorkType { get; init; }

    public string? Person => Twin.Id(PersonText, PersonNumber);

    public string? Work => Twin.Id(WorkText, WorkNumber);

    /// <summary><see langword="null"/> for marks of a term.</summary>
    public string? Lesson => Twin.Id(LessonText, LessonNumber);

    [JsonProperty("person")]
    private string? PersonNumber { get; init; }

    [JsonProperty("person_str")]
    private string? PersonText { get; init; }

    [JsonProperty("work")]
    private string? WorkNumber { get; init; }

    [JsonProperty("work_str")]
    private string? WorkText { get; init; }

    [JsonProperty("lesson")]
    private string? LessonNumber { get; init; }

    [JsonProperty("lesson_str")]
    private string? LessonText { get; init; }
}
