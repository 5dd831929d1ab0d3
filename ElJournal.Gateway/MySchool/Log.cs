using Microsoft.Extensions.Logging;

namespace ElJournal.Gateway.MySchool;

internal static partial class Log
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Serving schedules at {Address} (contract known second-hand)")]
    public static partial void Serving(ILogger logger, string address);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "Client {Client} asked about a person: {Schools} schools, {Lessons} lessons")]
    public static partial void Answered(ILogger logger, string client, int schools, int lessons);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "A client that is not known, or has another secret, asked for a token")]
    public static partial void TokenRefused(ILogger logger);

    [LoggerMessage(EventId = 4, Level = LogLevel.Error, Message = "A question about a person failed: {Failure}")]
    public static partial void Failed(ILogger logger, string failure);

    [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "Too many requests for tokens from one address")]
    public static partial void Throttled(ILogger logger);
}
