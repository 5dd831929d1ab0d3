using System.CommandLine;
using ElJournal.Gateway.Configuration;

namespace ElJournal.Gateway.Cli.Commands;

/// <summary><c>config check</c>.</summary>
internal static class ConfigCommand
{
    public static Command Create(CliRuntime runtime)
    {
        var check = new Command("check", "Проверить конфигурацию и показать все ошибки сразу.");
        check.SetAction(runtime.Guarded((parsed, _) => Task.FromResult(Check(runtime, parsed))));
        var schema = new Command("schema", "Напечатать JSON Schema файла конфигурации.");
        schema.SetAction(runtime.Guarded((_, _) =>
        {
            runtime.Surroundings.Output.WriteLine(CommandSession.Serialize(ConfigurationSchema.Create()));
            return Task.FromResult(ExitCodes.Done);
        }));
        return new Command("config", "Конфигурация.") { check, schema };
    }

    private static int Check(CliRuntime runtime, ParseResult parsed)
    {
        var file = runtime.ConfigurationFile(parsed);
        var result = runtime.Configurations.Load(file);
        if (parsed.GetValue(runtime.Options.Json))
        {
            runtime.Surroundings.Output.WriteLine(CommandSession.Serialize(new { config = file, valid = result.Configuration is not null, mistakes = result.Mistakes, warnings = result.Warnings }));
        }
        else if (result.Configuration is { } configuration)
        {
            runtime.Surroundings.Output.WriteLine($"{file}: ошибок нет, школ: {configuration.Options.Schools.Count}.");
        }
        else
        {
            runtime.Surroundings.Output.WriteLine(new ConfigurationException(file, result.Mistakes).Message);
        }

        if (!parsed.GetValue(runtime.Options.Json))
        {
            foreach (var warning in result.Warnings)
            {
                runtime.Surroundings.Output.WriteLine($"  внимание: {warning}");
            }
        }

        return result.Configuration is null || result.Warnings.Count > 0 ? ExitCodes.Failed : ExitCodes.Done;
    }
}
