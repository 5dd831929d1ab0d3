using System.Globalization;
using System.Net.Mail;
using System.Security.Cryptography;
using System.Text;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail.Model;

namespace ElJournal.Gateway.Mail.Transport;

/// <summary>Writes a letter as an internet message (RFC 5322, 2045, 2047). The same letter always gives the same bytes.</summary>
/// <remarks>Not <c>SmtpClient</c>'s own pickup: that dates the file by the machine's clock, makes random names and boundaries and cannot be told to write durably.</remarks>
internal static class EmlWriter
{
    private const int EncodedBytes = 45;
    private const int Base64Line = 76;

    /// <exception cref="MailException">An address is not one.</exception>
    public static byte[] Write(LetterRow letter, string from)
    {
        var boundary = $"=_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(letter.MessageId)).AsSpan(0, 12))}";
        var text = new StringBuilder();
        Line(text, $"From: {Mailbox(Addresses.Parse(from))}");
        Line(text, $"To: {Mailbox(Addresses.Parse(letter.RecipientAddress, letter.RecipientName))}");
        Line(text, $"Subject: {EncodedWords(letter.Subject, "Subject: ".Length)}");
        Line(text, $"Date: {Date(letter)}");
        Line(text, $"Message-ID: <{letter.MessageId}>");
        Line(text, "Auto-Submitted: auto-generated");
        Line(text, "MIME-Version: 1.0");
        if (letter.Attachments.Count == 0)
        {
            Bodies(text, boundary, letter);
            return Encoding.ASCII.GetBytes(text.ToString());
        }

        // Neither may begin with the other.
        var outer = $"=.{boundary[2..]}";
        Line(text, $"Content-Type: multipart/mixed; boundary=\"{outer}\"");
        Line(text, "");
        Line(text, $"--{outer}");
        Bodies(text, boundary, letter);
        foreach (var file in letter.Attachments.OrderBy(file => file.Id))
        {
            Line(text, $"--{outer}");
            Line(text, $"Content-Type: {MediaType.Of(file.Name)}; name=\"{file.Name}\"");
            Line(text, $"Content-Disposition: attachment; filename=\"{file.Name}\"");
            Encoded(text, file.Bytes);
        }

        Line(text, $"--{outer}--");
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static void Bodies(StringBuilder text, string boundary, LetterRow letter)
    {
        Line(text, $"Content-Type: multipart/alternative; boundary=\"{boundary}\"");
        Line(text, "");
        Part(text, boundary, "text/plain", letter.Text);
        Part(text, boundary, "text/html", letter.Html);
        Line(text, $"--{boundary}--");
    }

    private static void Part(StringBuilder text, string boundary, string type, string body)
    {
        Line(text, $"--{boundary}");
        Line(text, $"Content-Type: {type}; charset=utf-8");
        Encoded(text, Encoding.UTF8.GetBytes(body.ReplaceLineEndings("\r\n")));
    }

    private static void Encoded(StringBuilder text, byte[] bytes)
    {
        Line(text, "Content-Transfer-Encoding: base64");
        Line(text, "");
        var encoded = Convert.ToBase64String(bytes);
        for (var start = 0; start < encoded.Length; start += Base64Line)
        {
            Line(text, encoded.Substring(start, Math.Min(Base64Line, encoded.Length - start)));
        }
    }

    private static string Mailbox(MailAddress address) =>
        address.DisplayName.Length == 0 ? $"<{address.Address}>" : $"{EncodedWords(address.DisplayName, 6)}\r\n <{address.Address}>";

    /// <summary>
    /// Always encoded, so that nothing in it can end the header or start another one. Cut between words where that can be, because not every reader drops the space
    /// between two encoded words as it should; never inside a character.
    /// </summary>
    private static string EncodedWords(string value, int used)
    {
        var words = new StringBuilder();
        var chunk = new List<byte>();
        var room = EncodedBytes - used;
        Span<byte> buffer = stackalloc byte[4];
        if (Encoding.UTF8.GetByteCount(value) is var all && all > room && all <= EncodedBytes)
        {
            words.Append("\r\n ");
            room = EncodedBytes;
        }

        for (var start = 0; start < value.Length;)
        {
            var space = value.IndexOf(' ', start);
            var end = space < 0 ? value.Length : space + 1;
            if (chunk.Count > 0 && chunk.Count + Encoding.UTF8.GetByteCount(value, start, end - start) > room)
            {
                Next();
            }

            foreach (var rune in value.AsSpan(start, end - start).EnumerateRunes())
            {
                var bytes = buffer[..rune.EncodeToUtf8(buffer)];
                if (chunk.Count + bytes.Length > room)
                {
                    Next();
                }

                chunk.AddRange(bytes);
            }

            start = end;
        }

        Flush();
        return words.ToString();

        void Next()
        {
            Flush();
            words.Append("\r\n ");
            room = EncodedBytes;
        }

        void Flush()
        {
            words.Append("=?utf-8?B?").Append(Convert.ToBase64String([.. chunk])).Append("?=");
            chunk.Clear();
        }
    }

    private static string Date(LetterRow letter) =>
        Instants.FromStored(letter.CreatedAt).ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, string line) => text.Append(line).Append("\r\n");
}
