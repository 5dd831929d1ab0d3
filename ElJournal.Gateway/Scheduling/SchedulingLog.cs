using ElJournal.Gateway.Scheduling.Model;
using Microsoft.Extensions.Logging;

namespace ElJournal.Gateway.Scheduling;

/// <summary>What the worker says. Event ids 600 to 619.</summary>
internal static partial class SchedulingLog
{
    [LoggerMessage(600, LogLevel.Information, "Worker started: {Schools} schools, {Late} slots found due.")]
    public static partial void Started(ILogger logger, int schools, int late);

    [LoggerMessage(601, LogLevel.Information, "School {School}: {Job} {Status}, {Slots} slots, {Milliseconds} ms: {Counts}")]
    public static partial void JobEnded(ILogger logger, string school, string job, SlotStatus status, int slots, long milliseconds, string counts);

    [LoggerMessage(602, LogLevel.Information, "School {School} is busy: {Holder}. Its slots wait.")]
    public static partial void Busy(ILogger logger, string school, string holder);

    [LoggerMessage(603, LogLevel.Warning, "School {School}: the lease was taken over; its slots belong to another process.")]
    public static partial void LeaseLost(ILogger logger, string school);

    [LoggerMessage(604, LogLevel.Error, "School {School}: {Failure}")]
    public static partial void SchoolFailed(ILogger logger, string school, string failure, Exception exception);

    [LoggerMessage(605, LogLevel.Error, "School {School}: {Job} failed with {Failure} and will be tried again.")]
    public static partial void JobThrew(ILogger logger, string school, string job, string failure, Exception exception);

    [LoggerMessage(606, LogLevel.Information, "Worker stopped.")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(607, LogLevel.Warning, "Watchdog address did not answer: {Failure}")]
    public static partial void WatchdogSilent(ILogger logger, string failure);

    [LoggerMessage(608, LogLevel.Information, "Configuration reloaded: {Schools} schools.")]
    public static partial void Reloaded(ILogger logger, int schools);

    [LoggerMessage(609, LogLevel.Error, "The changed configuration has {Mistakes} mistakes, the first at {Path}; the worker goes on with the former one. 'config check' lists them.")]
    public static partial void NotReloaded(ILogger logger, int mistakes, string path);

    [LoggerMessage(612, LogLevel.Warning, "School {School} has run for {Seconds} s and is stopped; what it was at is tried later.")]
    public static partial void Stopping(ILogger logger, string school, long seconds);

    [LoggerMessage(610, LogLevel.Error, "The changed configuration could not be taken over: {Failure}. The worker goes on.")]
    public static partial void ReloadFailed(ILogger logger, string failure, Exception exception);

    [LoggerMessage(611, LogLevel.Error, "The ledger does not answer; the worker looks again: {Failure}")]
    public static partial void LedgerAway(ILogger logger, string failure);
}
