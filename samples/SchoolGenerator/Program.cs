using System.Globalization;
using ElJournal.Samples.SchoolGenerator;

// dotnet run --project samples/SchoolGenerator -- --out DIR [--at 2026-10-05T17:05:00+03:00] [--seed N] [--scale year | --pupils N --classes N --weeks N] [--plan FILE] [--replay DIR] [--layout csv|paragraf]
var options = args.Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
var unknown = options.Keys.Except(["--out", "--at", "--seed", "--scale", "--pupils", "--classes", "--weeks", "--plan", "--replay", "--layout"], StringComparer.Ordinal).ToList();
if (args.Length % 2 != 0 || unknown.Count > 0 || !options.TryGetValue("--out", out var folder))
{
    await Console.Error.WriteLineAsync("Usage: --out DIR [--at INSTANT] [--seed N] [--scale demo|year] [--pupils N] [--classes N] [--weeks N] [--plan FILE] [--replay DIR] [--layout csv|paragraf]");
    return 64;
}

var basis = options.GetValueOrDefault("--scale") == "year" ? SchoolScale.Year : SchoolScale.Demo;
int Number(string name, int fallback) => options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;
var scale = basis with
{
    Seed = Number("--seed", basis.Seed),
    Pupils = Number("--pupils", basis.Pupils),
    Classes = Number("--classes", basis.Classes),
    Weeks = Number("--weeks", basis.Weeks),
    Planned = basis.Planned && !options.ContainsKey("--pupils") && !options.ContainsKey("--classes") && !options.ContainsKey("--weeks"),
};
var school = GeneratedSchool.Create(scale);
var at = options.TryGetValue("--at", out var moment) ? DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture) : scale.Planned ? GeneratedSchool.Final : SchoolDays.At(new(2027, 6, 1), new(8, 0));
if (options.GetValueOrDefault("--layout") == "paragraf")
{
    await ParagrafFolder.WriteAsync(folder, school.StateAt(at), at);
    return 0;
}

var count = await CsvFolder.WriteAsync(folder, school.StateAt(at), at);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} records in {folder}"));
if (options.TryGetValue("--replay", out var replay))
{
    await ReplayFolder.WriteAsync(replay, school.Versions());
}

if (options.TryGetValue("--plan", out var file))
{
    await File.WriteAllLinesAsync(file, school.Plan.Findings.Select(item => item.ToString()).Concat(school.Plan.NearMisses.Select(item => item.ToString())));
}

return 0;
