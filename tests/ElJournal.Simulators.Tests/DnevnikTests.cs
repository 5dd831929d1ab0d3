using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using ElJournal.Samples.Simulators;
using ElJournal.Samples.Simulators.Dnevnik;

namespace ElJournal.Simulators.Tests;

[TestClass]
public sealed class DnevnikTests
{
    private const string School = "1000001234567";
    private const string Grade10 = "2400000000000000016";
    private const string Grade9 = "2400000000000000015";
    private const string Week = "2026-09-28/2026-10-04";

    private static SimulatorServer server = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => server = await SimulatorServer.StartAsync(cancellationToken: context.CancellationToken);

    [ClassCleanup]
    public static async Task StopAsync() => await server.DisposeAsync();

    [TestInitialize]
    public void Plain()
    {
        server.World.Dnevnik = new DnevnikSettings();
        server.World.Faults.Clear();
    }

    [TestMethod]
    [DataRow(null, 401, "tokenRequired")]
    [DataRow("ExpiredToken00000000000000000001", 401, "invalidToken")]
    [DataRow("NarrowToken000000000000000000001", 403, "outOfScope")]
    [DataRow("PupilToken0000000000000000000001", 403, "notOwner")]
    public async Task Tokens_are_told_apart(string? token, int status, string type)
    {
        var (code, body) = await AskAsync($"edu-groups/{Grade9}/persons", token);

        Assert.AreEqual((HttpStatusCode)status, code);
        Assert.AreEqual(type, body.GetProperty("type").GetString());
        Assert.IsFalse(body.TryGetProperty("id", out _));
    }

    [TestMethod]
    public async Task Tokens_go_into_the_header_in_any_case_or_the_query_and_both_versions_answer()
    {
        using var client = new HttpClient();
        using var lower = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Dnevnik + ".0/users/me"));
        lower.Headers.Add("access-token", server.World.Dnevnik.Token);
        using var answer = await client.SendAsync(lower);
        using var query = await client.GetAsync(new Uri($"{server.Dnevnik}/users/me?access_token={server.World.Dnevnik.Token}"));

        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.AreEqual(HttpStatusCode.OK, query.StatusCode);
        Assert.IsFalse(server.World.Requests.All.Any(request => request.Path.Contains("StaffToken", StringComparison.Ordinal)), "the log keeps no token");
    }

    [TestMethod]
    public async Task Neighbouring_ids_are_equal_as_floating_point_and_have_twins()
    {
        var lessons = (await GetAsync($"edu-groups/{Grade9}/lessons/{Week}")).EnumerateArray().ToList();

        foreach (var lesson in lessons)
        {
            Assert.AreEqual(lesson.GetProperty("id").GetInt64().ToString(CultureInfo.InvariantCulture), lesson.GetProperty("id_str").GetString());
            Assert.AreEqual(19, lesson.GetProperty("id_str").GetString()!.Length);
        }

        Assert.IsLessThan(lessons.Count, lessons.DistinctBy(lesson => lesson.GetProperty("id").GetDouble()).Count(), "a parser that reads doubles must be caught");
    }

    [TestMethod]
    public async Task Casing_is_mixed_as_in_the_contract()
    {
        var teacher = (await GetAsync($"schools/{School}/teachers"))[0];
        Assert.AreEqual(teacher.GetProperty("Id").GetInt64().ToString(CultureInfo.InvariantCulture), teacher.GetProperty("IdStr").GetString());
        var bells = await GetAsync($"edu-groups/{Grade9}/timetables");
        Assert.AreEqual("2000-01-01T08:30:00", bells.GetProperty("Items").EnumerateArray().First(item => item.GetProperty("LessonNumber").GetInt32() == 1).GetProperty("Start").GetString());
        var averages = (await GetAsync($"edu-groups/{Grade9}/avg-marks/2026-09-01/2026-10-05"))[0].GetProperty("per-subject-averages").EnumerateArray();
        Assert.IsTrue(averages.Any(item => item.GetProperty("avg-mark-value").GetString()!.Contains(',', StringComparison.Ordinal)));
        var final = (await GetAsync($"edu-groups/{Grade9}/final-marks"))[0].GetProperty("per-subject-final-marks")[0].GetProperty("final-mark");
        Assert.AreEqual(JsonValueKind.Null, final.GetProperty("lesson").ValueKind);
        Assert.AreEqual("Semester", (await GetAsync($"edu-groups/{Grade10}/reporting-periods"))[0].GetProperty("type").GetString());
    }

    [TestMethod]
    public async Task Every_conflict_has_its_other_side()
    {
        var person = (await GetAsync($"edu-groups/{Grade9}/persons"))[0].GetProperty("id").GetInt64();
        var schedules = $"persons/{person}/groups/{Grade9}/schedules?startDate=2026-10-05&endDate=2026-10-05";
        var entries = $"persons/{person}/lesson-log-entries?startDate=2026-09-01&endDate=2026-09-28";
        Assert.AreEqual(JsonValueKind.Object, (await GetAsync(schedules)).ValueKind);
        Assert.AreEqual(JsonValueKind.Array, (await GetAsync(entries)).GetProperty("logEntries").ValueKind);
        Assert.AreEqual(HttpStatusCode.OK, (await AskAsync($"edu-groups/{Grade9}/reporting-period-group")).Code);

        server.World.Dnevnik = DnevnikSettings.Awkward;
        Assert.AreEqual(JsonValueKind.Array, (await GetAsync(schedules)).ValueKind);
        Assert.AreEqual(JsonValueKind.Array, (await GetAsync(entries)).ValueKind);
        Assert.AreEqual(JsonValueKind.Array, (await GetAsync($"edu-groups/{Grade9}/timetables")).ValueKind);
        Assert.AreEqual(HttpStatusCode.NotFound, (await AskAsync($"edu-groups/{Grade9}/reporting-period-group")).Code);
        Assert.AreEqual(HttpStatusCode.OK, (await AskAsync($"edu-groups/{Grade9}/reporting-periods-group")).Code);
        Assert.AreEqual(HttpStatusCode.NotFound, (await AskAsync($"persons/search?lastName={Uri.EscapeDataString("Иванов")}")).Code);
        Assert.AreEqual(HttpStatusCode.OK, (await AskAsync($"person/search?lastName={Uri.EscapeDataString("Иванов")}")).Code);
        Assert.AreEqual(HttpStatusCode.Forbidden, (await AskAsync("users/me/context")).Code);
        var lesson = (await GetAsync($"edu-groups/{Grade9}/lessons/{Week}"))[0];
        Assert.AreEqual(JsonValueKind.String, lesson.GetProperty("id").ValueKind);
        Assert.AreEqual(JsonValueKind.Null, lesson.GetProperty("id_str").ValueKind);
        Assert.AreEqual("0", (await GetAsync($"edu-groups/{Grade9}/final-marks"))[0].GetProperty("per-subject-final-marks")[0].GetProperty("final-mark").GetProperty("lesson").GetString());
    }

    [TestMethod]
    public async Task Marks_are_cut_by_lesson_or_by_the_day_they_were_set()
    {
        var byLesson = await GetAsync($"edu-groups/{Grade9}/marks/2026-10-01T00:00:00/2026-10-01T23:59:59");
        Assert.IsTrue(byLesson.EnumerateArray().Any(mark => !mark.GetProperty("date").GetString()!.StartsWith("2026-10-01", StringComparison.Ordinal)), "some were set days later");

        server.World.Dnevnik = new DnevnikSettings { MarksBy = MarkRange.SetDate };
        var bySet = (await GetAsync($"edu-groups/{Grade9}/marks/2026-10-01/2026-10-01")).EnumerateArray().ToList();
        Assert.IsNotEmpty(bySet);
        Assert.IsTrue(bySet.TrueForAll(mark => mark.GetProperty("date").GetString() is null || mark.GetProperty("date").GetString()!.StartsWith("2026-10-01", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task Rows_of_subgroups_the_subject_of_attendance_and_the_cap_of_a_range_are_switches()
    {
        var with = (await GetAsync($"edu-groups/{Grade9}/lessons/{Week}")).GetArrayLength();
        server.World.Dnevnik = new DnevnikSettings { SubgroupRows = false, AttendanceNeedsSubject = true, LogEntriesCap = 30 };

        Assert.IsLessThan(with, (await GetAsync($"edu-groups/{Grade9}/lessons/{Week}")).GetArrayLength());
        Assert.AreEqual(HttpStatusCode.BadRequest, (await AskAsync($"lesson-log-entries/group/{Grade9}?from=2026-09-01&to=2026-10-05")).Code);
        Assert.AreEqual(HttpStatusCode.BadRequest, (await AskAsync("persons/1000001000159/lesson-log-entries?startDate=2026-09-01&endDate=2026-10-15")).Code);
        Assert.AreEqual(HttpStatusCode.OK, (await AskAsync("persons/1000001000159/lesson-log-entries?startDate=2026-09-01&endDate=2026-09-28")).Code);
    }

    [TestMethod]
    [DataRow("2026-10-05", "2026-10-05")]
    [DataRow("2026-10-5T0:0:0", "2026-10-05T23:59:59")]
    [DataRow("2026-10-05T00:00:00.000", "2026-10-05T23:59:59.0000000Z")]
    [DataRow("2026-10-05 00:00:00", "2026-10-05 23:59:59")]
    public async Task Every_form_of_a_date_is_understood(string from, string to) =>
        Assert.AreEqual((await GetAsync($"edu-groups/{Grade9}/lessons/2026-10-05/2026-10-05")).GetArrayLength(), (await GetAsync($"edu-groups/{Grade9}/lessons/{from}/{to}")).GetArrayLength());

    [TestMethod]
    public async Task Signing_in_gives_a_fragment_a_code_or_a_refusal_and_refreshing_kills_the_old_pair()
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var granted = await client.GetAsync(new Uri(server.DnevnikLogin + "/oauth2?response_type=token&client_id=x&scope=EducationalInfo&state=s7"));
        StringAssert.Contains(granted.Headers.Location!.ToString(), "result=success#access_token=", StringComparison.Ordinal);
        using var coded = await client.GetAsync(new Uri(server.DnevnikLogin + "/oauth2?response_type=code&client_id=x&state=s7"));
        var code = coded.Headers.Location!.ToString().Split("code=")[1].Split('&')[0];

        var first = await ExchangeAsync(client, new { code, grant_type = "AuthorizationCode" });
        var old = first.GetProperty("accessToken").GetString();
        Assert.AreEqual(32, old!.Length);
        Assert.AreEqual(HttpStatusCode.OK, (await AskAsync("users/me", old)).Code);
        var second = await ExchangeAsync(client, new { grant_type = "RefreshToken", refreshToken = first.GetProperty("refreshToken").GetString() });
        Assert.AreEqual(HttpStatusCode.Unauthorized, (await AskAsync("users/me", old)).Code);
        Assert.AreEqual(HttpStatusCode.OK, (await AskAsync("users/me", second.GetProperty("accessToken").GetString())).Code);

        server.World.Dnevnik = new DnevnikSettings { SignInRefused = true };
        using var refused = await client.GetAsync(new Uri(server.DnevnikLogin + "/oauth2?response_type=token&client_id=x"));
        Assert.IsFalse(refused.Headers.Location!.ToString().Contains("success", StringComparison.Ordinal));
        using var password = await client.PostAsync(new Uri(server.Dnevnik + "/authorizations/bycredentials"), new StringContent("{}", Encoding.UTF8, "application/json"));
        StringAssert.Contains(await password.Content.ReadAsStringAsync(), "authorizationFailed", StringComparison.Ordinal);
    }

    private static async Task<JsonElement> ExchangeAsync(HttpClient client, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri(server.Dnevnik + "/authorizations"), content);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    private static async Task<JsonElement> GetAsync(string path)
    {
        var (code, body) = await AskAsync(path);
        Assert.AreEqual(HttpStatusCode.OK, code, path);
        return body;
    }

    private static Task<(HttpStatusCode Code, JsonElement Body)> AskAsync(string path) => AskAsync(path, server.World.Dnevnik.Token);

    private static async Task<(HttpStatusCode Code, JsonElement Body)> AskAsync(string path, string? token)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{server.Dnevnik}/{path}"));
        if (token is not null)
        {
            request.Headers.Add("Access-Token", token);
        }

        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }
}
