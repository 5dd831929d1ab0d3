using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Tests.Cli;
using ElJournal.Gateway.Tests.Configuration;

namespace ElJournal.Gateway.Tests.MySchool;

[TestClass]
public sealed class ScheduleServiceTests
{
    private const string Pupils = $$"""{ "{{Puller.Account}}": "s1", "2": ["s2", "s3"], "grade-one": "s0", "gone": "nobody" }""";

    [TestMethod]
    public async Task The_weeks_around_today_are_told_with_marks_homework_and_stable_ids()
    {
        using var school = await ReadAsync();
        await using var puller = await Puller.StartAsync(school);
        Assert.AreEqual(HttpStatusCode.OK, await puller.SignInAsync());

        var (status, body) = await puller.AskAsync($"Schedule/{Puller.Account}");

        Assert.AreEqual(HttpStatusCode.OK, status, body.ToString());
        Assert.AreEqual("Schedule", body.GetProperty("resourceType").GetString());
        StringAssert.EndsWith(body.GetProperty("meta").GetProperty("lastUpdated").GetString(), "+03:00", StringComparison.Ordinal);
        var answered = body.GetProperty("school").EnumerateArray().Single();
        Assert.AreEqual(("Школа", "2026/27", "2026-09-28", "2026-10-18"), (Text(answered, "name"), Text(answered, "academYear"), Text(answered.GetProperty("period"), "start"), Text(answered.GetProperty("period"), "end")));
        var group = answered.GetProperty("class").EnumerateArray().Single();
        Assert.AreEqual(("7А", "7"), (Text(group, "class"), Text(group, "grade")));
        var lesson = group.GetProperty("lesson").EnumerateArray().Single();
        Assert.AreEqual(("Алгебра", "§ 5", "2026-10-05T08:30:00+03:00", "2026-10-05T09:15:00+03:00"), (Text(lesson, "subject"), Text(lesson, "homework"), Text(lesson.GetProperty("period"), "start"), Text(lesson.GetProperty("period"), "end")));
        Assert.IsFalse(lesson.TryGetProperty("topic", out _));
        var score = lesson.GetProperty("score").EnumerateArray().Single();
        Assert.AreEqual(("work", "5", "5", 1m), (Text(score, "code"), Text(score, "score"), Text(score, "scoreSystem"), score.GetProperty("weight").GetDecimal()));
        Assert.AreEqual(5, lesson.GetProperty("id").GetGuid().Version);
        Assert.DoesNotContain("Примерова", body.ToString(), "No teacher and no pupil is named.");

        // The same question again, with a slash at its end, with dates and with a parameter that nobody knows; two at once.
        var again = await Task.WhenAll(puller.AskAsync($"Schedule/{Puller.Account}/?extra=1"), puller.AskAsync($"Schedule/{Puller.Account}?start=2026-09-28&end=2026-10-18"));
        Assert.IsTrue(again.All(answer => answer.Body.ToString() == body.ToString()));
        Assert.IsEmpty(await puller.LessonsAsync($"Schedule/{Puller.Account}?start=2026-10-06&end=2026-10-06"));
        Assert.HasCount(1, await puller.LessonsAsync($"Schedule/{Puller.Account}?start=2026-01-01&end=2026-12-31"));
        Assert.AreEqual(2, (await puller.AskAsync("Schedule/2")).Body.GetProperty("school").GetArrayLength());

        Assert.DoesNotContain(Puller.Account, puller.Log);
        Assert.DoesNotContain(Puller.Secret, puller.Log);
        Assert.Contains("Client federal asked", puller.Log);
    }

    [TestMethod]
    public async Task Wrong_questions_are_told_what_is_wrong_with_them()
    {
        using var school = await ReadAsync();
        await using var puller = await Puller.StartAsync(school);
        await AssertOutcomeAsync(puller, $"Schedule/{Puller.Account}", HttpStatusCode.Unauthorized, "expired");
        Assert.AreEqual(HttpStatusCode.Unauthorized, await puller.SignInAsync(secret: "guess"));
        Assert.AreEqual(HttpStatusCode.Unauthorized, await puller.SignInAsync(id: "nobody"));
        Assert.AreEqual(HttpStatusCode.OK, await puller.SignInAsync());

        await AssertOutcomeAsync(puller, "Schedule/7777", HttpStatusCode.NotFound, "not-found");
        await AssertOutcomeAsync(puller, "Schedule/gone", HttpStatusCode.NotFound, "not-found");
        await AssertOutcomeAsync(puller, "other", HttpStatusCode.NotFound, "not-found");
        foreach (var range in new[] { "start=2026-10-05", "end=2026-10-05", "start=05.10.2026&end=2026-10-06", "start=2026-10-06&end=2026-10-05", "start=2025-01-01&end=2026-12-31" })
        {
            await AssertOutcomeAsync(puller, $"Schedule/{Puller.Account}?{range}", HttpStatusCode.BadRequest, "structure");
        }
    }

    [TestMethod]
    public async Task Guessing_secrets_is_slowed_down()
    {
        using var school = await ReadAsync(root => root["MySchool"]!["TokenRequestsPerMinute"] = 3);
        await using var puller = await Puller.StartAsync(school);
        for (var guess = 0; guess < 3; guess++)
        {
            Assert.AreEqual(HttpStatusCode.Unauthorized, await puller.SignInAsync(secret: $"guess {guess}"));
        }

        Assert.AreEqual(HttpStatusCode.TooManyRequests, await puller.SignInAsync());
    }

    [TestMethod]
    public async Task What_the_gate_withholds_a_hold_keeps_or_a_closed_day_takes_is_not_told()
    {
        using var school = await ReadAsync();
        await using var puller = await Puller.StartAsync(school, "2026-10-05T21:00:00+03:00");
        await puller.SignInAsync();

        var lesson = (await puller.LessonsAsync("Schedule/grade-one")).Single();
        Assert.AreEqual(("Математика", 0), (Text(lesson, "subject"), lesson.GetProperty("score").GetArrayLength()), "A mark of grade 1 is withheld.");

        // All marks of 7А vanish: a hold. The next day has a lesson that is only planned, one that was cancelled and a substitution.
        school.Marks(0);
        school.Lessons("Степени", "l3,2026-10-06,1,08:30,09:15,c7,u1,t1,,planned,,\nl4,2026-10-06,2,,,c7,u1,t1,Корни,held,t2,\nl5,2026-10-06,3,10:20,11:05,c7,u1,t1,,cancelled,,\n");
        await school.At(10, "sync", "--from", "2026-10-05", "--to", "2026-10-06");
        await school.At(11, "check", "--from", "2026-10-05", "--to", "2026-10-06");
        var lessons = await puller.LessonsAsync($"Schedule/{Puller.Account}");
        Assert.AreEqual("0 0 0", string.Join(' ', lessons.Select(one => one.GetProperty("score").GetArrayLength())));
        var replaced = lessons.Single(one => one.TryGetProperty("note", out _));
        Assert.AreEqual(("Замена. Время урока в журнале не указано.", "2026-10-06T00:00:00+03:00"), (Text(replaced, "note"), Text(replaced.GetProperty("period"), "end")));

        Assert.IsTrue(lessons.All(one => !one.TryGetProperty("distant", out _) && !one.TryGetProperty("insteadOf", out _)), "What nobody knows is not said.");

        await school.Json(12, "day add", "--kind", "closed", "--from", "2026-10-06", "--to", "2026-10-06", "--by", "А", "--reason", "карантин");
        Assert.AreEqual("2026-10-05 2026-10-06", string.Join(' ', (await puller.LessonsAsync($"Schedule/{Puller.Account}")).Select(one => Text(one.GetProperty("period"), "start")[..10])), "The planned lesson of the closed day is gone, the held ones stay.");
    }

    [TestMethod]
    public async Task A_double_mark_a_distance_day_and_a_substitution_are_told_as_far_as_they_are_known_and_each_look_is_on_record()
    {
        using var school = new SmallSchool();
        Puller.Configure(school, Pupils, root => root["MySchool"]!["InsteadOf"] = "замена");
        school.Marks(30, "4/5");
        school.Lessons("Степени", "l4,2026-10-06,2,09:25,10:10,c7,u1,t1,Корни,held,t2,\n");
        await school.At(0, "sync", "--from", "2026-10-05", "--to", "2026-10-06");
        await school.At(1, "check", "--from", "2026-10-05", "--to", "2026-10-06");
        await school.Json(2, "day add", "--kind", "distance", "--from", "2026-10-06", "--to", "2026-10-06", "--by", "А", "--reason", "мороз");
        await using var puller = await Puller.StartAsync(school);
        await puller.SignInAsync();

        var lessons = await puller.LessonsAsync($"Schedule/{Puller.Account}");
        var (first, second) = (lessons[0], lessons[1]);
        var score = first.GetProperty("score").EnumerateArray().Single();
        Assert.AreEqual(("4", "5"), (Text(score, "score"), Text(score, "score2")));
        Assert.IsFalse(first.TryGetProperty("distant", out _) || first.TryGetProperty("insteadOf", out _));
        Assert.AreEqual((true, "замена", "Замена."), (second.GetProperty("distant").GetBoolean(), Text(second, "insteadOf"), Text(second, "note")));

        await AssertOutcomeAsync(puller, "Schedule/7777", HttpStatusCode.NotFound, "not-found");
        Assert.AreEqual("myschool:federal schedule s1 2026-09-28..2026-10-18", school.Query("""SELECT "By" || ' ' || "Target" FROM decisions WHERE "Action" = 'look' AND "By" LIKE 'myschool%'""").Single(), "Who was told about whom, and nothing of whom nobody knows.");
    }

    [TestMethod]
    public async Task A_pupil_whom_a_route_excludes_or_whom_the_file_no_longer_names_is_nobody()
    {
        using var school = await ReadAsync(root => root["Schools"]![0]!["Routes"]![0]!["ExcludedPupils"] = new System.Text.Json.Nodes.JsonArray("s1"));
        await using var puller = await Puller.StartAsync(school);
        await puller.SignInAsync();
        await AssertOutcomeAsync(puller, $"Schedule/{Puller.Account}", HttpStatusCode.NotFound, "not-found");
        Assert.AreEqual(HttpStatusCode.OK, (await puller.AskAsync("Schedule/2")).Status);

        await File.WriteAllTextAsync(school["pupils.json"], "{}");
        File.SetLastWriteTimeUtc(school["pupils.json"], new DateTime(2026, 10, 7, 0, 0, 0, DateTimeKind.Utc));
        await AssertOutcomeAsync(puller, "Schedule/2", HttpStatusCode.NotFound, "not-found");
    }

    [TestMethod]
    public async Task With_a_certificate_it_speaks_tls_only_and_without_being_switched_on_not_at_all()
    {
        using var school = new SmallSchool();
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(150));
            await File.WriteAllBytesAsync(school["service.pfx"], certificate.Export(X509ContentType.Pkcs12, Puller.Secret));
        }

        Puller.Configure(school, Pupils, root =>
        {
            root["MySchool"]!["Certificate"] = "service.pfx";
            root["MySchool"]!["CertificatePassword"] = "file:secret.txt";
        });
        await using (var puller = await Puller.StartAsync(school))
        {
            Assert.AreEqual("https", puller.Root!.Scheme);
            Assert.AreEqual(HttpStatusCode.OK, await puller.SignInAsync());
            using var plain = new HttpClient();
            await Assert.ThrowsAsync<HttpRequestException>(() => plain.GetAsync(new UriBuilder(puller.Root) { Scheme = "http" }.Uri));
        }

        await File.WriteAllTextAsync(school["service.pfx"], "no certificate");
        var failure = await Assert.ThrowsAsync<GatewayException>(() => Puller.StartAsync(school));
        StringAssert.Contains(failure.Message, "service.pfx", StringComparison.Ordinal);

        Puller.Configure(school, Pupils, root => root["MySchool"]!["Enabled"] = false);
        await using var off = await Puller.StartAsync(school);
        Assert.IsNull(off.Root);
    }

    [TestMethod]
    public async Task A_port_that_is_taken_is_said_in_words()
    {
        using var school = await ReadAsync();
        await using var first = await Puller.StartAsync(school);
        Puller.Configure(school, Pupils, root => root["MySchool"]!["Port"] = first.Root!.Port);

        var failure = await Assert.ThrowsAsync<GatewayException>(() => Puller.StartAsync(school));

        StringAssert.Contains(failure.Message, "порт занят", StringComparison.Ordinal);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
    public void Mistakes_of_the_configuration_are_told_with_their_paths()
    {
        using var school = new SmallSchool();
        Puller.Configure(school, "{\n \"1\": 5\n}", root =>
        {
            root["MySchool"]!["Address"] = "0.0.0.0";
            root["MySchool"]!["Clients"]!.AsArray().Add(new System.Text.Json.Nodes.JsonObject { ["Id"] = "federal", ["Secret"] = "hunter2" });
            root["MySchool"]!["CertificatePassword"] = "hunter2";
        });
        var file = school["pupils.json"];

        Assert.AreEqual(
            $"""
            Schools:0:MySchool:Pupils: файл {file}, строка 1: ожидается { "{ \"номер ЕСИА\": \"код ученика в журнале\" }" }, вместо кода возможен список кодов
            MySchool:Certificate: служба видна не только с этой машины, поэтому нужен сертификат (TLS)
            MySchool:CertificatePassword: секрет задан прямо в файле; разрешены только ссылки: env:ИМЯ, file:ПУТЬ или secret:ИМЯ
            MySchool:Clients:1:Id: «federal» задан дважды
            MySchool:Clients:1:Secret: секрет задан прямо в файле; разрешены только ссылки: env:ИМЯ, file:ПУТЬ или secret:ИМЯ
            """,
            Mistakes());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        }

        StringAssert.Contains(Mistakes(), $"Schools:0:MySchool:Pupils: файл {file} могут читать другие, а в нём персональные данные; выполните: chmod 600 {file}", StringComparison.Ordinal);
        File.Delete(file);
        StringAssert.Contains(Mistakes(), $"Schools:0:MySchool:Pupils: файла {file} нет", StringComparison.Ordinal);

        string Mistakes() => SampleConfiguration.Mistakes(new ElJournal.Gateway.Configuration.ConfigurationLoader(new Dictionary<string, string>(StringComparer.Ordinal), AppContext.BaseDirectory).Load(school["eljournal.json"]));
    }

    private static async Task<SmallSchool> ReadAsync(Action<System.Text.Json.Nodes.JsonObject>? change = null)
    {
        var school = new SmallSchool();
        Puller.Configure(school, Pupils, change);
        await school.Read(0);
        return school;
    }

    private static async Task AssertOutcomeAsync(Puller puller, string question, HttpStatusCode status, string code)
    {
        var (given, body) = await puller.AskAsync(question);
        Assert.AreEqual((status, "OperationOutcome"), (given, Text(body, "resourceType")), question);
        var issue = body.GetProperty("issue").EnumerateArray().Single();
        Assert.AreEqual(("error", code), (Text(issue, "severity"), Text(issue, "code")), question);
    }

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;
}
