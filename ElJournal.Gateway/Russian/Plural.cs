using System.Globalization;

namespace ElJournal.Gateway.Russian;

/// <summary>Russian plural forms.</summary>
internal static class Plural
{
    /// <summary>The form that stands behind a number.</summary>
    /// <param name="count">The number; its sign does not matter.</param>
    /// <param name="forms">Three forms separated by <c>|</c>: <c>урок|урока|уроков</c> (1, 2, 5).</param>
    public static string Form(int count, string forms)
    {
        var parts = forms.Split('|');
        if (parts.Length != 3)
        {
            throw new ArgumentException($"Three forms separated by '|' are needed, not '{forms}'.", nameof(forms));
        }

        var tens = Math.Abs(count % 100);
        return (tens % 10, tens) switch
        {
            (_, >= 11 and <= 14) => parts[2],
            (1, _) => parts[0],
            ( >= 2 and <= 4, _) => parts[1],
            _ => parts[2],
        };
    }

    /// <summary>The number with its word: <c>4 урока</c>. Thousands stand apart by a no-break space.</summary>
    public static string Of(int count, string forms) => $"{Number(count)} {Form(count, forms)}";

    /// <summary>A number as Russian letters write it: <c>1 904</c>.</summary>
    public static string Number(long count) => count.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '\u00A0');
}
