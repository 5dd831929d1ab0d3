using System.Globalization;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Demo;

/// <summary>The folder in which the demo happens. Everything that it makes lies there.</summary>
internal sealed class DemoFolder
{
    private const string RolloutForm = "rollout.json";

    private DemoFolder(string root, string bundle)
    {
        Root = root;
        Bundle = bundle;
    }

    /// <summary>The school beside the program.</summary>
    public string Bundle { get; }

    public string Root { get; }

    public string Configuration => Path.Combine(Root, "eljournal.json");

    public string Ledger => Path.Combine(Root, "data", "eljournal.db");

    public string Mail => Path.Combine(Root, "mail");

    public string Portal => Path.Combine(Root, "portal");

    /// <summary>Whether the demo was shown here before.</summary>
    public bool WasShown { get; private init; }

    /// <summary>Whether the demo was begun here and never came to its end.</summary>
    public bool WasBrokenOff => WasShown && !File.Exists(Counter);

    /// <summary>How often the demo was shown here before.</summary>
    public int Showings => File.Exists(Counter) && int.TryParse(File.ReadAllText(Counter), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : WasShown ? 1 : 0;

    private string Counter => Path.Combine(Root, "data", "showings");

    /// <summary>Notes that the demo was shown once more.</summary>
    public Task NoteShowingAsync(CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(Counter, (Showings + 1).ToString(CultureInfo.InvariantCulture), cancellationToken);

    /// <summary>Finds the folder out, without writing anything.</summary>
    /// <exception cref="GatewayException">The folder belongs to somebody else, or the bundled school is not there.</exception>
    public static DemoFolder Open(string root, string programDirectory, string source)
    {
        var school = Path.Combine(programDirectory, "demo-school");
        if (!File.Exists(Path.Combine(school, "lessons.csv")))
        {
            throw new GatewayException(Phrase.Of(Texts.BundleMissing, school));
        }

        var folder = new DemoFolder(root, school);
        if (File.Exists(root) || (Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any() && !IsOurs(folder, source)))
        {
            throw new GatewayException(Phrase.Of(Texts.NotADemoFolder, root, source));
        }

        return new DemoFolder(root, school) { WasShown = File.Exists(folder.Ledger) };
    }

    /// <summary>Puts the configuration and what it names there; what somebody has changed stays as it is.</summary>
    public async Task PrepareAsync(DemoJournal journal, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Root);
        if (!File.Exists(Configuration))
        {
            var text = await File.ReadAllTextAsync(Path.Combine(Bundle, "eljournal.json"), cancellationToken);
            await File.WriteAllTextAsync(Configuration, journal.Configure(text), cancellationToken);
        }

        if (!File.Exists(Path.Combine(Root, RolloutForm)))
        {
            // Written anew, for a copy could be read by whoever may read the bundle.
            await File.WriteAllTextAsync(Path.Combine(Root, RolloutForm), await File.ReadAllTextAsync(Path.Combine(Bundle, RolloutForm), cancellationToken), cancellationToken);
        }

        await journal.PrepareAsync(cancellationToken);
    }

    /// <summary>How many letters and packages lie there.</summary>
    public (int Letters, int Packages) Count() => (CountFiles(Mail, "*.eml"), CountFiles(Portal, "*.json"));

    private static int CountFiles(string directory, string pattern) => Directory.Exists(directory) ? Directory.EnumerateFiles(directory, pattern).Count() : 0;

    private static bool IsOurs(DemoFolder folder, string source) =>
        File.Exists(folder.Configuration) && File.ReadAllText(folder.Configuration) is var text
        && text.Contains("\"demo\"", StringComparison.Ordinal) && text.Contains($"\"Adapter\": \"{source}\"", StringComparison.Ordinal);
}
