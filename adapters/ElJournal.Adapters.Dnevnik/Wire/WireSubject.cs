using Newtonsoft.Json;

namespace ElJournal.Adapters.Dnevnik.Wire;

/// <summary>A school subject, full or compact.</summary>
internal sealed class WireSubject : WireThing, IReferable<WireSubject>
{
    private readonly string? referred;

    public WireSubject()
    {
    }

    private WireSubject(string id) => referred = id;

    [JsonProperty("name")]
    public string? Name { get; init; }

    public new string? Id => base.Id ?? referred;

    public static WireSubject Of(string id) => new(id);
}
