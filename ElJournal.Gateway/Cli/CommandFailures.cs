using ElJournal.Adapters;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Cli;

/// <summary>The edge: every failure becomes one clear message and an exit code.</summary>
internal static class CommandFailures
{
    /// <summary>The variable that asks for stack traces.</summary>
    public const string DebugVariable = "ELJOURNAL_DEBUG";

    /// <summary>Runs a command and turns what it throws into a message on standard error and an exit code.</summary>
    public static async Task<int> Guard(CliSurroundings surroundings, bool json, Func<Task<int>> command, CancellationToken cancellationToken)
    {
        try
        {
            return await command();
        }
        catch (Exception exception)
        {
            var (message, code) = Explain(exception, cancellationToken);
            await surroundings.Error.WriteLineAsync(message);
            if (json)
            {
                await surroundings.Output.WriteLineAsync(CommandSession.Serialize(new { error = message, exitCode = code }));
            }

            if (surroundings.Environment.ContainsKey(DebugVariable))
            {
                await surroundings.Error.WriteLineAsync(exception.ToString());
            }

            return code;
        }
    }

    private static (string Message, int Code) Explain(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        GatewayException known => (known.Message, known.ExitCode),
        AdapterException adapter => (adapter.Instruction is { } instruction ? $"{instruction} ({adapter.Message})" : adapter.Message, ExitCodes.Failed),
        SchoolBusyException busy => (Phrase.Of(CliTexts.SchoolBusy, busy.Holder), ExitCodes.Failed),
        LeaseLostException => (CliTexts.LeaseTaken, ExitCodes.Failed),
        _ when LedgerFailures.Of(exception) is { } database => (LedgerFailures.Explain(database, "Storage:ConnectionString").Message, ExitCodes.Failed),
        OperationCanceledException when cancellationToken.IsCancellationRequested => (CliTexts.Interrupted, ExitCodes.Failed),
        UnauthorizedAccessException or IOException => (Phrase.Of(CliTexts.FileUnavailable, exception.Message), ExitCodes.Failed),
        _ => (Phrase.Of(CliTexts.Unexpected, exception.GetType().Name, exception.Message.ReplaceLineEndings(" ")), ExitCodes.Failed),
    };
}
