namespace ElJournal.Adapters;

/// <summary>What a failure means for what the host does next.</summary>
public enum AdapterFailure
{
    /// <summary>May pass by itself: connection lost, time-out, 5xx, file locked. The host tries again, now and in later runs.</summary>
    Temporary = 1,
    /// <summary>Will not pass without a person: bad credentials, a setting, a missing folder. The host stops this run and tells the administrator.</summary>
    Permanent = 2,
    /// <summary>The other side has refused for good: this package, this format. The host does not send or ask the same again.</summary>
    Final = 3,
}

/// <summary>An adapter's failure. Adapters let everything else out as it is; the host treats an unknown exception as temporary and logs its type.</summary>
public sealed class AdapterException : Exception
{
    /// <summary>Makes a failure.</summary>
    /// <param name="failure">What it means.</param>
    /// <param name="message">English, for the log: no secrets, no personal data.</param>
    /// <param name="instruction">Russian, for the technician: what to do; <see langword="null"/> when there is nothing to add.</param>
    /// <param name="retryAfter">How long the other side asked to wait.</param>
    /// <param name="innerException">The cause.</param>
    public AdapterException(AdapterFailure failure, string message, string? instruction = null, TimeSpan? retryAfter = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Failure = failure;
        Instruction = instruction;
        RetryAfter = retryAfter;
    }

    /// <summary>What it means.</summary>
    public AdapterFailure Failure { get; }

    /// <summary>What to do, in Russian.</summary>
    public string? Instruction { get; }

    /// <summary>How long the other side asked to wait.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Whether nothing was answered at all. A portal may have taken the package all the same: it is sent again unchanged, as often as it takes, and no person has to come for it.</summary>
    public bool Unanswered { get; init; }
}

/// <summary>The answer of a probe: a light, read-only try that tells good settings from bad.</summary>
/// <param name="Succeeded">Whether the other side answered as expected.</param>
/// <param name="Message">Russian, one or two sentences for the technician: what was reached, or what to do.</param>
public sealed record ProbeResult(bool Succeeded, string Message);
