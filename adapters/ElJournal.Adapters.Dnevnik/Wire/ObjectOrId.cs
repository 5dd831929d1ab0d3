using System.Globalization;
using Newtonsoft.Json;

namespace ElJournal.Adapters.Dnevnik.Wire;

/// <summary>A thing that some answers hold whole and others by its id only.</summary>
/// <typeparam name="T">The thing.</typeparam>
internal interface IReferable<out T>
{
    /// <summary>The thing of which only the id is known.</summary>
    static abstract T Of(string id);
}

/// <summary>Reads an object, or an id in its place. Stands on properties, never on the type itself.</summary>
internal sealed class ObjectOrId<T> : JsonConverter<T>
    where T : class, IReferable<T>
{
    public override bool CanWrite => false;

    public override T? ReadJson(JsonReader reader, Type objectType, T? existingValue, bool hasExistingValue, JsonSerializer serializer) => reader.TokenType switch
    {
        JsonToken.Null => null,
        JsonToken.Integer or JsonToken.String => T.Of(Convert.ToString(reader.Value, CultureInfo.InvariantCulture)!),
        _ => serializer.Deserialize<T>(reader),
    };

    public override void WriteJson(JsonWriter writer, T? value, JsonSerializer serializer) => throw new NotSupportedException();
}
