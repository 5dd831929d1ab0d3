namespace ElJournal.Gateway.Ledger;

/// <summary>Instants as the ledger stores them: Unix milliseconds; days as day numbers.</summary>
internal static class Instants
{
    public static long ToStored(this DateTimeOffset instant) => instant.ToUnixTimeMilliseconds();

    public static long? ToStored(this DateTimeOffset? instant) => instant?.ToUnixTimeMilliseconds();

    public static DateTimeOffset FromStored(long stored) => DateTimeOffset.FromUnixTimeMilliseconds(stored);

    public static DateTimeOffset? FromStored(long? stored) => stored is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;

    public static DateOnly DayFromStored(int day) => DateOnly.FromDayNumber(day);
}
