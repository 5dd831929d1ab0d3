using System.Globalization;

namespace ElJournal.Adapters.Tabular.Rows;

/// <summary>One thing said twice.</summary>
/// <param name="English">For machines and logs.</param>
/// <param name="Russian">For whoever looks after the school's files.</param>
internal sealed record Told(string English, string Russian)
{
    /// <summary>A row whose text was torn apart by the separator.</summary>
    public static Told Overfull { get; } = Of("the row has more fields than the header; is a text with a separator not in quotes?", Texts.Overfull);

    public static Told Of(string english, string russian, params object?[] values) => new(english, values.Length == 0 ? russian : string.Format(CultureInfo.GetCultureInfo("ru-RU"), russian, values));

    /// <summary>A column in which something has to stand.</summary>
    public static Told Empty(string column) => Of($"{column} is empty", Texts.Empty, column);

    /// <summary>As much of a value as a report shows.</summary>
    public static string Shown(string text) => text.Length <= 40 ? text : $"{text[..40]}…";
}
