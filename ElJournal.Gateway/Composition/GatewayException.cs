namespace ElJournal.Gateway.Composition;

/// <summary>Something that an operator can put right. The message is Russian, says what was wrong and what to do, and is printed as it is.</summary>
internal class GatewayException : Exception
{
    public GatewayException(string message, int exitCode = ExitCodes.Failed, Exception? innerException = null)
        : base(message, innerException) => ExitCode = exitCode;

    public int ExitCode { get; }
}

/// <summary>The command was typed wrongly; ends with <see cref="ExitCodes.Usage"/>.</summary>
internal sealed class UsageException(string message) : GatewayException(message, ExitCodes.Usage);
