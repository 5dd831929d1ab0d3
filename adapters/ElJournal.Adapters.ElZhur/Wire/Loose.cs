using System.Globalization;
using Newtonsoft.Json;

namespace ElJournal.Adapters.ElZhur.Wire;

/// <summary>A text that may come as a number, and the other way round; anything that is no scalar counts as nothing.</summary>
internal sealed class LooseText : JsonConverter<string?>
{
    public override string? ReadJson(JsonReader reader, Type objectType, string? existingValue, bool hasExistingValue, JsonSerializer serializer) => Read(reader);

    public override void WriteJson(JsonWriter writer, string? value, JsonSerializer serializer) => throw new NotSupportedException();

    public static string? Read(JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonToken.String:
                return (string?)reader.Value;
            case JsonToken.Integer or JsonToken.Float:
                return Convert.ToString(reader.Value, CultureInfo.InvariantCulture);
            default:
                reader.Skip();
                return null;
        }
    }
}

/// <summary>A truth value in any of its spellings: <c>true</c>, <c>1</c>, <c>"yes"</c>, <c>"__yes"</c>; <see langword="null"/> when nothing is said.</summary>
internal sealed class LooseFlag : JsonConverter<bool?>
{
    public override bool? ReadJson(JsonReader reader, Type objectType, bool? existingValue, bool hasExistingValue, JsonSerializer serializer) => reader.TokenType switch
    {
        JsonToken.Boolean => (bool?)reader.Value,
        JsonToken.Null => null,
        _ => LooseText.Read(reader)?.Trim().TrimStart('_').ToLowerInvariant() switch
        {
            null or "" => null,
            "0" or "false" or "no" or "off" => false,
            _ => true,
        },
    };

    public override void WriteJson(JsonWriter writer, bool? value, JsonSerializer serializer) => throw new NotSupportedException();
}

/// <summary>A number that may come as a text, with a point or a comma.</summary>
internal sealed class LooseNumber : JsonConverter<decimal?>
{
    public override decimal? ReadJson(JsonReader reader, Type objectType, decimal? existingValue, bool hasExistingValue, JsonSerializer serializer) => Parse(LooseText.Read(reader));

    public override void WriteJson(JsonWriter writer, decimal? value, JsonSerializer serializer) => throw new NotSupportedException();

    public static decimal? Parse(string? text) =>
        text is not null && decimal.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>An object where an empty list, <c>false</c> or nothing may stand instead.</summary>
internal sealed class LooseObject<T> : JsonConverter<T?>
    where T : class
{
    public override T? ReadJson(JsonReader reader, Type objectType, T? existingValue, bool hasExistingValue, JsonSerializer serializer)
    {
        if (reader.TokenType == JsonToken.StartObject)
        {
            return serializer.Deserialize<T>(reader);
        }

        reader.Skip();
        return null;
    }

    public override void WriteJson(JsonWriter writer, T? value, JsonSerializer serializer) => throw new NotSupportedException();
}

/// <summary>A list of texts; one alone may stand without the list.</summary>
internal sealed class LooseTexts : JsonConverter<IReadOnlyList<string>?>
{
    public override IReadOnlyList<string>? ReadJson(JsonReader reader, Type objectType, IReadOnlyList<string>? existingValue, bool hasExistingValue, JsonSerializer serializer)
    {
        var texts = new List<string>();
        if (reader.TokenType is not (JsonToken.StartArray or JsonToken.StartObject))
        {
            if (LooseText.Read(reader) is { } only)
            {
                texts.Add(only);
            }

            return texts;
        }

        for (var depth = reader.Depth; reader.Read() && reader.Depth > depth;)
        {
            if (reader.TokenType != JsonToken.PropertyName && LooseText.Read(reader) is { } text)
            {
                texts.Add(text);
            }
        }

        return texts;
    }

    public override void WriteJson(JsonWriter writer, IReadOnlyList<string>? value, JsonSerializer serializer) => throw new NotSupportedException();
}
