using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Configuration;

/// <summary>JSON with comments and trailing commas.</summary>
internal static class ConfigurationText
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>The tree, or the mistake with its line and column.</summary>
    public static (JsonObject? Root, ConfigurationMistake? Mistake) Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Lenient) is JsonObject root
                ? (root, null)
                : (null, new ConfigurationMistake("", ConfigurationTexts.JsonObjectExpected));
        }
        catch (JsonException exception)
        {
            return (null, new ConfigurationMistake("", Phrase.Of(ConfigurationTexts.JsonInvalid, Place(text, exception), exception.Message.Split(" LineNumber:", 2)[0].Split(" Path:", 2)[0])));
        }
    }

    private static string Place(string text, JsonException exception)
    {
        if (exception is not { LineNumber: { } line, BytePositionInLine: { } bytes })
        {
            return "";
        }

        // The reader counts bytes; people count letters.
        var content = text.Split('\n').ElementAtOrDefault((int)line) ?? "";
        var encoded = Encoding.UTF8.GetBytes(content);
        var column = Encoding.UTF8.GetCharCount(encoded, 0, (int)Math.Min(bytes, encoded.Length));
        return Phrase.Of(ConfigurationTexts.JsonPlace, line + 1, column + 1);
    }
}
