namespace ElJournal.Gateway.Configuration;

/// <summary>Reads <c>eljournal.json</c> and the environment, and reports every mistake at once.</summary>
internal static class ConfigurationLoader
{
    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="environment">The environment's variables; those named <c>ELJOURNAL__…</c> override the file.</param>
    public static ConfigurationResult Load(string path, IReadOnlyDictionary<string, string> environment)
    {
        _ = environment;
        if (!File.Exists(path))
        {
            return new ConfigurationResult(null, [new ConfigurationMistake("", $"Файл конфигурации {path} не найден. Укажите --config или переменную ELJOURNAL_CONFIG.")]);
        }

        var text = File.ReadAllText(path);
        var (root, syntax) = ConfigurationText.Parse(text);
        if (root is null)
        {
            return new ConfigurationResult(null, [syntax!]);
        }

        var mistakes = new List<ConfigurationMistake>();
        var options = new OptionsBinder(mistakes).Bind<GatewayOptions>(root, "");
        return mistakes.Count > 0
            ? new ConfigurationResult(null, mistakes)
            : new ConfigurationResult(new GatewayConfiguration(options, Path.GetFullPath(path)), []);
    }
}
