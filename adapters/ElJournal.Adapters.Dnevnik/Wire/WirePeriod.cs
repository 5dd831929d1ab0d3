using Newtonsoft.Json;

namespace ElJournal.Adapters.Dnevnik.Wire;

/// <summary>ReportingPeriod: a term of a class.</summary>
[Wrapped("reportingPeriods")]
internal sealed class WirePeriod : WireThing
{
    [JsonProperty("name")]
    public string? Name { get; init; }

    /// <summary>From 0.</summary>
    [JsonProperty("number")]
    public string? Number { get; init; }

    /// <summary><c>Quarter</c>, <c>Semester</c>, and what else there may be.</summary>
    [JsonProperty("type")]
    public string? Type { get; init; }

    [JsonProperty("start")]
    public string? Start { get; init; }

    [JsonProperty("finish")]
    public string? Finish { get; init; }

    /// <summary>The year in which the school year begins.</summary>
    [JsonProperty("year")]
    public string? Year { get; init; }
}
