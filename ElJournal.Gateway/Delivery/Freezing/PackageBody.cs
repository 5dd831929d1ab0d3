using System.Buffers;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ElJournal.Gateway.Delivery.Freezing;

/// <summary>Writes, packs, reads and halves bodies of format <c>eljournal-push/1</c>. The same input gives the same bytes.</summary>
internal static class PackageBody
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a body.</summary>
    public static byte[] Write(PackageHead head, IReadOnlyList<BodyRecord> records)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + (records.Count * 256));
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("format", "eljournal-push/1");
            json.WriteString("package", head.Package);
            json.WriteStartObject("school");
            json.WriteString("id", head.School);
            json.WriteString("ogrn", head.Ogrn);
            json.WriteEndObject();
            json.WriteString("route", head.Route);
            json.WriteStartObject("sequence");
            json.WriteNumber("from", records.Min(record => record.Version));
            json.WriteNumber("to", records.Max(record => record.Version));
            json.WriteEndObject();
            json.WriteString("createdAt", head.CreatedAt);
            json.WriteStartArray("records");
            foreach (var record in records)
            {
                json.WriteStartObject();
                json.WriteString("kind", record.Kind);
                json.WriteString("key", record.Key);
                json.WriteNumber("version", record.Version);
                json.WriteString("op", record.Data is null ? "delete" : "upsert");
                if (record.Data is not null)
                {
                    json.WritePropertyName("data");
                    json.WriteRawValue(record.Data, skipInputValidation: true);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads the records of a body in order.</summary>
    public static IReadOnlyList<BodyRecord> Records(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        return [.. json.RootElement.GetProperty("records").EnumerateArray().Select(record => new BodyRecord(
            record.GetProperty("kind").GetString()!,
            record.GetProperty("key").GetString()!,
            record.GetProperty("version").GetInt64(),
            record.TryGetProperty("data", out var data) ? data.GetRawText() : null))];
    }

    public static byte[] Pack(ReadOnlySpan<byte> body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(body);
        }

        return packed.ToArray();
    }

    public static byte[] Unpack(byte[] packed)
    {
        using var body = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress))
        {
            gzip.CopyTo(body);
        }

        return body.ToArray();
    }
}

/// <summary>What a body says before its records.</summary>
internal sealed record PackageHead(string Package, string School, string? Ogrn, string Route, DateTimeOffset CreatedAt);

/// <summary>A record of a body.</summary>
/// <param name="Kind">Its wire name.</param>
/// <param name="Key">Its key on the wire.</param>
/// <param name="Version">Its version.</param>
/// <param name="Data">Its columns as JSON; <see langword="null"/> for a delete.</param>
internal readonly record struct BodyRecord(string Kind, string Key, long Version, string? Data);
