namespace ElJournal.Adapters.Petersburg.Pushing;

/// <summary>Where packages go.</summary>
/// <param name="UploadUrl">The address that takes packages.</param>
/// <param name="Token">The key. Never logged.</param>
internal sealed record PushSettings(Uri UploadUrl, string Token)
{
    /// <summary>How long the portal may take to answer one package.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>A receipt is short; a longer answer is no receipt.</summary>
    public int LongestAnswer { get; init; } = 4 << 20;

    /// <summary>Names only: the token is secret.</summary>
    public override string ToString() => nameof(PushSettings);
}
