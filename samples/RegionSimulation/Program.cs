using System.Globalization;
using ElJournal.Samples.RegionSimulation;

// dotnet run --project samples/RegionSimulation -- make DIR [--schools N] [--seed N] [--weeks N]
// dotnet run --project samples/RegionSimulation -- play DIR [--at INSTANT | --day DATE]
const string Usage = "Usage: make DIR [--schools N] [--seed N] [--weeks N] | play DIR --at INSTANT | play DIR --day DATE";
var options = args.Skip(2).Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
string[] known = args.FirstOrDefault() switch { "make" => ["--schools", "--seed", "--weeks"], "play" => ["--at", "--day"], _ => [] };
if (args.Length < 2 || args.Length % 2 != 0 || known.Length == 0 || options.Keys.Except(known, StringComparer.Ordinal).Any() || (args[0] == "play" && options.Count != 1))
{
    await Console.Error.WriteLineAsync(Usage);
    return 64;
}

var folder = new RegionFolder(args[1]);
if (args[0] == "make")
{
    var usual = new RegionSettings();
    int Number(string name, int fallback) => options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;
    var settings = new RegionSettings { Schools = Number("--schools", usual.Schools), Seed = Number("--seed", usual.Seed), Weeks = Number("--weeks", usual.Weeks) };
    await folder.MakeAsync(settings);
    await PlayAsync(ElJournal.Samples.SchoolGenerator.SchoolDays.At(ElJournal.Samples.SchoolGenerator.SchoolDays.FirstDay, new(7, 30)));
    return 0;
}

if (options.TryGetValue("--at", out var instant))
{
    await PlayAsync(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture));
    return 0;
}

// The day in four looks: before school, at noon, right after the deadline, in the evening.
foreach (var time in (TimeOnly[])[new(8, 0), new(12, 0), new(17, 3), new(20, 0)])
{
    await PlayAsync(ElJournal.Samples.SchoolGenerator.SchoolDays.At(DateOnly.ParseExact(options["--day"], "yyyy-MM-dd", CultureInfo.InvariantCulture), time));
    Console.WriteLine("Enter goes on.");
    await Console.In.ReadLineAsync();
}

return 0;

async Task PlayAsync(DateTimeOffset moment)
{
    var region = await folder.OpenAsync();
    var records = await folder.PlayAsync(region, moment);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{region.Schools.Count} schools, {region.Schools.Sum(school => school.Scale.Pupils)} pupils, {records} records at {moment:yyyy-MM-dd'T'HH:mmzzz} in {args[1]}"));
}
