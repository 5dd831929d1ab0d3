using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using RestEase;

namespace ElJournal.Adapters.Petersburg.ReadingBack;

/// <summary>The JSON API by which parents' accounts read the portal. It has no official documentation and may change without notice.</summary>
[Header("Accept", "application/json")]
[Header("X-Requested-With", "XMLHttpRequest")]
[Header("User-Agent", "Mozilla/5.0 (compatible; ElJournalGateway)")]
internal interface IPortalApi
{
    /// <summary>The session: <c>X-JWT-Token=…</c>. Every answer may re-issue it.</summary>
    [Header("Cookie")]
    string? Session { get; set; }

    [Post("api/user/auth/login")]
    Task<Response<WireEnvelope>> LoginAsync([Body] WireLogin login, CancellationToken cancellationToken);

    [Get("api/journal/person/related-child-list")]
    Task<Response<WireEnvelope>> ChildrenAsync([Query("p_page")] int page, CancellationToken cancellationToken);

    // Days are written dd.mm.yyyy.
    [Get("api/journal/estimate/table")]
    Task<Response<WireEnvelope>> MarksAsync([Query("p_educations[]")] long education, [Query("p_date_from")] string from, [Query("p_date_to")] string to, [Query("p_limit")] int limit, [Query("p_page")] int page, CancellationToken cancellationToken);

    // Moments are written dd.mm.yyyy HH:MM:SS.
    [Get("api/journal/lesson/list-by-education")]
    Task<Response<WireEnvelope>> LessonsAsync([Query("p_educations[]")] long education, [Query("p_datetime_from")] string from, [Query("p_datetime_to")] string to, [Query("p_limit")] int limit, [Query("p_page")] int page, CancellationToken cancellationToken);
}

/// <summary>What every answer is wrapped in. <c>data</c> is an object, a list's page, or absent when the portal refused.</summary>
internal sealed record WireEnvelope([property: JsonProperty("data")] JToken? Data);

internal sealed record WireLogin([property: JsonProperty("login")] string Login, [property: JsonProperty("password")] string Password)
{
    [JsonProperty("type")]
    public string Type => "email";

    [JsonProperty("activation_code")]
    public string? ActivationCode => null;

    [JsonProperty("_isEmpty")]
    public bool IsEmpty => false;

    /// <summary>Nothing: the password is secret.</summary>
    public override string ToString() => nameof(WireLogin);
}

internal sealed record WireIdentity([property: JsonProperty("id")] long? Id);

/// <summary>An item's id stands in <c>identity</c> on some routes and plain on others.</summary>
internal abstract record WireItem
{
    [JsonProperty("identity")]
    public WireIdentity? Identity { get; init; }

    [JsonProperty("id")]
    public long? PlainId { get; init; }

    public long? Id => Identity?.Id ?? PlainId;
}

internal sealed record WireChild : WireItem
{
    [JsonProperty("educations")]
    public IReadOnlyList<WireEducation>? Educations { get; init; }
}

internal sealed record WireEducation([property: JsonProperty("education_id")] long? EducationId);

internal record WireEstimate : WireItem
{
    [JsonProperty("estimate_value_code")]
    public string? ValueCode { get; init; }

    [JsonProperty("estimate_value_name")]
    public string? ValueName { get; init; }

    [JsonProperty("estimate_type_code")]
    public string? TypeCode { get; init; }

    [JsonProperty("estimate_type_name")]
    public string? TypeName { get; init; }
}

internal sealed record WireMark : WireEstimate
{
    [JsonProperty("lesson_id")]
    public long? LessonId { get; init; }

    [JsonProperty("subject_name")]
    public string? SubjectName { get; init; }

    [JsonProperty("date")]
    public string? Date { get; init; }
}

internal sealed record WireLesson : WireItem
{
    [JsonProperty("number")]
    public int? Number { get; init; }

    [JsonProperty("datetime_from")]
    public string? From { get; init; }

    [JsonProperty("subject_name")]
    public string? SubjectName { get; init; }

    [JsonProperty("content_name")]
    public string? ContentName { get; init; }

    [JsonProperty("tasks")]
    public IReadOnlyList<WireTask>? Tasks { get; init; }
}

internal sealed record WireTask([property: JsonProperty("task_name")] string? Name, [property: JsonProperty("task_kind_code")] string? KindCode, [property: JsonProperty("files")] IReadOnlyList<WireFile>? Files);

internal sealed record WireFile([property: JsonProperty("file_name")] string? Name);
