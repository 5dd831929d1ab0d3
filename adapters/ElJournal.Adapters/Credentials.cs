namespace ElJournal.Adapters;

/// <summary>Optional ability of a source or a portal: it knows when what it signs in with ends. The host warns the administrator 14 and 3 days ahead.</summary>
public interface IExpiringCredential
{
    /// <summary>What is known now; asked after a probe, a read or a delivery. Empty when nothing is known.</summary>
    IReadOnlyList<CredentialEnd> CredentialEnds { get; }
}

/// <summary>The end of a token, a key or a certificate.</summary>
/// <param name="Name">Russian: what ends, such as «ключ доступа к Дневник.ру». Never the credential itself.</param>
/// <param name="EndsAt">When.</param>
/// <param name="Instruction">Russian: what to do before that.</param>
public sealed record CredentialEnd(string Name, DateTimeOffset EndsAt, string Instruction);

/// <summary>Optional ability of a source: it knows whose account it reads with. That person is left out of participation figures.</summary>
public interface IOwnAccount
{
    /// <summary>The person's id as the records spell it; <see langword="null"/> when it is not known.</summary>
    string? OwnPersonId { get; }
}
