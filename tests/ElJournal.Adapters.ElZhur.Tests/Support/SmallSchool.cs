using ElJournal.Adapters.Conformance;
using ElJournal.Adapters.Sources;
using ElJournal.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ElJournal.Adapters.ElZhur.Tests.Support;

/// <summary>One class of two pupils with two lessons on a Monday, the second of them split; and ways to read it.</summary>
internal static class SmallSchool
{
    public const string Monday = "20260914";

    public static DateTimeOffset Now { get; } = new(2026, 9, 15, 18, 0, 0, TimeSpan.FromHours(3));

    public static DayRange Day { get; } = new(new(2026, 9, 14), new(2026, 9, 14));

    public static StubApi Api() => new StubApi()
        .On("getrules", """
            {"roles":["teacher"],"name":"9001","relations":{"students":[],
             "groups":{"7Б":{"rel":"homeclass","name":"7Б","parallel":7,"balls":5,"hometeacher_id":"311","hometeacher_name":"Примерова О. И.","rules":["getschedule"]}},
             "schools":[{"number":"demo","title":"Школа № 1"}]},"vendor":"demo"}
            """)
        .On("getmessagereceivers", """
            {"groups":[
             {"key":"teachers","name":"Учителя","users":[{"name":"311","lastname":"Примерова","firstname":"Ольга","middlename":"Ивановна"},{"name":"318","lastname":"Тестов","firstname":"Иван","middlename":"Ильич"}]},
             {"key":"parents","name":"Родители","users":[{"name":"6001","lastname":"Образцова","firstname":"Анна"}]},
             {"key":"students","name":"Ученики","subgroups":[{"key":"7Б","name":"7Б","users":[
               {"name":"5001","lastname":"Образцов","firstname":"Пётр"},{"name":5002,"lastname":"Показова","firstname":"Яна"}]}]}]}
            """)
        .On("getperiods", """
            {"students":[{"name":"5001","title":"Образцов Пётр","periods":[
             {"name":"I","fullname":"I четверть","start":"20260901","end":"20261024","disabled":false,"ambigious":null},
             {"name":"II","fullname":"II четверть","start":"20261102","end":"20261230","disabled":true,"ambigious":null}]}]}
            """)
        .On("getschedule", request => request["class"] is null
            ? Students(request.Pupils.Select(pupil => (pupil, Own(pupil, ""))))
            : """
              {"days":{"20260914":{"name":"20260914","title":"Понедельник","items":[
               {"name":"Алгебра","num":"1","sort":10,"room":"42","teacher":"Примерова Ольга Ивановна","teacher_id":311,"lesson_id":"17","starttime":"08:30:00","endtime":"09:15:00"},
               {"name":"Англ. яз.","num":"2","sort":20,"room":"12","teacher":"Тестов Иван Ильич","teacher_id":318,"lesson_id":"21","grp":"Ин. яз. 1","grp_short":"И1","starttime":"09:25:00","endtime":"10:10:00"},
               {"name":"Англ. яз.","num":"2","sort":21,"room":"13","teacher":"Примерова Ольга Ивановна","teacher_id":311,"lesson_id":"21","grp":"Ин. яз. 2","grp_short":"И2","starttime":"09:25:00","endtime":"10:10:00"}]}}}
              """)
        .On("getreplaces", """{"replace":[]}""")
        .On("gethomework", """
            {"days":{"20260914":{"name":"20260914","items":[
             {"name":"Алгебра","homework":{"1":{"id":1,"value":"№ 5"}},"files":[]},
             {"name":"Англ. яз.","grp":"Ин. яз. 2","homework":{"1":{"id":2,"value":"unit 3"}},"files":[]}]}}}
            """)
        .On("getassessments", request => Students(request.Pupils.Select(pupil => (pupil, pupil == "5001"
            ? """{"1":{"name":"Алгебра","assessments":[{"value":"5","count":true,"convert":5,"weight":2,"control_type":"Ответ на уроке","control_type_short":"ОТВ","date":"2026-09-14","lesson_id":"17","nm":"0"}]}}"""
            : """{"2":{"name":"Англ. яз.","assessments":[{"value":"н","count":false,"convert":0,"countas":"0","date":"2026-09-14","lesson_id":"21","nm":"0"}]}}"""))))
        .On("getdiary", request => Students(request.Pupils.Select(pupil => (pupil, Own(pupil, "topic")))))
        .On("getfinalassessments", request => """{"students":{""" + string.Join(',', request.Pupils.Select(pupil =>
            $"\"{pupil}\":" + """{"items":[{"name":"Алгебра","assessments":[{"period":"I четверть","value":"4"},{"period":"Годовая","value":""}]}]}""")) + "}}");

    /// <summary>A day of each pupil.</summary>
    public static string Students(IEnumerable<(string Pupil, string Items)> days) =>
        """{"students":{""" + string.Join(',', days.Select(day => $"\"{day.Pupil}\":" + """{"days":{"20260914":{"name":"20260914","items":""" + day.Items + "}}}")) + "}}";

    public static ElZhurRead Source(StubApi api, params (string Name, string Value)[] settings) => new(api, null, settings);

    private static string Own(string pupil, string topic)
    {
        var (group, brief) = pupil == "5001" ? ("Ин. яз. 1", "И1") : ("Ин. яз. 2", "И2");
        return """{"1":{"name":"Алгебра","num":"1","lesson_id":"17" T1},"2":{"name":"Англ. яз.","num":"2","lesson_id":"21","grp":"GROUP","grp_short":"BRIEF" T2}}"""
            .Replace("T1", topic == "" ? "" : ",\"topic\":\"Степени\"").Replace("T2", topic == "" ? "" : ",\"topic\":\"Unit BRIEF\"").Replace("GROUP", group).Replace("BRIEF", brief);
    }
}

/// <summary>A source on a stub or a server, and what it read.</summary>
internal sealed class ElZhurRead : IAsyncDisposable
{
    private readonly IHttpClientSource http;

    public ElZhurRead(IHttpClientSource http, ILogger? logger = null, params (string Name, string Value)[] settings)
    {
        this.http = http;
        var all = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["BaseUrl"] = StubApi.Base.AbsoluteUri, ["Vendor"] = "demo", ["DevKey"] = "dev-key-of-32", ["AuthToken"] = "token-1", ["RequestSpacing"] = "00:00:00", ["RetryDelay"] = "00:00:00", ["Retries"] = "2",
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        Source = (IJournalSource)new ElZhurAdapterFactory().CreateSource(new AdapterContext(
            "s1", TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow"), new AdapterSettings(all), http, logger ?? NullLogger.Instance, new FakeTimeProvider(SmallSchool.Now)));
    }

    public IJournalSource Source { get; }

    public SourceTraits Traits => Source.Traits;

    public List<ReadItem> Items { get; } = [];

    public IEnumerable<JournalRecord> Records => Items.OfType<Records>().SelectMany(records => records.Items);

    public IEnumerable<T> Of<T>()
        where T : JournalRecord => Records.OfType<T>();

    public IEnumerable<ScopeRead> Read(RecordKind kind) => Items.OfType<ScopeRead>().Where(read => read.Scope.Kind == kind);

    public IEnumerable<ScopeUnread> Unread(RecordKind kind) => Items.OfType<ScopeUnread>().Where(read => read.Scope.Kind == kind);

    public async Task<ElZhurRead> ReadAsync(DayRange? window = null, IEnumerable<RecordKind>? kinds = null, params DayRange[] more)
    {
        Items.Clear();
        await foreach (var item in Source.ReadAsync(new ReadRequest(window ?? SmallSchool.Day, (kinds ?? RecordKinds.All).ToHashSet(), more, new Dictionary<string, string>()), CancellationToken.None))
        {
            Items.Add(item);
            item.AssertSaidInRussianToo();
        }

        (http as StubApi)?.AssertAllForeseen();
        return this;
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
