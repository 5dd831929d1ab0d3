namespace ElJournal.Gateway.Mail;

/// <summary>Names of the kinds of letter, as <c>notify --kind</c> and the ledger spell them.</summary>
internal static class LetterKind
{
    public const string Daily = "daily";
    public const string Weekly = "weekly";
    public const string Monthly = "monthly";
    public const string PersonalData = "personal-data";

    /// <summary>To teachers: one letter a day with whatever concerns the person.</summary>
    public const string Staff = "staff";

    /// <summary>To teachers: the results of a month's review, sent because a person asked for it.</summary>
    public const string Results = "results";

    /// <summary>To the administrator: something stopped and waits for a person.</summary>
    public const string Failure = "failure";

    /// <summary>To the administrator: a mass change waits for a decision.</summary>
    public const string Hold = "hold";

    /// <summary>To the administrator: how the gateway itself is, where the school wants to know it regularly.</summary>
    public const string SelfTest = "self-test";
}
