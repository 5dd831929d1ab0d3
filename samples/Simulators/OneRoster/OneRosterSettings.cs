namespace ElJournal.Samples.Simulators.OneRoster;

/// <summary>How the provider behaves.</summary>
public sealed record OneRosterSettings
{
    public const string ScopePrefix = "https://purl.imsglobal.org/spec/or/v1p2/scope/";

    /// <summary>Who may sign in.</summary>
    public string ClientId { get; init; } = "gateway";

    public string ClientSecret { get; init; } = "provider secret: 1";

    /// <summary>The scopes that the client may have, without their common prefix.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["gradebook.readonly", "gradebook.createput", "gradebook.delete"];

    /// <summary>How long a token is good, by the machine's clock.</summary>
    public double TokenSeconds { get; init; } = 3600;

    /// <summary>Whether classes, pupils, terms and the school that are referred to must be in the roster.</summary>
    public bool KnowsRoster { get; init; } = true;

    /// <summary>Whether <c>metadata</c> is thrown away, as a provider that does not know it does.</summary>
    public bool DropsMetadata { get; init; }

    /// <summary>Whether errors come without a body.</summary>
    public bool SaysNothing { get; init; }
}
