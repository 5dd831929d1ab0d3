using ElJournal.Gateway.Composition;

namespace ElJournal.Gateway.Demo;

/// <summary>The folder in which the demo happens. Everything that it makes lies there.</summary>
internal sealed class DemoFolder
{
    private const string SourceLine = "\"Directory\": \".\"";

    private readonly string bundle;

    private DemoFolder(string root, string bundle)
    {
        Root = root;
        this.bundle = bundle;
    }

    public string Root { get; }

    public string Configuration => Path.Combine(Root, "eljournal.json");

    public string Journal => Path.Combine(Root, "journal");

    public string Ledger => Path.Combine(Root, "data", "eljournal.db");

    public string Mail => Path.Combine(Root, "mail");

    public string Portal => Path.Combine(Root, "portal");

    /// <summary>Whether the demo was shown here before.</summary>
    public bool WasShown { get; private init; }

    /// <summary>Finds the folder out, without writing anything.</summary>
    /// <exception cref="GatewayException">The folder belongs to somebody else, or the bundled school is not there.</exception>
    public static DemoFolder Open(string root, string programDirectory)
    {
        var school = Path.Combine(programDirectory, "demo-school");
        if (!File.Exists(Path.Combine(school, "lessons.csv")))
        {
            throw new GatewayException(Words.Of(Texts.BundleMissing, school));
        }

        var folder = new DemoFolder(root, school);
        if (File.Exists(root) || (Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any() && !IsOurs(folder)))
        {
            throw new GatewayException(Words.Of(Texts.NotADemoFolder, root));
        }

        return new DemoFolder(root, school) { WasShown = File.Exists(folder.Ledger) };
    }

    /// <summary>Puts the configuration there; one that somebody has changed stays as it is.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Root);
        if (!File.Exists(Configuration))
        {
            var text = await File.ReadAllTextAsync(Path.Combine(bundle, "eljournal.json"), cancellationToken);
            await File.WriteAllTextAsync(Configuration, text.Replace(SourceLine, "\"Directory\": \"journal\"", StringComparison.Ordinal), cancellationToken);
        }
    }

    /// <summary>Lets the journal look as it did at the moment.</summary>
    public Task ShowJournalAsync(DateTimeOffset moment, CancellationToken cancellationToken) => new JournalReplay(bundle).WriteAsync(Journal, moment, cancellationToken);

    /// <summary>How many letters and packages lie there.</summary>
    public (int Letters, int Packages) Count() => (CountFiles(Mail, "*.eml"), CountFiles(Portal, "*.json"));

    private static int CountFiles(string directory, string pattern) => Directory.Exists(directory) ? Directory.EnumerateFiles(directory, pattern).Count() : 0;

    private static bool IsOurs(DemoFolder folder) =>
        File.Exists(folder.Configuration) && File.ReadAllText(folder.Configuration).Contains("\"demo\"", StringComparison.Ordinal);
}
