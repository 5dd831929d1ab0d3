using System.Collections.Concurrent;
using ElJournal.Adapters.Conformance;
using ElJournal.Rules.Journal;
using ElJournal.Samples.SchoolGenerator;
using ElJournal.Testing;

namespace ElJournal.Adapters.Files.Tests.Conformance;

/// <summary>The generated school in a folder of CSV files, written anew in the way that each disturbance asks for.</summary>
internal sealed class FolderWorld : SourceWorld
{
    private static readonly ConcurrentDictionary<SchoolScale, IReadOnlyList<JournalRecord>> Schools = new();

    private readonly TempFolder folder = new();
    private readonly SchoolScale scale;
    private List<Shown>? story;
    private IReadOnlyList<JournalRecord> school;

    private FolderWorld(SchoolScale scale, IReadOnlyList<JournalRecord> school)
    {
        this.scale = scale;
        this.school = school;
        Expected = school.CountBy(record => record.Kind).ToDictionary();
    }

    public override ISourceFactory Factory { get; } = new FilesAdapterFactory();

    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Directory"] = folder.Path };

    public override IReadOnlyDictionary<string, string> RefusedSettings => new Dictionary<string, string> { ["Directory"] = folder["not-there"] };

    public override IReadOnlyCollection<string> Secrets => [];

    public override DayRange Whole => new(SchoolDays.FirstDay, SchoolDays.FirstDay.AddDays(scale.Weeks * 7));

    public override DayRange Window { get; } = new(new(2026, 9, 7), new(2026, 9, 13));

    public override IReadOnlyDictionary<RecordKind, int> Expected { get; }

    public static async Task<FolderWorld> CreateAsync(SchoolScale scale)
    {
        var world = new FolderWorld(scale, Schools.GetOrAdd(scale, static wanted => [.. GeneratedSchool.Create(wanted).StateAt(SchoolDays.At(new(2027, 6, 1), new(8, 0)))]));
        await world.MendAsync();
        return world;
    }

    public override async ValueTask MendAsync() => await WriteAsync(school);

    public override ValueTask ShowAsync(DateTimeOffset moment)
    {
        story ??= [.. GeneratedSchool.Create(scale).Versions()];
        school = [.. story.Where(shown => shown.At(moment)).Select(shown => shown.Record)];
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisturbAsync(Disturbance disturbance)
    {
        switch (disturbance)
        {
            case Disturbance.TruncatedAnswer:
                await CutFile.InsideARowAsync(folder["marks.csv"]);
                break;
            case Disturbance.WebPage:
                await File.WriteAllTextAsync(folder["marks.csv"], "<!DOCTYPE html><html><body><p>Ведутся технические работы.</p></body></html>");
                break;
            case Disturbance.EmptySuccess:
                await WriteAsync(school.Where(record => record.Kind is not (RecordKind.Mark or RecordKind.Homework)));
                break;
            case Disturbance.Outage:
                File.Delete(folder["lessons.csv"]);
                break;
            case Disturbance.ClockChange:
                foreach (var file in Directory.GetFiles(folder.Path))
                {
                    File.SetLastWriteTimeUtc(file, Time.GetUtcNow().UtcDateTime.AddHours(1));
                }

                break;
            default:
                await WriteAsync(DisturbedSchool.Of(school, disturbance));
                break;
        }
    }

    public override ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task WriteAsync(IEnumerable<JournalRecord> records) => await CsvFolder.WriteAsync(folder.Path, records, Time.GetUtcNow());
}
