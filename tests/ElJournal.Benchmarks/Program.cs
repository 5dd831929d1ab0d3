using ElJournal.Benchmarks.Reading;

switch (args.FirstOrDefault())
{
    case "read":
        await ReadingSpeed.RunAsync();
        return 0;
    default:
        Console.Error.WriteLine("Say what to measure: read. See README.md.");
        return 64;
}
