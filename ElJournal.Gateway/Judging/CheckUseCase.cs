using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery.Proving;
using ElJournal.Gateway.Judging.Findings;
using ElJournal.Gateway.Judging.Reading;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Judging;

/// <summary>What a check of some days tells.</summary>
/// <param name="Days">The days.</param>
/// <param name="AsOf">The latest moment that data of these days is true for; the clock when nothing was ever read.</param>
/// <param name="Findings">Findings that hold now.</param>
/// <param name="NotChecked">What could not be judged.</param>
/// <param name="Judged">What judging did.</param>
internal sealed record CheckResult(DayRange Days, DateTimeOffset AsOf, IReadOnlyList<FindingView> Findings, IReadOnlyList<NotCheckedView> NotChecked, JudgeResult Judged);

/// <summary>Judges and tells what holds.</summary>
internal sealed class CheckUseCase(LedgerDatabase database, SchoolLeases leases, JudgeUseCase judge, ExportDelivered delivered, FindingQueries findings, NotCheckedQueries notChecked, TimeProvider clock)
{
    /// <summary>How many days a check looks back when nobody says.</summary>
    public const int UsualDays = 14;

    /// <summary>The days that a check looks at when nobody says: today and those before, as many as a reading pass looks back.</summary>
    public DayRange UsualRange(SchoolRuntime school)
    {
        var today = school.DayOf(clock.GetUtcNow());
        return new DayRange(today.AddDays(-UsualDays), today);
    }

    public async Task<CheckResult> RunAsync(SchoolRuntime school, DayRange? window, string? rule, CancellationToken cancellationToken)
    {
        var days = window ?? UsualRange(school);
        JudgeResult judged;
        await using (var lease = await leases.AcquireAsync(school.Id, "check", cancellationToken))
        {
            judged = await judge.RunAsync(school, window: null, lease, cancellationToken);
            await delivered.RunAsync(school, lease, cancellationToken);
        }

        return new CheckResult(
            days,
            school.Local(await AsOfAsync(school.Id, days, cancellationToken) ?? judged.At),
            await findings.ListAsync(school, new FindingFilter { Days = days, Rule = rule }, cancellationToken),
            await notChecked.ListAsync(school, days, cancellationToken),
            judged);
    }

    private async Task<DateTimeOffset?> AsOfAsync(string school, DayRange days, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        using var statement = new LedgerStatement(connection, """
            SELECT max("Started") FROM scope_reads WHERE "Book" IN (SELECT "Id" FROM books WHERE "School" = ?1) AND "Kind" BETWEEN 6 AND 9 AND "Day" BETWEEN ?2 AND ?3
            """);
        statement.Bind(1, school);
        statement.Bind(2, days.From.DayNumber);
        statement.Bind(3, days.To.DayNumber);
        return statement.Step() && statement.LongOrNull(0) is > 0 and var moment ? Instants.FromStored(moment) : null;
    }
}
