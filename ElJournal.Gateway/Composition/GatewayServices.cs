using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Delivery;
using ElJournal.Gateway.Diagnosis;
using ElJournal.Gateway.Judging;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Letters;
using ElJournal.Gateway.Mail;
using ElJournal.Gateway.People;
using ElJournal.Gateway.Plugins;
using ElJournal.Gateway.Reports;
using ElJournal.Gateway.Reviews;
using ElJournal.Gateway.Safekeeping;
using ElJournal.Gateway.Sync;
using ElJournal.Gateway.Web;
using ElJournal.Gateway.Years;
using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Gateway.Composition;

/// <summary>Puts the features together; each brings its own <c>Add…()</c>.</summary>
internal static class GatewayServices
{
    public static ServiceProvider Build(GatewayConfiguration configuration, CliSurroundings surroundings, RunMode mode, DateTimeOffset? now) =>
        new ServiceCollection()
            .AddGateway(configuration, surroundings, mode, now)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });

    /// <summary>All features. The worker calls this on its host's services.</summary>
    public static IServiceCollection AddGateway(this IServiceCollection services, GatewayConfiguration configuration, CliSurroundings surroundings, RunMode mode, DateTimeOffset? now)
    {
        services.AddLogging(logging => logging.AddGatewayConsole(surroundings.Environment, mode));
        services.AddSingleton(surroundings);
        services.AddSingleton(mode);
        services.AddSingleton(new MachineClock(surroundings.MachineTime));
        services.AddSingleton<TimeProvider>(new GatewayClock(surroundings.MachineTime, now));
        services.AddGatewayConfiguration(configuration, surroundings);
        services.AddPlugins(configuration);
        services.AddLedger();
        services.AddSync();
        services.AddJudging();
        services.AddMail();
        services.AddLetters();
        services.AddDelivery();
        services.AddReports();
        services.AddReviews();
        services.AddSafekeeping();
        services.AddYears();
        services.AddPeople();
        services.AddDiagnosis();
        services.AddLetterLinks();
        return services;
    }
}
