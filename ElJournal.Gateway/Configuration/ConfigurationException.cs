using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Configuration;

/// <summary>The configuration has mistakes.</summary>
internal sealed class ConfigurationException(string file, IReadOnlyList<ConfigurationMistake> mistakes)
    : GatewayException(Phrase.Of(ConfigurationTexts.Mistakes, file, mistakes.Count, Environment.NewLine, string.Join(Environment.NewLine, mistakes.Select(mistake => "  " + mistake))))
{
    public IReadOnlyList<ConfigurationMistake> Mistakes { get; } = mistakes;
}
