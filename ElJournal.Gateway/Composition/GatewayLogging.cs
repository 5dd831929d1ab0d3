using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Russian;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace ElJournal.Gateway.Composition;

/// <summary>Logs for technicians: English, ids only, on standard error so that standard output stays one document.</summary>
internal static class GatewayLogging
{
    /// <summary>Names the least level that is written.</summary>
    private const string LeastVariable = "ELJOURNAL_LOG";

    public static ILoggingBuilder AddGatewayConsole(this ILoggingBuilder logging, IReadOnlyDictionary<string, string> environment, RunMode mode)
    {
        var least = environment.TryGetValue(LeastVariable, out var asked) && asked.Length > 0 ? Level(asked)
            : mode.Command == "run" ? LogLevel.Information
            : LogLevel.Warning;
        logging.ClearProviders();
        logging.SetMinimumLevel(least);
        // A filter of a category wins over the minimum: what asks for less than warnings gets less from these as well.
        var others = least > LogLevel.Warning ? least : LogLevel.Warning;
        logging.AddFilter("Microsoft", others);
        logging.AddFilter("Quartz", others);
        if (!environment.ContainsKey(CommandFailures.DebugVariable))
        {
            // What keeps the host from starting is said once, in words, at the edge.
            logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        }

        logging.AddConsole(console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            console.FormatterName = LogLineFormatter.FormatterName;
        });
        logging.AddConsoleFormatter<LogLineFormatter, ConsoleFormatterOptions>();
        return logging;
    }

    private static LogLevel Level(string asked) => Enum.GetNames<LogLevel>().Contains(asked, StringComparer.OrdinalIgnoreCase)
        ? Enum.Parse<LogLevel>(asked, ignoreCase: true)
        : throw new UsageException(Phrase.Of(CliTexts.LogLevelUnknown, LeastVariable, asked, string.Join(", ", Enum.GetNames<LogLevel>())));
}
