using System.Globalization;

namespace ElJournal.Gateway.Demo;

/// <summary>Russian texts with values put in.</summary>
internal static class Words
{
    private static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru-RU");

    public static string Of(string format, params object?[] values) => string.Format(Russian, format, values);

    public static string Count(long value) => value.ToString("N0", Russian);

    public static string Day(DateTimeOffset moment) => moment.ToString("d MMMM yyyy", Russian);

    public static string Time(DateTimeOffset moment) => moment.ToString("HH:mm", Russian);
}
