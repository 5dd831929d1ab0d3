using System.Text;
using System.Text.RegularExpressions;

namespace ElJournal.EndToEnd.Tests.Support;

/// <summary>Letters as a person reads them.</summary>
internal static partial class Letters
{
    /// <summary>Header and decoded bodies of an <c>.eml</c> file.</summary>
    public static string Text(string file) => Decode(File.ReadAllText(file));

    public static string Decode(string raw)
    {
        var text = EncodedWord().Replace(raw, word => Encoding.UTF8.GetString(word.Groups["form"].Value is "B" or "b"
            ? Convert.FromBase64String(word.Groups["text"].Value)
            : QuotedPrintable(word.Groups["text"].Value.Replace('_', ' '))));
        return Base64Part().Replace(text, part => part.Groups["head"].Value + Encoding.UTF8.GetString(Convert.FromBase64String(part.Groups["body"].Value.ReplaceLineEndings(""))));
    }

    private static byte[] QuotedPrintable(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 2 < text.Length)
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                bytes.Add((byte)text[i]);
            }
        }

        return [.. bytes];
    }

    [GeneratedRegex(@"=\?utf-8\?(?<form>[BQ])\?(?<text>[^?]*)\?=(\s+(?==\?))?", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"(?<head>content-transfer-encoding: base64\s*?(\r?\n[^\r\n]+)*\r?\n\r?\n)(?<body>[A-Za-z0-9+/=\r\n]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Base64Part();
}
