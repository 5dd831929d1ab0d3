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
/// <param name="Mistakes">Every mistake, in the order of the file.</param>
internal sealed record ConfigurationResult(GatewayConfiguration? Configuration, IReadOnlyList<ConfigurationMistake> Mistakes);

/// <summary>A configuration without mistakes.</summary>
/// <param name="Options">Its contents.</param>
/// <param name="File">The file it was read from.</param>
internal sealed record GatewayConfiguration(GatewayOptions Options, string File)
{
    /// <summary>The folder that relative paths are relative to.</summary>
    public string Directory { get; } = Path.GetDirectoryName(Path.GetFullPath(File))!;

    /// <summary>A path of the configuration, made absolute.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, Directory);
}
