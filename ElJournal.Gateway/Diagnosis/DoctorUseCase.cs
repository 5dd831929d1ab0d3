using System.Data.Common;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Plugins;
using ElJournal.Gateway.Scheduling;

namespace ElJournal.Gateway.Diagnosis;

/// <summary>Looks at everything that the gateway needs and changes nothing.</summary>
internal sealed class DoctorUseCase(
    GatewayConfiguration configuration,
    LedgerHealth ledger,
    AdapterProbes probes,
    MailHealth mail,
    RouteHealth routes,
    JobHistory jobs,
    MachineClock machine,
    TimeProvider clock)
{
    /// <summary>All schools.</summary>
    public Task<IReadOnlyList<DoctorCheck>> RunAsync(CancellationToken cancellationToken) => RunAsync(configuration.Schools.All, cancellationToken);

    /// <summary>Some schools, and what concerns all.</summary>
    public async Task<IReadOnlyList<DoctorCheck>> RunAsync(IReadOnlyList<SchoolRuntime> schools, CancellationToken cancellationToken)
    {
        var database = await ledger.CheckAsync(cancellationToken);
        var readable = database.Status != DoctorStatus.Problem && ledger.Exists;
        var checks = new List<DoctorCheck>();
        checks.AddRange(await ClockAsync(schools, readable, cancellationToken));
        checks.Add(database);
        foreach (var school in schools)
        {
            checks.AddRange((await probes.OfAsync(school, school.DayOf(clock.GetUtcNow()), cancellationToken)).Select(Connection));
            checks.AddRange(readable ? await routes.OfAsync(school, cancellationToken) : []);
        }

        checks.Add(await mail.CheckAsync(cancellationToken));
        checks.AddRange(Disks());
        foreach (var school in readable ? schools : [])
        {
            checks.AddRange(await JobsAsync(school, cancellationToken));
        }

        return checks;
    }

    private async Task<IReadOnlyList<DoctorCheck>> ClockAsync(IReadOnlyList<SchoolRuntime> schools, bool readable, CancellationToken cancellationToken)
    {
        var now = machine.Time.GetUtcNow();
        var checks = schools.GroupBy(school => school.Zone.Id, StringComparer.Ordinal).Select(zone =>
        {
            var local = zone.First().Local(now);
            return DoctorCheck.Good(DoctorArea.Clock, zone.Count() == 1 ? zone.First().Id : null, zone.Key, Phrase.Of(Texts.ClockShows, RussianDates.MomentWithYear(local), zone.Key, Offset(local.Offset)));
        }).ToList();
        if (readable && await jobs.LatestAsync(cancellationToken) is { } latest && latest > now + TimeSpan.FromMinutes(1))
        {
            checks.Add(DoctorCheck.Bad(DoctorArea.Clock, null, "ledger", Phrase.Of(Texts.ClockWentBack, RussianDates.MomentWithYear((schools.Count > 0 ? schools[0].Local(latest) : latest))), Texts.ClockWentBackNext));
        }

        return checks;
    }

    private static DoctorCheck Connection(AdapterProbe probe)
    {
        var area = probe.Route == AdapterProbes.Source ? DoctorArea.Adapter : DoctorArea.Portal;
        var subject = probe.Route == AdapterProbes.Source ? probe.Adapter : $"{probe.Route} ({probe.Adapter})";
        return probe.Succeeded
            ? DoctorCheck.Good(area, probe.School, subject, probe.Message)
            : DoctorCheck.Bad(area, probe.School, subject, probe.Message, area == DoctorArea.Adapter ? Texts.AdapterNext : Texts.PortalNext);
    }

    private IEnumerable<DoctorCheck> Disks()
    {
        var data = configuration.FolderOf();
        var folders = new List<(string Name, string Folder)> { (Texts.DiskLedger, data) };
        if (configuration.Options.Mail.PickupDirectory is { Length: > 0 } pickup)
        {
            folders.Add((Texts.DiskMail, configuration.Resolve(pickup)));
        }

        foreach (var medium in configuration.Options.Backup?.Media ?? [])
        {
            if (Directory.Exists(configuration.Resolve(medium.Directory)))
            {
                folders.Add((medium.Name, configuration.Resolve(medium.Directory)));
            }
        }

        foreach (var (name, folder) in folders)
        {
            if (DiskRoom.Of(folder) is not { } room)
            {
                yield return DoctorCheck.Doubtful(DoctorArea.Disk, null, name, Phrase.Of(Texts.DiskUnknown, folder), Texts.DiskUnknownNext);
                continue;
            }

            var message = Phrase.Of(Texts.DiskFree, room.FreeMegabytes, folder);
            yield return room.Judge(ledger.Size) switch
            {
                DoctorStatus.Ok => DoctorCheck.Good(DoctorArea.Disk, null, name, message),
                DoctorStatus.Warning => DoctorCheck.Doubtful(DoctorArea.Disk, null, name, message, Texts.DiskLittleNext),
                _ => DoctorCheck.Bad(DoctorArea.Disk, null, name, message, Texts.DiskFullNext),
            };
        }
    }

    private async Task<IReadOnlyList<DoctorCheck>> JobsAsync(SchoolRuntime school, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        IReadOnlyList<JobState> states;
        MachineHours hours;
        try
        {
            states = await jobs.OfAsync(school, now, cancellationToken);
            hours = new MachineHours(await jobs.SlotsAsync(school, now - MachineHours.LooksBack, now, cancellationToken), school.Zone);
        }
        catch (DbException failure)
        {
            // The schema of an older version: the next start brings it up to date.
            return [DoctorCheck.Doubtful(DoctorArea.Job, school.Id, "ledger", LedgerFailures.Explain(failure, configuration.FolderOf()).Message, Texts.DatabaseOldNext)];
        }

        var checks = states.Select(state => Job(school, state, now)).ToList();
        var (on, days) = hours.On();
        checks.Add(on.Count == 0
            ? DoctorCheck.Good(DoctorArea.Machine, school.Id, "hours", Texts.MachineUnknown)
            : DoctorCheck.Good(DoctorArea.Machine, school.Id, "hours", Phrase.Of(Texts.MachineOn, Spans(on), Plural.Of(days, Texts.Days))));
        checks.AddRange(states
            .Where(state => (state.Job.Name is JobCatalog.Export or JobCatalog.DailyCheck || JobCatalog.RouteOf(state.Job.Name) is not null) && state.Next is { } next && hours.IsUsuallyOff(TimeOnly.FromDateTime(school.Local(next).DateTime)))
            .Select(state => DoctorCheck.Doubtful(
                DoctorArea.Machine, school.Id, state.Job.Name, Phrase.Of(Texts.MachineOff, state.Job.Title, RussianDates.Time(TimeOnly.FromDateTime(school.Local(state.Next!.Value).DateTime))), Phrase.Of(Texts.MachineOffNext, JobCatalog.RouteOf(state.Job.Name) is { } route ? $"Routes:{route}:Schedule" : $"Schedules:{state.Job.Name}"))));
        return checks;
    }

    private static DoctorCheck Job(SchoolRuntime school, JobState state, DateTimeOffset now)
    {
        var last = state.LastSuccess is { } success ? Phrase.Of(Texts.JobLast, RussianDates.MomentWithYear(school.Local(success))) : Texts.JobNever;
        var next = state.Next is { } due ? Phrase.Of(Texts.JobNext, RussianDates.MomentWithYear(school.Local(due))) : Texts.JobNoNext;
        var message = $"{state.Job.Title}: {last}, {next}";
        if (state.HasFailed)
        {
            return DoctorCheck.Bad(DoctorArea.Job, school.Id, state.Job.Name, $"{message}. {Phrase.Of(Texts.JobFailed, RussianDates.MomentWithYear(school.Local(Instants.FromStored(state.Ended!.Due))))}", Texts.JobFailedNext);
        }

        return state.IsStuck(now)
            ? DoctorCheck.Doubtful(DoctorArea.Job, school.Id, state.Job.Name, $"{message}. {Phrase.Of(Texts.JobWaits, RussianDates.MomentWithYear(school.Local(Instants.FromStored(state.Waiting!.Due))))}", Texts.JobWaitsNext)
            : DoctorCheck.Good(DoctorArea.Job, school.Id, state.Job.Name, message);
    }

    /// <summary><c>8–17, 20–21</c>: hours in a row as spans of clock time.</summary>
    private static string Spans(IReadOnlyList<int> hours)
    {
        var spans = new List<string>();
        for (var first = 0; first < hours.Count;)
        {
            var last = first;
            while (last + 1 < hours.Count && hours[last + 1] == hours[last] + 1)
            {
                last++;
            }

            spans.Add(FormattableString.Invariant($"{hours[first]:00}:00–{hours[last] + 1:00}:00"));
            first = last + 1;
        }

        return string.Join(", ", spans);
    }

    private static string Offset(TimeSpan offset) => FormattableString.Invariant($"UTC{(offset < TimeSpan.Zero ? '−' : '+')}{offset.Duration():hh\\:mm}");
}
