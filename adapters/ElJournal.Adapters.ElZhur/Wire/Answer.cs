using System.Globalization;
using Newtonsoft.Json;

namespace ElJournal.Adapters.ElZhur.Wire;

/// <summary>The envelope of every answer: <c>{"response":{"state":200,"error":null,"result":…}}</c>; tolerated without the outer object.</summary>
[JsonConverter(typeof(AnswerConverter))]
internal sealed class Answer<T> : IAnswer
    where T : class
{
    /// <summary>The state that stands in the answer, which need not be the HTTP status.</summary>
    public int? State { get; private set; }

    /// <summary>The API's own words; may quote what was sent, so they are looked at and never logged.</summary>
    public string? Error { get; private set; }

    /// <summary>What was asked for; <see langword="null"/> when an empty list, <c>null</c> or <c>false</c> stood there, or nothing.</summary>
    public T? Result { get; private set; }

    void IAnswer.Read(JsonReader reader, JsonSerializer serializer)
    {
        if (reader.TokenType != JsonToken.StartObject)
        {
            throw new JsonSerializationException("The answer is no object.");
        }

        while (reader.Read() && reader.TokenType != JsonToken.EndObject)
        {
            var name = (string?)reader.Value;
            reader.Read();
            if (Is(name, "response") && reader.TokenType == JsonToken.StartObject)
            {
                ((IAnswer)this).Read(reader, serializer);
            }
            else if (Is(name, "state"))
            {
                State = int.TryParse(LooseText.Read(reader), NumberStyles.Integer, CultureInfo.InvariantCulture, out var state) ? state : null;
            }
            else if (Is(name, "error"))
            {
                Error = LooseText.Read(reader);
            }
            else if (Is(name, "result") && reader.TokenType == JsonToken.StartObject)
            {
                Result = serializer.Deserialize<T>(reader);
            }
            else
            {
                reader.Skip();
            }
        }

        if (reader.TokenType != JsonToken.EndObject)
        {
            throw new JsonSerializationException("The answer is cut off.");
        }
    }

    private static bool Is(string? name, string wanted) => string.Equals(name, wanted, StringComparison.OrdinalIgnoreCase);
}

internal interface IAnswer
{
    void Read(JsonReader reader, JsonSerializer serializer);
}

internal sealed class AnswerConverter : JsonConverter
{
    public override bool CanWrite => false;

    public override bool CanConvert(Type objectType) => typeof(IAnswer).IsAssignableFrom(objectType);

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
    {
        var answer = (IAnswer)Activator.CreateInstance(objectType)!;
        answer.Read(reader, serializer);
        return answer;
    }

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) => throw new NotSupportedException();
}
