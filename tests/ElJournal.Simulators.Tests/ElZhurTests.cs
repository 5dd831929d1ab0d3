using System.Net;
using System.Text.Json;
using ElJournal.Samples.Simulators;
using ElJournal.Samples.Simulators.ElZhur;

namespace ElJournal.Simulators.Tests;

[TestClass]
public sealed class ElZhurTests
{
    private static readonly string Class = Uri.EscapeDataString("7А");

    private static SimulatorServer server = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => server = await SimulatorServer.StartAsync(cancellationToken: context.CancellationToken);

    [ClassCleanup]
    public static async Task StopAsync() => await server.DisposeAsync();

    [TestInitialize]
    public void Plain() => server.World.ElZhur = new ElZhurSettings();

    [TestMethod]
    [DataRow("devkey=wrong&vendor=demo&auth_token=T", 400, "не удалось авторизовать разработчика")]
    [DataRow("devkey=K&vendor=other&auth_token=T", 500, "школа не найдена")]
    [DataRow("devkey=K&vendor=demo&auth_token=wrong", 403, "доступ запрещён, войдите заново")]
    [DataRow("devkey=K&vendor=demo&auth_token=3c1e2d3c4b5a69788796a5b4c3d2e1f0", 403, "доступ запрещён, войдите заново")]
    [DataRow("devkey=K&vendor=demo&login=gateway&password=wrong", 400, "неверный логин или пароль")]
    public async Task Failures_have_their_status_and_state(string query, int status, string error)
    {
        var (code, text) = await AskAsync("api/getrules", query.Replace("=K", "=" + server.World.ElZhur.DevKey, StringComparison.Ordinal).Replace("=T", "=" + server.World.ElZhur.Token, StringComparison.Ordinal) + "&out_format=json");

        Assert.AreEqual((HttpStatusCode)status, code);
        var response = JsonDocument.Parse(text).RootElement.GetProperty("response");
        Assert.AreEqual(status, response.GetProperty("state").GetInt32());
        Assert.AreEqual(error, response.GetProperty("error").GetString());
    }

    [TestMethod]
    public async Task Signing_in_has_three_forms_and_a_cookie()
    {
        var settings = server.World.ElZhur;
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false });
        var key = $"devkey={settings.DevKey}&vendor={settings.Vendor}&out_format=json";
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["login"] = settings.Login, ["password"] = settings.Password, ["devkey"] = settings.DevKey, ["vendor"] = settings.Vendor, ["out_format"] = "json" });
        using var json = new StringContent(JsonSerializer.Serialize(new { login = settings.Login, password = settings.Password }), System.Text.Encoding.UTF8, "application/json");
        using var first = await client.GetAsync(new Uri($"{server.ElZhur}/auth/?{key}&login={settings.Login}&password={settings.Password}"));
        using var second = await client.PostAsync(new Uri(server.ElZhur + "/auth"), form);
        using var third = await client.PostAsync(new Uri($"{server.ElZhur}v3/auth?{key}"), json);

        foreach (var answer in new[] { first, second, third })
        {
            var token = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("response").GetProperty("result").GetProperty("token").GetString();
            Assert.IsTrue(answer.Headers.GetValues("Set-Cookie").Any(cookie => cookie.StartsWith("school_domain", StringComparison.Ordinal)));
            Assert.AreEqual(HttpStatusCode.OK, (await AskAsync("apiv3/GetRules/", $"{key}&auth_token={token}")).Code);
        }
    }

    [TestMethod]
    public async Task Xml_comes_unless_json_is_asked_for()
    {
        var query = $"devkey={server.World.ElZhur.DevKey}&vendor=demo&auth_token={server.World.ElZhur.Token}&class={Class}&days=20261005";
        StringAssert.StartsWith((await AskAsync("api/getschedule", query)).Text, "<?xml", StringComparison.Ordinal);
        server.World.ElZhur = new ElZhurSettings { JsonByDefault = true };
        StringAssert.StartsWith((await AskAsync("api/getschedule", query)).Text, "{", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_class_has_an_array_in_which_subgroups_share_a_number_and_a_pupil_a_map_with_the_own_subgroup()
    {
        var items = Day(await GetAsync($"getschedule?class={Class}&days=20261005&rings=yes")).GetProperty("items").EnumerateArray().ToList();
        var shared = items.GroupBy(item => item.GetProperty("num").GetString()).First(same => same.Count() > 1);
        Assert.IsTrue(shared.All(item => item.TryGetProperty("grp", out _)));

        var pupil = (await GetAsync("getschedule?student=5200&days=20261005")).GetProperty("students").GetProperty("5200");
        Assert.AreEqual(JsonValueKind.Object, Day(pupil).GetProperty("items").ValueKind);
        Assert.IsTrue(Day(pupil).GetProperty("items").TryGetProperty(shared.Key!, out _));
        Assert.IsTrue(Day(await GetAsync($"getschedule?class={Class}&student=5001&days=20261005")).TryGetProperty("items", out _), "class wins over student");
        Assert.IsTrue(Day(await GetAsync("getschedule?class=7&days=20261005")).TryGetProperty("items_extday", out _));
    }

    [TestMethod]
    [DataRow(EmptyMap.Brackets, JsonValueKind.Array)]
    [DataRow(EmptyMap.Braces, JsonValueKind.Object)]
    [DataRow(EmptyMap.Null, JsonValueKind.Null)]
    [DataRow(EmptyMap.Missing, JsonValueKind.Undefined)]
    public async Task Empty_maps_come_in_four_forms(EmptyMap form, JsonValueKind kind)
    {
        server.World.ElZhur = new ElZhurSettings { EmptyMaps = form };
        var sunday = Day(await GetAsync($"getschedule?class={Class}&days=20261004"));
        Assert.AreEqual(kind, sunday.TryGetProperty("items", out var items) ? items.ValueKind : JsonValueKind.Undefined);
    }

    [TestMethod]
    public async Task Absences_are_values_and_two_entries_of_a_day_have_two_positions()
    {
        server.World.ElZhur = new ElZhurSettings { StrangeMarks = true, PhantomMarks = true };
        var students = string.Join(',', Enumerable.Range(5159, 60));
        var marks = (await GetAsync($"getassessments?student={students}&days=20260901-20261005")).GetProperty("students").EnumerateObject()
            .SelectMany(student => student.Value.GetProperty("days").EnumerateObject()).SelectMany(day => day.Value.GetProperty("items").EnumerateObject())
            .SelectMany(item => item.Value.GetProperty("assessments").EnumerateArray()).ToList();

        var absence = marks.First(mark => mark.GetProperty("value").GetString() == "н");
        Assert.IsFalse(absence.GetProperty("count").GetBoolean());
        Assert.IsFalse(absence.TryGetProperty("weight", out _));
        foreach (var value in new[] { "оп", "4/5", "3/5", "б", "" })
        {
            Assert.IsTrue(marks.Exists(mark => mark.GetProperty("value").GetString() == value), value);
        }

        Assert.IsTrue(marks.Exists(mark => mark.GetProperty("nm").GetString() == "1"));
    }

    [TestMethod]
    public async Task Lists_of_pupils_spans_and_methods_can_be_refused_and_topics_be_absent()
    {
        Assert.IsTrue((await GetAsync("getdiary?student=5200&days=20260928-20261003")).ToString().Contains("\"topic\"", StringComparison.Ordinal));
        server.World.ElZhur = new ElZhurSettings { StudentListsRefused = true, MostDays = 7, Topics = false, RefusedMethods = ["getmarks"] };

        Assert.AreEqual(HttpStatusCode.BadRequest, (await AskJsonAsync("getassessments?student=5200,5201&days=20261005")).Code);
        Assert.AreEqual(HttpStatusCode.BadRequest, (await AskJsonAsync("getassessments?student=5200&days=20260901-20261005")).Code);
        Assert.AreEqual(HttpStatusCode.Forbidden, (await AskJsonAsync("getmarks?student=5200&days=20261005")).Code);
        Assert.IsFalse((await GetAsync("getdiary?student=5200&days=20260928-20261003")).ToString().Contains("\"topic\"", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task A_parent_sees_the_own_child_alone()
    {
        var token = server.World.ElZhur.ParentToken;
        var rules = JsonDocument.Parse((await AskJsonAsync("getrules?", token)).Text).RootElement.GetProperty("response").GetProperty("result");
        Assert.AreEqual("parent", rules.GetProperty("roles")[0].GetString());
        Assert.AreEqual(JsonValueKind.Array, rules.GetProperty("relations").GetProperty("groups").ValueKind);
        Assert.AreEqual(HttpStatusCode.OK, (await AskJsonAsync("getdiary?days=20261005", token)).Code);
        Assert.AreEqual(HttpStatusCode.Forbidden, (await AskJsonAsync("getdiary?student=5200&days=20261005", token)).Code);
    }

    [TestMethod]
    public async Task The_awkward_system_tells_the_same()
    {
        server.World.ElZhur = ElZhurSettings.Awkward;
        var (_, spelled) = await AskJsonAsync("getrules?");
        Assert.IsTrue(JsonDocument.Parse(spelled).RootElement.GetProperty("Response").TryGetProperty("Result", out var _), spelled);

        // The shapes are the same in either spelling.
        server.World.ElZhur = ElZhurSettings.Awkward with { PascalCase = false };
        Assert.IsTrue((await GetAsync("getrules?")).GetProperty("relations").GetProperty("groups").EnumerateObject().Any(group => group.Name.Contains('.', StringComparison.Ordinal)));
        Assert.AreEqual(JsonValueKind.Object, (await GetAsync("getmessagereceivers?")).GetProperty("groups").ValueKind);
        Assert.AreEqual(JsonValueKind.Array, (await GetAsync("getschedule?student=5200&days=20261005")).GetProperty("students").ValueKind);
        Assert.IsTrue((await GetAsync("getperiods?student=5200")).GetProperty("students")[0].GetProperty("periods").EnumerateArray().Any(period => period.GetProperty("ambigious").ValueKind == JsonValueKind.String));
        Assert.AreEqual(HttpStatusCode.BadRequest, (await AskAsync("apiv3/getusersvendors", "v_token=wrong")).Code);
        StringAssert.StartsWith((await AskAsync("apiv3/getusersvendors", "v_token=" + server.World.ElZhur.EsiaToken)).Text, "{\"result\":[", StringComparison.Ordinal);
    }

    private static JsonElement Day(JsonElement parent) => parent.GetProperty("days").EnumerateObject().First().Value;

    private static async Task<JsonElement> GetAsync(string method)
    {
        var (code, text) = await AskJsonAsync(method);
        Assert.AreEqual(HttpStatusCode.OK, code, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("response").GetProperty("result");
    }

    private static Task<(HttpStatusCode Code, string Text)> AskJsonAsync(string method, string? token = null)
    {
        var parts = method.Split('?');
        return AskAsync("api/" + parts[0], $"{parts[1]}&devkey={server.World.ElZhur.DevKey}&vendor=demo&out_format=json&auth_token={token ?? server.World.ElZhur.Token}");
    }

    private static async Task<(HttpStatusCode Code, string Text)> AskAsync(string path, string query)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri($"{server.ElZhur.ToString()[..^"api".Length]}{path}?{query}"));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
