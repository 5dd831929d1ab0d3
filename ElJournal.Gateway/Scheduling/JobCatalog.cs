using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Scheduling;

/// <summary>The jobs of a school, their usual times and how missed runs are caught up.</summary>
internal static class JobCatalog
{
    private const string ExportPrefix = Export + ":";

    public const string Sync = "sync";
    public const string DeepSync = "deep-sync";
    public const string DailyCheck = "daily-check";
    public const string DailyLetter = "daily-letter";
    public const string MonthlyReview = "monthly-review";
    public const string StaffLetters = "staff-letters";
    public const string Export = "export";
    public const string Reconcile = "reconcile";
    public const string Backup = "backup";
    public const string Archive = "archive";
    public const string Purge = "purge";
    public const string SelfTest = "self-test";

    /// <summary>In the order in which jobs due at the same moment run: what reads comes before what tells and delivers.</summary>
    public static IReadOnlyList<JobDescription> All { get; } =
    [
        new(DeepSync, Texts.JobDeepSync, "0 0 3 ? * SAT", CatchUp.Last),
        new(Sync, Texts.JobSync, "0 0/30 8-20 ? * *", CatchUp.Last),
        new(DailyCheck, Texts.JobDailyCheck, "0 0 17 ? * *", CatchUp.Each),
        new(DailyLetter, Texts.JobDailyLetter, null, CatchUp.Each),
        new(MonthlyReview, Texts.JobMonthlyReview, "0 0 8 ? * *", CatchUp.Each),
        new(StaffLetters, Texts.JobStaffLetters, "0 30 15 ? * *", CatchUp.Last),
        new(Export, Texts.JobExport, "0 30 18 ? * *", CatchUp.Last),
        new(Reconcile, Texts.JobReconcile, "0 30 6 ? * *", CatchUp.Last),

        // While somebody is there to plug a medium in, and the machine is on.
        new(Backup, Texts.JobBackup, "0 0 15 ? * FRI", CatchUp.Last),
        new(Archive, Texts.JobArchive, "0 30 15 1 * ?", CatchUp.Last),
        new(Purge, Texts.JobPurge, "0 30 4 ? * SUN", CatchUp.Last),

        // Only for a school that wants it: a letter each night is one more to read.
        new(SelfTest, Texts.JobSelfTest, null, CatchUp.Last),
    ];

    public static JobDescription? Find(string name) => RouteOf(name) is { } route ? ExportOf(route) : All.FirstOrDefault(job => string.Equals(job.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The export of one route that has a schedule of its own.</summary>
    public static JobDescription ExportOf(string route) =>
        Find(Export)! with { Name = ExportPrefix + route, Title = Phrase.Of(Texts.JobExportRoute, route) };

    /// <summary>The route that a job of <see cref="ExportOf"/> is about; <see langword="null"/> for other jobs.</summary>
    public static string? RouteOf(string job) => job.StartsWith(ExportPrefix, StringComparison.Ordinal) ? job[ExportPrefix.Length..] : null;

    /// <summary>The place of a job among those due at the same moment; unknown ones, of an earlier version or configuration, come last.</summary>
    public static int PlaceOf(string job)
    {
        var name = RouteOf(job) is null ? job : Export;
        return All.TakeWhile(known => known.Name != name).Count();
    }
}

/// <param name="Name">As <c>Schedules</c> spells it.</param>
/// <param name="Title">As people read it.</param>
/// <param name="DefaultCron">Used when the configuration names none; <see langword="null"/>: not scheduled by itself.</param>
/// <param name="CatchUp">What a downtime leaves to do.</param>
internal sealed record JobDescription(string Name, string Title, string? DefaultCron, CatchUp CatchUp);

/// <summary>What is run of the times missed while the gateway was down.</summary>
internal enum CatchUp
{
    /// <summary>Only the last: the run covers the earlier ones.</summary>
    Last,

    /// <summary>Each: every missed day is judged by its own deadline (and one letter tells of all).</summary>
    Each,
}
