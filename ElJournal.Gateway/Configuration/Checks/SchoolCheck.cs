using System.Text.RegularExpressions;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Configuration.Checks;

/// <summary>What the types cannot say about a school's settings.</summary>
internal static partial class SchoolCheck
{
    /// <summary>The jobs that can be scheduled.</summary>
    public static readonly IReadOnlyList<string> Jobs = ["sync", "daily-check", "monthly-review", "staff-letters", "export", "reconcile", "deep-sync", "backup", "archive", "purge", "self-test"];

    private static readonly string[] GroupKinds = ["class", "subgroup", "elective", "extracurricular", "extendedDay", "additional", "homeSchooling"];

    public static void Run(SchoolOptions school, Report report)
    {
        if (report.At(nameof(school.Id)).Require(school.Id) && !Identifier().IsMatch(school.Id))
        {
            report.At(nameof(school.Id)).Add(Phrase.Of(ConfigurationTexts.SchoolIdInvalid, school.Id));
        }

        report.At(nameof(school.Name)).Require(school.Name);
        if (school.Ogrn is { } ogrn && !Ogrn().IsMatch(ogrn))
        {
            report.At(nameof(school.Ogrn)).Add(Phrase.Of(ConfigurationTexts.OgrnInvalid, ogrn));
        }

        if (report.At(nameof(school.TimeZone)).Require(school.TimeZone) && !TimeZoneInfo.TryFindSystemTimeZoneById(school.TimeZone, out _))
        {
            report.At(nameof(school.TimeZone)).Add(Phrase.Of(ConfigurationTexts.TimeZoneUnknown, school.TimeZone));
        }

        CalendarCheck.Run(school, report);
        Staff(school.Staff, report.At(nameof(school.Staff)));
        Deputies(school.Policy.Deputies, report.At(nameof(school.Policy)).At(nameof(school.Policy.Deputies)));
        Sources(school.Source, report.At(nameof(school.Source)));
        RouteCheck.Run(school, report.At(nameof(school.Routes)));
        Schedules(school.Schedules, report.At(nameof(school.Schedules)));
    }

    private static void Staff(StaffOptions staff, Report report)
    {
        Deputies(staff.DeputyDirectors, report.At(nameof(staff.DeputyDirectors)));
        if (staff.DeputyDirector is { } deputy)
        {
            Deputy(deputy, report.At(nameof(staff.DeputyDirector)));
        }

        foreach (var (name, person) in new[] { (nameof(staff.Administrator), staff.Administrator), (nameof(staff.Director), staff.Director) })
        {
            if (person is not null)
            {
                report.At(name).At(nameof(person.Email)).RequireMailbox(person.Email);
            }
        }

        foreach (var (name, person) in staff.ClassTeachers)
        {
            report.At(nameof(staff.ClassTeachers)).At(name).At(nameof(person.Email)).RequireMailbox(person.Email);
        }
    }

    private static void Deputies(IList<DeputyOptions> deputies, Report report)
    {
        for (var i = 0; i < deputies.Count; i++)
        {
            Deputy(deputies[i], report.At(i));
        }
    }

    private static void Deputy(DeputyOptions deputy, Report report)
    {
        report.At(nameof(deputy.Email)).RequireMailbox(deputy.Email);
        CalendarCheck.Grades(deputy.Grades, report.At(nameof(deputy.Grades)));
        for (var i = 0; i < deputy.Kinds.Count; i++)
        {
            report.At(nameof(deputy.Kinds)).At(i).RequireOneOf(deputy.Kinds[i], GroupKinds);
        }
    }

    private static void Sources(IList<SourceOptions> sources, Report report)
    {
        if (sources.Count == 0)
        {
            report.Add(ConfigurationTexts.SourceMissing);
        }

        for (var i = 1; i < sources.Count; i++)
        {
            if (sources[i].Since is null)
            {
                report.At(i).At("Since").Add(ConfigurationTexts.SourceSinceMissing);
            }
            else if (sources[i - 1].Since >= sources[i].Since)
            {
                report.At(i).At("Since").Add(Phrase.Of(ConfigurationTexts.SourceSinceOrder, sources[i].Since, sources[i - 1].Since));
            }
        }
    }

    private static void Schedules(IDictionary<string, string> schedules, Report report)
    {
        foreach (var (job, cron) in schedules)
        {
            if (!Jobs.Contains(job, StringComparer.Ordinal))
            {
                report.At(job).Add(Phrase.Of(ConfigurationTexts.JobUnknown, OptionsBinder.Suggest(job, Jobs), string.Join(", ", Jobs)));
            }
            else
            {
                report.At(job).RequireCron(cron);
            }
        }
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identifier();

    [GeneratedRegex("^[0-9]{13}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ogrn();
}
