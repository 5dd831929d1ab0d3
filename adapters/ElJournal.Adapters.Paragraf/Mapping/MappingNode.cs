using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace ElJournal.Adapters.Paragraf.Mapping;

/// <summary>A place in the mapping file. Mistakes are gathered with the place's path, so that all are told at once.</summary>
internal sealed class MappingNode(JsonElement element, string path, List<string> mistakes)
{
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    public string Path => path;

    public void Mistake(string message) => mistakes.Add($"{path}: {message}");

    /// <summary>Whether the place is an object; a mistake when it is not.</summary>
    public bool IsObject()
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            return true;
        }

        Mistake(Texts.MappingObject);
        return false;
    }

    /// <summary>The property, which counts as known from now on.</summary>
    public MappingNode? Take(string name)
    {
        taken.Add(name);
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? new MappingNode(value, $"{path}.{name}", mistakes) : null;
    }

    /// <summary>The properties, which all count as known from now on.</summary>
    public IEnumerable<(string Name, MappingNode Node)> All()
    {
        foreach (var property in element.EnumerateObject())
        {
            taken.Add(property.Name);
            yield return (property.Name, new MappingNode(property.Value, Plain(property.Name) ? $"{path}.{property.Name}" : $"{path}['{property.Name}']", mistakes));
        }
    }

    /// <summary>Refuses the properties that nobody has asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var property in element.ValueKind == JsonValueKind.Object ? element.EnumerateObject().Where(property => !taken.Contains(property.Name)).ToList() : [])
        {
            mistakes.Add($"{path}.{property.Name}: {Format(Texts.MappingUnknownKey, string.Join(", ", taken.Order(StringComparer.Ordinal)))}");
        }
    }

    /// <param name="mayBeBlank">Whether white space means something, as between values.</param>
    public string? Text(bool mayBeBlank = false)
    {
        if (element.ValueKind == JsonValueKind.String && (mayBeBlank ? element.GetString()!.Length > 0 : !string.IsNullOrWhiteSpace(element.GetString())))
        {
            return element.GetString();
        }

        Mistake(Texts.MappingText);
        return null;
    }

    /// <summary>A text or a list of texts.</summary>
    /// <param name="mayBeBlank">Whether white space means something.</param>
    public ImmutableArray<string> OneOrMore(bool mayBeBlank = false)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            return Text(mayBeBlank) is { } only ? [only] : [];
        }

        return [.. element.EnumerateArray().Select((item, i) => new MappingNode(item, $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]", mistakes).Text(mayBeBlank)).OfType<string>()];
    }

    public bool Flag()
    {
        if (element.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return element.GetBoolean();
        }

        Mistake(Texts.MappingFlag);
        return false;
    }

    public int Number(int most)
    {
        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) && number >= 0 && number <= most)
        {
            return number;
        }

        Mistake(Format(Texts.MappingNumber, most.ToString(CultureInfo.InvariantCulture)));
        return 0;
    }

    /// <summary>One of a list of words.</summary>
    public string? Word(params IReadOnlyCollection<string> words)
    {
        if (Text(mayBeBlank: true) is not { } text)
        {
            return null;
        }

        if (words.Contains(text, StringComparer.Ordinal))
        {
            return text;
        }

        Mistake(Format(Texts.MappingWord, text, string.Join(", ", words)));
        return null;
    }

    public static string Format(string format, params object?[] values) => string.Format(CultureInfo.InvariantCulture, format, values);

    private static bool Plain(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
