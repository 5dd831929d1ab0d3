using Microsoft.Extensions.Logging;

namespace ElJournal.Gateway.Web;

/// <summary>What the status page says. Event ids 700 to 719. Names of accounts are not logged: the log of decisions has them.</summary>
internal static partial class WebLog
{
    [LoggerMessage(700, LogLevel.Information, "Status page at {Address}.")]
    public static partial void Serving(ILogger logger, string address);

    [LoggerMessage(701, LogLevel.Warning, "Sign-in refused.")]
    public static partial void SignInRefused(ILogger logger);

    [LoggerMessage(702, LogLevel.Warning, "Too many attempts to sign in.")]
    public static partial void Throttled(ILogger logger);

    [LoggerMessage(703, LogLevel.Error, "A page could not be made: {Failure}")]
    public static partial void Failed(ILogger logger, string failure, Exception exception);

    [LoggerMessage(704, LogLevel.Information, "School {School}: {Act} decided on the page.")]
    public static partial void Acted(ILogger logger, string school, string act);
}
