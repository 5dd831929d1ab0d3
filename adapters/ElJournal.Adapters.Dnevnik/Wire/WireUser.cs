using Newtonsoft.Json;

namespace ElJournal.Adapters.Dnevnik.Wire;

/// <summary>Whose token it is (<c>users/me</c>). Only the ids: names are nobody's business here.</summary>
internal sealed class WireUser : WireThing
{
    /// <summary>The person; journal data goes by it, not by the account's <see cref="WireThing.Id"/>.</summary>
    public string? Person => Twin.Id(PersonText, PersonNumber);

    [JsonProperty("personId")]
    private string? PersonNumber { get; init; }

    [JsonProperty("personId_str")]
    private string? PersonText { get; init; }
}
