using System.CommandLine;
using ElJournal.Gateway.Cli.Commands;

namespace ElJournal.Gateway.Cli;

/// <summary>The command line: one line per verb.</summary>
internal static class CommandLine
{
    public static RootCommand Create(CliRuntime runtime)
    {
        var root = new RootCommand("Шлюз электронного журнала: читает журнал, проверяет по порядку школы, сообщает и передаёт на портал.")
        {
            runtime.Options.Config,
            runtime.Options.Json,
            runtime.Options.Now,
            AdaptersCommand.Create(runtime),
            DemoCommand.Create(runtime),
            RunCommand.Create(runtime),
            CheckCommand.Create(runtime),
            FindingsCommand.Create(runtime),
            ExcuseCommand.Create(runtime),
            DayCommand.Create(runtime),
            WhatIfCommand.Create(runtime),
            ConfigCommand.Create(runtime),
            ExportCommand.Create(runtime),
            DeliveryCommand.Create(runtime),
            WithheldCommand.Create(runtime),
            SyncCommand.Create(runtime),
            HoldCommand.Create(runtime),
        };
        return root;
    }

    /// <summary>Parses and runs; the result is the process's exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CliSurroundings surroundings, CancellationToken cancellationToken = default)
    {
        var parsed = Create(new CliRuntime(surroundings)).Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            return await RefuseAsync(parsed, surroundings);
        }

        return await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                Output = surroundings.Output,
                Error = surroundings.Error,

                // Longer than a graceful stop may take, so that the stop itself decides.
                ProcessTerminationTimeout = TimeSpan.FromSeconds(15),
            },
            cancellationToken);
    }

    private static async Task<int> RefuseAsync(ParseResult parsed, CliSurroundings surroundings)
    {
        foreach (var error in parsed.Errors.Select(error => error.Message).Distinct(StringComparer.Ordinal))
        {
            await surroundings.Error.WriteLineAsync(error);
        }

        var command = parsed.CommandResult.Command;
        var path = command is RootCommand ? "" : command.Name + " ";
        await surroundings.Error.WriteLineAsync($"Справка: eljournal {path}--help");
        return ExitCodes.Usage;
    }
}
