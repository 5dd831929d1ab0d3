using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ElJournal.Samples.Simulators.ElZhur;

/// <summary>Spells an answer in ways that have not been seen of this API and that a tolerant reader takes all the same.</summary>
internal static class ElZhurSpelling
{
    private static readonly HashSet<string> Decimals = new(StringComparer.Ordinal) { "weight", "weight_float", "convert", "countas", "average" };

    public static ReadOnlySpan<byte> Respell(ReadOnlyMemory<byte> body, ElZhurSettings settings)
    {
        using var document = JsonDocument.Parse(body);
        var respelled = new ArrayBufferWriter<byte>(body.Length);
        using (var writer = new Utf8JsonWriter(respelled, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }))
        {
            Copy(document.RootElement, writer, settings);
        }

        return respelled.WrittenSpan;
    }

    private static void Copy(JsonElement element, Utf8JsonWriter writer, ElZhurSettings settings)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject())
                {
                    writer.WritePropertyName(Name(property.Name, settings));
                    if (settings.CommaDecimals && Decimals.Contains(property.Name) && property.Value.ValueKind is JsonValueKind.Number or JsonValueKind.String)
                    {
                        writer.WriteStringValue(property.Value.ToString().Replace('.', ','));
                    }
                    else
                    {
                        Copy(property.Value, writer, settings);
                    }
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Copy(item, writer, settings);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    /// <summary>Keys of maps are numbers, days or Russian names, and stay.</summary>
    private static string Name(string name, ElZhurSettings settings) => settings.PascalCase && name is [>= 'a' and <= 'z', ..] ? char.ToUpperInvariant(name[0]) + name[1..] : name;
}
