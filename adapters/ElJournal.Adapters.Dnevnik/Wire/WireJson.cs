using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace ElJournal.Adapters.Dnevnik.Wire;

/// <summary>How the API's JSON is read.</summary>
internal static class WireJson
{
    /// <summary>Names in any case; dates stay texts.</summary>
    public static JsonSerializerSettings Settings { get; } = new() { ContractResolver = new WireContracts(), DateParseHandling = DateParseHandling.None, MaxDepth = 64 };

    /// <summary>Leaves out what is worked out from the answer: a property <c>Id</c> of ours would catch the API's <c>Id</c> and lose it.</summary>
    private sealed class WireContracts : DefaultContractResolver
    {
        protected override IList<JsonProperty> CreateProperties(Type type, MemberSerialization memberSerialization) =>
            [.. base.CreateProperties(type, memberSerialization).Where(property => !property.Ignored)];
    }
}
