using ElJournal.Adapters;
using ElJournal.Adapters.Portals;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery.Proving;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Mail.Administration;
using ElJournal.Gateway.Plugins;
using ElJournal.Gateway.Russian;
using Microsoft.Extensions.Logging;

namespace ElJournal.Gateway.Delivery;

/// <summary>Delivers what is due over a school's routes. Judge first: the gate withholds what was not judged as it is now.</summary>
internal sealed class ExportUseCase(AdapterFactory adapters, IRecordGate gate, AdministratorAlarm alarm, CredentialLetters credentials, ExportDelivered delivered, TimeProvider clock, MachineClock machine, ILogger<ExportUseCase> logger)
{
    /// <summary>How portals are treated.</summary>
    public DeliveryManners Manners { get; init; } = new();

    /// <summary>Runs over one route, or over all.</summary>
    /// <param name="school">The school.</param>
    /// <param name="route">The route's name; <see langword="null"/> for all.</param>
    /// <param name="lease">The school's lease.</param>
    /// <exception cref="GatewayException">There is no such route.</exception>
    public Task<ExportReport> RunAsync(SchoolRuntime school, string? route, SchoolLease lease, CancellationToken cancellationToken) => RunAsync(school, school.Routes(route), lease, cancellationToken);

    /// <summary>Runs over some routes, one after the other.</summary>
    public async Task<ExportReport> RunAsync(SchoolRuntime school, IReadOnlyList<RouteOptions> routes, SchoolLease lease, CancellationToken cancellationToken)
    {
        var results = new List<ExportResult>();
        foreach (var options in routes)
        {
            results.Add(await RunAsync(school, options, lease, cancellationToken));
        }

        await delivered.RunAsync(school, lease, cancellationToken);
        return new ExportReport(school.Id, results);
    }

    private async Task<ExportResult> RunAsync(SchoolRuntime school, RouteOptions options, SchoolLease lease, CancellationToken cancellationToken)
    {
        var task = await TaskOfAsync(school, options, lease, cancellationToken);
        IPortal? portal = null;
        var barred = WithoutPapers(school, options) ?? Misspelled(task.Filter);
        try
        {
            portal = adapters.CreatePortal(school, options);
        }
        catch (AdapterException exception)
        {
            barred = new ExportFailure("permanent", exception.Message, exception.Instruction);
        }

        await using (portal)
        {
            var delivery = new RouteDelivery(task, portal, gate, new DeliveryClocks(clock, machine.Time), Manners, alarm.For(school), logger) { Barred = barred };
            var result = await delivery.RunAsync(lease, cancellationToken);
            await credentials.QueueAsync(school, options.Name, portal, lease, cancellationToken);
            Log.Ended(logger, result.School, result.Route, result.Packages, result.Records, result.Pending);
            return result;
        }
    }

    /// <summary>A list that cannot be read says of nobody that the papers are there.</summary>
    private static ExportFailure? WithoutPapers(SchoolRuntime school, RouteOptions options) =>
        school.Papers.Barred.TryGetValue(options.Name, out var why) ? new ExportFailure("permanent", Phrase.Of(Texts.PapersUnread, why), Texts.PapersInstruction) : null;

    /// <summary>A slip in a name must not take a class away from the portal.</summary>
    private static ExportFailure? Misspelled(RouteFilter filter) =>
        filter.Unknown.Length > 0 ? new ExportFailure("permanent", Phrase.Of(Texts.FilterUnknown, string.Join(", ", filter.Unknown)), Texts.FilterInstruction)
        : filter.NamesNothing ? new ExportFailure("permanent", Texts.FilterNothing, Texts.FilterInstruction)
        : null;

    private async Task<RouteTask> TaskOfAsync(SchoolRuntime school, RouteOptions options, SchoolLease lease, CancellationToken cancellationToken)
    {
        await using var transaction = await lease.BeginAsync(1, cancellationToken);
        var id = RouteStore.Ensure(transaction, school.Id, options.Name);
        var filter = RouteFilter.Of(options, transaction, school.Id);
        await transaction.CommitAsync(cancellationToken);
        return new RouteTask(id, school.Id, school.Options.Ogrn, school.Zone, options.Name, RouteTask.KindsOf(options.Kinds), options.Retract) { Filter = filter, Fields = RouteFields.Of(options), Destination = Destination.Of(options, adapters.PortalSettings(options)) };
    }
}

/// <summary>What became of a school's routes.</summary>
/// <param name="School">The school.</param>
/// <param name="Routes">One result per route, in the order of the configuration.</param>
internal sealed record ExportReport(string School, IReadOnlyList<ExportResult> Routes)
{
    /// <summary>What the command ends with.</summary>
    public int ExitCode =>
        Routes.Count > 0 && Routes.All(route => route is { Failure: not null, Packages: 0 }) ? ExitCodes.Failed
        : Routes.Any(route => route.Failure is not null || route.Pending > 0) ? ExitCodes.Partly
        : Routes.Any(route => route.Rejected > 0) ? ExitCodes.Open
        : ExitCodes.Done;
}
