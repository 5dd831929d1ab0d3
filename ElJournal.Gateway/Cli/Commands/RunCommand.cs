using System.CommandLine;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Scheduling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>run</c>: the worker, until it is stopped.</summary>
internal static class RunCommand
{
    /// <summary>A stop takes no longer; what is not done by then is put back by the next start.</summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);

    public static Command Create(CliRuntime runtime)
    {
        var command = new Command("run", Texts.RunDescription);
        command.SetAction(runtime.Guarded((parsed, cancellationToken) => RunAsync(runtime, parsed, cancellationToken)));
        return command;
    }

    public static async Task<int> RunAsync(CliRuntime runtime, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(runtime.Options.Now) is not null)
        {
            throw new UsageException(Texts.RunHasNoDrill);
        }

        var configuration = runtime.LoadConfiguration(runtime.ConfigurationFile(parsed));
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddGateway(configuration, runtime.Surroundings, new RunMode("run", Drill: false, Really: false), now: null);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopWithin);
        builder.Services.AddWorker(configuration);
        using var host = builder.Build();
        await host.Services.GetRequiredService<LedgerSchema>().EnsureAsync(cancellationToken, thorough: true);
        await host.RunAsync(cancellationToken);
        return ExitCodes.Done;
    }
}
