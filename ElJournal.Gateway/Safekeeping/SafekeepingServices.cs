using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Gateway.Safekeeping;

/// <summary>Registers backup and restore.</summary>
internal static class SafekeepingServices
{
    public static IServiceCollection AddSafekeeping(this IServiceCollection services) => services
        .AddSingleton<StorageDevices>()
        .AddSingleton<Media>()
        .AddSingleton<Copies>()
        .AddSingleton<BackupFreshness>()
        .AddSingleton<BackupUseCase>()
        .AddSingleton<VerifyUseCase>()
        .AddSingleton<AuditUseCase>()
        .AddSingleton<ScheduledBackup>();
}
