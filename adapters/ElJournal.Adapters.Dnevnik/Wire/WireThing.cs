using Newtonsoft.Json;

namespace ElJournal.Adapters.Dnevnik.Wire;

/// <summary>What most objects begin with. All scalars are texts: numbers beyond 2^53, words in place of numbers and numbers in place of words arrive unharmed, and mapping decides.</summary>
[JsonObject(MemberSerialization.OptIn)]
internal abstract class WireThing
{
    [JsonProperty("id")]
    private string? IdNumber { get; init; }

    [JsonProperty("id_str")]
    private string? IdText { get; init; }

    /// <summary>Teachers spell the twin so.</summary>
    [JsonProperty("IdStr")]
    private string? IdPascal { get; init; }

    public string? Id => Twin.Id(IdText ?? IdPascal, IdNumber);
}
