using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ElJournal.Rules.Journal;
using ElJournal.Samples.Simulators;
using ElJournal.Samples.Simulators.Faults;
using ElJournal.Samples.Simulators.World;
using ElJournal.Testing;

namespace ElJournal.Simulators.Tests;

[TestClass]
public sealed class FaultTests : IDisposable
{
    private const string Lessons = "edu-groups/2400000000000000015/lessons/2026-10-05/2026-10-05";
    private const string Marks = "edu-groups/2400000000000000015/marks/2026-09-01/2026-10-05";

    private SimulatorServer server = null!;
    private readonly HttpClient client = new();

    private SimulatedWorld World => server.World;

    public TestContext TestContext { get; set; } = null!;

    [TestInitialize]
    public async Task StartAsync()
    {
        server = await SimulatorServer.StartAsync(cancellationToken: TestContext.CancellationToken);
        client.DefaultRequestHeaders.Add("Access-Token", World.Dnevnik.Token);
    }

    [TestCleanup]
    public async Task StopAsync() => await server.DisposeAsync();

    public void Dispose() => client.Dispose();

    [TestMethod]
    public async Task Bodies_are_cut_or_the_connection_breaks_before_or_in_the_middle()
    {
        World.Faults.Add(new Fault { Kind = FaultKind.Reset, Times = 1 });
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(At(Lessons), TestContext.CancellationToken));
        World.Faults.Add(new Fault { Kind = FaultKind.ResetMidBody, Times = 1 });
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(At(Lessons), TestContext.CancellationToken));
        World.Faults.Add(new Fault { Kind = FaultKind.TruncatedJson, Times = 1 });
        var half = await client.GetStringAsync(At(Lessons), TestContext.CancellationToken);
        Assert.ThrowsExactly<JsonException>(() => Parsed(half), "half of the JSON must not parse");
        Parsed(await client.GetStringAsync(At(Lessons), TestContext.CancellationToken));
        CollectionAssert.AreEqual(new[] { 1, 1, 1 }, World.Faults.Struck.ToArray());
    }

    [TestMethod]
    [DataRow(FaultKind.Html, 200, "error__description")]
    [DataRow(FaultKind.Html, 503, "error__description")]
    [DataRow(FaultKind.Status, 433, "requestLimit")]
    [DataRow(FaultKind.Status, 550, "apiServerError")]
    [DataRow(FaultKind.EmptySuccess, 200, "[]")]
    [DataRow(FaultKind.EmptyBody, 200, "")]
    public async Task Useless_answers_have_their_status_and_body(FaultKind kind, int status, string body)
    {
        World.Faults.Add(new Fault { Kind = kind, Status = status, System = "dnevnik", Path = "lessons/" });
        using var struck = await client.GetAsync(At(Lessons), TestContext.CancellationToken);
        using var passed = await client.GetAsync(At("users/me"), TestContext.CancellationToken);

        Assert.AreEqual(status, (int)struck.StatusCode);
        StringAssert.Contains(await struck.Content.ReadAsStringAsync(TestContext.CancellationToken), body, StringComparison.Ordinal);
        Assert.AreEqual(HttpStatusCode.OK, passed.StatusCode, "only the path that was named");
    }

    [TestMethod]
    public async Task Budgets_refuse_what_is_too_much_and_retry_after_comes_as_seconds_or_date()
    {
        World.Faults.Limit(new ThrottleBudget("dnevnik", 2, TimeSpan.FromHours(1), 429, 3));
        var codes = new List<HttpStatusCode>();
        for (var number = 0; number < 3; number++)
        {
            using var answer = await client.GetAsync(At("users/me"), TestContext.CancellationToken);
            codes.Add(answer.StatusCode);
        }

        CollectionAssert.AreEqual(new[] { HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests }, codes);
        World.Faults.Clear();
        World.DateSkew = TimeSpan.FromHours(2);
        World.Faults.Add(new Fault { Status = 503, RetryAfterSeconds = 60, RetryAfterAsDate = true });
        using var dated = await client.GetAsync(At("users/me"), TestContext.CancellationToken);
        Assert.AreEqual(TimeSpan.FromMinutes(1), dated.Headers.RetryAfter!.Date - dated.Headers.Date);
        Assert.IsGreaterThan(TimeProvider.System.GetUtcNow().AddHours(1), dated.Headers.Date!.Value);
    }

    [TestMethod]
    public async Task Tokens_expire_in_the_middle_and_chance_depends_on_its_seed_alone()
    {
        World.Faults.Add(new Fault { Kind = FaultKind.ExpireTokens, Skip = 1, Times = 1 });
        using var first = await client.GetAsync(At("users/me"), TestContext.CancellationToken);
        using var second = await client.GetAsync(At("users/me"), TestContext.CancellationToken);
        Assert.AreEqual((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (first.StatusCode, second.StatusCode));

        var runs = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            World.Faults.Clear();
            World.Faults.Add(new Fault { Probability = 0.5, Seed = 7 });
            var pattern = "";
            for (var number = 0; number < 12; number++)
            {
                using var answer = await client.GetAsync(At("users/me"), TestContext.CancellationToken);
                pattern += answer.IsSuccessStatusCode ? '.' : 'x';
            }

            runs.Add(pattern);
        }

        Assert.AreEqual(runs[0], runs[1]);
        Assert.IsTrue(runs[0].Contains('.', StringComparison.Ordinal) && runs[0].Contains('x', StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task Entries_appear_as_the_day_goes_on_and_disappear_when_the_clock_is_put_back()
    {
        async Task<int> MarksAt(int hour, int day)
        {
            using var set = await client.PutAsJsonAsync(new Uri(server.Control + "/clock"), new { now = new DateTimeOffset(2026, 10, day, hour, 0, 0, TimeSpan.FromHours(3)) }, TestContext.CancellationToken);
            Assert.AreEqual(HttpStatusCode.NoContent, set.StatusCode);
            return Parsed(await client.GetStringAsync(At(Marks), TestContext.CancellationToken)).GetArrayLength();
        }

        var (morning, evening, next, again) = (await MarksAt(8, 5), await MarksAt(20, 5), await MarksAt(20, 8), await MarksAt(8, 5));
        Assert.IsLessThan(evening, morning);
        Assert.IsLessThan(next, evening);
        Assert.AreEqual(morning, again);
    }

    [TestMethod]
    public async Task Marks_are_changed_and_removed_without_trace()
    {
        var before = await ValuesAsync();
        var lesson = World.School.Lessons.First(lesson => lesson.Group.Record.Id == "9a" && lesson.Marks.Count > 3).Key;
        Assert.AreEqual(2, World.Edits.Remove(World, lesson, 2));
        Assert.AreEqual(1, World.Edits.Change(World, lesson, 1, "2+"));

        var after = await ValuesAsync();
        Assert.AreEqual(2, before.Keys.Except(after.Keys).Count());
        Assert.AreEqual(1, after.Count(pair => before[pair.Key] != pair.Value));
        World.Edits.Clear();
        CollectionAssert.AreEquivalent(before.ToList(), (await ValuesAsync()).ToList());
    }

    [TestMethod]
    public async Task Data_is_distorted_and_comes_back()
    {
        var before = await IdsAsync(Lessons);
        World.Distortions = new Distortions { Generation = 1 };
        Assert.IsEmpty(before.Intersect(await IdsAsync(Lessons)).ToArray(), "all ids are new");
        World.Distortions = new Distortions { DuplicatedLessons = 1 };
        Assert.HasCount(2 * before.Count, await IdsAsync(Lessons));
        World.Distortions = new Distortions { Vanished = 1, VanishedKinds = ImmutableHashSet.Create(RecordKind.Lesson) };
        Assert.IsEmpty(await IdsAsync(Lessons));
        World.Distortions = new Distortions { Vanished = 0.5 };
        var some = (await IdsAsync(Marks)).Count;
        World.Distortions = new Distortions { TwoPupilsWithOneId = true };
        var pupils = await IdsAsync("edu-groups/2400000000000000015/persons");
        Assert.HasCount(pupils.Count - 1, pupils.Distinct().ToList());
        using var patched = await client.PatchAsJsonAsync(new Uri(server.Control + "/distortions"), new { lessonNumberShift = 1, twoPupilsWithOneId = false }, TestContext.CancellationToken);
        Assert.AreEqual((HttpStatusCode.NoContent, 1), (patched.StatusCode, World.Distortions.LessonNumberShift));
        World.Distortions = Distortions.None;
        CollectionAssert.AreEqual(before, await IdsAsync(Lessons));
        Assert.IsLessThan((await IdsAsync(Marks)).Count, some);
    }

    [TestMethod]
    public async Task Budgets_and_delays_go_by_the_clock_that_was_given()
    {
        var time = new FakeTimeProvider(new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));
        await using var slow = await SimulatorServer.StartAsync(new SimulatorOptions { Time = time, Latency = TimeSpan.FromMinutes(5) }, TestContext.CancellationToken);
        var asked = client.GetAsync(new Uri(slow.Dnevnik + "/users/me"), TestContext.CancellationToken);
        while (slow.World.Requests.Peak == 0)
        {
            await Task.Yield();
        }

        while (!asked.IsCompleted)
        {
            time.Advance(TimeSpan.FromMinutes(5));
            await Task.Yield();
        }

        using var answer = await asked;
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode);
    }

    [TestMethod]
    public async Task An_unknown_switch_is_refused_by_name()
    {
        using var refused = await client.PatchAsJsonAsync(new Uri(server.Control + "/dnevnik"), new { timetable = true }, TestContext.CancellationToken);
        Assert.AreEqual(HttpStatusCode.BadRequest, refused.StatusCode);
        StringAssert.Contains(await refused.Content.ReadAsStringAsync(TestContext.CancellationToken), "timetablesAsArray", StringComparison.Ordinal);
    }

    private static JsonElement Parsed(string text)
    {
        try
        {
            return JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException exception)
        {
            // The reader's own exception is a hidden subtype.
            throw new JsonException(exception.Message, exception);
        }
    }

    private Uri At(string path) => new($"{server.Dnevnik}/{path}");

    private async Task<List<long>> IdsAsync(string path) =>
        [.. Parsed(await client.GetStringAsync(At(path), TestContext.CancellationToken)).EnumerateArray().Select(item => item.GetProperty("id").GetInt64())];

    private async Task<Dictionary<long, string>> ValuesAsync() =>
        Parsed(await client.GetStringAsync(At(Marks), TestContext.CancellationToken)).EnumerateArray().ToDictionary(mark => mark.GetProperty("id").GetInt64(), mark => mark.GetProperty("value").GetString()!);
}
