using System.Text.Json;
using System.Text.Json.Nodes;
using ElJournal.Samples.SchoolGenerator;

namespace ElJournal.Samples.RegionSimulation;

/// <summary>A region as a gateway sees it: one configuration, and for each school a folder with its journal.</summary>
/// <param name="path">The folder.</param>
public sealed class RegionFolder(string path)
{
    private const string Marker = "region.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The gateway's configuration.</summary>
    public string Configuration => Path.Combine(path, "eljournal.json");

    /// <summary>Writes the configuration and notes what the region was made from.</summary>
    /// <param name="settings">Which region.</param>
    /// <param name="storage">The section <c>Storage</c>; left out: a SQLite file in the folder.</param>
    public async Task MakeAsync(RegionSettings settings, JsonObject? storage = null)
    {
        Directory.CreateDirectory(path);
        await File.WriteAllTextAsync(Configuration, RegionConfiguration.Of(Region.Create(settings), storage).ToJsonString(Indented));
        await File.WriteAllTextAsync(Path.Combine(path, Marker), JsonSerializer.Serialize(settings));
    }

    /// <summary>The region that the folder was made for.</summary>
    /// <exception cref="FileNotFoundException">It was made for none.</exception>
    public async Task<Region> OpenAsync() => Region.Create(JsonSerializer.Deserialize<RegionSettings>(await File.ReadAllTextAsync(Path.Combine(path, Marker)))!);

    /// <summary>Writes the journals of all schools as they are at the moment, and says how many records there are.</summary>
    /// <param name="region">The folder's region.</param>
    /// <param name="moment">By the schools' clock; the files bear it as the time of their last writing.</param>
    public async Task<long> PlayAsync(Region region, DateTimeOffset moment)
    {
        long records = 0;
        await Parallel.ForEachAsync(region.Schools, async (school, _) => Interlocked.Add(ref records, await CsvFolder.WriteAsync(Journal(school), school.StateAt(moment), moment)));
        return records;
    }

    /// <summary>The folder of the school's journal.</summary>
    public string Journal(RegionSchool school) => Path.Combine(path, "journals", school.Id);
}
