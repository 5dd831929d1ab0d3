using ElJournal.Gateway.Configuration;
using ElJournal.Rules.Calendar;
using Quartz;

namespace ElJournal.Gateway.Scheduling;

/// <summary>A time of day in a zone, and whose jobs fall due at it. A thousand schools of one region share a handful of these.</summary>
/// <param name="Cron">The Quartz expression.</param>
/// <param name="Zone">The schools' zone.</param>
/// <param name="Jobs">School and job.</param>
internal sealed record ScheduleEntry(CronExpression Cron, TimeZoneInfo Zone, IReadOnlyList<(string School, JobDescription Job)> Jobs);

/// <summary>All schedules, one entry per distinct expression and zone.</summary>
internal static class ScheduleTable
{
    public static IReadOnlyList<ScheduleEntry> Build(IEnumerable<(SchoolOptions School, TimeZoneInfo Zone)> schools) =>
        [.. schools
            .SelectMany(school => Of(school.School).Select(entry => (entry.Cron, school.Zone, School: school.School.Id, entry.Job)))
            .GroupBy(entry => (entry.Cron, entry.Zone.Id))
            .Select(group => new ScheduleEntry(
                new CronExpression(group.Key.Cron, group.First().Zone),
                group.First().Zone,
                [.. group.Select(entry => (entry.School, entry.Job))]))];

    /// <summary>Whether today's time of a job is past; the usual one where the school schedules none.</summary>
    public static bool HasCome(SchoolRuntime school, string job, DateTimeOffset now)
    {
        var cron = Of(school.Options).FirstOrDefault(entry => entry.Job.Name == job).Cron ?? JobCatalog.Find(job)!.DefaultCron!;
        var midnight = new SchoolCalendar(school.Calendar, school.Zone).At(school.DayOf(now), TimeOnly.MinValue);
        return new CronExpression(cron, school.Zone).GetNextValidTimeAfter(midnight.AddSeconds(-1)) <= now;
    }

    /// <summary>The school's jobs with their expressions: configured, or the usual ones.</summary>
    public static IEnumerable<(JobDescription Job, string Cron)> Of(SchoolOptions school)
    {
        foreach (var job in JobCatalog.All)
        {
            if (job.Name == JobCatalog.DailyLetter && school.Letters.SendAt is { } sendAt)
            {
                yield return (job, FormattableString.Invariant($"0 {sendAt.Minute} {sendAt.Hour} ? * *"));
            }
            else if (job.Name == JobCatalog.Export && school.Routes.Count > 0 && school.Routes.All(route => route.Schedule is not null))
            {
                // Nobody follows the common time.
            }
            else if ((school.Schedules.TryGetValue(job.Name, out var configured) ? configured : job.DefaultCron) is { Length: > 0 } cron)
            {
                yield return (job, cron);
            }
        }

        foreach (var route in school.Routes.Where(route => route.Schedule is not null))
        {
            yield return (JobCatalog.ExportOf(route.Name), route.Schedule!);
        }
    }
}
