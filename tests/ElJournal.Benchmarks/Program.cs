using ElJournal.Benchmarks.Ledger;
using ElJournal.Benchmarks.Reading;

switch (args.FirstOrDefault())
{
    case "read":
        await ReadingSpeed.RunAsync();
        return 0;
    case "ledger":
        await LedgerSpeed.RunAsync();
        return 0;
    default:
        Console.Error.WriteLine("Say what to measure: read, ledger. See README.md.");
        return 64;
}
