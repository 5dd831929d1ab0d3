using ElJournal.Adapters.Conformance;
using ElJournal.Rules.Journal;
using ElJournal.Samples.SchoolGenerator;
using ElJournal.Testing;

namespace ElJournal.Adapters.Paragraf.Tests.Conformance;

/// <summary>The generated school as exported files.</summary>
internal sealed class ExportWorld(SchoolScale scale) : GeneratedFolderWorld(scale)
{
    private readonly TempFolder folder = new();

    public override ISourceFactory Factory { get; } = new ParagrafAdapterFactory();

    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Mode"] = "Files", ["Mapping"] = folder[ParagrafFolder.MappingFile], ["Directory"] = folder.Path };

    protected override string Folder => folder.Path;

    protected override string Marks => "otmetki.csv";

    protected override string Lessons => "uroki.csv";

    public override ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override async Task WriteAsync(IEnumerable<JournalRecord> records) => await ParagrafFolder.WriteAsync(folder.Path, records, Time.GetUtcNow());
}
