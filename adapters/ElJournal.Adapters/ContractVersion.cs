namespace ElJournal.Adapters;

/// <summary>The version of this contract. A plug-in's manifest names the version it was built for.</summary>
/// <remarks>
/// The host takes a plug-in of the same major version whose minor version is not newer than its own.
/// New abilities are new small interfaces or default members and raise <see cref="Minor"/>; anything that would break an adapter raises <see cref="Major"/>.
/// </remarks>
public static class ContractVersion
{
    /// <summary>1.</summary>
    public const int Major = 1;

    /// <summary>2.</summary>
    public const int Minor = 2;

    /// <summary>As manifests spell it: <c>1.2</c>.</summary>
    public const string Text = "1.2";
}
