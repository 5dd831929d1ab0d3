using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail;
using ElJournal.Gateway.Mail.Administration;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Delivery.Proving;

/// <summary>
/// By a route's deadline on each school day everything due has a receipt, or a finding and a letter exist. A run that ended well with nothing to send is a proof too.
/// A route without a deadline is noticed when nothing has been confirmed for some school days although something is due.
/// </summary>
internal sealed class ExportDelivered(SchoolDays schoolDays, AdministratorLetters letters, TimeProvider clock)
{
    /// <summary>Days before today that are looked at: what lies further back has had its letters.</summary>
    private const int DaysBack = 14;

    /// <summary>Looks at the routes.</summary>
    public async Task RunAsync(SchoolRuntime school, SchoolLease lease, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var settings = school.Settings<ExportDeliveredSettings>(DeliveryFindings.Rule, school.DayOf(now));
        var routes = school.Options.Routes.Where(route => !settings.Enabled || route.Deadline is not null || settings.SilentDays > 0).ToList();
        if (routes.Count == 0)
        {
            return;
        }

        var isSchoolDay = await schoolDays.OfAsync(school, cancellationToken);
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        if (!settings.Enabled)
        {
            await new DeliveryFindings(transaction, school, now).ResolveAllAsync(cancellationToken);
            await transaction.Context.SaveChangesAsync(cancellationToken);
            routes.Clear();
        }

        foreach (var route in routes)
        {
            if (route.Deadline is null)
            {
                await ListenAsync(transaction, school, route, settings.SilentDays, isSchoolDay, now, cancellationToken);
            }
            else
            {
                await LookAsync(transaction, school, route, isSchoolDay, now, cancellationToken);
            }
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Whether a route without a deadline has been silent for too long.</summary>
    private async Task ListenAsync(LedgerTransaction transaction, SchoolRuntime school, RouteOptions route, int longest, Func<DateOnly, bool> isSchoolDay, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = school.DayOf(now);
        var findings = new DeliveryFindings(transaction, school, now);
        var silence = RouteSilence.Of(transaction, school, route, today, isSchoolDay);
        if (silence is null || silence.SchoolDays < longest)
        {
            if (await findings.ResolveAsync(DeliveryFindings.Silence, route.Name, cancellationToken))
            {
                await AdministratorLetters.TakeBackAsync(transaction, school.Id, [Phrase.Of(Texts.SilentSubject, route.Name)], cancellationToken);
            }
        }
        else
        {
            var last = silence.LastHeard is { } day ? RussianDates.Full(day) : Texts.SilentNever;
            var what = Phrase.Of(Texts.SilentWhat, route.Name, silence.SchoolDays, last, silence.HasRun ? Texts.UnprovedUnfinished : Texts.UnprovedNoRun);
            if (await findings.HoldAsync(DeliveryFindings.Silence, route.Name, today, deadline: null, what, cancellationToken))
            {
                await TellAsync(transaction, school, route, today, Phrase.Of(Texts.SilentSubject, route.Name), what, cancellationToken);
            }
        }

        await transaction.Context.SaveChangesAsync(cancellationToken);
    }

    private async Task TellAsync(LedgerTransaction transaction, SchoolRuntime school, RouteOptions route, DateOnly today, string subject, string what, CancellationToken cancellationToken)
    {
        var notice = new AdministratorNotice(LetterKind.Failure, $"export-delivered-{route.Name}", today, subject, [what, Phrase.Of(Texts.UnprovedInstruction, school.Id, route.Name)]);
        await letters.EnqueueAsync(transaction, school.Options, notice, cancellationToken);
    }

    private async Task LookAsync(LedgerTransaction transaction, SchoolRuntime school, RouteOptions route, Func<DateOnly, bool> isSchoolDay, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = school.DayOf(now);
        var row = await transaction.Context.Set<RouteRow>().AsNoTracking().FirstOrDefaultAsync(known => known.School == school.Id && known.Name == route.Name, cancellationToken);
        var lastRun = row?.LastRunAt is { } at ? school.DayOf(Instants.FromStored(at)) : (DateOnly?)null;
        var unanswered = row is not null && await transaction.Context.Set<PackageRow>().AnyAsync(package => package.Route == row.Id && package.Status == PackageStatus.Sent, cancellationToken);
        var good = row is { Stopped: null, LastError: null, LastRunAt: not null } && !unanswered;
        var findings = new DeliveryFindings(transaction, school, now);
        var unproved = new List<DateOnly>();

        // A route that never ran owes nothing for the days before it was there.
        for (var day = lastRun is null ? today : today.AddDays(-DaysBack); day <= today; day = day.AddDays(1))
        {
            var deadline = school.At(day, route.Deadline!.Value);
            if (deadline > now)
            {
                continue;
            }

            var subject = DeliveryFindings.SubjectOf(route, day);
            if ((good && day <= lastRun) || !isSchoolDay(day))
            {
                await findings.ResolveAsync(part: null, subject, cancellationToken);
            }
            else if (lastRun is null || day >= lastRun)
            {
                var why = Why(row, lastRun, day);
                if (await findings.HoldAsync(part: null, subject, day, deadline, DeliveryFindings.Unproved(route, day, why), cancellationToken))
                {
                    unproved.Add(day);
                }
            }
        }

        if (unproved.Count > 0)
        {
            var what = Phrase.Of(Texts.UnprovedWhat, route.Name, DeliveryFindings.Clock(route), string.Join(", ", unproved.Select(RussianDates.Full)), Why(row, lastRun, unproved[^1]));
            await TellAsync(transaction, school, route, today, Phrase.Of(Texts.UnprovedSubject, route.Name), what, cancellationToken);
        }

        await transaction.Context.SaveChangesAsync(cancellationToken);
    }

    private static string Why(RouteRow? row, DateOnly? lastRun, DateOnly day) =>
        row?.Stopped is not null ? Texts.UnprovedStopped
        : lastRun is null || day > lastRun ? Texts.UnprovedNoRun
        : Texts.UnprovedUnfinished;
}
