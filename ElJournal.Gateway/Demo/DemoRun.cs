using System.Globalization;
using System.Text.Json;
using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Russian;
using Spectre.Console;

namespace ElJournal.Gateway.Demo;

/// <summary>What a command of the demo answered.</summary>
internal sealed record DemoAnswer(DateTimeOffset At, string Command, int ExitCode, JsonElement Result);

/// <summary>Runs the demo's commands in this process exactly as if somebody typed them, with the clock of the story.</summary>
/// <param name="folder">Where it happens.</param>
/// <param name="journal">The journal as it was at each moment.</param>
/// <param name="surroundings">This process's.</param>
/// <param name="report">Who is told.</param>
/// <param name="console">Where people watch what takes a while; <see langword="null"/> for a script.</param>
internal sealed class DemoRun(DemoFolder folder, DemoJournal journal, CliSurroundings surroundings, IDemoReport report, IAnsiConsole? console = null)
{
    /// <returns>The process's exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await folder.PrepareAsync(journal, cancellationToken);
        var before = folder.Count();
        var moments = folder.WasShown ? DemoScript.All.TakeLast(1) : DemoScript.All;
        // A journal that is read over the network is true for the moment of each request, and no read may be older than the one before.
        var later = TimeSpan.FromMinutes(folder.Showings);
        report.Begin(folder);
        if (folder.WasShown)
        {
            // What was known before tells what is new now.
            var last = DemoScript.All[^1];
            var (code, known) = await ExecuteAsync(last.Commands.First(command => command[0] == "check"), last.At, cancellationToken);
            if (code is not (ExitCodes.Done or ExitCodes.Open))
            {
                return ExitCodes.Failed;
            }

            report.Known(known);
        }

        foreach (var moment in moments)
        {
            report.Moment(moment);
            await journal.ShowAsync(moment.At, cancellationToken);
            foreach (var command in moment.Commands)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (code, result) = await ExecuteAsync(command, moment.At + later, cancellationToken);
                report.Answer(new DemoAnswer(moment.At, string.Join(' ', command), code, result));
                if (code is not (ExitCodes.Done or ExitCodes.Open))
                {
                    return ExitCodes.Failed;
                }
            }
        }

        await folder.NoteShowingAsync(cancellationToken);
        var after = folder.Count();
        report.End(folder, journal, after.Letters - before.Letters, after.Packages - before.Packages);
        return ExitCodes.Done;
    }

    private async Task<(int ExitCode, JsonElement Result)> ExecuteAsync(string[] command, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var output = new StringWriter(CultureInfo.InvariantCulture);
        var own = surroundings with { Output = output, IsTerminal = false, CurrentDirectory = folder.Root, Environment = OwnEnvironment() };
        string[] arguments = [.. command, "--config", folder.Configuration, "--now", now.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture), "--json"];
        var code = console is null
            ? await CommandLine.RunAsync(arguments, own, cancellationToken)
            : await console.WorkingAsync(Working(command[0]), () => CommandLine.RunAsync(arguments, own, cancellationToken));
        try
        {
            return (code, JsonSerializer.Deserialize<JsonElement>(output.ToString()));
        }
        catch (JsonException exception)
        {
            throw new GatewayException(Phrase.Of(Texts.Failed, code), innerException: exception);
        }
    }

    private static string Working(string command) => command switch
    {
        "sync" => CliTexts.SyncProgress,
        "check" => CliTexts.CheckProgress,
        "notify" => CliTexts.NotifyProgress,
        _ => CliTexts.ExportProgress,
    };

    /// <summary>Settings of the real gateway in the environment must not change what the demo shows.</summary>
    private Dictionary<string, string> OwnEnvironment() =>
        surroundings.Environment.Where(pair => !pair.Key.StartsWith("ELJOURNAL__", StringComparison.OrdinalIgnoreCase)).Concat(journal.Environment).ToDictionary(StringComparer.Ordinal);
}
