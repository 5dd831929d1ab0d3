using Newtonsoft.Json;

namespace ElJournal.Adapters.Dnevnik.Wire;

/// <summary>A school, as <c>schools/{s}</c> and <c>schools/person-schools</c> show it.</summary>
internal sealed class WireSchool : WireThing
{
    [JsonProperty("name")]
    public string? Name { get; init; }

    /// <summary>Whether the school reckons plain averages.</summary>
    [JsonProperty("uses_avg")]
    public string? UsesAverages { get; init; }

    /// <summary>Whether the school reckons averages by the weights of its works.</summary>
    [JsonProperty("uses_weighted_avg")]
    public string? UsesWeightedAverages { get; init; }
}
