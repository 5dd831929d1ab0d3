using Newtonsoft.Json;

namespace ElJournal.Adapters.ElZhur.Wire;

/// <summary>An object of which nobody knows the names: its scalars by whatever names they have.</summary>
[JsonConverter(typeof(FieldsConverter))]
internal sealed class WireFields
{
    private readonly Dictionary<string, string?> values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names, as they came.</summary>
    public IEnumerable<string> Names => values.Keys;

    public string? this[string name] => values.GetValueOrDefault(name);

    private sealed class FieldsConverter : JsonConverter<WireFields>
    {
        public override bool CanWrite => false;

        public override WireFields ReadJson(JsonReader reader, Type objectType, WireFields? existingValue, bool hasExistingValue, JsonSerializer serializer)
        {
            var fields = new WireFields();
            while (reader.Read() && reader.TokenType == JsonToken.PropertyName)
            {
                var name = (string)reader.Value!;
                reader.Read();
                fields.values[name] = LooseText.Read(reader);
            }

            return fields;
        }

        public override void WriteJson(JsonWriter writer, WireFields? value, JsonSerializer serializer) => throw new NotSupportedException();
    }
}
