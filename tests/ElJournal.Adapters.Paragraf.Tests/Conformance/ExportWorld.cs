using System.Collections.Concurrent;
using ElJournal.Adapters.Conformance;
using ElJournal.Rules.Journal;
using ElJournal.Samples.SchoolGenerator;
using ElJournal.Testing;

namespace ElJournal.Adapters.Paragraf.Tests.Conformance;

/// <summary>The generated school, which every world of these tests shows.</summary>
internal static class School
{
    private static readonly ConcurrentDictionary<SchoolScale, IReadOnlyList<JournalRecord>> Schools = new();

    public static IReadOnlyList<JournalRecord> Of(SchoolScale scale) => Schools.GetOrAdd(scale, static wanted => [.. GeneratedSchool.Create(wanted).StateAt(SchoolDays.At(new(2027, 6, 1), new(8, 0)))]);
}

/// <summary>The generated school as exported files.</summary>
internal sealed class ExportWorld(SchoolScale scale) : SourceWorld
{
    private readonly TempFolder folder = new();
    private List<Shown>? story;
    private IReadOnlyList<JournalRecord> school = School.Of(scale);

    public override ISourceFactory Factory { get; } = new ParagrafAdapterFactory();

    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Mode"] = "Files", ["Mapping"] = folder[ParagrafFolder.MappingFile], ["Directory"] = folder.Path };

    public override IReadOnlyDictionary<string, string> RefusedSettings => new Dictionary<string, string>(Settings) { ["Directory"] = folder["not-there"] };

    public override IReadOnlyCollection<string> Secrets => [];

    public override DayRange Whole => new(SchoolDays.FirstDay, SchoolDays.FirstDay.AddDays(scale.Weeks * 7));

    public override DayRange Window { get; } = new(new(2026, 9, 7), new(2026, 9, 13));

    public override IReadOnlyDictionary<RecordKind, int> Expected => school.CountBy(record => record.Kind).ToDictionary();

    public override async ValueTask MendAsync() => await ParagrafFolder.WriteAsync(folder.Path, school, Time.GetUtcNow());

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
                await CutFile.InsideARowAsync(folder["otmetki.csv"]);
                break;
            case Disturbance.WebPage:
                await File.WriteAllTextAsync(folder["otmetki.csv"], "<!DOCTYPE html><html><body><p>Ведутся технические работы.</p></body></html>");
                break;
            case Disturbance.Outage:
                File.Delete(folder["uroki.csv"]);
                break;
            case Disturbance.ClockChange:
                foreach (var file in Directory.GetFiles(folder.Path))
                {
                    File.SetLastWriteTimeUtc(file, Time.GetUtcNow().UtcDateTime.AddHours(1));
                }

                break;
            default:
                await ParagrafFolder.WriteAsync(folder.Path, DisturbedSchool.Of(school, disturbance), Time.GetUtcNow());
                break;
        }
    }

    public override ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
