namespace ElJournal.Gateway.Mail;

/// <summary>Names of the kinds of letter, as <c>notify --kind</c> and the ledger spell them.</summary>
internal static class LetterKind
{
    public const string Daily = "daily";
    public const string Weekly = "weekly";
    public const string Monthly = "monthly";
    public const string PersonalData = "personal-data";

    /// <summary>To the administrator: something stopped and waits for a person.</summary>
    public const string Failure = "failure";

    /// <summary>To the administrator: a mass change waits for a decision.</summary>
    public const string Hold = "hold";
}
