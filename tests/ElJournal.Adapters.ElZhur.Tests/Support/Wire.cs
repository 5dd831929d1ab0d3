using ElJournal.Adapters.ElZhur.Wire;
using Newtonsoft.Json;

namespace ElJournal.Adapters.ElZhur.Tests.Support;

/// <summary>Reads what stands in a test the way the adapter reads an answer.</summary>
internal static class WireSamples
{
    public static T Read<T>(string json) => JsonConvert.DeserializeObject<T>(json, WireJson.Settings())!;

    public static T Result<T>(string result)
        where T : class => Read<Answer<T>>("""{"response":{"state":200,"error":null,"result":""" + result + "}}").Result!;

    public static Entries<WireDay> Days(string days) => Result<WireDays>("""{"days":""" + days + "}").Days!;
}
