using System.Text.Json;
using ElJournal.Adapters.Portals;

namespace ElJournal.Adapters.Petersburg.Pushing;

/// <summary>The body of an answer. Strict JSON by the framework's own reader: what is nearly a receipt is none.</summary>
internal static class ReceiptBody
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Reads a receipt; whether it fits the package is for the host to say.</summary>
    /// <returns><see langword="null"/> when it is none, with the fault.</returns>
    public static Receipt? Read(byte[] body, out string fault)
    {
        try
        {
            using var json = JsonDocument.Parse(Text(body), Options);
            return Read(json.RootElement, out fault);
        }
        catch (JsonException)
        {
            fault = "not JSON.";
            return null;
        }
    }

    /// <summary>The code with which the portal refused, for the log: <c>, code E17</c>; nothing when it gave none, or words.</summary>
    public static string Code(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(Text(body), Options);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String
                && code.GetString() is { Length: > 0 and <= 40 } text && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.')
                ? $", code {text}"
                : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static Receipt? Read(JsonElement root, out string fault)
    {
        fault = "";
        if (root.ValueKind != JsonValueKind.Object)
        {
            fault = "no object.";
            return null;
        }

        if (Text(root, "receipt") is not { } receipt || string.IsNullOrWhiteSpace(receipt))
        {
            fault = "without 'receipt'.";
            return null;
        }

        if (!root.TryGetProperty("accepted", out var count) || count.ValueKind != JsonValueKind.Number || !count.TryGetInt32(out var accepted))
        {
            fault = "without 'accepted'.";
            return null;
        }

        var rejected = new List<RejectedRecord>();
        if (root.TryGetProperty("rejected", out var list) && list.ValueKind != JsonValueKind.Null)
        {
            if (list.ValueKind != JsonValueKind.Array)
            {
                fault = "'rejected' is no list.";
                return null;
            }

            foreach (var item in list.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.Object || Text(item, "kind") is not { } kind || Text(item, "key") is not { } key)
                {
                    fault = "a rejected record has no kind or key.";
                    return null;
                }

                rejected.Add(new RejectedRecord(kind, key, Text(item, "code") ?? "", Text(item, "message") ?? ""));
            }
        }

        return new Receipt(receipt, accepted, rejected);
    }

    private static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Some servers put a byte order mark first.</summary>
    private static ReadOnlyMemory<byte> Text(byte[] body) => body is [0xEF, 0xBB, 0xBF, ..] ? body.AsMemory(3) : body;
}
