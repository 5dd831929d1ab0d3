using System.Data.Common;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Delivery.Model;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Plugins;
using ElJournal.Gateway.Russian;
using Microsoft.EntityFrameworkCore;

namespace ElJournal.Gateway.Diagnosis;

/// <summary>Routes over which nothing goes until a person has decided, however well their portals answer.</summary>
internal sealed class RouteHealth(LedgerDatabase database, AdapterFactory adapters, TimeProvider clock)
{
    public async Task<IReadOnlyList<DoctorCheck>> OfAsync(SchoolRuntime school, CancellationToken cancellationToken)
    {
        List<RouteRow> rows;
        try
        {
            await using var context = await database.ReadAsync(cancellationToken);
            rows = await context.Set<RouteRow>().AsNoTracking().Where(row => row.School == school.Id).ToListAsync(cancellationToken);
        }
        catch (DbException)
        {
            // The schema of an older version, which is told of elsewhere.
            return [];
        }

        var checks = new List<DoctorCheck>();
        foreach (var options in school.Routes(null))
        {
            if (rows.Find(row => row.Name == options.Name) is not { } row)
            {
                continue;
            }

            var subject = $"{options.Name} ({options.Portal})";
            if (row.Stopped is { } stopped)
            {
                checks.Add(DoctorCheck.Bad(DoctorArea.Portal, school.Id, subject, Phrase.Of(Texts.RouteStopped, options.Name, stopped), Wording.RetryInstruction(school.Id, options.Name)));
            }

            var destination = Destination.Of(options, adapters.PortalSettings(options));
            if (Wording.Moved(school.Id, options.Name, Destination.Former(row, destination), destination, school.DayOf(clock.GetUtcNow())) is { } moved)
            {
                checks.Add(DoctorCheck.Bad(DoctorArea.Portal, school.Id, subject, Phrase.Of(Texts.RouteMoved, options.Name, moved.Message), moved.Instruction!));
            }
        }

        return checks;
    }
}
