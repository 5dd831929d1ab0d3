using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ElJournal.Rules.Journal;
using ElJournal.Testing;
using Microsoft.OpenApi;

namespace ElJournal.Gateway.Tests.Delivery.OverHttp;

/// <summary>The OpenAPI file that operators are given says what the gateway sends, and the simulated portal takes exactly that.</summary>
[TestClass]
public sealed class PublishedFormatTests
{
    private static readonly Lazy<OpenApiDocument> Document = new(Load);

    [TestMethod]
    public async Task What_the_gateway_sends_of_every_kind_is_what_the_file_says()
    {
        await using var http = await HttpPortal.StartAsync();
        using var ledger = new DeliveryLedger { Kinds = [.. RecordKinds.All] };
        Fill(ledger);
        await using var portal = http.Create();
        Assert.IsNull((await ledger.ExportAsync(portal, CancellationToken.None)).Failure);
        ledger.Remove(RecordKind.Mark, "m1");
        ledger.Remove(RecordKind.Lesson, "l2");
        Assert.IsNull((await ledger.ExportAsync(portal, CancellationToken.None)).Failure);

        var kinds = new HashSet<string>();
        foreach (var (_, bytes) in http.Simulated.Requests.All)
        {
            var body = JsonNode.Parse(bytes);
            Assert.AreEqual("", string.Join('\n', SchemaCheck.Faults(Schema("Package"), body)));
            kinds.UnionWith(body!["records"]!.AsArray().Select(record => (string)record!["kind"]! + " " + (string)record["op"]!));
        }

        CollectionAssert.IsSubsetOf(RecordKinds.All.Select(kind => kind.WireName() + " upsert").Append("mark delete").Append("lesson delete").ToList(), kinds.ToList());
    }

    [TestMethod]
    [DataRow("as it is", null, null)]
    [DataRow("a null column", "records.0.data.topic", "null")]
    [DataRow("a column left out", "records.0.data.topic", "")]
    [DataRow("without format", "format", "")]
    [DataRow("another format", "format", "\"eljournal-push/2\"")]
    [DataRow("no records", "records", "[]")]
    [DataRow("an unknown field", "extra", "1")]
    [DataRow("an unknown kind", "records.0.kind", "\"room\"")]
    [DataRow("an unknown column", "records.0.data.room", "\"12\"")]
    [DataRow("no key", "records.0.key", "\"\"")]
    [DataRow("version 0", "records.0.version", "0")]
    [DataRow("version as text", "records.0.version", "\"1\"")]
    [DataRow("unknown op", "records.0.op", "\"merge\"")]
    [DataRow("an upsert without data", "records.0.data", "")]
    [DataRow("a delete with data", "records.0.op", "\"delete\"")]
    [DataRow("data without id", "records.0.data.id", "")]
    [DataRow("no school", "school", "")]
    [DataRow("no route", "route", "\"\"")]
    [DataRow("no moment", "createdAt", "\"today\"")]
    public async Task The_simulated_portal_takes_what_the_file_says_and_nothing_else(string what, string? place, string? value)
    {
        const string Id = "0199b4c2-0000-7000-8000-000000000001";
        var body = JsonNode.Parse($$$"""{"format":"eljournal-push/1","package":"{{{Id}}}","school":{"id":"s1","ogrn":null},"route":"daily","sequence":{"from":1,"to":1},"createdAt":"2026-10-05T18:30:00+03:00","records":[{"kind":"lesson","key":"l1","version":1,"op":"upsert","data":{"id":"l1","topic":"Дроби"}}]}""")!;
        if (place is not null)
        {
            Put(body, place.Split('.'), value!);
        }

        await using var http = await HttpPortal.StartAsync();
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, http.Server.Push) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", http.Simulated.Token);
        request.Headers.Add("Idempotency-Key", Id);
        using var answer = await client.SendAsync(request);
        var fits = SchemaCheck.Faults(Schema("Package"), body).Count == 0;
        Assert.AreEqual(fits ? 200 : 400, (int)answer.StatusCode, what);
        Assert.AreEqual("", string.Join('\n', SchemaCheck.Faults(Schema(fits ? "Receipt" : "Fault"), JsonNode.Parse(await answer.Content.ReadAsStringAsync()))));
        Assert.AreEqual(what is "as it is" or "a null column" or "a column left out", fits, what);
    }

    [TestMethod]
    public void The_file_names_every_answer_of_the_format() => CollectionAssert.AreEquivalent(
        new[] { "200", "202", "400", "401", "403", "409", "413", "429", "503" }, Document.Value.Paths["/"].Operations![HttpMethod.Post].Responses!.Keys.ToArray());

    private static IOpenApiSchema Schema(string name) => Document.Value.Components!.Schemas![name];

    private static OpenApiDocument Load()
    {
        var (document, diagnostic) = OpenApiDocument.Parse(File.ReadAllText(Repository.PathOf("adapters/ElJournal.Adapters.Petersburg/eljournal-push-1.openapi.json")), "json");
        Assert.IsEmpty(diagnostic!.Errors);
        return document!;
    }

    private static void Put(JsonNode node, string[] place, string value)
    {
        foreach (var step in place[..^1])
        {
            node = (int.TryParse(step, System.Globalization.CultureInfo.InvariantCulture, out var number) ? node[number] : node[step])!;
        }

        if (value.Length == 0)
        {
            node.AsObject().Remove(place[^1]);
        }
        else
        {
            node[place[^1]] = JsonNode.Parse(value);
        }
    }

    private static void Fill(DeliveryLedger ledger)
    {
        ledger.Roster();
        ledger.Put(new Student("p2", "Примеров", "Иван", "Петрович", new DateOnly(2013, 2, 3), "c7", new DateOnly(2020, 9, 1), null, "p2@school.example", "+70000000000"), "c7");
        ledger.Put(new Lesson("l1", DeliveryLedger.Monday, "c7", 2, new TimeOnly(9, 25), new TimeOnly(10, 10), "u1", "t1", "Дроби", LessonStatus.Held, null, new EntryTime(new DateTimeOffset(2026, 10, 5, 10, 15, 0, TimeSpan.FromHours(3)))), "c7");
        ledger.Lesson("l2");
        ledger.Put(new Homework("l1", "§ 5", new DateOnly(2026, 10, 6)), "c7");
        ledger.Put(new Mark("m1", "l1", "p7", "5", "Ответ на уроке", 1.5m), "c7");
        ledger.Put(new Attendance("l1", "p7", AttendanceKind.Ill), "c7");
        ledger.Put(new FinalMark("p7", "u1", "q1", "4") { Average = 4.25m }, "c7");
        ledger.Put(new SignIn("t1", PersonRole.Teacher, new DateTimeOffset(2026, 10, 5, 8, 0, 0, 250, TimeSpan.FromHours(3))));
    }
}
