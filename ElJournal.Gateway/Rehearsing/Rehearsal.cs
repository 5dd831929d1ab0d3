using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail.Model;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Plugins;
using ElJournal.Gateway.Safekeeping;
using ElJournal.Gateway.Scheduling;
using ElJournal.Gateway.Scheduling.Model;
using ElJournal.Rules.Calendar;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Gateway.Rehearsing;

/// <summary>Runs a stored day's jobs at the times at which the school's schedule has them, on a copy of the ledger that is thrown away; letters and packages go into a folder.</summary>
/// <param name="configuration">Read for this rehearsal alone: it is changed.</param>
internal sealed class Rehearsal(GatewayConfiguration configuration, CliSurroundings surroundings)
{
    private static readonly string[] Chain = [JobCatalog.StaffLetters, JobCatalog.DailyCheck, JobCatalog.MonthlyReview, JobCatalog.Export];

    /// <param name="ledger">The real ledger; only copied.</param>
    /// <param name="folder">A new or empty folder.</param>
    /// <exception cref="GatewayException">The folder holds something already.</exception>
    public async Task<RehearsalResult> RunAsync(LedgerDatabase ledger, string schoolId, DateOnly day, string folder, CancellationToken cancellationToken)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new GatewayException(Phrase.Of(Texts.FolderTaken, folder));
        }

        OwnerOnly.CreateFolder(folder);
        var copy = Path.Combine(folder, ".ledger.db");
        try
        {
            await LedgerImage.CopyAsync(ledger, copy, cancellationToken);
            return await RunOnCopyAsync(Redirected(schoolId, copy, folder), schoolId, day, folder, cancellationToken);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            foreach (var file in Directory.EnumerateFiles(folder, ".ledger.db*"))
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>The school's jobs of the day, and the next morning's letter where that is when it goes out, each at its own moment.</summary>
    internal static IEnumerable<(DateTimeOffset At, string Job)> Moments(SchoolRuntime school, DateOnly day)
    {
        var calendar = new SchoolCalendar(school.Calendar, school.Zone);
        var (from, to) = (calendar.At(day, TimeOnly.MinValue), calendar.At(day.AddDays(1), TimeOnly.MinValue));
        foreach (var entry in ScheduleTable.Build([(school.Options, school.Zone)]))
        {
            foreach (var (_, job) in entry.Jobs)
            {
                var morning = job.Name == JobCatalog.DailyLetter;
                if (!morning && !Chain.Contains(job.Name, StringComparer.Ordinal) && JobCatalog.RouteOf(job.Name) is null)
                {
                    continue;
                }

                var at = entry.Cron.GetNextValidTimeAfter((morning ? to : from).AddSeconds(-1));
                if (at < (morning ? to.AddDays(1) : to))
                {
                    yield return (at.Value, job.Name);
                }
            }
        }
    }

    private async Task<RehearsalResult> RunOnCopyAsync(GatewayConfiguration redirected, string schoolId, DateOnly day, string folder, CancellationToken cancellationToken)
    {
        var school = redirected.Schools.Get(schoolId);
        await using (var services = Build(redirected, school.Local(new SchoolCalendar(school.Calendar, school.Zone).At(day, TimeOnly.MinValue))))
        {
            await RehearsalLedger.PrepareAsync(services.GetRequiredService<LedgerDatabase>(), schoolId, day, cancellationToken);
        }

        var steps = new List<RehearsalStep>();
        var left = false;
        foreach (var (at, job) in Moments(school, day).OrderBy(moment => JobCatalog.PlaceOf(moment.Job) == JobCatalog.PlaceOf(JobCatalog.Export)).ThenBy(moment => moment.At).ThenBy(moment => JobCatalog.PlaceOf(moment.Job)))
        {
            if (!left && JobCatalog.PlaceOf(job) == JobCatalog.PlaceOf(JobCatalog.Export))
            {
                // Delivering comes last here whatever its hour: afterwards only this day is left in the copy.
                left = true;
                await using var services = Build(redirected, at);
                await RehearsalLedger.LeaveDayAsync(services.GetRequiredService<LedgerDatabase>(), schoolId, day, cancellationToken);
            }

            steps.Add(await StepAsync(redirected, school, job, at, day, cancellationToken));
        }

        await using var last = Build(redirected, school.Local(steps.Count > 0 ? steps[^1].At : DateTimeOffset.UnixEpoch));
        return new RehearsalResult(schoolId, day, folder, steps, await LettersAsync(last.GetRequiredService<LedgerDatabase>(), day, cancellationToken), Packages(folder, school));
    }

    private async Task<RehearsalStep> StepAsync(GatewayConfiguration redirected, SchoolRuntime school, string job, DateTimeOffset at, DateOnly day, CancellationToken cancellationToken)
    {
        var outcome = await RunJobAsync(redirected, school, job, at, now: at, day, cancellationToken);
        if (outcome is { Status: SlotStatus.Due, Again: { } wait })
        {
            outcome = await RunJobAsync(redirected, school, job, at, now: at + wait, day, cancellationToken);
        }

        return new RehearsalStep(job, school.Local(at), outcome.Status == SlotStatus.Done, outcome.Counts);
    }

    private async Task<JobOutcome> RunJobAsync(GatewayConfiguration redirected, SchoolRuntime school, string job, DateTimeOffset at, DateTimeOffset now, DateOnly day, CancellationToken cancellationToken)
    {
        await using var services = Build(redirected, now);
        var work = new RehearsalWork(services.GetRequiredService<SchoolWork>(), services.GetRequiredService<JudgeUseCase>(), day);
        await using var lease = await services.GetRequiredService<SchoolLeases>().AcquireAsync(school.Id, "rehearse", cancellationToken);
        var slot = new SlotRow { School = school.Id, Job = job, Due = at.ToStored(), StartedAt = at.ToStored(), Drill = true };
        var outcome = await new JobRunner(work, services.GetRequiredService<TimeProvider>()).RunAsync(school, [slot], lease, cancellationToken);
        await work.SendLettersAsync(school, lease, cancellationToken);
        return outcome;
    }

    /// <summary>The configuration with every way out turned into the folder.</summary>
    private GatewayConfiguration Redirected(string schoolId, string copy, string folder)
    {
        var school = configuration.Schools.Get(schoolId);
        foreach (var route in school.Options.Routes)
        {
            route.Portal = "files";
            route.Settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Directory"] = PackagesOf(folder, route.Name) };
        }

        var options = new GatewayOptions
        {
            Storage = new StorageOptions { ConnectionString = new SqliteConnectionStringBuilder { DataSource = copy }.ToString() },
            Secrets = configuration.Options.Secrets,
            Adapters = new AdaptersOptions { Directory = configuration.Options.Adapters.Directory, Allowed = ["files"] },
            Mail = new MailOptions { From = configuration.Options.Mail.From ?? "rehearsal@localhost", PickupDirectory = Path.Combine(folder, "letters") },
            Schools = [school.Options],
        };
        return new GatewayConfiguration(options, configuration.File)
        {
            Plugins = new PluginLoader(options.Adapters, configuration.Directory, surroundings.ProgramDirectory).Load(),
            Schools = new SchoolDirectory([school]),
        };
    }

    private ServiceProvider Build(GatewayConfiguration redirected, DateTimeOffset now)
    {
        var services = new ServiceCollection().AddGateway(redirected, surroundings, new RunMode("rehearse", Drill: true, Really: false), now);
        services.AddSingleton<SchoolWork>();
        return services.BuildServiceProvider();
    }

    private static async Task<IReadOnlyList<RehearsedLetter>> LettersAsync(LedgerDatabase copy, DateOnly day, CancellationToken cancellationToken)
    {
        await using var context = await copy.ReadAsync(cancellationToken);
        var letters = await context.Set<LetterRow>().AsNoTracking().Where(letter => letter.Day >= day.DayNumber || letter.Status != LetterStatus.Sent).OrderBy(letter => letter.Id)
            .Select(letter => new { letter.Kind, letter.RecipientAddress, letter.Subject, letter.MessageId }).ToListAsync(cancellationToken);
        return [.. letters.Select(letter => new RehearsedLetter(letter.Kind, letter.RecipientAddress, letter.Subject, $"letters/{letter.MessageId}.eml"))];
    }

    private static IReadOnlyList<RehearsedPackages> Packages(string folder, SchoolRuntime school) =>
        [.. school.Options.Routes.Select(route => PackagesOf(folder, route.Name) is var own && Directory.Exists(own)
            ? new RehearsedPackages(route.Name, Path.GetRelativePath(folder, own), Directory.EnumerateFiles(own, "*.json").Count())
            : new RehearsedPackages(route.Name, Path.GetRelativePath(folder, own), 0))];

    private static string PackagesOf(string folder, string route) => Path.Combine(folder, "packages", Uri.EscapeDataString(route));
}

/// <summary>What a rehearsal made.</summary>
/// <param name="Day">The day that was rehearsed.</param>
/// <param name="Folder">Where letters and packages lie.</param>
internal sealed record RehearsalResult(string School, DateOnly Day, string Folder, IReadOnlyList<RehearsalStep> Steps, IReadOnlyList<RehearsedLetter> Letters, IReadOnlyList<RehearsedPackages> Packages);

/// <summary>A job at its time.</summary>
/// <param name="Done">Whether it came to its end; a day without school skips most.</param>
/// <param name="Outcome">English, as in the log.</param>
internal sealed record RehearsalStep(string Job, DateTimeOffset At, bool Done, string Outcome);

/// <param name="File">Beneath the folder.</param>
internal sealed record RehearsedLetter(string Kind, string To, string Subject, string File);

/// <param name="Folder">Beneath the folder.</param>
/// <param name="Files">How many packages.</param>
internal sealed record RehearsedPackages(string Route, string Folder, int Files);
