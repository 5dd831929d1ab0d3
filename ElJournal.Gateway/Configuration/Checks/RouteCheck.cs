using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Scheduling;
using ElJournal.Rules.Journal;
using Quartz;

namespace ElJournal.Gateway.Configuration.Checks;

/// <summary>What the types cannot say about a school's routes.</summary>
internal static class RouteCheck
{
    /// <summary>Any week will do to see at what times of the day an expression fires.</summary>
    private static readonly DateTimeOffset SomeMonday = new(2026, 10, 5, 0, 0, 0, TimeSpan.Zero);

    public static void Run(SchoolOptions school, Report report)
    {
        var routes = school.Routes;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < routes.Count; i++)
        {
            var at = report.At(i);
            if (at.At("Name").Require(routes[i].Name) && !names.Add(routes[i].Name))
            {
                at.At("Name").Add(Phrase.Of(ConfigurationTexts.RouteRepeated, routes[i].Name));
            }

            Schedule(routes[i], school, at);
            Named(routes[i].ExcludedPupils, at.At("ExcludedPupils"));
            Named(routes[i].OnlyPupils ?? [], at.At("OnlyPupils"));
            Named(routes[i].Classes, at.At("Classes"));
            Fields(routes[i].Fields, at.At("Fields"));
            var kinds = routes[i].Kinds ?? [];
            for (var kind = 0; kind < kinds.Count; kind++)
            {
                at.At("Kinds").At(kind).RequireOneOf(kinds[kind], [.. RecordKinds.All.Select(known => known.WireName())]);
            }
        }
    }

    private static void Fields(IDictionary<string, IList<string>> fields, Report report)
    {
        foreach (var (name, columns) in fields)
        {
            if (!RecordKinds.TryParse(name, out var kind))
            {
                report.At(name).RequireOneOf(name, [.. RecordKinds.All.Select(known => known.WireName())]);
                continue;
            }

            for (var i = 0; i < columns.Count; i++)
            {
                report.At(name).At(i).RequireOneOf(columns[i], Columns.Of(kind));
            }
        }
    }

    private static void Named(IList<string> names, Report report)
    {
        for (var i = 0; i < names.Count; i++)
        {
            report.At(i).Require(names[i]);
        }
    }

    private static void Schedule(RouteOptions route, SchoolOptions school, Report report)
    {
        if (route.Schedule is { } own && !report.At("Schedule").RequireCron(own))
        {
            return;
        }

        var cron = route.Schedule ?? (school.Schedules.TryGetValue(JobCatalog.Export, out var configured) ? configured : JobCatalog.Find(JobCatalog.Export)!.DefaultCron!);
        if (route.Deadline is { } deadline && Report.IsCron(cron) && Earliest(cron) is { } earliest && earliest > deadline)
        {
            report.At("Deadline").Add(Phrase.Of(ConfigurationTexts.DeadlineBeforeExport, deadline, earliest, cron));
        }
    }

    /// <summary>The earliest time of day at which the expression fires in a week; <see langword="null"/> when it does not.</summary>
    private static TimeOnly? Earliest(string cron)
    {
        var expression = new CronExpression(cron, TimeZoneInfo.Utc);
        TimeOnly? earliest = null;
        for (var day = 0; day < 7; day++)
        {
            var midnight = SomeMonday.AddDays(day);
            if (expression.GetNextValidTimeAfter(midnight.AddSeconds(-1)) is { } first && first < midnight.AddDays(1))
            {
                var time = TimeOnly.FromDateTime(first.DateTime);
                earliest = earliest is null || time < earliest ? time : earliest;
            }
        }

        return earliest;
    }
}
