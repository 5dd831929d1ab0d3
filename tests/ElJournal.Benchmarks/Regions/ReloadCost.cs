using System.Globalization;
using System.Text.Json.Nodes;
using ElJournal.Samples.RegionSimulation;

namespace ElJournal.Benchmarks.Regions;

/// <summary>What it costs a running worker that a school is added, changed or removed: the configuration of all schools is read and checked again.</summary>
internal static class ReloadCost
{
    private const string Usage = "Usage: reload [SCHOOLS …]   (1, 100 and 1000 schools unless others are named)";
    private const int Rounds = 5;
    private const string Extra = "s9999";

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (!arguments.All(argument => int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 64;
        }

        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ru-RU");
        foreach (var schools in arguments.Length == 0 ? [1, 100, 1000] : arguments.Select(argument => int.Parse(argument, CultureInfo.InvariantCulture)).ToArray())
        {
            await Scratch.UseAsync(folder => MeasureAsync(folder, schools));
        }

        return 0;
    }

    private static async Task MeasureAsync(string path, int schools)
    {
        var folder = new RegionFolder(path);
        await folder.MakeAsync(new RegionSettings { Schools = schools });
        var files = Path.Combine(path, "schools");
        var school = await SeparateAsync(folder.Configuration, files);
        await using var gateway = await RegionGateway.OpenAsync(folder.Configuration, password: null);
        var extra = Path.Combine(files, Extra + ".json");
        var (idle, added, changed, removed) = (new List<Measured>(), new List<Measured>(), new List<Measured>(), new List<Measured>());
        for (var round = 0; round < Rounds; round++)
        {
            idle.Add(await LookAsync(gateway, takenOver: false));
            await WriteAsync(extra, school, "Школа, которой не было");
            added.Add(await LookAsync(gateway, takenOver: true));
            await WriteAsync(extra, school, "Школа, которая называется иначе");
            changed.Add(await LookAsync(gateway, takenOver: true));
            File.Delete(extra);
            removed.Add(await LookAsync(gateway, takenOver: true));
        }

        Print(schools, "a look, nothing changed", idle);
        Print(schools, "a school added", added);
        Print(schools, "a school changed", changed);
        Print(schools, "a school removed", removed);
    }

    private static async Task<Measured> LookAsync(RegionGateway gateway, bool takenOver)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var (cost, changed) = await Cost.OfAsync(gateway.LookAtConfigurationAsync);
        return changed == takenOver ? new Measured(cost, GC.GetTotalAllocatedBytes(precise: true) - before) : throw new InvalidOperationException($"taken over: {changed}, expected: {takenOver}");
    }

    /// <summary>Every school in a file of its own, as <c>schools add</c> makes them.</summary>
    /// <returns>A school as it is described.</returns>
    private static async Task<JsonObject> SeparateAsync(string configuration, string files)
    {
        Directory.CreateDirectory(files);
        var root = JsonNode.Parse(await File.ReadAllTextAsync(configuration))!.AsObject();
        var schools = root["Schools"]!.AsArray().Select(school => school!.AsObject()).ToList();
        root["Schools"] = new JsonArray();
        foreach (var school in schools)
        {
            await File.WriteAllTextAsync(Path.Combine(files, (string)school["Id"]! + ".json"), school.ToJsonString());
        }

        await File.WriteAllTextAsync(configuration, root.ToJsonString());
        return schools[0].DeepClone().AsObject();
    }

    private static Task WriteAsync(string file, JsonObject school, string name)
    {
        (school["Id"], school["Name"]) = (Extra, name);
        return File.WriteAllTextAsync(file, school.ToJsonString());
    }

    private static void Print(int schools, string what, List<Measured> rounds)
    {
        var best = rounds.MinBy(round => round.Cost.Processor)!;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{schools,5} schools  {what,-26} {best.Cost.Clock.TotalMilliseconds,8:N1} ms by the clock {best.Cost.Processor.TotalMilliseconds,8:N1} ms of processor {best.Allocated / 1048576.0,8:N1} MB allocated   (first round {rounds[0].Cost.Processor.TotalMilliseconds:N1} ms of processor)"));
    }

    private sealed record Measured(Cost Cost, long Allocated);
}
