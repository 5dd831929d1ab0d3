namespace ElJournal.Adapters.Petersburg.Pushing;

/// <summary>Where packages go.</summary>
/// <param name="UploadUrl">The address that takes packages.</param>
/// <param name="Token">The key. Never logged.</param>
internal sealed record PushSettings(Uri UploadUrl, string Token)
{
    /// <summary>Names only: the token is secret.</summary>
    public override string ToString() => nameof(PushSettings);
}
