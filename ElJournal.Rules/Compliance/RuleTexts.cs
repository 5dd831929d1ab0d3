using System.Globalization;
using System.Resources;

namespace ElJournal.Rules.Compliance;

/// <summary>The Russian texts of a feature, from the <c>Texts.resx</c> in its folder.</summary>
internal sealed class RuleTexts
{
    private readonly ResourceManager _texts;

    public RuleTexts(Type neighbour) => _texts = new ResourceManager($"{neighbour.Namespace}.Texts", neighbour.Assembly);

    public static CultureInfo Russian { get; } = CultureInfo.GetCultureInfo("ru-RU");

    public string this[string name] => _texts.GetString(name, CultureInfo.InvariantCulture) ?? throw new MissingManifestResourceException($"There is no text '{name}' in {_texts.BaseName}.");

    public string Format(string name, params object?[] values) => string.Format(Russian, this[name], values);
}
