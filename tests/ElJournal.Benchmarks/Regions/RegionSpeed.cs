using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using ElJournal.Gateway.Scheduling;
using ElJournal.Gateway.Scheduling.Model;
using ElJournal.Samples.RegionSimulation;
using ElJournal.Testing.Databases;
using Microsoft.Data.Sqlite;
using Npgsql;
using SchoolDays = ElJournal.Samples.SchoolGenerator.SchoolDays;

namespace ElJournal.Benchmarks.Regions;

/// <summary>
/// A region on one gateway: first load, the same again, a day's entries, the check after the deadline, delivery. Everything is done by the worker of <c>run</c>, as it is due;
/// only the clock is set.
/// </summary>
internal static class RegionSpeed
{
    private const string Usage = "Usage: region N sqlite|postgres [FOLDER]   (with FOLDER the region and, on SQLite, its ledger of the morning are kept there)";

    // The second school week of the year: the timetable of two weeks, the entries of six days and a half.
    private static readonly DateOnly Day = new(2026, 9, 9);
    private static readonly DateTimeOffset Morning = SchoolDays.At(Day, new(8, 0));
    private static readonly DateTimeOffset AfterDeadline = SchoolDays.At(Day, new(17, 3));
    private static readonly DateTimeOffset Deadline = SchoolDays.At(Day, new(17, 0));
    private static readonly DateTimeOffset Check = SchoolDays.At(Day, new(17, 5));
    private static readonly DateTimeOffset Export = SchoolDays.At(Day, new(18, 30));

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not [var count, "sqlite" or "postgres", ..] || !int.TryParse(count, CultureInfo.InvariantCulture, out var schools))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 64;
        }

        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ru-RU");
        var kept = arguments.ElementAtOrDefault(2);
        var root = kept is null ? Directory.CreateTempSubdirectory("eljournal-region-").FullName : Path.GetFullPath(kept);
        try
        {
            return arguments[1] == "sqlite" ? await OnFilesAsync(root, schools) : await OnServerAsync(root, schools);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            NpgsqlConnection.ClearAllPools();
            if (kept is null)
            {
                Directory.Delete(root, recursive: true);
            }
        }
    }

    private static async Task<int> OnFilesAsync(string root, int schools)
    {
        var data = Path.Combine(root, "data");
        var morning = Path.Combine(root, "data-of-the-morning");
        await MeasureAsync(root, schools, storage: null, password: null, load: !Directory.Exists(morning), SizeOnDisk, () => "one file", before: () =>
        {
            if (Directory.Exists(morning))
            {
                Remove(data);
                Copy(morning, data);
            }
        }, loaded: () =>
        {
            SqliteConnection.ClearAllPools();
            Copy(data, morning);
        });
        return 0;

        long SizeOnDisk() => new DirectoryInfo(data).EnumerateFiles("*.db*").Sum(file => file.Length);
    }

    private static async Task<int> OnServerAsync(string root, int schools)
    {
        await using var server = await PostgresServer.TryStartAsync(durable: true);
        if (server is null)
        {
            await Console.Error.WriteLineAsync(PostgresServer.HowToInstall);
            return 1;
        }

        var connection = new NpgsqlConnectionStringBuilder(server.ConnectionString);
        var storage = new JsonObject { ["Provider"] = "PostgreSql", ["ConnectionString"] = $"Host={connection.Host};Port={connection.Port};Username={connection.Username};Database={connection.Database}", ["Password"] = "env:REGION_DATABASE" };
        var most = 0L;
        using var stop = new CancellationTokenSource();
        var watching = WatchAsync();
        await MeasureAsync(root, schools, storage, connection.Password, load: true, server.SizeOnDisk, () => string.Create(CultureInfo.InvariantCulture, $"{most} connections at most"), () => { }, () => { });
        await stop.CancelAsync();
        await watching;
        return 0;

        async Task WatchAsync()
        {
            await using var own = new NpgsqlConnection(server.ConnectionString);
            await own.OpenAsync();
            await using var command = new NpgsqlCommand("SELECT count(*) - 1 FROM pg_stat_activity WHERE datname = current_database()", own);
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
            try
            {
                while (await timer.WaitForNextTickAsync(stop.Token))
                {
                    most = Math.Max(most, (long)(await command.ExecuteScalarAsync(stop.Token))!);
                }
            }
            catch (OperationCanceledException)
            {
                // Measured.
            }
        }
    }

    private static async Task MeasureAsync(string root, int schools, JsonObject? storage, string? password, bool load, Func<long> size, Func<string> connections, Action before, Action loaded)
    {
        var folder = new RegionFolder(root);
        await folder.MakeAsync(new RegionSettings { Schools = schools }, storage);
        Remove(Path.Combine(root, "mail"));
        Remove(Path.Combine(root, "portal"));
        before();
        var region = await folder.OpenAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{schools} schools, {region.Schools.Sum(school => school.Scale.Pupils):N0} pupils, {(storage is null ? "SQLite" : "PostgreSQL")}"));
        var records = await folder.PlayAsync(region, Morning);
        var (opened, gateway) = await Cost.OfAsync(() => RegionGateway.OpenAsync(folder.Configuration, password));
        var evening = 0L;
        await using (gateway)
        {
            Print("start: configuration, plug-ins, schema", opened, schools, "");
            if (load)
            {
                await WorkAsync(gateway, "first load, judged", JobCatalog.Sync, Morning.AddMinutes(30), schools, records);
                await WorkAsync(gateway, "the same again", JobCatalog.Sync, Morning.AddMinutes(60), schools, records);
                loaded();
            }

            evening = await folder.PlayAsync(region, AfterDeadline);
            await WorkAsync(gateway, "the day's entries read, judged", JobCatalog.Sync, Deadline, schools, evening);
            await WorkAsync(gateway, "the check: looked for changes, judged, letters out", JobCatalog.DailyCheck, Check, schools, evening);
            await WorkAsync(gateway, "first delivery", JobCatalog.Export, Export, schools, evening);
        }

        using var me = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"letters {Files(Path.Combine(root, "mail"))}; packages {Files(Path.Combine(root, "portal"))}; ledger {size() >> 20} MB on disk, {size() / evening} bytes a record; {connections()}; peak memory {me.PeakWorkingSet64 >> 20} MB; {evening:N0} records"));
    }

    private static async Task WorkAsync(RegionGateway gateway, string what, string job, DateTimeOffset moment, int schools, long records)
    {
        var (fed, worked) = await gateway.FallDueAsync(moment, job);
        var ends = await gateway.EndsAsync(job, moment);
        Print(what, worked, schools, string.Create(CultureInfo.InvariantCulture,
            $"{records / worked.Clock.TotalSeconds:N0} records/s; slots in {fed.Clock.TotalSeconds:0.00} s; {string.Join(", ", ends.Select(end => $"{end.Value} {end.Key}"))}"));
        if (ends.GetValueOrDefault(SlotStatus.Done) != schools)
        {
            Console.WriteLine($"NOT ALL DONE: {await gateway.TroubleAsync(job, moment)}");
        }
    }

    private static void Print(string what, Cost cost, int schools, string said) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{what,-52} {cost.Clock.TotalSeconds,8:N2} s by the clock {cost.Processor.TotalSeconds,8:N2} s of processor {cost.Processor.TotalMilliseconds / schools,7:N1} ms a school   {said}"));

    private static int Files(string folder) => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count() : 0;

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
