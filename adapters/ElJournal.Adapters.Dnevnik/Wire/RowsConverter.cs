using System.Collections;
using System.Reflection;
using Newtonsoft.Json;

namespace ElJournal.Adapters.Dnevnik.Wire;

/// <summary>Reads <see cref="Rows{T}"/>. An object of another kind than the row allows is refused: an error taken for an empty list would delete a class.</summary>
internal sealed class RowsConverter : JsonConverter
{
    public override bool CanWrite => false;

    public override bool CanConvert(Type objectType) => objectType.IsGenericType && objectType.GetGenericTypeDefinition() == typeof(Rows<>);

    public override object ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
    {
        var row = objectType.GetGenericArguments()[0];
        var rows = (IList)Activator.CreateInstance(objectType)!;
        switch (reader.TokenType)
        {
            case JsonToken.Null:
                break;
            case JsonToken.StartArray:
                Fill(rows, row, reader, serializer);
                if (rows.Count == 0)
                {
                    objectType.GetProperty(nameof(Rows<object>.IsEmptyList))!.SetValue(rows, true);
                }

                break;
            case JsonToken.StartObject when row.GetCustomAttribute<WrappedAttribute>() is { } wrapped:
                Unwrap(rows, row, wrapped.Property, reader, serializer);
                break;
            case JsonToken.StartObject when row.GetCustomAttribute<OrSingleAttribute>() is not null:
                rows.Add(serializer.Deserialize(reader, row));
                break;
            default:
                throw new JsonSerializationException($"A list of {row.Name} was expected.");
        }

        return rows;
    }

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) => throw new NotSupportedException();

    /// <summary>Rows that are <see langword="null"/> say nothing and are left out.</summary>
    private static void Fill(IList rows, Type row, JsonReader reader, JsonSerializer serializer)
    {
        while (reader.Read() && reader.TokenType != JsonToken.EndArray)
        {
            if (serializer.Deserialize(reader, row) is { } item)
            {
                rows.Add(item);
            }
        }

        if (reader.TokenType != JsonToken.EndArray)
        {
            throw new JsonSerializationException("The list breaks off.");
        }
    }

    private static void Unwrap(IList rows, Type row, string property, JsonReader reader, JsonSerializer serializer)
    {
        var found = false;
        while (reader.Read() && reader.TokenType == JsonToken.PropertyName)
        {
            var isIt = string.Equals((string)reader.Value!, property, StringComparison.OrdinalIgnoreCase);
            reader.Read();
            if (isIt && reader.TokenType is JsonToken.StartArray or JsonToken.Null)
            {
                found = true;
                if (reader.TokenType == JsonToken.StartArray)
                {
                    Fill(rows, row, reader, serializer);
                }
            }
            else
            {
                reader.Skip();
            }
        }

        if (!found || reader.TokenType != JsonToken.EndObject)
        {
            throw new JsonSerializationException($"A list of {row.Name} was expected under '{property}'.");
        }
    }
}
