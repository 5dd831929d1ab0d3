using Newtonsoft.Json;

namespace ElJournal.Adapters.Dnevnik.Wire;

/// <summary>EduGroup: a class, or a subgroup, which names its classes in <see cref="Parents"/>.</summary>
internal sealed class WireGroup : WireThing
{
    [JsonProperty("type")]
    public string? Type { get; init; }

    [JsonProperty("name")]
    public string? Name { get; init; }

    /// <summary>The grade.</summary>
    [JsonProperty("parallel")]
    public string? Parallel { get; init; }

    /// <summary>The year in which the school year begins.</summary>
    [JsonProperty("studyyear")]
    public string? StudyYear { get; init; }

    [JsonProperty("subjects")]
    public Rows<WireSubject>? Subjects { get; init; }

    public IReadOnlyList<string> Parents => Twin.Ids(ParentTexts, ParentNumbers);

    /// <summary>Whether the group has bells of its own.</summary>
    public bool HasTimetable => Twin.Id(TimetableText, TimetableNumber) is not null;

    [JsonProperty("timetable")]
    private string? TimetableNumber { get; init; }

    [JsonProperty("timetable_str")]
    private string? TimetableText { get; init; }

    [JsonProperty("parentIds")]
    private List<string?>? ParentNumbers { get; init; }

    [JsonProperty("parentIds_str")]
    private List<string?>? ParentTexts { get; init; }
}
