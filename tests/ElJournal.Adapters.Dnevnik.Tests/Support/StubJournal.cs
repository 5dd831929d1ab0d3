using System.Net;
using System.Text;
using ElJournal.Adapters.Conformance;
using ElJournal.Adapters.Sources;
using ElJournal.Rules.Journal;
using ElJournal.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace ElJournal.Adapters.Dnevnik.Tests.Support;

/// <summary>Answers by hand. A request that nothing was prepared for fails the test.</summary>
internal sealed class StubJournal : HttpMessageHandler, IHttpClientSource
{
    private readonly List<(string Route, Func<HttpRequestMessage, HttpResponseMessage> Answer)> answers = [];
    private readonly List<string> asked = [];
    private readonly List<string> surprises = [];
    private readonly Lock gate = new();

    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow");

    /// <summary>Sunday, 4 October 2026, 18:00 in Moscow.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 10, 4, 18, 0, 0, TimeSpan.FromHours(3)));

    /// <summary>Method and path of everything asked, in order.</summary>
    public IReadOnlyList<string> Asked
    {
        get
        {
            lock (gate)
            {
                return [.. asked];
            }
        }
    }

    public IReadOnlyList<string> Surprises => surprises;

    /// <summary>Prepares an answer for every path (without the query) that ends so; what is prepared later goes before.</summary>
    public StubJournal On(string route, string json, int status = 200, string type = "application/json") =>
        On(route, _ => new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(json, Encoding.UTF8, type) });

    public StubJournal On(string route, Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        answers.Insert(0, (route, answer));
        return this;
    }

    /// <summary>A school of one class, one pupil and one teacher in which nothing has been entered.</summary>
    public static StubJournal School() => new StubJournal()
        .On("users/me", """{"id":1000009000001,"id_str":"1000009000001","personId":1000002222222,"personId_str":"1000002222222","roles":["EduStaff"]}""")
        .On("schools/1000001234567", """{"id":1000001234567,"id_str":"1000001234567","name":"Школа № 1"}""")
        .On("schools/1000001234567/edu-groups", """[{"id":2400000000000000001,"id_str":"2400000000000000001","parentIds":[],"type":"Group","name":"7А","parallel":7,"studyyear":2026}]""")
        .On("schools/1000001234567/teachers", """[{"Id":1000002222222,"IdStr":"1000002222222","LastName":"Иванова","FirstName":"Анна","MiddleName":"Петровна","Email":"a@school.example"}]""")
        .On("schools/1000001234567/subjects", """[{"id":510000000000,"id_str":"510000000000","name":"Алгебра"}]""")
        .On("work-types/1000001234567", """[{"id":2430000000000000005,"schoolId":1000001234567,"title":"Ответ на уроке","abbr":"О","weight":1}]""")
        .On("edu-groups/students", """[{"group":{"id":2400000000000000001,"id_str":"2400000000000000001"},"students":[{"person":{"id":1000001111111,"id_str":"1000001111111","lastName":"Петров","firstName":"Иван"},"membershipstatus":"Active"}]}]""")
        .On("/classteacher", """{"id":1000002222222,"id_str":"1000002222222","lastName":"Иванова"}""")
        .On("/reporting-periods", """[{"id":2450000000000000001,"id_str":"2450000000000000001","start":"2026-09-01T00:00:00","finish":"2026-10-25T00:00:00","number":0,"type":"Quarter","name":"1 четверть","year":2026}]""")
        .On("/timetables", """{"Name":"Основное","Items":[{"Id":1,"Start":"2026-09-01T08:30:00","Finish":"2026-09-01T09:15:00","LessonNumber":1,"DaysOfWeek":["Monday","Tuesday"]}]}""")
        .On("/lessons/*", "[]")
        .On("/marks/*", "[]")
        .On("lesson-log-entries/group/2400000000000000001", "[]")
        .On("/final-marks", "[]");

    public IJournalSource Source(params (string Name, string Value)[] settings)
    {
        var values = new Dictionary<string, string>
        {
            ["BaseUrl"] = "https://journal.example/v2",
            ["AccessToken"] = "0123456789abcdef0123456789abcdef",
            ["SchoolId"] = "1000001234567",
            ["Retries"] = "0",
        };
        foreach (var (name, value) in settings)
        {
            values[name] = value;
        }

        return new DnevnikAdapterFactory().CreateSource(new AdapterContext("s1", Zone, new AdapterSettings(values), this, NullLogger.Instance, Clock));
    }

    public HttpClient Create(Uri baseAddress) => new(this, disposeHandler: false) { BaseAddress = baseAddress };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = Uri.UnescapeDataString(request.RequestUri!.AbsolutePath);
        var prepared = answers.Find(answer => Fits(path, answer.Route)).Answer;
        lock (gate)
        {
            asked.Add($"{request.Method} {Uri.UnescapeDataString(request.RequestUri.PathAndQuery)}");
            if (prepared is null)
            {
                surprises.Add(asked[^1]);
            }
        }

        var answer = prepared?.Invoke(request) ?? throw new InvalidOperationException($"Nothing was prepared for {request.Method} {path}.");
        answer.RequestMessage = request;
        return Task.FromResult(answer);
    }

    /// <summary>A route ending in <c>*</c> stands for anything below it.</summary>
    private static bool Fits(string path, string route) =>
        route.EndsWith('*') ? path.Contains(route[..^1], StringComparison.Ordinal) : path.EndsWith(route, StringComparison.Ordinal);
}

/// <summary>What came out of a read.</summary>
internal sealed record ReadResult(IReadOnlyList<ReadItem> Items, Exception? Failure)
{
    public IReadOnlyList<JournalRecord> Records { get; } = [.. Items.OfType<Records>().SelectMany(records => records.Items)];

    public IEnumerable<T> Of<T>()
        where T : JournalRecord => Records.OfType<T>();

    public IEnumerable<ScopeRead> Read(RecordKind kind) => Items.OfType<ScopeRead>().Where(item => item.Scope.Kind == kind);

    public IEnumerable<ScopeUnread> Unread(RecordKind kind) => Items.OfType<ScopeUnread>().Where(item => item.Scope.Kind == kind);

    public IEnumerable<Skipped> Skipped(RecordKind kind) => Items.OfType<Skipped>().Where(item => item.Kind == kind);

    public ReadEffort Effort => Items.OfType<ReadEffort>().Aggregate((one, other) => new ReadEffort(one.Requests + other.Requests, one.Retries + other.Retries, one.ClockSkew ?? other.ClockSkew));

    /// <summary>Reads to the end or to the failure.</summary>
    public static async Task<ReadResult> OfAsync(IJournalSource source, DayRange window, IReadOnlyList<DayRange>? extra = null, IReadOnlySet<RecordKind>? kinds = null)
    {
        var items = new List<ReadItem>();
        try
        {
            await foreach (var item in source.ReadAsync(new ReadRequest(window, kinds ?? source.Traits.Shown, extra ?? [], new Dictionary<string, string>()), CancellationToken.None))
            {
                items.Add(item);
                item.AssertSaidInRussianToo();
            }
        }
        catch (AdapterException failure)
        {
            return new ReadResult(items, failure);
        }

        return new ReadResult(items, null);
    }
}
