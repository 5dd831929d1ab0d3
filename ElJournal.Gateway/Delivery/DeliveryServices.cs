using ElJournal.Gateway.Delivery.Proving;
using ElJournal.Gateway.Delivery.Reconciling;
using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Gateway.Delivery;

internal static class DeliveryServices
{
    /// <summary>Everything that brings records to portals.</summary>
    public static IServiceCollection AddDelivery(this IServiceCollection services) => services
        .AddSingleton<AdministratorAlarm>()
        .AddSingleton<ExportUseCase>()
        .AddSingleton<ReconcileUseCase>()
        .AddSingleton<ExportDelivered>()
        .AddSingleton<ExportDeliveredTrial>()
        .AddSingleton<DeliveryQueries>()
        .AddSingleton<SentFieldsQuery>()
        .AddSingleton<WithheldQuery>()
        .AddSingleton<DeliveryRetry>();
}
