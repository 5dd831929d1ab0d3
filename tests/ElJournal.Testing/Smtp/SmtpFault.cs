namespace ElJournal.Testing.Smtp;

/// <summary>How the server misbehaves with the next message.</summary>
public enum SmtpFault
{
    None,

    /// <summary>421 instead of a greeting.</summary>
    NotAvailable,

    /// <summary>The connection is taken and nothing is ever said.</summary>
    Silence,

    /// <summary>450 to the recipient.</summary>
    RecipientLater,

    /// <summary>550 to the recipient.</summary>
    RecipientRefused,

    /// <summary>451 after the message.</summary>
    DataLater,

    /// <summary>The connection breaks after the message, which was not taken.</summary>
    DropBeforeAccepting,

    /// <summary>The connection breaks after the message, which was taken.</summary>
    DropAfterAccepting,

    /// <summary>535 to whoever signs in, and 530 to a sender who did not.</summary>
    WrongPassword,

    /// <summary>The server does not offer STARTTLS.</summary>
    NoTls,
}
