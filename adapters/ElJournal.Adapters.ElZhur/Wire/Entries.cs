using System.Collections;
using Newtonsoft.Json;

namespace ElJournal.Adapters.ElZhur.Wire;

/// <summary>One element of a collection.</summary>
/// <param name="Key">Its name when the collection came as a map; <see langword="null"/> when it came as a list.</param>
/// <param name="Value">The element.</param>
internal readonly record struct Entry<T>(string? Key, T Value);

/// <summary>A collection that the API sends as a map, a list, <c>[]</c> or <c>null</c>, as its moment has it. A missing one stays <see langword="null"/>.</summary>
[JsonConverter(typeof(EntriesConverter))]
internal sealed class Entries<T> : IReadOnlyList<Entry<T>>, IEntries
    where T : class
{
    private readonly List<Entry<T>> items = [];

    public int Count => items.Count;

    public Entry<T> this[int index] => items[index];

    /// <summary>Takes out what is not wanted.</summary>
    public Entries<T> Keep(Predicate<Entry<T>> isWanted)
    {
        items.RemoveAll(item => !isWanted(item));
        return this;
    }

    public List<Entry<T>>.Enumerator GetEnumerator() => items.GetEnumerator();

    IEnumerator<Entry<T>> IEnumerable<Entry<T>>.GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();

    void IEntries.Read(JsonReader reader, JsonSerializer serializer)
    {
        if (reader.TokenType is not (JsonToken.StartArray or JsonToken.StartObject))
        {
            reader.Skip();
            return;
        }

        var end = reader.TokenType == JsonToken.StartArray ? JsonToken.EndArray : JsonToken.EndObject;
        string? key = null;
        while (reader.Read() && reader.TokenType != end)
        {
            switch (reader.TokenType)
            {
                case JsonToken.PropertyName:
                    key = (string?)reader.Value;
                    break;
                case JsonToken.StartObject:
                    if (serializer.Deserialize<T>(reader) is { } value)
                    {
                        items.Add(new Entry<T>(key, value));
                    }

                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }
}

/// <summary>Lets one converter read collections of anything.</summary>
internal interface IEntries
{
    void Read(JsonReader reader, JsonSerializer serializer);
}

internal sealed class EntriesConverter : JsonConverter
{
    public override bool CanWrite => false;

    public override bool CanConvert(Type objectType) => typeof(IEntries).IsAssignableFrom(objectType);

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
    {
        var entries = (IEntries)Activator.CreateInstance(objectType)!;
        entries.Read(reader, serializer);
        return entries;
    }

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) => throw new NotSupportedException();
}
