namespace ElJournal.Benchmarks.Ledger;

/// <summary>The evening of the year's last day, going on from there.</summary>
internal sealed class YearEnd : TimeProvider
{
    private readonly TimeSpan shift = new DateTimeOffset(YearSource.FirstDay.AddDays(YearSource.Days - 1).ToDateTime(new TimeOnly(18, 0)), TimeSpan.FromHours(3)) - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;
}
