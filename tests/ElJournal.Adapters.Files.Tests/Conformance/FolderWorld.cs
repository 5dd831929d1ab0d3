using ElJournal.Adapters.Conformance;
using ElJournal.Rules.Journal;
using ElJournal.Samples.SchoolGenerator;
using ElJournal.Testing;

namespace ElJournal.Adapters.Files.Tests.Conformance;

/// <summary>The generated school in a folder of CSV files.</summary>
internal sealed class FolderWorld(SchoolScale scale) : GeneratedFolderWorld(scale)
{
    private readonly TempFolder folder = new();

    public override ISourceFactory Factory { get; } = new FilesAdapterFactory();

    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Directory"] = folder.Path };

    protected override string Folder => folder.Path;

    protected override string Marks => "marks.csv";

    protected override string Lessons => "lessons.csv";

    public static async Task<FolderWorld> CreateAsync(SchoolScale scale)
    {
        var world = new FolderWorld(scale);
        await world.MendAsync();
        return world;
    }

    public override ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override IEnumerable<JournalRecord> Disturbed(IReadOnlyList<JournalRecord> records, Disturbance disturbance) =>
        disturbance == Disturbance.EmptySuccess ? records.Where(record => record.Kind is not (RecordKind.Mark or RecordKind.Homework)) : base.Disturbed(records, disturbance);

    protected override async Task WriteAsync(IEnumerable<JournalRecord> records) => await CsvFolder.WriteAsync(folder.Path, records, Time.GetUtcNow());
}
