using ElJournal.Adapters;

namespace ElJournal.Gateway.Delivery;

/// <summary>What one sending of a package came to.</summary>
internal abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>The portal has it.</summary>
    internal sealed record Accepted(CheckedReceipt Receipt) : SendOutcome;

    /// <summary>The portal has none of it and takes smaller packages only.</summary>
    internal sealed record TooLarge(string Error) : SendOutcome;

    /// <summary>The portal has none of it and will not take it.</summary>
    internal sealed record Refused(string Error, string? Instruction) : SendOutcome;

    /// <summary>Nobody knows whether the portal has it: its answer says nothing.</summary>
    internal sealed record Unknown(string Error, TimeSpan? RetryAfter) : SendOutcome;

    /// <summary>Nobody knows whether the portal has it: there was no answer.</summary>
    internal sealed record Unanswered(string Error, TimeSpan? RetryAfter) : SendOutcome;

    /// <summary>The portal surely has none of it now, and asks to come again.</summary>
    internal sealed record Busy(string Error, TimeSpan? RetryAfter) : SendOutcome;

    /// <summary>It will not go without a person: credentials, a setting.</summary>
    internal sealed record Barred(string Error, string? Instruction) : SendOutcome;

    /// <summary>What a failure says about the package.</summary>
    public static SendOutcome Of(AdapterException exception) => exception.Failure switch
    {
        AdapterFailure.Permanent => new Barred(exception.Message, exception.Instruction),
        AdapterFailure.Final => new Refused(exception.Message, exception.Instruction),
        _ => exception.Unanswered ? new Unanswered(exception.Message, exception.RetryAfter) : new Unknown(exception.Message, exception.RetryAfter),
    };
}
