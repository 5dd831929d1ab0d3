using Microsoft.Extensions.Logging;

namespace ElJournal.Gateway.Delivery;

internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Warning, "School {School}, route {Route}: package {Package} was not delivered ({Outcome}).")]
    public static partial void NotDelivered(ILogger logger, string school, string route, string package, string outcome);

    [LoggerMessage(5002, LogLevel.Information, "School {School}, route {Route}: {Packages} packages with {Records} records have receipts, {Pending} records are pending.")]
    public static partial void Ended(ILogger logger, string school, string route, int packages, int records, int pending);
}
