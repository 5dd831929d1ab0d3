using System.Collections.Concurrent;
using ElJournal.Samples.SchoolGenerator;

namespace ElJournal.Adapters.Conformance;

/// <summary>The generated school as files in a folder, written once more in the way that each disturbance asks for.</summary>
public abstract class GeneratedFolderWorld(SchoolScale scale) : SourceWorld
{
    private static readonly ConcurrentDictionary<SchoolScale, IReadOnlyList<JournalRecord>> Schools = new();
    private List<Shown>? story;
    private IReadOnlyList<JournalRecord> school = SchoolOf(scale);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> RefusedSettings => new Dictionary<string, string>(Settings) { ["Directory"] = Path.Combine(Folder, "not-there") };

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> Secrets => [];

    /// <inheritdoc/>
    public override DayRange Whole => new(SchoolDays.FirstDay, SchoolDays.FirstDay.AddDays(scale.Weeks * 7));

    /// <inheritdoc/>
    public override DayRange Window { get; } = new(new(2026, 9, 7), new(2026, 9, 13));

    /// <inheritdoc/>
    public override IReadOnlyDictionary<RecordKind, int> Expected => school.CountBy(record => record.Kind).ToDictionary();

    /// <summary>Where the files lie.</summary>
    protected abstract string Folder { get; }

    /// <summary>The file with the marks.</summary>
    protected abstract string Marks { get; }

    /// <summary>The file with the lessons.</summary>
    protected abstract string Lessons { get; }

    /// <summary>The school at the end of its story.</summary>
    public static IReadOnlyList<JournalRecord> SchoolOf(SchoolScale scale) => Schools.GetOrAdd(scale, static wanted => [.. GeneratedSchool.Create(wanted).StateAt(SchoolDays.At(new(2027, 6, 1), new(8, 0)))]);

    /// <inheritdoc/>
    public override async ValueTask MendAsync() => await WriteAsync(school);

    /// <inheritdoc/>
    public override ValueTask ShowAsync(DateTimeOffset moment)
    {
        story ??= [.. GeneratedSchool.Create(scale).Versions()];
        school = [.. story.Where(shown => shown.At(moment)).Select(shown => shown.Record)];
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override async ValueTask DisturbAsync(Disturbance disturbance)
    {
        switch (disturbance)
        {
            case Disturbance.TruncatedAnswer:
                await CutFile.InsideARowAsync(Path.Combine(Folder, Marks));
                break;
            case Disturbance.WebPage:
                await File.WriteAllTextAsync(Path.Combine(Folder, Marks), "<!DOCTYPE html><html><body><p>Ведутся технические работы.</p></body></html>");
                break;
            case Disturbance.Outage:
                File.Delete(Path.Combine(Folder, Lessons));
                break;
            case Disturbance.ClockChange:
                foreach (var file in Directory.GetFiles(Folder))
                {
                    File.SetLastWriteTimeUtc(file, Time.GetUtcNow().UtcDateTime.AddHours(1));
                }

                break;
            default:
                await WriteAsync(Disturbed(school, disturbance));
                break;
        }
    }

    /// <summary>The school in a disturbance that concerns its records, not its files.</summary>
    protected virtual IEnumerable<JournalRecord> Disturbed(IReadOnlyList<JournalRecord> records, Disturbance disturbance) => DisturbedSchool.Of(records, disturbance);

    /// <summary>Writes the files.</summary>
    protected abstract Task WriteAsync(IEnumerable<JournalRecord> records);
}
