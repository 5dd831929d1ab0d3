using System.Text;

namespace ElJournal.Adapters.Paragraf.Reading;

/// <summary>Whether texts were decoded by the wrong charset. Looked at before anything of an entity is handed on, because names that turn to gibberish would look like changes.</summary>
internal sealed class TextDoubt
{
    private const int Enough = 2000;

    private static readonly Encoding Windows1251 = CodePagesEncodingProvider.Instance.GetEncoding(1251, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private int looked;
    private int doubtful;

    /// <summary>Whether more texts look wrong than right.</summary>
    public bool IsRaised => doubtful >= 2 && doubtful * 2 > looked;

    public void LookAt(string text)
    {
        if (looked >= Enough || text.Length < 3)
        {
            return;
        }

        if (IsQuestionMarks(text) || IsWesternOnly(text) || IsUtf8ReadAs1251(text))
        {
            looked++;
            doubtful++;
        }
        else if (text.Any(c => c > 0x7F))
        {
            looked++;
        }
    }

    private static bool IsQuestionMarks(string text) => text.Contains('\uFFFD', StringComparison.Ordinal) || (text.Count(c => c == '?') is >= 3 and var marks && marks * 2 > text.Length);

    /// <summary>Windows-1251 read as Latin-1: «Èâàíîâ».</summary>
    private static bool IsWesternOnly(string text) => text.Count(c => c is >= 'À' and <= 'ÿ') is >= 3 and var western && western * 2 > text.Length && !text.Any(c => c is >= 'А' and <= 'я');

    /// <summary>UTF-8 read as Windows-1251: «РРІР°РЅРѕРІ».</summary>
    private static bool IsUtf8ReadAs1251(string text)
    {
        if (!text.Any(c => c is 'Р' or 'С' or 'Ð' or 'Ñ'))
        {
            return false;
        }

        try
        {
            return StrictUtf8.GetString(Windows1251.GetBytes(text)).Length < text.Length;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
