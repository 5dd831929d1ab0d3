using Microsoft.Extensions.Logging;

namespace ElJournal.Adapters.Http.Pipeline;

internal static partial class Log
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Debug, Message = "Repetition {Number} in {Milliseconds:0} ms: {Reason}")]
    public static partial void Repeating(ILogger logger, int number, double milliseconds, string reason);
}
