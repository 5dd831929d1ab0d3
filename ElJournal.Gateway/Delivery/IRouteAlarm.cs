using ElJournal.Gateway.Ledger;

namespace ElJournal.Gateway.Delivery;

/// <summary>Tells the administrator what will not pass by itself, in the transaction that notes it.</summary>
internal interface IRouteAlarm
{
    /// <summary>The route needs a person: it stopped, or the portal wants other credentials or settings.</summary>
    Task RaiseAsync(LedgerTransaction transaction, RouteTask route, ExportFailure failure, CancellationToken cancellationToken);
}
