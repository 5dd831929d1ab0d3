using System.Globalization;
using ElJournal.Samples.SchoolGenerator;
using ElJournal.Samples.Simulators;

// dotnet run --project samples/Simulators -- [--port N] [--scale demo|year] [--now INSTANT] [--latency MILLISECONDS] [--paragraf DIR] [--until-stdin-closes true]
var options = args.Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
if (args.Length % 2 != 0 || options.Keys.Except(["--port", "--scale", "--now", "--latency", "--paragraf", "--until-stdin-closes"], StringComparer.Ordinal).Any())
{
    await Console.Error.WriteLineAsync("Usage: [--port N] [--scale demo|year] [--now INSTANT] [--latency MILLISECONDS] [--paragraf DIR] [--until-stdin-closes true]");
    return 64;
}

int Number(string name) => options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
var scale = options.GetValueOrDefault("--scale") == "year" ? SchoolScale.Year : SchoolScale.Demo;
await using var server = await SimulatorServer.StartAsync(new SimulatorOptions
{
    Port = Number("--port"),
    Scale = scale,
    Now = options.TryGetValue("--now", out var now) ? DateTimeOffset.Parse(now, CultureInfo.InvariantCulture) : null,
    Latency = TimeSpan.FromMilliseconds(Number("--latency")),

    // «Параграф» has no interface of its own: the school exports files, here each time the clock is set.
    ClockSet = options.TryGetValue("--paragraf", out var folder) ? Exporter(folder) : null,
});

// One line that a program can read: the addresses in a fixed order.
Console.WriteLine($"dnevnik {server.Dnevnik} elzhur {server.ElZhur} portal {server.Portal} control {server.Control} oneroster {server.OneRoster}");
if (options.ContainsKey("--until-stdin-closes"))
{
    // Whoever started this process has died or wants it to end.
    await Console.In.ReadToEndAsync();
}
else
{
    await server.WaitForShutdownAsync();
}

return 0;

Func<DateTimeOffset, Task> Exporter(string directory)
{
    var school = GeneratedSchool.Create(scale);
    return moment => ParagrafFolder.WriteAsync(directory, school.StateAt(moment), moment);
}
