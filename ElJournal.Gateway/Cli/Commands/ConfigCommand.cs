using System.CommandLine;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Ledger.Postgres;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Secrets;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>config check</c>.</summary>
internal static class ConfigCommand
{
    public static Command Create(CliRuntime runtime)
    {
        var check = new Command("check", CliTexts.ConfigCheck);
        check.SetAction(runtime.Guarded((parsed, cancellationToken) => CheckAsync(runtime, parsed, cancellationToken)));
        var schema = new Command("schema", CliTexts.ConfigSchema);
        schema.SetAction(runtime.Guarded((_, _) =>
        {
            runtime.Surroundings.Output.WriteLine(CommandSession.Serialize(ConfigurationSchema.Create()));
            return Task.FromResult(ExitCodes.Done);
        }));
        return new Command("config", CliTexts.Configuration) { check, schema };
    }

    private static async Task<int> CheckAsync(CliRuntime runtime, ParseResult parsed, CancellationToken cancellationToken)
    {
        var file = runtime.ConfigurationFile(parsed);
        var result = runtime.Configurations.Load(file);
        if (result.Configuration is { } valid && await ServerTroubleAsync(runtime, valid, cancellationToken) is { } trouble)
        {
            result = result with { Warnings = [.. result.Warnings, trouble] };
        }

        if (parsed.GetValue(runtime.Options.Json))
        {
            runtime.Surroundings.Output.WriteLine(CommandSession.Serialize(new { config = file, valid = result.Configuration is not null, mistakes = result.Mistakes, warnings = result.Warnings }));
        }
        else if (result.Configuration is { } configuration)
        {
            runtime.Surroundings.Output.WriteLine(Phrase.Of(CliTexts.ConfigurationGood, file, configuration.Options.Schools.Count));
        }
        else
        {
            runtime.Surroundings.Output.WriteLine(new ConfigurationException(file, result.Mistakes).Message);
        }

        if (!parsed.GetValue(runtime.Options.Json))
        {
            foreach (var warning in result.Warnings)
            {
                runtime.Surroundings.Output.WriteLine(Phrase.Of(CliTexts.ConfigurationWarning, warning));
            }
        }

        return result.Configuration is null || result.Warnings.Count > 0 ? ExitCodes.Failed : ExitCodes.Done;
    }

    /// <summary>A file is made when it is needed; a server must be there, know the user and be new enough.</summary>
    private static async Task<ConfigurationMistake?> ServerTroubleAsync(CliRuntime runtime, GatewayConfiguration configuration, CancellationToken cancellationToken)
    {
        if (configuration.Options.Storage.Provider != nameof(StorageProvider.PostgreSql))
        {
            return null;
        }

        try
        {
            var store = new SecretStore(configuration.Resolve(configuration.Options.Secrets.Store), configuration.Resolve(configuration.Options.Secrets.KeyRing));
            var secrets = new SecretResolver(runtime.Surroundings.Environment, configuration.Directory, store, runtime.Surroundings.Veil);
            await PostgresSchema.ProbeAsync(configuration.Ledger(secrets.Resolve), cancellationToken);
            return null;
        }
        catch (GatewayException failure)
        {
            return new ConfigurationMistake("Storage", failure.Message);
        }
    }
}
