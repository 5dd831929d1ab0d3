using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ElJournal.Gateway.Cli;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ElJournal.Gateway.Composition;

/// <summary>One line per event: when, how grave, from where, what; as text, or as a JSON object with the event's values when <see cref="FormVariable"/> says <c>json</c>. Of an exception its type and message; the stack trace only when asked for.</summary>
internal sealed class LogLineFormatter(MachineClock clock, CliSurroundings surroundings) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    public const string FormVariable = "ELJOURNAL_LOG_FORM";

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly bool json = surroundings.Environment.TryGetValue(FormVariable, out var form) && form == "json";
    private readonly bool traces = surroundings.Environment.ContainsKey(CommandFailures.DebugVariable);

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (json)
        {
            textWriter.WriteLine(surroundings.Veil.Clean(Json(logEntry)));
            return;
        }

        var text = surroundings.Veil.Clean(logEntry.Formatter(logEntry.State, logEntry.Exception).ReplaceLineEndings(" "));
        textWriter.Write(clock.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        textWriter.Write($" {logEntry.LogLevel} {logEntry.Category}[{logEntry.EventId.Id.ToString(CultureInfo.InvariantCulture)}] {text}");
        if (logEntry.Exception is { } exception)
        {
            textWriter.Write(surroundings.Veil.Clean(traces ? $" {exception}" : $" ({exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")})"));
        }

        textWriter.WriteLine();
    }

    private string Json<TState>(in LogEntry<TState> entry)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            writer.WriteString("at", clock.Time.GetUtcNow());
            writer.WriteString("level", entry.LogLevel.ToString());
            writer.WriteNumber("event", entry.EventId.Id);
            writer.WriteString("name", entry.EventId.Name);
            writer.WriteString("category", entry.Category);
            writer.WriteString("message", entry.Formatter(entry.State, entry.Exception).ReplaceLineEndings(" "));
            if (entry.Exception is { } exception)
            {
                writer.WriteString("exception", traces ? exception.ToString() : $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}");
            }

            foreach (var (name, value) in entry.State as IEnumerable<KeyValuePair<string, object?>> ?? [])
            {
                if (name != "{OriginalFormat}")
                {
                    writer.WriteString(JsonNamingPolicy.CamelCase.ConvertName(name), Convert.ToString(value, CultureInfo.InvariantCulture));
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
