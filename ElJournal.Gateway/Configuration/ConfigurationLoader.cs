using ElJournal.Gateway.Configuration.Checks;
using ElJournal.Gateway.Plugins;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Secrets;

namespace ElJournal.Gateway.Configuration;

/// <summary>Reads <c>eljournal.json</c> and the environment, and reports every mistake at once.</summary>
/// <param name="environment">The environment's variables; those named <c>ELJOURNAL__…</c> override the file.</param>
/// <param name="programDirectory">Where the shipped adapters lie.</param>
/// <param name="running">The plug-ins of this process, where it has some: code that is loaded cannot be unloaded, so what runs is not loaded once more to look at a changed file.</param>
internal sealed class ConfigurationLoader(IReadOnlyDictionary<string, string> environment, string programDirectory, PluginCatalog? running = null)
{
    /// <summary>Reads the file.</summary>
    public ConfigurationResult Load(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Failed(Phrase.Of(ConfigurationTexts.FileNotFound, path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Failed(Phrase.Of(ConfigurationTexts.FileUnreadable, path, exception.Message));
        }

        return Read(text, path);
    }

    /// <summary>The plug-ins that the file allows; without a readable file the shipped ones.</summary>
    public PluginCatalog LoadPlugins(string path)
    {
        var options = new AdaptersOptions();
        if (File.Exists(path) && ConfigurationText.Parse(File.ReadAllText(path)).Root is { } root)
        {
            ConfigurationTree.Override(root, environment);
            options = new OptionsBinder([]).Bind<GatewayOptions>(root, "").Adapters;
        }

        return new PluginLoader(options, Path.GetDirectoryName(Path.GetFullPath(path))!, programDirectory).Load();
    }

    /// <summary>Where the file keeps its secrets, and which of its settings refer to which; the rest of the file may have mistakes.</summary>
    public (SecretStore Store, IReadOnlyList<(string Name, string Path)> Uses) LoadSecrets(string path)
    {
        var root = ConfigurationText.Parse(File.ReadAllText(path)).Root ?? [];
        ConfigurationTree.Override(root, environment);
        var options = new OptionsBinder([]).Bind<GatewayOptions>(root, "").Secrets;
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return (new SecretStore(Path.GetFullPath(options.Store, directory), Path.GetFullPath(options.KeyRing, directory)), [.. ConfigurationTree.References(root)]);
    }

    /// <summary>Reads the file as if the folder of schools held this file (or, without a text, did not).</summary>
    public ConfigurationResult LoadWith(string path, (string Name, string? Text) trial) => Read(File.ReadAllText(path), path, trial);

    /// <summary>Reads a configuration that stands for the file's contents.</summary>
    public ConfigurationResult Read(string text, string path, (string Name, string? Text)? trial = null)
    {
        var (root, syntax) = ConfigurationText.Parse(text);
        if (root is null)
        {
            return new ConfigurationResult(null, [syntax!]);
        }

        var mistakes = new List<ConfigurationMistake>();
        var folder = Path.GetFullPath(ConfigurationTree.Text(root, nameof(GatewayOptions.SchoolsDirectory)) ?? new GatewayOptions().SchoolsDirectory, Path.GetDirectoryName(Path.GetFullPath(path))!);
        var files = SchoolFiles.Append(root, folder, mistakes, trial);
        var origins = ConfigurationTree.Override(root, environment);
        var options = new OptionsBinder(mistakes).Bind<GatewayOptions>(root, "");
        var rules = options.Schools.Select((school, index) => RuleSections.Bind(school.Rules, FormattableString.Invariant($"Schools:{index}:Rules"), mistakes)).ToList();
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var catalog = new PluginLoader(options.Adapters, directory, programDirectory, running).Load();
        var (meaning, warnings) = Check(options, catalog, directory);

        var papers = options.Schools.Select((school, index) => PupilPapers.Of(school, directory, new Report(meaning, nameof(options.Schools)).At(index), new Report(warnings, nameof(options.Schools)).At(index))).ToList();

        // A value that could not be read has been reported; what its default breaks is no second mistake.
        mistakes.AddRange(meaning.Where(mistake => !mistakes.Exists(known => IsAtOrBelow(known.Path, mistake.Path))).ToList());
        if (mistakes.Count > 0)
        {
            catalog.Dispose();
            return new ConfigurationResult(null, [.. mistakes.Distinct().Select(mistake => WithFile(WithOrigin(mistake, origins), files))]) { Warnings = warnings };
        }

        var schools = options.Schools.Select((school, index) => new SchoolRuntime(school, TimeZoneInfo.FindSystemTimeZoneById(school.TimeZone), rules[index]) { Papers = papers[index] });
        return new ConfigurationResult(new GatewayConfiguration(options, path) { Plugins = catalog, Schools = new SchoolDirectory(schools) }, []) { Warnings = warnings };
    }

    private static (List<ConfigurationMistake> Mistakes, List<ConfigurationMistake> Warnings) Check(GatewayOptions options, PluginCatalog catalog, string directory)
    {
        var report = new Report([], "");
        var warnings = new Report([], "");
        GatewayCheck.Run(options, report);
        MySchoolCheck.Run(options, directory, report);
        WebCheck.Run(options, directory, report);
        SecretsCheck.Run(options, directory, report.At(nameof(options.Secrets)));
        if (options.Backup is { } backup)
        {
            BackupCheck.Run(options, backup, directory, report.At(nameof(options.Backup)));
        }

        AdapterCheck.Allowed(options.Adapters, catalog, report.At(nameof(options.Adapters)));
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < options.Schools.Count; i++)
        {
            var at = report.At(nameof(options.Schools)).At(i);
            SchoolCheck.Run(options.Schools[i], at);
            AdapterCheck.School(options.Schools[i], catalog, directory, at, warnings.At(nameof(options.Schools)).At(i));
            if (options.Schools[i].Id.Length > 0 && !ids.Add(options.Schools[i].Id))
            {
                at.At(nameof(SchoolOptions.Id)).Add(Phrase.Of(ConfigurationTexts.SchoolRepeated, options.Schools[i].Id));
            }
        }

        return (report.Mistakes, warnings.Mistakes);
    }

    private static bool IsAtOrBelow(string path, string parent) =>
        string.Equals(path, parent, StringComparison.OrdinalIgnoreCase) || path.StartsWith(parent + ":", StringComparison.OrdinalIgnoreCase);

    private static ConfigurationMistake WithOrigin(ConfigurationMistake mistake, IReadOnlyDictionary<string, string> origins) =>
        origins.TryGetValue(mistake.Path, out var variable) ? mistake with { Message = Phrase.Of(ConfigurationTexts.FromEnvironment, mistake.Message, variable) } : mistake;

    private static ConfigurationMistake WithFile(ConfigurationMistake mistake, IReadOnlyDictionary<string, string> files) =>
        files.Where(file => IsAtOrBelow(mistake.Path, file.Key)).Select(file => mistake with { Message = Phrase.Of(ConfigurationTexts.FromFile, mistake.Message, file.Value) }).FirstOrDefault(mistake);

    private static ConfigurationResult Failed(string message) => new(null, [new ConfigurationMistake("", message)]);
}
