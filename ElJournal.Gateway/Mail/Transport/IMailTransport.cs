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

/// <summary>A letter could not be handed over.</summary>
/// <param name="message">What happened and what to do.</param>
/// <param name="refused">Whether the other side refused this letter for good, so that trying again is useless.</param>
internal sealed class MailException(string message, bool refused, Exception? inner = null) : Exception(message, inner)
{
    public bool Refused { get; } = refused;
}
