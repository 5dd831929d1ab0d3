using ElJournal.Benchmarks;
using ElJournal.Benchmarks.Day;
using ElJournal.Benchmarks.Delivering;
using ElJournal.Benchmarks.Dnevnik;
using ElJournal.Benchmarks.Http;
using ElJournal.Benchmarks.Judging;
using ElJournal.Benchmarks.Ledger;
using ElJournal.Benchmarks.Paragraf;
using ElJournal.Benchmarks.Reading;
using ElJournal.Benchmarks.Regions;
using ElJournal.Benchmarks.Soaking;
using ElJournal.Benchmarks.Weeks;

switch (args.FirstOrDefault())
{
    case "read":
        await Load.SaidAroundAsync(() => ReadingSpeed.RunAsync());
        return 0;
    case "ledger":
        await Load.SaidAroundAsync(() => LedgerSpeed.RunAsync());
        return 0;
    case "judge":
        await Load.SaidAroundAsync(() => JudgingSpeed.RunAsync());
        return 0;
    case "deliver":
        await Load.SaidAroundAsync(() => DeliverySpeed.RunAsync(http: false));
        return 0;
    case "deliver-http":
        await Load.SaidAroundAsync(() => DeliverySpeed.RunAsync(http: true));
        return 0;
    case "deliver-million":
        await Load.SaidAroundAsync(() => DeliverySpeed.RunAsync(http: true, 1_000_000));
        return 0;
    case DeliverySpeed.Filling:
        await DeliverySpeed.FillAsync(args[1], int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    case LeanReceiver.Part:
        await using (var receiver = await LeanReceiver.StartAsync())
        {
            Console.WriteLine(receiver.Address);
            await Console.In.ReadToEndAsync();
        }

        return 0;
    case "soak":
        return await DeliverySoak.RunAsync(args.Skip(1).ToArray());
    case "weeks":
        return await WeeksSoak.RunAsync([.. args.Skip(1)]);
    case "day":
        await Load.SaidAroundAsync(() => DaySpeed.RunAsync(args.ElementAtOrDefault(1)));
        return 0;
    case "dnevnik":
        await Load.SaidAroundAsync(() => DnevnikSpeed.RunAsync());
        return 0;
    case DnevnikSpeed.DayPart:
        await DnevnikSpeed.OneDayAsync(new Uri(args[1]), args[2]);
        return 0;
    case "elzhur":
        await Load.SaidAroundAsync(() => ElZhurSpeed.RunAsync());
        return 0;
    case "paragraf":
        await Load.SaidAroundAsync(() => ParagrafSpeed.RunAsync());
        return 0;
    case "region":
        var ended = 0;
        await Load.SaidAroundAsync(async () => ended = await RegionSpeed.RunAsync([.. args.Skip(1)]));
        return ended;
    case "reload":
        var reloaded = 0;
        await Load.SaidAroundAsync(async () => reloaded = await ReloadCost.RunAsync([.. args.Skip(1)]));
        return reloaded;
    case "idle":
        return await IdleCost.RunAsync([.. args.Skip(1)]);
    default:
        Console.Error.WriteLine("Say what to measure: read, ledger, judge, deliver, deliver-http, deliver-million, soak, weeks, day, dnevnik, elzhur, paragraf, region, reload, idle. See README.md.");
        return 64;
}
