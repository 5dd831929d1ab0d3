namespace ElJournal.Gateway.Configuration;

/// <summary>A mistake in the configuration.</summary>
/// <param name="Path">The setting, e.g. <c>Schools:0:TimeZone</c>.</param>
/// <param name="Message">Russian: what is wrong, what was given, what is allowed. Never a secret's value.</param>
internal sealed record ConfigurationMistake(string Path, string Message)
{
    public override string ToString() => Path.Length == 0 ? Message : $"{Path}: {Message}";
}

/// <summary>What became of reading the configuration.</summary>
/// <param name="Configuration">The configuration; <see langword="null"/> when there are mistakes.</param>
/// <param name="Mistakes">Every mistake.</param>
internal sealed record ConfigurationResult(GatewayConfiguration? Configuration, IReadOnlyList<ConfigurationMistake> Mistakes)
{
    /// <summary>What does not stop the gateway but the schools that it names: a plug-in in use that could not be loaded.</summary>
    public IReadOnlyList<ConfigurationMistake> Warnings { get; init; } = [];
}
