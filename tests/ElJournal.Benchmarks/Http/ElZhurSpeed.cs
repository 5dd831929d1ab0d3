using System.Diagnostics;
using System.Globalization;
using ElJournal.Adapters;
using ElJournal.Adapters.ElZhur;
using ElJournal.Adapters.ElZhur.Mapping;
using ElJournal.Adapters.ElZhur.Wire;
using ElJournal.Adapters.Sources;
using ElJournal.Rules.Journal;
using ElJournal.Samples.Simulators.ElZhur;
using Microsoft.Extensions.Logging.Abstractions;
using Newtonsoft.Json;

namespace ElJournal.Benchmarks.Http;

/// <summary>ЭлЖур: its JSON into records, a day of 40 classes over sockets, and the memory of a whole year.</summary>
internal static class ElZhurSpeed
{
    private static readonly DayRange Month = new(new(2026, 9, 1), new(2026, 9, 30));
    private static readonly ElZhurSettings Account = new();

    public static async Task RunAsync()
    {
        using var http = new LocalHttp();
        await using (var simulator = await SimulatorProcess.StartAsync("--scale", "year"))
        {
            // First, so that the peak of memory is its own.
            await YearAsync(http, simulator.Addresses["elzhur"]);
            await MapAsync(simulator.Addresses["elzhur"]);
        }

        await using var slow = await SimulatorProcess.StartAsync("--scale", "year", "--latency", "20");
        await DayAsync(http, slow.Addresses["elzhur"]);
    }

    private static async Task MapAsync(Uri address)
    {
        using var client = new HttpClient { BaseAddress = new Uri(address + "/") };
        var marks = new List<(byte[] Schedule, byte[] Marks)>();
        foreach (var (name, pupils) in await ClassesAsync(client))
        {
            marks.Add((await GetAsync(client, "getschedule", $"&class={Uri.EscapeDataString(name)}&days={WireTimes.Text(Month)}&rings=yes"), await GetAsync(client, "getassessments", $"&student={string.Join(',', pupils)}&days={WireTimes.Text(Month)}")));
        }

        var timetables = marks.Select(answer => ClassTimetable.From("7А", Read<WireDays>(answer.Schedule).Days!, Month, new TeacherDirectory([]))).ToList();
        await MappingSpeed.ShowAsync("marks and absences (getassessments)", [.. marks.Select(answer => answer.Marks)], () => Task.FromResult(marks.Select((answer, index) => MapMarks(answer.Marks, timetables[index])).Sum()));
        await MappingSpeed.ShowAsync("timetables (getschedule)", [.. marks.Select(answer => answer.Schedule)], () => Task.FromResult(marks.Sum(answer => (long)ClassTimetable.From("7А", Read<WireDays>(answer.Schedule).Days!, Month, new TeacherDirectory([])).Lessons.Select(lesson => lesson.Record()).Count())));
    }

    private static long MapMarks(byte[] body, ClassTimetable timetable)
    {
        var mapping = new MarkMapping(timetable, new SubgroupMembers(), ValueCodes.Usual, Month);
        foreach (var student in Read<WireDays>(body).Students!)
        {
            mapping.Add(student.Key!, student.Value.Days ?? []);
        }

        return mapping.Marks.Count + mapping.Attendance.Count + mapping.Skipped.Count;
    }

    private static async Task DayAsync(LocalHttp http, Uri address)
    {
        var day = new DayRange(new(2026, 9, 14), new(2026, 9, 14));
        for (var round = 1; round <= 3; round++)
        {
            GC.Collect();
            var started = Stopwatch.GetTimestamp();
            var (records, requests) = await ReadAsync(http, address, day);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a day of 40 classes, 4 requests side by side, each answer after 20 ms, round {round}: {Stopwatch.GetElapsedTime(started).TotalSeconds:N2} s, {requests} requests, {records:N0} records"));
        }
    }

    private static async Task YearAsync(LocalHttp http, Uri address)
    {
        var started = Stopwatch.GetTimestamp();
        var busy = Environment.CpuUsage.TotalTime;
        var (records, requests) = await ReadAsync(http, address, new DayRange(new(2026, 9, 1), new(2027, 5, 31)));
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"the whole year: {Stopwatch.GetElapsedTime(started).TotalSeconds:N1} s ({(Environment.CpuUsage.TotalTime - busy).TotalSeconds:N1} s of processor here), {requests} requests, {records:N0} records; peak memory of this process {process.PeakWorkingSet64 / 1e6:N0} MB"));
    }

    private static async Task<(long Records, int Requests)> ReadAsync(LocalHttp http, Uri address, DayRange window)
    {
        var settings = new AdapterSettings(new Dictionary<string, string>
        {
            ["BaseUrl"] = address.ToString(), ["Vendor"] = Account.Vendor, ["DevKey"] = Account.DevKey, ["Login"] = Account.Login, ["Password"] = Account.Password, ["MaxConcurrency"] = "4", ["RequestSpacing"] = "00:00:00",
        });
        await using var source = new ElZhurAdapterFactory().CreateSource(new AdapterContext("s1", TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow"), settings, http, NullLogger.Instance, TimeProvider.System));
        var (records, requests) = (0L, 0);
        await foreach (var item in source.ReadAsync(new ReadRequest(window, RecordKinds.All.ToHashSet(), [], new Dictionary<string, string>()), CancellationToken.None))
        {
            records += (item as Records)?.Items.Count ?? 0;
            requests += (item as ReadEffort)?.Requests ?? 0;
        }

        return (records, requests);
    }

    private static async Task<IReadOnlyList<(string Name, IReadOnlyList<string> Pupils)>> ClassesAsync(HttpClient client)
    {
        var receivers = JsonConvert.DeserializeObject<Answer<WireReceivers>>(System.Text.Encoding.UTF8.GetString(await GetAsync(client, "getmessagereceivers", "")), WireJson.Settings())!.Result!;
        return [.. receivers.Groups!.Where(group => group.Value.Key == "students").SelectMany(group => group.Value.Subgroups!).Select(list => (list.Value.Name!, (IReadOnlyList<string>)[.. list.Value.Users!.Select(user => user.Value.Name!)]))];
    }

    private static Task<byte[]> GetAsync(HttpClient client, string method, string query) =>
        client.GetByteArrayAsync($"{method}?devkey={Account.DevKey}&vendor={Account.Vendor}&auth_token={Account.Token}&out_format=json{query}");

    private static T Read<T>(byte[] body)
        where T : class
    {
        using var reader = new JsonTextReader(new StreamReader(new MemoryStream(body))) { DateParseHandling = DateParseHandling.None };
        return JsonSerializer.Create(WireJson.Settings()).Deserialize<Answer<T>>(reader)!.Result!;
    }
}
