using System.Text;
using System.Text.Json;
using System.Xml;

namespace ElJournal.Samples.Simulators.ElZhur;

/// <summary>The XML form of an answer: entries of a collection become elements named by its singular, their plain values attributes.</summary>
internal static class ElZhurXml
{
    public static byte[] Write(JsonElement root)
    {
        using var memory = new MemoryStream();
        using (var writer = XmlWriter.Create(memory, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }))
        {
            var response = root.GetProperty("response");
            writer.WriteStartElement("response");
            writer.WriteElementString("state", response.GetProperty("state").GetRawText());
            writer.WriteElementString("error", response.GetProperty("error").GetString() ?? "");
            writer.WriteStartElement("result");
            Children(writer, response.GetProperty("result"));
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        return memory.ToArray();
    }

    private static void Children(XmlWriter writer, JsonElement value)
    {
        foreach (var property in value.EnumerateObject())
        {
            Child(writer, property.Name, property.Value);
        }
    }

    private static void Child(XmlWriter writer, string name, JsonElement value)
    {
        var singular = name.EndsWith('s') ? name[..^1] : name;
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Entry(writer, singular, item);
                }

                break;
            case JsonValueKind.Object when singular != name:
                foreach (var item in value.EnumerateObject())
                {
                    Entry(writer, singular, item.Value);
                }

                break;
            default:
                Entry(writer, name, value);
                break;
        }
    }

    private static void Entry(XmlWriter writer, string name, JsonElement value)
    {
        writer.WriteStartElement(name);
        if (value.ValueKind == JsonValueKind.Object)
        {
            var plain = value.EnumerateObject().Where(property => property.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array) && !char.IsAsciiDigit(property.Name[0])).ToList();
            foreach (var property in plain)
            {
                writer.WriteAttributeString(property.Name, property.Value.ToString());
            }

            foreach (var property in value.EnumerateObject().Where(property => property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array))
            {
                Child(writer, char.IsAsciiDigit(property.Name[0]) ? "entry" : property.Name, property.Value);
            }
        }
        else
        {
            writer.WriteString(value.ToString());
        }

        writer.WriteEndElement();
    }
}
