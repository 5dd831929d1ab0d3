using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Configuration;

/// <summary>The schools that have a file of their own: adding one does not touch the others, nor anybody's comments.</summary>
internal static class SchoolFiles
{
    /// <summary>Puts the schools of the folder behind those of the configuration file.</summary>
    /// <returns>The file behind each place in the list, for messages.</returns>
    public static IReadOnlyDictionary<string, string> Append(JsonObject root, string folder, List<ConfigurationMistake> mistakes, (string Name, string? Text)? trial = null)
    {
        var origins = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var files = Files(folder).Where(file => trial is null || Path.GetFileName(file) != trial.Value.Name).Select(file => (Name: Path.GetFileName(file), Text: File.ReadAllText(file)));
        foreach (var (name, text) in trial is { Text: { } tried } ? files.Append((trial.Value.Name, tried)) : files)
        {
            var (school, mistake) = ConfigurationText.Parse(text);
            if (school is null)
            {
                mistakes.Add(mistake! with { Message = Phrase.Of(ConfigurationTexts.FromFile, mistake.Message, name) });
                continue;
            }

            var list = Schools(root);
            origins[string.Create(CultureInfo.InvariantCulture, $"Schools:{list.Count}")] = name;
            list.Add(school);
        }

        return origins;
    }

    /// <summary>The folder's files, in order.</summary>
    public static IEnumerable<string> Files(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal) : [];

    /// <summary>The file of a school. Whatever its id holds, the file lies in the folder.</summary>
    public static string PathOf(string folder, string id) => Path.Combine(folder, Uri.EscapeDataString(id).Replace(".", "%2E", StringComparison.Ordinal) + ".json");

    /// <summary>Changes when the configuration's files do, and the schools' lists of papers.</summary>
    public static string Stamp(GatewayConfiguration configuration, SchoolDirectory schools)
    {
        var stamp = new StringBuilder();
        foreach (var file in Files(configuration.Resolve(configuration.Options.SchoolsDirectory)).Prepend(Path.GetFullPath(configuration.File)).Concat(schools.All.Select(school => school.Options.PapersFile).OfType<string>().Select(configuration.Resolve)).Select(path => new FileInfo(path)).Where(file => file.Exists))
        {
            stamp.Append(CultureInfo.InvariantCulture, $"{file.Name}|{file.Length}|{file.LastWriteTimeUtc.Ticks}\n");
        }

        return stamp.ToString();
    }

    private static JsonArray Schools(JsonObject root)
    {
        var key = root.Select(pair => pair.Key).FirstOrDefault(name => string.Equals(name, nameof(GatewayOptions.Schools), StringComparison.OrdinalIgnoreCase));
        if (key is not null && root[key] is JsonArray known)
        {
            return known;
        }

        var made = new JsonArray();
        root[key ?? nameof(GatewayOptions.Schools)] = made;
        return made;
    }
}
