using Newtonsoft.Json;

namespace ElJournal.Adapters.ElZhur.Wire;

/// <summary>How ЭлЖур's JSON is read: names without regard to case, scalars in any spelling, unknown fields passed over.</summary>
internal static class WireJson
{
    public static JsonSerializerSettings Settings() => new()
    {
        DateParseHandling = DateParseHandling.None,
        Converters = [new LooseText(), new LooseFlag(), new LooseNumber()],
    };
}
