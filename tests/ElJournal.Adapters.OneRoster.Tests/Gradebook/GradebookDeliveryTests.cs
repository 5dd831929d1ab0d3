using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ElJournal.Samples.Simulators;
using ElJournal.Samples.Simulators.Faults;

namespace ElJournal.Adapters.OneRoster.Tests.Gradebook;

[TestClass]
public sealed class GradebookDeliveryTests
{
    private static SimulatorServer server = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        _ = context;
        server = await SimulatorServer.StartAsync();
    }

    [ClassCleanup]
    public static async Task StopAsync() => await server.DisposeAsync();

    [TestMethod]
    public async Task Lessons_homework_marks_attendance_and_final_marks_become_objects_that_the_provider_takes()
    {
        using var place = new ProviderPlace(server);
        var package = place.Delivery.Pack([.. Delivery.Roster, .. Delivery.Day]);

        var receipt = await place.SendAsync(package);

        Assert.AreEqual((package.RecordCount, 0), (receipt.Accepted, receipt.Rejected.Count));
        Assert.AreEqual(ProviderPlace.Expected(package), place.AtProvider());
        var objects = place.Provider.Objects.All;
        var lesson = JsonNode.Parse(objects[("lineItems", "lesson:l1")])!;
        Assert.AreEqual("lesson", (string?)lesson["metadata"]!["kind"]);
        Assert.AreEqual("2", (string?)lesson["metadata"]!["lessonNumber"]);
        Assert.AreEqual("2026-10-05T00:00:00.000Z", (string?)lesson["assignDate"]);
        Assert.AreEqual("ill", (string?)JsonNode.Parse(objects[("results", "attendance:l1%2F2")])!["metadata"]!["attendance"]);
        Assert.AreEqual(5m, (decimal?)JsonNode.Parse(objects[("results", "mark:m1")])!["score"]);
        Assert.AreEqual("+", (string?)JsonNode.Parse(objects[("results", "mark:m3")])!["textScore"]);
        Assert.AreEqual("term:y", (string?)JsonNode.Parse(objects[("lineItems", "final:7a:alg:y")])!["metadata"]!["finalOf"]);
    }

    [TestMethod]
    public async Task Changes_and_deletes_reach_the_provider_and_nothing_is_left_that_nobody_refers_to()
    {
        using var place = new ProviderPlace(server);
        var first = place.Delivery.Pack([.. Delivery.Roster, .. Delivery.Day]);
        var second = place.Delivery.Pack(
            ["mark", "m2", new { id = "m2", lessonId = "l1", studentId = "1", value = "3", work = "Тест" }],
            ["lesson", "l1", new { id = "l1", date = "2026-10-06", classId = "7a", subjectId = "alg", teacherId = "1", topic = "Степени" }],
            ["attendance", "l1/2", null],
            ["finalMark", "1/alg/q1", null],
            ["homework", "l1", null]);
        var third = place.Delivery.Pack(["mark", "m1", null], ["mark", "m2", null], ["mark", "m3", null], ["lesson", "l1", null], ["lesson", "l2", null], ["finalMark", "1/alg/y", null]);
        await using var portal = place.Open();

        await portal.DeliverAsync(first, CancellationToken.None);
        await portal.DeliverAsync(second, CancellationToken.None);
        Assert.AreEqual(ProviderPlace.Expected(first, second), place.AtProvider());
        var receipt = await portal.DeliverAsync(third, CancellationToken.None);

        Assert.IsEmpty(receipt.Rejected);
        Assert.AreEqual("", place.AtProvider());
        Assert.AreEqual("category:final category:homework category:lesson category:work", string.Join(' ', place.Provider.Objects.All.Keys.Select(key => key.Id).Order(StringComparer.Ordinal)));
    }

    [TestMethod]
    public async Task The_requests_of_a_package_are_no_more_than_its_objects_and_what_these_refer_to()
    {
        using var place = new ProviderPlace(server);
        await place.SendAsync(place.Delivery.Pack([.. Delivery.Roster, .. Delivery.Day[..2]]));
        place.Requests.Clear();

        // 60 marks of 2 works, 2 absences, one homework.
        object?[][] records =
        [
            .. Enumerable.Range(0, 60).Select(number => new object?[] { "mark", $"b{number}", new { lessonId = "l1", studentId = number % 2 == 0 ? "1" : "2", value = "4", work = number < 30 ? "Тест" : "Диктант" } }),
            ["attendance", "l1/1", new { lessonId = "l1", studentId = "1", kind = "late" }],
            ["attendance", "l1/2", new { lessonId = "l1", studentId = "2", kind = "ill" }],
            ["homework", "l1", new { lessonId = "l1", text = "§ 5" }],
        ];
        place.Faults.Add(new Fault { Kind = FaultKind.Delay, System = "oneroster", Path = "results", Delay = TimeSpan.FromMilliseconds(200), Times = 6 });
        var receipt = await place.With("MaxConcurrency", "3").SendAsync(place.Delivery.Pack(records));

        Assert.AreEqual(records.Length, receipt.Accepted);
        // Of each work a pupil has 15 marks, and a line item holds one result of a pupil.
        const int Objects = 63, LineItems = 2 * 15, Categories = 2 + 1;
        Assert.AreEqual(Objects + LineItems + Categories, place.Writes);
        Assert.AreEqual(1, place.TokenRequests);
        Assert.AreEqual(3, place.Requests.Peak);
    }

    [TestMethod]
    public async Task A_roster_alone_asks_for_nothing_but_the_fixed_categories()
    {
        using var place = new ProviderPlace(server);
        var receipt = await place.SendAsync(place.Delivery.Pack(Delivery.Roster));

        Assert.AreEqual((Delivery.Roster.Length, 4), (receipt.Accepted, place.Writes));
    }

    [TestMethod]
    public async Task What_the_provider_refuses_is_rejected_with_its_words_and_the_others_go_on()
    {
        using var place = new ProviderPlace(server);
        place.Provider.Roster.Remove("enrollments", "enrollment:group%3A7a%3Aalg:student%3A2");
        var package = place.Delivery.Pack([.. Delivery.Roster, .. Delivery.Day, ["mark", "m9", new { lessonId = "l1", studentId = "2", value = "5", work = "Диктант" }]]);

        await using var portal = place.Open();
        var receipt = await portal.DeliverAsync(package, CancellationToken.None);

        CollectionAssert.AreEquivalent(new[] { "l1/2", "m9" }, receipt.Rejected.Select(record => record.Key).ToArray());
        Assert.AreEqual(package.RecordCount - 2, receipt.Accepted);
        Assert.IsTrue(receipt.Rejected.All(record => record is { Code: "invaliddata", Message: "the student is not enrolled in the class" }));
        Assert.DoesNotContain("Диктант", place.AtProvider(), "The line item that was made for the refused mark is taken back.");

        place.ImportRoster([.. Delivery.Roster, .. Delivery.Day]);
        var retry = await portal.DeliverAsync(place.Delivery.Pack(["mark", "m9", new { lessonId = "l1", studentId = "2", value = "5", work = "Диктант" }], Delivery.Day[6]), CancellationToken.None);
        Assert.AreEqual(2, retry.Accepted);
        Assert.Contains("Диктант", place.AtProvider());
    }

    [TestMethod]
    public async Task A_refused_lesson_takes_along_only_what_hangs_on_it()
    {
        using var place = new ProviderPlace(server);
        place.Provider.Roster.Remove("classes", "group:7a-1:eng");
        var receipt = await place.SendAsync(place.Delivery.Pack([.. Delivery.Roster, .. Delivery.Day]));

        CollectionAssert.AreEquivalent(new[] { "lesson l2 invaliddata", "mark m3 refused-reference" }, receipt.Rejected.Select(record => $"{record.Kind} {record.Key} {record.Code}").ToArray());
        Assert.DoesNotContain("l2", place.AtProvider());
        Assert.Contains("mark:m1", place.AtProvider());
    }

    [TestMethod]
    public async Task Refusals_without_words_are_still_refusals_of_single_records()
    {
        using var place = new ProviderPlace(server);
        place.Provider.Roster.Remove("classes", "group:7a-1:eng");
        place.Provider.Settings = place.Provider.Settings with { SaysNothing = true };

        var receipt = await place.SendAsync(place.Delivery.Pack([.. Delivery.Roster, .. Delivery.Day]));

        Assert.AreEqual("http-422", receipt.Rejected.Single(record => record.Kind == "lesson").Code);
    }

    [TestMethod]
    public async Task The_same_package_again_gives_the_same_receipt_and_asks_nothing_and_the_receipt_names_the_answers()
    {
        using var place = new ProviderPlace(server);
        var package = place.Delivery.Pack([.. Delivery.Roster, .. Delivery.Day, ["mark", "bad", new { lessonId = "nowhere", studentId = "1", value = "5" }]]);
        var first = await place.SendAsync(package);
        await place.SendAsync(place.Delivery.Pack(["mark", "m1", null]));
        place.Requests.Clear();

        var second = await place.SendAsync(package);

        Assert.AreEqual((first.Id, first.Accepted, 0), (second.Id, second.Accepted, place.Writes));
        Assert.AreEqual(first.Rejected.Single(), second.Rejected.Single());
        var answers = await File.ReadAllBytesAsync(Path.Combine(place.Folder, "answers", "00000001.csv"));
        Assert.AreEqual($"oneroster-rest:00000001:{Convert.ToHexStringLower(SHA256.HashData(answers))[..16]}", first.Id);
        Assert.Contains("PUT,results/mark:m1,201,", System.Text.Encoding.UTF8.GetString(answers));
        Assert.AreEqual(AdapterFailure.Final, (await Assert.ThrowsExactlyAsync<AdapterException>(() => place.SendAsync(place.Delivery.Pack(package.Id, Delivery.Day)))).Failure);
    }

    [TestMethod]
    public async Task Records_sent_again_bring_back_what_the_provider_lost()
    {
        using var place = new ProviderPlace(server);
        var package = place.Delivery.Pack([.. Delivery.Roster, .. Delivery.Day]);
        await place.SendAsync(package);
        var whole = place.AtProvider();
        place.Provider.Objects.Clear();

        await place.SendAsync(place.Delivery.Pack(Delivery.Day));

        Assert.AreEqual(whole, place.AtProvider());
    }

    [TestMethod]
    public async Task Deletes_reach_the_provider_also_when_the_memory_of_what_was_sent_is_lost()
    {
        using var place = new ProviderPlace(server);
        await place.SendAsync(place.Delivery.Pack([.. Delivery.Roster, .. Delivery.Day]));
        Directory.Delete(place.Folder, recursive: true);

        var receipt = await place.SendAsync(place.Delivery.Pack(["mark", "m1", null], ["mark", "never-there", null]));

        Assert.AreEqual(2, receipt.Accepted);
        Assert.DoesNotContain("mark:m1", place.AtProvider());
    }

    [TestMethod]
    public async Task A_folder_and_a_provider_on_one_route_both_get_everything()
    {
        using var place = new ProviderPlace(server);
        place.With("Directory", place.Delivery.Folder);
        var package = place.Delivery.Pack([.. Delivery.Roster, .. Delivery.Day, ["mark", "bad", new { lessonId = "nowhere", studentId = "1", value = "5" }]]);

        var receipt = await place.SendAsync(package);

        Assert.AreEqual((package.RecordCount - 1, 1), (receipt.Accepted, receipt.Rejected.Count));
        StringAssert.StartsWith(receipt.Id, "oneroster:00000001 oneroster-rest:00000001:", StringComparison.Ordinal);
        Assert.HasCount(1, place.Delivery.Bundles("bulk"));
        Assert.AreEqual(ProviderPlace.Expected(package), place.AtProvider());
    }

    [TestMethod]
    public async Task A_provider_that_drops_metadata_shows_absences_as_exempt_only()
    {
        using var place = new ProviderPlace(server);
        place.Provider.Settings = place.Provider.Settings with { DropsMetadata = true };
        await place.SendAsync(place.Delivery.Pack([.. Delivery.Roster, .. Delivery.Day]));

        var absence = JsonNode.Parse(place.Provider.Objects.All[("results", "attendance:l1%2F2")])!;
        Assert.AreEqual(("exempt", true), ((string?)absence["scoreStatus"], absence["metadata"] is null));
    }

    [TestMethod]
    public async Task A_token_is_kept_until_it_ends_and_one_that_ended_early_is_renewed_in_the_middle()
    {
        using var place = new ProviderPlace(server);
        place.Faults.Add(new Fault { Kind = FaultKind.ExpireTokens, System = "oneroster", Path = "gradebook", Skip = 7, Times = 1 });
        await using var portal = place.Open();
        var package = place.Delivery.Pack([.. Delivery.Roster, .. Delivery.Day]);
        await portal.DeliverAsync(package, CancellationToken.None);
        await portal.DeliverAsync(place.Delivery.Pack(["mark", "m1", null]), CancellationToken.None);

        Assert.AreEqual(2, place.TokenRequests);
        Assert.DoesNotContain("mark:m1", place.AtProvider());

        place.Provider.Settings = place.Provider.Settings with { TokenSeconds = 0 };
        place.Faults.ExpireTokens();
        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await portal.DeliverAsync(place.Delivery.Pack(["mark", "m2", null]), CancellationToken.None));
        Assert.AreEqual((AdapterFailure.Permanent, Texts.TokenRefused), (failure.Failure, failure.Instruction));
    }

    [TestMethod]
    public async Task Neither_secret_nor_token_is_ever_logged_or_said()
    {
        using var place = new ProviderPlace(server);
        await place.SendAsync(place.Delivery.Pack([.. Delivery.Roster, .. Delivery.Day]));
        place.Faults.ExpireTokens();
        place.Provider.Settings = place.Provider.Settings with { ClientSecret = "another" };
        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(() => place.SendAsync(place.Delivery.Pack(["mark", "m1", null])));

        Assert.AreEqual((AdapterFailure.Permanent, Texts.CredentialsRefused), (failure.Failure, failure.Instruction));
        var said = string.Join('\n', [.. place.Logged, failure.ToString(), .. Directory.EnumerateFiles(place.Folder, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)).Select(File.ReadAllText)]);
        Assert.DoesNotContain("provider secret", said);
        Assert.DoesNotContain("or-token", said);
    }

    [TestMethod]
    public async Task A_stop_in_the_middle_leaves_nothing_undone_when_the_package_comes_again()
    {
        using var place = new ProviderPlace(server);
        place.Faults.Add(new Fault { Kind = FaultKind.Delay, System = "oneroster", Path = "results", Delay = TimeSpan.FromMinutes(5), Times = 1 });
        var package = place.Delivery.Pack([.. Delivery.Roster, .. Delivery.Day]);
        using var stop = new CancellationTokenSource();
        await using (var portal = place.Open())
        {
            var delivery = portal.DeliverAsync(package, stop.Token).AsTask();
            await place.Faults.WhenStruckAsync(CancellationToken.None);
            await stop.CancelAsync();
            await Assert.ThrowsAsync<OperationCanceledException>(() => delivery);
        }

        await place.SendAsync(package);

        Assert.AreEqual(ProviderPlace.Expected(package), place.AtProvider());
    }

    [TestMethod]
    [DataRow("BaseUrl", "portal/", nameof(Texts.BaseUrlWrong))]
    [DataRow("TokenUrl", "portal/token", nameof(Texts.TokenUrlWrong))]
    public async Task A_wrong_address_needs_a_person(string setting, string path, string instruction)
    {
        using var place = new ProviderPlace(server);
        place.With(setting, new Uri(server.Control, path).AbsoluteUri);

        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(() => place.SendAsync(place.Delivery.Pack(["mark", "m1", null])));

        Assert.AreEqual((AdapterFailure.Permanent, Texts.ResourceManager.GetString(instruction, Texts.Culture)), (failure.Failure, failure.Instruction));
    }

    [TestMethod]
    public async Task A_missing_right_to_write_needs_a_person_and_a_probe_tells_what_it_can()
    {
        using var place = new ProviderPlace(server);
        await using (var portal = place.Open())
        {
            Assert.AreEqual(new ProbeResult(Succeeded: true, Texts.ProbeProvider), await portal.ProbeAsync(CancellationToken.None));
        }

        place.Provider.Settings = place.Provider.Settings with { Scopes = ["gradebook.delete"] };
        await using var other = place.Open();
        Assert.AreEqual(new ProbeResult(Succeeded: true, Texts.ProbeWriteOnly), await other.ProbeAsync(CancellationToken.None));
        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(async () => await other.DeliverAsync(place.Delivery.Pack(Delivery.Roster), CancellationToken.None));
        Assert.AreEqual((AdapterFailure.Permanent, Texts.ScopeMissing), (failure.Failure, failure.Instruction));
    }

    [TestMethod]
    public void Settings_that_make_no_sense_are_told_of_before_anything_is_sent()
    {
        var factory = new OneRosterAdapterFactory();

        Assert.AreEqual("Directory", Mistakes());
        Assert.AreEqual("TokenUrl ClientId", Mistakes("BaseUrl"));
        Assert.AreEqual("BaseUrl", Mistakes("TokenUrl", "ClientId", "Directory"));
        Assert.AreEqual("", Mistakes("Directory"));
        Assert.AreEqual("", Mistakes("BaseUrl", "TokenUrl", "ClientId"));

        string Mistakes(params string[] given) => string.Join(' ', factory.Check("s1", new AdapterSettings(given.Select(name => KeyValuePair.Create(name, "x")))).Select(mistake => mistake.Setting));
    }
}
