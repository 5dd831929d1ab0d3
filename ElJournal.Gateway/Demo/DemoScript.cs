namespace ElJournal.Gateway.Demo;

/// <summary>One moment of the demo: how the journal looks then, and what is done.</summary>
/// <param name="At">The moment.</param>
/// <param name="Title">What the moment is.</param>
/// <param name="Commands">The commands, as anybody could type them.</param>
internal sealed record DemoMoment(DateTimeOffset At, string Title, IReadOnlyList<string[]> Commands);

/// <summary>What the demo shows, in order.</summary>
internal static class DemoScript
{
    public const string School = "demo";

    private const string FirstDay = "2026-09-01";
    private const string LastDay = "2026-10-10";

    private static readonly string[] Sync = ["sync", "--school", School, "--from", FirstDay, "--to", LastDay];
    private static readonly string[] Export = ["export", "--school", School];
    private static readonly string[] Notify = ["notify", "--school", School, "--kind", "daily"];

    public static IReadOnlyList<DemoMoment> All { get; } =
    [
        new(At(9, 1, 7, 30), Texts.MomentInstalled, [Sync]),
        new(At(10, 5, 16, 30), Texts.MomentBefore, [Sync]),
        new(At(10, 5, 17, 5), Texts.MomentDue, [Sync, Check("2026-10-05"), Notify, Export]),
        new(At(10, 6, 8, 0), Texts.MomentMorning, [Sync, Check("2026-10-05"), Notify, Export]),
        new(At(10, 12, 8, 0), Texts.MomentWeekLater, [Sync, Check(LastDay), Notify, Export]),
    ];

    private static string[] Check(string lastDay) => ["check", "--school", School, "--from", FirstDay, "--to", lastDay];

    private static DateTimeOffset At(int month, int day, int hour, int minute) => new(2026, month, day, hour, minute, 0, TimeSpan.FromHours(3));
}
