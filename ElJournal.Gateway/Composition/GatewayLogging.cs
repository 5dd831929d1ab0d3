using Microsoft.Extensions.Logging;

namespace ElJournal.Gateway.Composition;

/// <summary>Logs for technicians: English, ids only, on standard error so that standard output stays one document.</summary>
internal static class GatewayLogging
{
    public static ILoggingBuilder AddGatewayConsole(this ILoggingBuilder logging, IReadOnlyDictionary<string, string> environment, RunMode mode)
    {
        var least = environment.TryGetValue("ELJOURNAL_LOG", out var asked) && Enum.TryParse<LogLevel>(asked, ignoreCase: true, out var level) ? level
            : mode.Command == "run" ? LogLevel.Information
            : LogLevel.Warning;
        logging.ClearProviders();
        logging.SetMinimumLevel(least);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Quartz", LogLevel.Warning);
        logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.AddSimpleConsole(form =>
        {
            form.SingleLine = true;
            form.UseUtcTimestamp = true;
            form.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss'Z' ";
        });
        return logging;
    }
}
