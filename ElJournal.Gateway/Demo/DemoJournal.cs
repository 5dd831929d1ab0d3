using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Russian;

namespace ElJournal.Gateway.Demo;

/// <summary>Where the bundled school's journal is read from in a demo.</summary>
internal abstract class DemoJournal : IAsyncDisposable
{
    private const string OwnSource = """{ "Adapter": "files", "Settings": { "Directory": "." } }""";
    private const string OwnAdapters = "\"Allowed\": [ \"files\" ]";

    /// <summary>The adapter's name, which is the source's name too.</summary>
    public abstract string Adapter { get; }

    /// <summary>The adapter's settings as JSON, for the demo's configuration.</summary>
    protected abstract string Settings { get; }

    /// <summary>Variables that hold for the demo's commands.</summary>
    public virtual IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>();

    /// <summary>What to tell about where the journal is.</summary>
    public abstract string Where(Func<string, string> shorten);

    /// <summary>The bundled configuration with this source in place of its own.</summary>
    public string Configure(string bundled)
    {
        var text = bundled.Replace(OwnSource, $$"""{ "Adapter": "{{Adapter}}", "Settings": {{Settings}} }""", StringComparison.Ordinal);
        return Adapter == DemoSources.Files ? text : text.Replace(OwnAdapters, $"\"Allowed\": [ \"files\", \"{Adapter}\" ]", StringComparison.Ordinal);
    }

    /// <summary>Makes ready what the demo's folder needs besides the configuration.</summary>
    /// <exception cref="GatewayException">Something is missing beside the program.</exception>
    public abstract Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Lets the journal look as it did at the moment.</summary>
    public abstract Task ShowAsync(DateTimeOffset moment, CancellationToken cancellationToken);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>The sources that the demo can use.</summary>
internal static class DemoSources
{
    public const string Files = "files";
    private const string Dnevnik = "dnevnik";
    private const string ElZhur = "elzhur";
    private const string Paragraf = "paragraf";

    public static IReadOnlyList<string> All { get; } = [Files, Dnevnik, ElZhur, Paragraf];

    public static DemoJournal Create(string name, DemoFolder folder, string programDirectory) => name switch
    {
        Dnevnik => new SimulatedJournal(folder, programDirectory, SimulatedSystem.Dnevnik),
        ElZhur => new SimulatedJournal(folder, programDirectory, SimulatedSystem.ElZhur),
        Paragraf => new SimulatedJournal(folder, programDirectory, SimulatedSystem.Paragraf),
        _ => new FolderJournal(folder),
    };

    /// <summary>The folder that a demo uses when none is named.</summary>
    public static string DefaultFolder(string name) => name == Files ? "eljournal-demo" : $"eljournal-demo-{name}";
}

/// <summary>The journal as a CSV folder.</summary>
internal sealed class FolderJournal(DemoFolder folder) : DemoJournal
{
    public override string Adapter => DemoSources.Files;

    protected override string Settings => """{ "Directory": "journal" }""";

    private string Journal => Path.Combine(folder.Root, "journal");

    public override string Where(Func<string, string> shorten) => Phrase.Of(Texts.WhereJournal, shorten(Journal));

    public override Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task ShowAsync(DateTimeOffset moment, CancellationToken cancellationToken) => new JournalReplay(folder.Bundle).WriteAsync(Journal, moment, cancellationToken);
}
