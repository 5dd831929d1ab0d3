using System.Globalization;
using System.Text;
using System.Text.Unicode;
using ElJournal.Adapters.Paragraf.Mapping;

namespace ElJournal.Adapters.Paragraf.Cells;

/// <summary>Writes a cell, of whatever type a file or a provider has given it, as the text that the tables of records are read from. What cannot be understood stays as it is, and is refused there.</summary>
/// <param name="zone">The school's zone, in which moments without an offset are meant.</param>
/// <param name="binary">The encoding of bytes that are no UTF-8.</param>
/// <param name="repair">How wrongly decoded texts are put right.</param>
internal sealed class CellReader(TimeZoneInfo zone, Encoding? binary = null, TextRepair? repair = null)
{
    /// <summary>Days that a school can mean, as spreadsheets number them: from 1954 to 2119.</summary>
    private const double LeastSerial = 20_000;
    private const double MostSerial = 80_000;

    private static readonly Encoding Windows1251 = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;
    private static readonly string[] DayFormats = ["yyyy-MM-dd", "dd.MM.yyyy", "d.M.yyyy"];
    private static readonly string[] TimeFormats = ["H:mm", "H:mm:ss"];
    private static readonly string[] MomentFormats = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm", "dd.MM.yyyy HH:mm:ss", "dd.MM.yyyy H:mm:ss", "dd.MM.yyyy HH:mm", "dd.MM.yyyy H:mm"];
    private static readonly string[] Clocks = [" H:mm:ss", " H:mm"];

    /// <summary>Any value as text; ids and codes that came as numbers have no decimals.</summary>
    public string Text(object? cell) => cell switch
    {
        null or DBNull => string.Empty,
        string text => CellText.Plain(repair is null ? text : repair.Apply(text)),
        bool flag => flag ? "1" : "0",
        double number => number == Math.Truncate(number) && Math.Abs(number) < 1e15 ? number.ToString("F0", CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture),
        float number => Text((double)number),
        decimal number => number.ToString("0.#############################", CultureInfo.InvariantCulture),
        DateTime moment => moment.TimeOfDay == TimeSpan.Zero ? moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        byte[] bytes => CellText.Plain(Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : (binary ?? Windows1251).GetString(bytes)),
        char[] text => Text(new string(text)),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => CellText.Plain(cell.ToString() ?? string.Empty),
    };

    /// <summary>A day as <c>2026-10-05</c>.</summary>
    public string Day(object? cell, IReadOnlyList<string> formats) => cell switch
    {
        DateOnly day => Iso(day),
        DateTime moment => Iso(DateOnly.FromDateTime(moment)),
        DateTimeOffset moment => Iso(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime)),
        _ => DayOf(Text(cell), formats),
    };

    /// <summary>A time as <c>08:30</c>.</summary>
    public string Time(object? cell, IReadOnlyList<string> formats)
    {
        switch (cell)
        {
            case TimeOnly time: return Iso(time);
            case TimeSpan time when time >= TimeSpan.Zero && time < TimeSpan.FromDays(1): return Iso(TimeOnly.FromTimeSpan(time));
            case DateTime moment: return Iso(TimeOnly.FromDateTime(moment));
            case double part and >= 0 and < 1: return Iso(new TimeOnly((long)Math.Round(part * 86_400) % 86_400 * TimeSpan.TicksPerSecond));
            default:
                var text = Text(cell);
                return TimeOnly.TryParseExact(text, [.. formats.Count > 0 ? formats : TimeFormats], CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) ? Iso(parsed) : text;
        }
    }

    /// <summary>A moment with its offset; one without is meant in the school's zone.</summary>
    public string Moment(object? cell, IReadOnlyList<string> formats)
    {
        switch (cell)
        {
            case DateTimeOffset moment: return Iso(moment);
            case DateTime { Kind: DateTimeKind.Utc } moment: return Iso(new DateTimeOffset(moment));
            case DateTime moment: return Iso(InZone(moment, zone));
            case double serial when serial is >= LeastSerial and <= MostSerial: return Iso(InZone(FromSerial(serial), zone));
            default:
                var text = Text(cell);
                return DateTime.TryParseExact(text, [.. formats.Count > 0 ? formats : MomentFormats], CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) ? Iso(InZone(parsed, zone)) : text;
        }
    }

    /// <summary>A whole number, however many decimals of nothing it is written with.</summary>
    public string Number(object? cell)
    {
        var text = Text(cell);
        return text.AsSpan().IndexOfAny('.', ',') >= 0 && decimal.TryParse(text.Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && number == decimal.Truncate(number)
            ? number.ToString("F0", CultureInfo.InvariantCulture)
            : text;
    }

    /// <summary>A moment of the school's clock. Of an hour that comes twice the first is meant: it may acquit and never accuse.</summary>
    public static DateTimeOffset InZone(DateTime local, TimeZoneInfo zone)
    {
        var plain = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return new DateTimeOffset(plain, zone.IsAmbiguousTime(plain) ? zone.GetAmbiguousTimeOffsets(plain).Max() : zone.GetUtcOffset(plain));
    }

    private static string DayOf(string text, IReadOnlyList<string> formats)
    {
        if (text.Length == 0)
        {
            return text;
        }

        string[] wanted = [.. formats.Count > 0 ? formats : DayFormats];
        if (DateOnly.TryParseExact(text, wanted, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return Iso(day);
        }

        if (text.Contains(':', StringComparison.Ordinal) && DateTime.TryParseExact(text, [.. wanted.SelectMany(format => Clocks, (format, clock) => format + clock)], CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
        {
            return Iso(DateOnly.FromDateTime(moment));
        }

        return double.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var serial) && serial is >= LeastSerial and <= MostSerial
            ? Iso(DateOnly.FromDateTime(FromSerial(serial)))
            : text;
    }

    private static DateTime FromSerial(double serial) => DateTime.FromOADate(serial);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Iso(TimeOnly time) => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Iso(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
