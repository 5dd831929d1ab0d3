using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using RestEase;

namespace ElJournal.Adapters.OneRoster.Gradebook;

/// <summary>The part of the OneRoster 1.2 gradebook service that is used. Every write says everything about its object, so it may be repeated.</summary>
[AllowAnyStatusCode]
[Header("Accept", "application/json")]
internal interface IGradebookApi
{
    /// <summary>Reads one page of one category: tells whether anybody is there and knows the token.</summary>
    [Get("categories")]
    Task<HttpResponseMessage> CategoriesAsync([Header("Authorization")] string authorization, [Query("limit")] int limit, CancellationToken cancellationToken);

    [Put("categories/{sourcedId}")]
    Task<HttpResponseMessage> PutAsync([Header("Authorization")] string authorization, [Path] string sourcedId, [Body] WireCategoryEnvelope category, CancellationToken cancellationToken);

    [Put("lineItems/{sourcedId}")]
    Task<HttpResponseMessage> PutAsync([Header("Authorization")] string authorization, [Path] string sourcedId, [Body] WireLineItemEnvelope lineItem, CancellationToken cancellationToken);

    [Put("results/{sourcedId}")]
    Task<HttpResponseMessage> PutAsync([Header("Authorization")] string authorization, [Path] string sourcedId, [Body] WireResultEnvelope result, CancellationToken cancellationToken);

    /// <summary>Deletes from <c>categories</c>, <c>lineItems</c> or <c>results</c>.</summary>
    [Delete("{collection}/{sourcedId}")]
    Task<HttpResponseMessage> DeleteAsync([Header("Authorization")] string authorization, [Path] string collection, [Path] string sourcedId, CancellationToken cancellationToken);
}

/// <summary>The answer of the token endpoint (OAuth 2, client credentials).</summary>
internal sealed record WireToken([property: JsonProperty("access_token")] string? AccessToken, [property: JsonProperty("token_type")] string? TokenType, [property: JsonProperty("expires_in")] double? ExpiresIn)
{
    /// <summary>Nothing: the token is secret.</summary>
    public override string ToString() => nameof(WireToken);
}

/// <summary>Another object by its id.</summary>
internal sealed record WireReference([property: JsonProperty("href")] string Href, [property: JsonProperty("sourcedId")] string SourcedId, [property: JsonProperty("type")] string Type);

internal sealed record WireCategoryEnvelope([property: JsonProperty("category")] WireCategory Category);

internal sealed record WireLineItemEnvelope([property: JsonProperty("lineItem")] WireLineItem LineItem);

internal sealed record WireResultEnvelope([property: JsonProperty("result")] WireResult Result);

/// <summary>What every object begins with.</summary>
internal abstract record WireObject
{
    [JsonProperty("sourcedId", Order = -3)]
    public required string SourcedId { get; init; }

    [JsonProperty("status", Order = -2)]
    public string Status => "active";

    [JsonProperty("dateLastModified", Order = -1)]
    public required string DateLastModified { get; init; }

    /// <summary>What OneRoster has no place for, by our own names.</summary>
    [JsonProperty("metadata")]
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}

internal sealed record WireCategory : WireObject
{
    [JsonProperty("title")]
    public required string Title { get; init; }
}

internal sealed record WireLineItem : WireObject
{
    [JsonProperty("title")]
    public required string Title { get; init; }

    [JsonProperty("description")]
    public string? Description { get; init; }

    /// <summary>A moment: the beginning of the day in UTC, whose date part is the day.</summary>
    [JsonProperty("assignDate")]
    public required string AssignDate { get; init; }

    [JsonProperty("dueDate")]
    public required string DueDate { get; init; }

    [JsonProperty("class")]
    public required WireReference Class { get; init; }

    [JsonProperty("school")]
    public required WireReference School { get; init; }

    [JsonProperty("category")]
    public required WireReference Category { get; init; }

    [JsonProperty("academicSession")]
    public required WireReference AcademicSession { get; init; }
}

internal sealed record WireResult : WireObject
{
    [JsonProperty("lineItem")]
    public required WireReference LineItem { get; init; }

    [JsonProperty("student")]
    public required WireReference Student { get; init; }

    [JsonProperty("class")]
    public required WireReference Class { get; init; }

    [JsonProperty("scoreStatus")]
    public required string ScoreStatus { get; init; }

    /// <summary>A number, as it was written: 5 and not 5.0.</summary>
    [JsonProperty("score")]
    public JRaw? Score { get; init; }

    [JsonProperty("textScore")]
    public string? TextScore { get; init; }

    /// <summary>A day.</summary>
    [JsonProperty("scoreDate")]
    public required string ScoreDate { get; init; }
}
