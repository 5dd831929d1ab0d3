using ElJournal.Gateway.Composition;

namespace ElJournal.Gateway.Configuration;

/// <summary>The configuration has mistakes.</summary>
internal sealed class ConfigurationException(string file, IReadOnlyList<ConfigurationMistake> mistakes)
    : GatewayException($"Конфигурация {file} содержит ошибки ({mistakes.Count}):{Environment.NewLine}{string.Join(Environment.NewLine, mistakes.Select(mistake => "  " + mistake))}")
{
    public IReadOnlyList<ConfigurationMistake> Mistakes { get; } = mistakes;
}
