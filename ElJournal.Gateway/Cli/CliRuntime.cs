using System.CommandLine;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Secrets;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace ElJournal.Gateway.Cli;

/// <summary>Runs commands: configuration, services, clock, and what happens when something goes wrong.</summary>
internal sealed class CliRuntime(CliSurroundings surroundings)
{
    /// <summary>Output that is not a terminal is as wide as its tables need.</summary>
    private const int RedirectedWidth = 240;

    public CliSurroundings Surroundings { get; } = surroundings;

    public CliOptions Options { get; } = new();

    /// <summary>Reads configuration files.</summary>
    public ConfigurationLoader Configurations { get; } = new(surroundings.Environment, surroundings.ProgramDirectory);

    /// <summary>An action for a command that needs the configuration.</summary>
    public Func<ParseResult, CancellationToken, Task<int>> Action(Func<CommandSession, CancellationToken, Task<int>> command) =>
        (parsed, cancellationToken) => Run(parsed, command, cancellationToken);

    /// <summary>An action for a command that does without a configuration, or brings its own.</summary>
    public Func<ParseResult, CancellationToken, Task<int>> Guarded(Func<ParseResult, CancellationToken, Task<int>> command) =>
        (parsed, cancellationToken) => CommandFailures.Guard(Surroundings, parsed.GetValue(Options.Json), () => command(parsed, cancellationToken), cancellationToken);

    /// <summary>An action for a command that needs the configuration but not the ledger.</summary>
    public Func<ParseResult, CancellationToken, Task<int>> ActionWithoutLedger(Func<CommandSession, CancellationToken, Task<int>> command) => Guarded(async (parsed, cancellationToken) =>
    {
        await using var services = Services(parsed, ConfigurationFile(parsed));
        return await command(Session(services, parsed), cancellationToken);
    });

    public Task<int> Run(ParseResult parsed, Func<CommandSession, CancellationToken, Task<int>> command, CancellationToken cancellationToken) =>
        Guarded((result, token) => RunWith(result, ConfigurationFile(result), command, token))(parsed, cancellationToken);

    /// <summary>Runs a command on a configuration file of the command's own choice (the demo writes one).</summary>
    public async Task<int> RunWith(ParseResult parsed, string file, Func<CommandSession, CancellationToken, Task<int>> command, CancellationToken cancellationToken)
    {
        await using var services = Services(parsed, file);
        await services.GetRequiredService<LedgerSchema>().EnsureAsync(cancellationToken);
        try
        {
            return await command(Session(services, parsed), cancellationToken);
        }
        catch (Exception exception) when (LedgerFailures.Of(exception) is { } failure)
        {
            // A disk that fills up, a file that goes bad: here it is known which.
            throw LedgerFailures.Explain(failure, services.GetRequiredService<LedgerDatabase>().Name);
        }
    }

    /// <summary>A session on services that the caller owns.</summary>
    public CommandSession Session(IServiceProvider services, ParseResult parsed) => new(services, parsed, Options, Surroundings.Output, Console());

    /// <summary>The configuration file: the option, else the environment, else <c>eljournal.json</c> here.</summary>
    public string ConfigurationFile(ParseResult parsed) => Path.GetFullPath(
        parsed.GetValue(Options.Config) ?? (Surroundings.Environment.TryGetValue("ELJOURNAL_CONFIG", out var named) && named.Length > 0 ? named : "eljournal.json"),
        Surroundings.CurrentDirectory);

    /// <exception cref="ConfigurationException">It has mistakes.</exception>
    public GatewayConfiguration LoadConfiguration(string file)
    {
        var result = Configurations.Load(file);
        return result.Configuration ?? throw new ConfigurationException(file, result.Mistakes);
    }

    private ServiceProvider Services(ParseResult parsed, string file) =>
        GatewayServices.Build(LoadConfiguration(file), Surroundings, Mode(parsed), parsed.GetValue(Options.Now));

    public RunMode Mode(ParseResult parsed) =>
        new(parsed.CommandResult.Command.Name, parsed.GetValue(Options.Now) is not null, parsed.GetResult(Options.Really) is not null && parsed.GetValue(Options.Really));

    public IAnsiConsole Console()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = Surroundings.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = Surroundings.IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = Surroundings.IsTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new VeiledConsoleOutput(Surroundings.Output),
        });
        if (!Surroundings.IsTerminal)
        {
            console.Profile.Width = RedirectedWidth;
        }

        return console;
    }
}
