using System.CommandLine;
using System.CommandLine.Parsing;
using ElJournal.Gateway.Cli.Commands;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Secrets;

namespace ElJournal.Gateway.Cli;

/// <summary>The command line: one line per verb.</summary>
internal static class CommandLine
{
    public static RootCommand Create(CliRuntime runtime)
    {
        var root = new RootCommand(CliTexts.Description)
        {
            runtime.Options.Config,
            runtime.Options.Json,
            runtime.Options.Now,
            DemoCommand.Create(runtime),
            RunCommand.Create(runtime),
            SyncCommand.Create(runtime),
            CheckCommand.Create(runtime),
            NotifyCommand.Create(runtime),
            DayCommand.Create(runtime),
            ExportCommand.Create(runtime),
            ReconcileCommand.Create(runtime),
            FindingsCommand.Create(runtime),
            ExcuseCommand.Create(runtime),
            WithheldCommand.Create(runtime),
            HoldCommand.Create(runtime),
            DeliveryCommand.Create(runtime),
            WhatIfCommand.Create(runtime),
            RehearseCommand.Create(runtime),
            ReportCommand.Create(runtime),
            ReviewCommand.Create(runtime),
            YearCommand.Create(runtime),
            AdaptersCommand.Create(runtime),
            ConfigCommand.Create(runtime),
            DoctorCommand.Create(runtime),
            SchoolsCommand.Create(runtime),
            SecretCommand.Create(runtime),
            BackupCommand.Create(runtime),
            BackupCommand.CreateArchive(runtime),
            RestoreCommand.Create(runtime),
            AuditCommand.Create(runtime),
            PersonCommand.Create(runtime),
            PurgeCommand.Create(runtime),
        };
        root.SetAction(runtime.Guarded((parsed, cancellationToken) => RunOrHelpAsync(root, runtime, parsed, cancellationToken)));
        RussianHelp.Install(root);
        return root;
    }

    /// <summary>Parses and runs; the result is the process's exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CliSurroundings surroundings, CancellationToken cancellationToken = default)
    {
        surroundings = surroundings with { Output = new VeilingWriter(surroundings.Output, surroundings.Veil), Error = new VeilingWriter(surroundings.Error, surroundings.Veil) };
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

    /// <summary>Without a verb: the worker where a configuration is present, else what could be done.</summary>
    private static async Task<int> RunOrHelpAsync(RootCommand root, CliRuntime runtime, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (File.Exists(runtime.ConfigurationFile(parsed)))
        {
            return await RunCommand.RunAsync(runtime, parsed, cancellationToken);
        }

        await runtime.Surroundings.Error.WriteLineAsync(Phrase.Of(CliTexts.NoConfiguration, runtime.ConfigurationFile(parsed)));
        await root.Parse(["--help"]).InvokeAsync(new InvocationConfiguration { Output = runtime.Surroundings.Error }, cancellationToken);
        return ExitCodes.Usage;
    }

    private static async Task<int> RefuseAsync(ParseResult parsed, CliSurroundings surroundings)
    {
        foreach (var error in parsed.Errors.Where(error => !IsMisspelt(parsed, error)).Select(error => Russian(error.Message)).Distinct(StringComparer.Ordinal))
        {
            await surroundings.Error.WriteLineAsync(error);
        }

        var path = string.Concat(Path(parsed.CommandResult).Select(name => name + " "));
        await surroundings.Error.WriteLineAsync(Phrase.Of(CliTexts.SeeHelp, path));
        return ExitCodes.Usage;
    }

    // A subcommand that is misspelt was given: that none was given need not be said as well.
    private static bool IsMisspelt(ParseResult parsed, ParseError error) =>
        parsed.UnmatchedTokens.Count > 0 && parsed.CommandResult.Command.Subcommands.Count > 0 && !parsed.UnmatchedTokens.Any(token => error.Message.Contains(token, StringComparison.Ordinal));

    private static IEnumerable<string> Path(CommandResult command) =>
        command.Parent is CommandResult parent ? [.. Path(parent), command.Command.Name] : [];

    // Two of the library's messages have no Russian form.
    private static string Russian(string message) =>
        message.Split('\'') is [_, var name, " is required."] ? Phrase.Of(CliTexts.OptionMissing, name)
        : message.StartsWith("Required argument missing", StringComparison.Ordinal) ? message.Replace("Required argument missing for command:", CliTexts.ArgumentMissing, StringComparison.Ordinal).Replace("Required argument missing for option:", CliTexts.ValueMissing, StringComparison.Ordinal)
        : message;
}
