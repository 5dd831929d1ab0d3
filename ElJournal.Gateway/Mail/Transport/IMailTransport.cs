using ElJournal.Gateway.Mail.Model;

namespace ElJournal.Gateway.Mail.Transport;

/// <summary>Hands letters over to whatever carries them on.</summary>
internal interface IMailTransport
{
    /// <summary>Where letters go, for the delivery trail: a folder or a host, never a password.</summary>
    string Destination { get; }

    /// <summary>Whether letters stay on this machine, so that a drill may use it.</summary>
    bool IsLocal { get; }

    /// <summary>Hands over one letter. When this returns, the letter is durable on the other side.</summary>
    /// <exception cref="MailException">It could not be handed over.</exception>
    Task SendAsync(LetterRow letter, CancellationToken cancellationToken);
}

/// <summary>Why a letter could not be handed over.</summary>
internal enum MailFailure
{
    /// <summary>Nothing was reached: no other letter would go either.</summary>
    Unreachable = 1,

    /// <summary>This letter was not taken now.</summary>
    Later = 2,

    /// <summary>This letter was refused for good: trying again is useless until a person acts.</summary>
    Refused = 3,
}

/// <summary>A letter could not be handed over.</summary>
/// <param name="failure">What follows from it.</param>
/// <param name="message">Russian: what happened and what to do.</param>
internal sealed class MailException(MailFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public MailFailure Failure { get; } = failure;

    /// <summary>Whether the other side may have taken the letter all the same: its answer was not heard.</summary>
    public bool MayHaveArrived { get; init; }
}
