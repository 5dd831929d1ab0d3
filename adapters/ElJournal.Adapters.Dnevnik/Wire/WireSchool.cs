using Newtonsoft.Json;

namespace ElJournal.Adapters.Dnevnik.Wire;

/// <summary>A school, as <c>schools/{s}</c> and <c>schools/person-schools</c> show it.</summary>
internal sealed class WireSchool : WireThing
{
    [JsonProperty("name")]
    public string? Name { get; init; }
}
