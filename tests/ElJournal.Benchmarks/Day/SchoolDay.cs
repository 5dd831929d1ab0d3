using System.Globalization;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Sync;
using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Benchmarks.Day;

/// <summary>What a school's day asks of the gateway, as its worker does it: read, judge, deliver.</summary>
internal static class SchoolDay
{
    public static IReadOnlyList<Phase> Phases { get; } =
    [
        new("read", "sync", services => WithLeaseAsync(services, async (school, lease) =>
        {
            var result = await services.GetRequiredService<SyncUseCase>().RunAsync(school, window: null, lease, CancellationToken.None);
            return result.Complete
                ? string.Create(CultureInfo.InvariantCulture, $"{result.Added} added, {result.Changed} changed, {result.Unchanged} unchanged")
                : throw new InvalidOperationException($"The folder should be sound: {result.Failure}");
        })),
        new("judge", "check", services => WithLeaseAsync(services, async (school, lease) =>
        {
            var result = await services.GetRequiredService<JudgeUseCase>().RunAsync(school, window: null, lease, CancellationToken.None);
            return string.Create(CultureInfo.InvariantCulture, $"{result.Records} records looked at, {result.Opened} findings opened");
        })),
        new("deliver", "export", services => WithLeaseAsync(services, async (school, lease) =>
        {
            var result = (await services.GetRequiredService<ExportUseCase>().RunAsync(school, route: null, lease, CancellationToken.None)).Routes[0];
            return string.Create(CultureInfo.InvariantCulture, $"{result.Packages} packages, {result.Accepted} records accepted, {result.Pending} pending");
        })),
    ];

    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    private static async Task<string> WithLeaseAsync(IServiceProvider services, Func<SchoolRuntime, SchoolLease, Task<string>> work)
    {
        var school = services.GetRequiredService<SchoolDirectory>().Get(DayFolder.School);
        await using var lease = await services.GetRequiredService<SchoolLeases>().AcquireAsync(school.Id, "bench", CancellationToken.None);
        return await work(school, lease);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ElJournal.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The benchmarks do not lie below the solution's folder.");
    }
}

/// <summary>A part of the day.</summary>
/// <param name="Name">What it is called here.</param>
/// <param name="Command">The command that does it.</param>
/// <param name="RunAsync">Does it and says what it did.</param>
internal sealed record Phase(string Name, string Command, Func<IServiceProvider, Task<string>> RunAsync);
