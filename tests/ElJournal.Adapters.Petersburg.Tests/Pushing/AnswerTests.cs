using ElJournal.Adapters.Portals;
using ElJournal.Samples.Simulators.Portal;

namespace ElJournal.Adapters.Petersburg.Tests.Pushing;

[TestClass]
public sealed class AnswerTests
{
    [TestMethod]
    [DataRow(200)]
    [DataRow(202)]
    public async Task A_receipt_tells_what_was_accepted_and_what_was_not(int status)
    {
        await using var place = await Place.OpenAsync();
        place.Simulated.StatusOfTaken = status;
        place.Simulated.Inbox.Refuse("lesson", "l2", "E17", "Нет такого класса");
        var receipt = await place.SendAsync(Place.Lessons(3));
        Assert.AreEqual(("R-1", 2), (receipt.Id, receipt.Accepted));
        Assert.AreEqual(new RejectedRecord("lesson", "l2", "E17", "Нет такого класса"), receipt.Rejected.Single());
    }

    [TestMethod]
    public async Task A_package_travels_compressed_with_its_id_and_the_key_and_unchanged()
    {
        await using var place = await Place.OpenAsync();
        var package = Place.Lessons(3);
        await place.SendAsync(package);
        var (id, body) = place.Simulated.Requests.All.Single();
        Assert.AreEqual(package.Id, id);
        CollectionAssert.AreEqual(package.Body.ToArray(), body);
    }

    [TestMethod]
    [DataRow(409)]
    [DataRow(200)]
    public async Task A_package_that_was_accepted_before_is_accepted(int status)
    {
        await using var place = await Place.OpenAsync();
        place.Simulated.StatusOfRepeated = status;
        var first = await place.SendAsync(Place.Lessons(2));
        var second = await place.SendAsync(Place.Lessons(2));
        Assert.AreEqual((first.Id, first.Accepted), (second.Id, second.Accepted));
        Assert.IsTrue(place.Simulated.Inbox.Effects.Values.All(times => times == 1));
    }

    [TestMethod]
    [DataRow(PortalFault.NoBody, 409)]
    [DataRow(PortalFault.NoBody, 200)]
    [DataRow(PortalFault.Status, 409)]
    [DataRow(PortalFault.Status, 202)]
    [DataRow(PortalFault.CaptivePortal, 200)]
    [DataRow(PortalFault.Shortened, 200)]
    [DataRow(PortalFault.NoReceipt, 200)]
    [DataRow(PortalFault.Reset, 200)]
    [DataRow(PortalFault.Truncated, 200)]
    [DataRow(PortalFault.Status, 500)]
    [DataRow(PortalFault.Status, 502)]
    [DataRow(PortalFault.Status, 504)]
    [DataRow(PortalFault.Status, 408)]
    [DataRow(PortalFault.Status, 302)]
    [DataRow(PortalFault.Status, 422)]
    [DataRow(PortalFault.Status, 204)]
    public async Task What_is_no_receipt_leaves_the_fate_unknown(PortalFault fault, int status)
    {
        await using var place = await Place.OpenAsync();
        foreach (var applied in new[] { false, true })
        {
            place.Simulated.Faults.Enqueue(new PushFault(fault, applied, status));
            var failure = await Assert.ThrowsExactlyAsync<AdapterException>(() => place.SendAsync(Place.Lessons(2)));
            Assert.AreEqual(AdapterFailure.Temporary, failure.Failure);
            Assert.AreEqual(fault is PortalFault.Reset or PortalFault.Truncated || status is 408 or 502 or 504, failure.Unanswered, "What stands before a portal may say that the portal itself said nothing.");
        }

        Assert.HasCount(2, place.Simulated.Requests.All, "Sent once each: the host decides about another try.");
    }

    [TestMethod]
    public async Task No_answer_in_time_leaves_the_fate_unknown()
    {
        await using var place = (await Place.OpenAsync()).With("RequestTimeout", "00:00:01");
        place.Simulated.Faults.Enqueue(new PushFault(PortalFault.Silence));
        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(() => place.SendAsync(Place.Lessons(2)));
        Assert.AreEqual((AdapterFailure.Temporary, true), (failure.Failure, failure.Unanswered));
    }

    [TestMethod]
    [DataRow(PortalFault.Slow)]
    [DataRow(PortalFault.WrongContentType)]
    public async Task A_receipt_counts_however_it_comes(PortalFault fault)
    {
        await using var place = await Place.OpenAsync();
        place.Simulated.Faults.Enqueue(new PushFault(fault, Applied: true));
        Assert.AreEqual(2, (await place.SendAsync(Place.Lessons(2))).Accepted);
    }

    [TestMethod]
    public async Task A_refusal_is_final_and_names_the_portals_code()
    {
        await using var place = await Place.OpenAsync();
        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(() => place.SendAsync(Place.Lessons(2) with { Id = "other" }));
        Assert.AreEqual((AdapterFailure.Final, "The portal refused the package (400, code WRONG-ID)."), (failure.Failure, failure.Message));
        StringAssert.Contains(failure.Instruction, "eljournal-push/1");
    }

    [TestMethod]
    [DataRow(401, "ключ")]
    [DataRow(403, "ключ")]
    [DataRow(404, "UploadUrl")]
    [DataRow(405, "UploadUrl")]
    public async Task What_a_person_must_mend_is_said_in_Russian(int status, string word)
    {
        await using var place = await Place.OpenAsync();
        place.Simulated.Faults.Enqueue(new PushFault(PortalFault.Status, Status: status));
        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(() => place.SendAsync(Place.Lessons(2)));
        Assert.AreEqual(AdapterFailure.Permanent, failure.Failure);
        StringAssert.Contains(failure.Instruction, word);
    }

    [TestMethod]
    public async Task A_wrong_key_is_a_matter_for_a_person_and_is_not_quoted()
    {
        await using var place = (await Place.OpenAsync()).With("Token", "wrong-key");
        var failure = await Assert.ThrowsExactlyAsync<AdapterException>(() => place.SendAsync(Place.Lessons(2)));
        Assert.AreEqual(AdapterFailure.Permanent, failure.Failure);
        Assert.DoesNotContain("wrong-key", failure.ToString());
    }

    [TestMethod]
    public async Task A_package_that_is_too_large_is_said_to_be()
    {
        await using var place = await Place.OpenAsync();
        place.Simulated.MostRecords = 1;
        await Assert.ThrowsExactlyAsync<PackageTooLargeException>(() => place.SendAsync(Place.Lessons(2)));
    }

    [TestMethod]
    [DataRow(429, null, null)]
    [DataRow(503, "17", 17)]
    [DataRow(429, "Fri, 31 Dec 1999 23:59:59 GMT", 0)]
    public async Task A_portal_that_asks_to_come_again_is_busy(int status, string? header, int? seconds)
    {
        await using var place = await Place.OpenAsync();
        place.Simulated.Faults.Enqueue(new PushFault(PortalFault.Status, Status: status, RetryAfter: header));
        var busy = await Assert.ThrowsExactlyAsync<PortalBusyException>(() => place.SendAsync(Place.Lessons(2)));
        Assert.AreEqual(seconds, (int?)busy.RetryAfter?.TotalSeconds);
    }

    [TestMethod]
    public async Task A_portal_that_cannot_be_reached_has_taken_nothing()
    {
        var place = await Place.OpenAsync();
        await place.DisposeAsync();
        await Assert.ThrowsExactlyAsync<PortalBusyException>(() => place.SendAsync(Place.Lessons(2)));
    }

    [TestMethod]
    public async Task A_probe_tells_a_good_key_from_a_bad_one_and_sends_nothing()
    {
        await using var place = await Place.OpenAsync();
        await using var good = place.Portal();
        Assert.IsTrue((await good.ProbeAsync(CancellationToken.None)).Succeeded);
        await using var bad = place.With("Token", "wrong-key").Portal();
        Assert.IsFalse((await bad.ProbeAsync(CancellationToken.None)).Succeeded);
        Assert.IsEmpty(place.Simulated.Requests.All);
    }

    [TestMethod]
    [DataRow("secret one")]
    [DataRow("ключ")]
    [DataRow("key\nmore")]
    public async Task A_key_that_cannot_be_one_is_refused_without_quoting_it(string token)
    {
        await using var place = (await Place.OpenAsync()).With("Token", token);
        var failure = Assert.ThrowsExactly<AdapterException>(() => place.Portal());
        Assert.AreEqual(AdapterFailure.Permanent, failure.Failure);
        Assert.DoesNotContain(token, failure.Message);
    }
}
