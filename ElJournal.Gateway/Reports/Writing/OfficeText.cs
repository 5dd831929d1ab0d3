using System.Text;
using System.Xml;

namespace ElJournal.Gateway.Reports.Writing;

/// <summary>Makes a journal's text fit for office files.</summary>
internal static class OfficeText
{
    /// <summary>What XML cannot hold becomes a replacement sign.</summary>
    public static string Clean(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (!IsAllowed(text, index))
            {
                return Replaced(text);
            }
        }

        return text;
    }

    private static bool IsAllowed(string text, int index) =>
        XmlConvert.IsXmlChar(text[index])
        || (char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
        || (char.IsLowSurrogate(text[index]) && index > 0 && char.IsHighSurrogate(text[index - 1]));

    private static string Replaced(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            clean.Append(IsAllowed(text, index) ? text[index] : '\uFFFD');
        }

        return clean.ToString();
    }
}
