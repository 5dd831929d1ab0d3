using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ElJournal.Adapters.Dnevnik.Wire;

/// <summary>A work: what marks are given for, and homework, whose <see cref="Type"/> is <c>Homework</c>.</summary>
internal sealed class WireWork : WireThing, IReferable<WireWork>
{
    private readonly string? referred;

    public WireWork()
    {
    }

    private WireWork(string id) => referred = id;

    public new string? Id => base.Id ?? referred;

    /// <summary>An open list of words; an old sample has a number.</summary>
    [JsonProperty("type")]
    public string? Type { get; init; }

    /// <summary>An id of <c>work-types/{school}</c>.</summary>
    [JsonProperty("workType")]
    public string? WorkType { get; init; }

    /// <summary>The task, of homework.</summary>
    [JsonProperty("text")]
    public string? Text { get; init; }

    /// <summary>The day it is due.</summary>
    [JsonProperty("targetDate")]
    public string? TargetDate { get; init; }

    /// <summary>When it was given, as far as one can guess.</summary>
    [JsonProperty("sentDate")]
    public string? SentDate { get; init; }

    /// <summary>Whether something is attached.</summary>
    public bool HasFiles => Files is { Count: > 0 } || Links is { Count: > 0 };

    public string? Lesson => Twin.Id(LessonText, LessonNumber);

    [JsonProperty("lesson")]
    private string? LessonNumber { get; init; }

    [JsonProperty("lesson_str")]
    private string? LessonText { get; init; }

    [JsonProperty("files")]
    private List<JToken?>? Files { get; init; }

    [JsonProperty("oneDriveLinks")]
    private List<JToken?>? Links { get; init; }

    public static WireWork Of(string id) => new(id);

    /// <summary>What marks need of it; the year's tasks and files need not be kept for that.</summary>
    public WireWork Kind() => new() { Type = Type, WorkType = WorkType, LessonText = Lesson };
}

/// <summary>A kind of work, in both shapes: <c>title</c>/<c>abbr</c> of <c>work-types/{school}</c>, <c>name</c>/<c>abbreviation</c> where it is embedded.</summary>
internal sealed class WireWorkType : WireThing
{
    public string? Name => Titles.FirstOrDefault(title => !string.IsNullOrWhiteSpace(title))?.Trim();

    [JsonProperty("weight")]
    public string? Weight { get; init; }

    private string?[] Titles => [Title, LongName, Short, Abbreviation];

    [JsonProperty("title")]
    private string? Title { get; init; }

    [JsonProperty("name")]
    private string? LongName { get; init; }

    [JsonProperty("abbr")]
    private string? Short { get; init; }

    [JsonProperty("abbreviation")]
    private string? Abbreviation { get; init; }
}
