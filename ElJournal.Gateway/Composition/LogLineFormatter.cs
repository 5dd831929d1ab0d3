using System.Globalization;
using ElJournal.Gateway.Cli;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ElJournal.Gateway.Composition;

/// <summary>One line per event: when, how grave, from where, what. Of an exception its type and message; the stack trace only when asked for.</summary>
internal sealed class LogLineFormatter(MachineClock clock, CliSurroundings surroundings) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    private readonly bool traces = surroundings.Environment.ContainsKey(CommandFailures.DebugVariable);

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var text = surroundings.Veil.Clean(logEntry.Formatter(logEntry.State, logEntry.Exception).ReplaceLineEndings(" "));
        textWriter.Write(clock.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        textWriter.Write($" {logEntry.LogLevel} {logEntry.Category}[{logEntry.EventId.Id.ToString(CultureInfo.InvariantCulture)}] {text}");
        if (logEntry.Exception is { } exception)
        {
            textWriter.Write(surroundings.Veil.Clean(traces ? $" {exception}" : $" ({exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")})"));
        }

        textWriter.WriteLine();
    }
}
