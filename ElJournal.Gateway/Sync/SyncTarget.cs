namespace ElJournal.Gateway.Sync;

/// <summary>Whose journal is read.</summary>
/// <param name="School">The school's id.</param>
/// <param name="Zone">The school's zone.</param>
/// <param name="Source">The source's name in the ledger.</param>
/// <param name="Since">The first day that the source answers for; earlier days stay with the former source.</param>
internal sealed record SyncTarget(string School, TimeZoneInfo Zone, string Source, DateOnly? Since = null)
{
    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant).DateTime);
}
