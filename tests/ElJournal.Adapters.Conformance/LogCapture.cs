using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ElJournal.Adapters.Conformance;

/// <summary>Keeps every line, of every level, with its exception.</summary>
public sealed class LogCapture : ILogger
{
    private readonly ConcurrentQueue<string> lines = new();

    /// <summary>What was logged.</summary>
    public IReadOnlyCollection<string> Lines => lines;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lines.Enqueue($"{formatter(state, exception)} {exception}");
        if (state is IEnumerable<KeyValuePair<string, object?>> values)
        {
            // A structured sink writes these as well.
            foreach (var (name, value) in values)
            {
                lines.Enqueue($"{name}={value}");
            }
        }
    }

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => true;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        lines.Enqueue(state.ToString() ?? "");
        return null;
    }
}
