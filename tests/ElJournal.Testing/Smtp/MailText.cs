using System.Text;
using System.Text.RegularExpressions;

namespace ElJournal.Testing.Smtp;

/// <summary>Reads internet messages as strictly as the tests need; written apart from the writer, so that both cannot be wrong in the same way.</summary>
public sealed partial class MailText
{
    private readonly List<(string Name, string Value)> headers = [];
    private readonly Dictionary<string, string> parts = new(StringComparer.OrdinalIgnoreCase);

    public string Subject => Decode(Header("Subject"));

    public static MailText Parse(string message)
    {
        var text = new MailText();
        var end = message.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Headers(message[..end], text.headers);
        if (Boundary().Match(text.Header("Content-Type")) is { Success: true } boundary)
        {
            foreach (var section in message[(end + 2)..].Split($"\r\n--{boundary.Groups["text"].Value}")[1..])
            {
                if (section.StartsWith("--", StringComparison.Ordinal))
                {
                    break;
                }

                text.AddPart(section[2..]);
            }
        }

        return text;
    }

    /// <summary>A header that must be there exactly once.</summary>
    public string Header(string name) => headers.Single(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase)).Value;

    public bool Has(string name) => headers.Exists(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The text of the part of that type.</summary>
    public string Part(string type) => parts[type];

    /// <summary>Decodes RFC 2047 words; space between two of them does not count.</summary>
    public static string Decode(string header) => Word().Replace(Gap().Replace(header, "?==?"), match =>
    {
        var bytes = match.Groups["form"].Value is "B" or "b" ? Convert.FromBase64String(match.Groups["text"].Value) : Quoted(match.Groups["text"].Value);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
    });

    private void AddPart(string section)
    {
        var end = section.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var own = new List<(string Name, string Value)>();
        Headers(section[..end], own);
        var type = own.Single(header => string.Equals(header.Name, "Content-Type", StringComparison.OrdinalIgnoreCase)).Value;
        if (!type.Contains("utf-8", StringComparison.OrdinalIgnoreCase) || !own.Exists(header => header.Value.Equals("base64", StringComparison.OrdinalIgnoreCase)))
        {
            throw new FormatException($"A part is not UTF-8 in base64: {type}");
        }

        parts[type[..type.IndexOf(';', StringComparison.Ordinal)]] = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(section[(end + 4)..]));
    }

    private static void Headers(string block, List<(string Name, string Value)> headers)
    {
        foreach (var line in block.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] is ' ' or '\t')
            {
                headers[^1] = (headers[^1].Name, headers[^1].Value + line);
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers.Add((line[..colon], line[(colon + 1)..].TrimStart()));
        }
    }

    private static byte[] Quoted(string text)
    {
        var bytes = new List<byte>();
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '=')
            {
                bytes.Add(Convert.ToByte(text.Substring(index + 1, 2), 16));
                index += 2;
            }
            else
            {
                bytes.Add(text[index] == '_' ? (byte)' ' : (byte)text[index]);
            }
        }

        return [.. bytes];
    }

    [GeneratedRegex("""boundary="?(?<text>[^";]+)"?""", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Boundary();

    [GeneratedRegex("""=\?utf-8\?(?<form>[BQ])\?(?<text>[^?]*)\?=""", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex("""\?=\s+=\?""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Gap();
}
