using Newtonsoft.Json;

namespace ElJournal.Adapters.Dnevnik.Wire;

/// <summary>A lesson: full (<c>edu-groups/{g}/lessons</c>) or compact (schedules), where subject, works and teachers are ids.</summary>
internal sealed class WireLesson : WireThing
{
    /// <summary>The topic.</summary>
    [JsonProperty("title")]
    public string? Title { get; init; }

    /// <summary>The day; its time says nothing.</summary>
    [JsonProperty("date")]
    public string? Date { get; init; }

    /// <summary>From 1.</summary>
    [JsonProperty("number")]
    public string? Number { get; init; }

    /// <summary>Compact lessons: <c>08:30 - 09:15</c>.</summary>
    [JsonProperty("hours")]
    public string? Hours { get; init; }

    /// <summary>Words that nothing public explains.</summary>
    [JsonProperty("status")]
    public string? Status { get; init; }

    [JsonProperty("works", ItemConverterType = typeof(ObjectOrId<WireWork>))]
    public List<WireWork?>? Works { get; init; }

    public string? Subject => SubjectWhole?.Id ?? Twin.Id(SubjectText, SubjectNumber);

    [JsonProperty("subject")]
    [JsonConverter(typeof(ObjectOrId<WireSubject>))]
    public WireSubject? SubjectWhole { get; init; }

    /// <summary>The group taught; may be a subgroup.</summary>
    public string? Group => Twin.Id(GroupText, GroupNumber);

    /// <summary>Who teaches: persons. Of several the first is taken to lead.</summary>
    public IReadOnlyList<string> Teachers => Twin.Ids(TeacherTexts, TeacherNumbers);

    public string? Teacher => Teachers is [var first, ..] ? first : null;

    [JsonProperty("subjectId")]
    private string? SubjectNumber { get; init; }

    [JsonProperty("subjectId_str")]
    private string? SubjectText { get; init; }

    [JsonProperty("group")]
    private string? GroupNumber { get; init; }

    [JsonProperty("group_str")]
    private string? GroupText { get; init; }

    [JsonProperty("teachers")]
    private List<string?>? TeacherNumbers { get; init; }

    [JsonProperty("teachers_str")]
    private List<string?>? TeacherTexts { get; init; }
}
