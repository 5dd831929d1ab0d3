using ElJournal.Adapters.ElZhur.Tests.Support;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.ElZhur.Tests.Reading;

/// <summary>Tokens, credentials, and what refuses them.</summary>
[TestClass]
public sealed class SignInTests
{
    private static readonly (string, string)[] WithPassword = [("AuthToken", ""), ("Login", "gateway"), ("Password", "p&ss=word")];

    [TestMethod]
    public async Task Credentials_travel_in_a_form_and_the_token_in_every_later_request()
    {
        var api = Signing(SmallSchool.Api());
        await using var read = await SmallSchool.Source(api, WithPassword).ReadAsync();

        var signIn = api.Requests[0];
        Assert.AreEqual((HttpMethod.Post, "auth", "login=gateway&password=p%26ss%3Dword"), (signIn.Verb, signIn.Method, signIn.Body));
        CollectionAssert.AreEquivalent(new[] { "devkey", "out_format", "vendor" }, signIn.Query.Keys.ToArray());
        Assert.IsTrue(api.Requests.Skip(1).All(request => request["auth_token"] == "signed-1" && request["login"] is null));
    }

    [TestMethod]
    [DataRow(403, 403)]
    [DataRow(200, 403)]
    [DataRow(401, 401)]
    public async Task A_token_that_is_refused_leads_to_one_sign_in_even_with_requests_side_by_side(int status, int state)
    {
        var api = Signing(SmallSchool.Api());
        Expire(api, token => token == "signed-1", status, state, "getschedule", "gethomework", "getassessments", "getfinalassessments");
        TwoClasses(api);
        await using var read = await SmallSchool.Source(api, [.. WithPassword, ("MaxConcurrency", "4"), ("Topics", "skip")]).ReadAsync();

        Assert.AreEqual(2, api.Count("auth"));
        Assert.IsEmpty(read.Items.OfType<ScopeUnread>());
        Assert.HasCount(2, read.Read(RecordKind.Mark));
    }

    [TestMethod]
    public async Task A_token_of_an_earlier_read_that_has_ended_is_replaced()
    {
        var api = Signing(SmallSchool.Api());
        await using var read = await SmallSchool.Source(api, WithPassword).ReadAsync();
        Expire(api, token => token == "signed-1", 403, 403, "getrules");

        await read.ReadAsync();

        Assert.AreEqual(2, api.Count("auth"));
        Assert.HasCount(1, read.Read(RecordKind.Lesson));
    }

    [TestMethod]
    public async Task A_method_that_stays_forbidden_is_asked_no_more_and_its_kinds_are_not_shown()
    {
        var api = Signing(SmallSchool.Api()).OnAny("getassessments", _ => StubApi.Refused(403));
        TwoClasses(api);
        await using var read = await SmallSchool.Source(api, [.. WithPassword, ("MaxConcurrency", "1"), ("Topics", "skip")]).ReadAsync();

        Assert.AreEqual(2, api.Count("getassessments"));
        Assert.AreEqual(2, api.Count("auth"));
        Assert.DoesNotContain(RecordKind.Mark, read.Traits.Shown);
        Assert.DoesNotContain(RecordKind.Attendance, read.Traits.Shown);
        Assert.Contains(RecordKind.Homework, read.Traits.Shown);
        Assert.IsEmpty(read.Items.OfType<ScopeUnread>());
        Assert.HasCount(1, read.Items.OfType<Remark>().Where(remark => remark.Where == "getassessments"));
    }

    [TestMethod]
    public async Task A_given_token_that_is_refused_ends_the_read_with_an_instruction()
    {
        var api = SmallSchool.Api().OnAny("getrules", _ => StubApi.Refused(403));

        var failure = await FailureAsync(api);

        Assert.AreEqual(AdapterFailure.Permanent, failure.Failure);
        StringAssert.Contains(failure.Instruction, "AuthToken");
        Assert.AreEqual(1, api.Requests.Count);
    }

    [TestMethod]
    public async Task A_refused_key_of_the_developer_ends_the_read_with_an_instruction()
    {
        var failure = await FailureAsync(SmallSchool.Api().OnAny("getrules", _ => StubApi.Refused(400, "не удалось авторизовать разработчика")));

        Assert.AreEqual(AdapterFailure.Permanent, failure.Failure);
        StringAssert.Contains(failure.Instruction, "DevKey");
    }

    [TestMethod]
    public async Task A_refused_password_ends_the_read_with_an_instruction()
    {
        var failure = await FailureAsync(SmallSchool.Api().OnAny("auth", _ => StubApi.Refused(400)), WithPassword);

        Assert.AreEqual(AdapterFailure.Permanent, failure.Failure);
        StringAssert.Contains(failure.Instruction, "Password");
    }

    [TestMethod]
    public async Task An_unknown_school_is_named_as_the_likely_cause_of_a_500_to_signing_in()
    {
        var failure = await FailureAsync(SmallSchool.Api().OnAny("auth", _ => StubApi.Refused(500)), [.. WithPassword, ("Retries", "0")]);

        Assert.AreEqual(AdapterFailure.Temporary, failure.Failure);
        StringAssert.Contains(failure.Instruction, "Vendor");
    }

    [TestMethod]
    public async Task An_account_that_sees_no_class_ends_the_read_with_an_instruction()
    {
        var noGroups = await FailureAsync(SmallSchool.Api().On("getrules", """{"roles":["parent"],"relations":{"students":{"5001":{}},"groups":[]}}"""));
        var noPupils = await FailureAsync(SmallSchool.Api().On("getmessagereceivers", """{"groups":[{"key":"teachers","users":[]}]}"""));
        var noSchedule = await FailureAsync(SmallSchool.Api().OnAny("getschedule", _ => StubApi.Refused(403)));

        foreach (var failure in new[] { noGroups, noPupils, noSchedule })
        {
            Assert.AreEqual(AdapterFailure.Permanent, failure.Failure);
            StringAssert.Contains(failure.Instruction, "права");
        }
    }

    [TestMethod]
    [DataRow("""{"response":{"state":200,"error":null,"result":[]}}""")]
    [DataRow("""{"response":{"state":200,"error":null,"result":{}}}""")]
    [DataRow("""{"response":{"state":200}}""")]
    [DataRow("{}")]
    public async Task Empty_rules_are_no_school_without_classes(string answer) =>
        Assert.AreEqual(AdapterFailure.Temporary, (await FailureAsync(SmallSchool.Api().OnAny("getrules", _ => StubApi.Text(answer)))).Failure);

    [TestMethod]
    public async Task A_cookie_set_when_signing_in_is_sent_back()
    {
        var api = SmallSchool.Api().OnAny("auth", _ =>
        {
            var answer = StubApi.Ok("""{"token":"signed-1","expires":"2026-12-01 09:30:00"}""");
            answer.Headers.Add("Set-Cookie", ["other=1; path=/", "school_domain=demo; path=/; HttpOnly"]);
            return answer;
        });
        await using var read = await SmallSchool.Source(api, WithPassword).ReadAsync();

        Assert.IsTrue(api.Requests.Skip(1).All(request => request.Headers["Cookie"] == "school_domain=demo"));
    }

    [TestMethod]
    public async Task The_end_of_a_given_token_is_told_where_it_is_known()
    {
        await using var known = SmallSchool.Source(SmallSchool.Api(), ("AuthTokenEnds", "2026-12-01 09:30:00"));
        await using var day = SmallSchool.Source(SmallSchool.Api(), ("AuthTokenEnds", "2026-12-01"));
        await using var unknown = SmallSchool.Source(SmallSchool.Api());
        await using var own = await SmallSchool.Source(Signing(SmallSchool.Api()), WithPassword).ReadAsync();

        Assert.AreEqual(new DateTimeOffset(2026, 12, 1, 9, 30, 0, TimeSpan.FromHours(3)), Ends(known).Single().EndsAt);
        Assert.AreEqual(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.FromHours(3)), Ends(day).Single().EndsAt);
        Assert.IsEmpty(Ends(unknown));
        Assert.IsEmpty(Ends(own));

        static IReadOnlyList<CredentialEnd> Ends(ElZhurRead read) => ((IExpiringCredential)read.Source).CredentialEnds;
    }

    [TestMethod]
    [DataRow("AuthToken", "")]
    [DataRow("HomeworkStandsAt", "вчера")]
    [DataRow("AuthTokenEnds", "скоро")]
    [DataRow("Topics", "maybe")]
    [DataRow("PupilsPerRequest", "0")]
    [DataRow("BaseUrl", "eljur.ru/api")]
    public void A_setting_that_makes_no_sense_is_refused_by_its_name(string name, string value)
    {
        var failure = Assert.Throws<AdapterException>(() => SmallSchool.Source(SmallSchool.Api(), (name, value)));

        StringAssert.Contains(failure.Message, name);
        Assert.AreEqual(AdapterFailure.Permanent, failure.Failure);
    }

    private static StubApi Signing(StubApi api)
    {
        var count = 0;
        return api.On("auth", _ => $$"""{"token":"signed-{{Interlocked.Increment(ref count)}}","expires":"2026-12-01 09:30:00"}""");
    }

    /// <summary>The methods refuse some tokens.</summary>
    private static void Expire(StubApi api, Func<string, bool> isEnded, int status, int state, params string[] methods)
    {
        var sound = SmallSchool.Api();
        foreach (var method in methods)
        {
            api.OnAny(method, request => isEnded(request["auth_token"]!) ? StubApi.Refused(status, "нет доступа", state) : sound.Answer(request));
        }
    }

    private static void TwoClasses(StubApi api)
    {
        api.On("getrules", """{"name":"9001","relations":{"groups":{"7Б":{"parallel":7},"7В":{"parallel":7}}}}""");
        api.On("getmessagereceivers", """
            {"groups":[{"key":"students","subgroups":[{"name":"7Б","users":[{"name":"5001","lastname":"Образцов"},{"name":"5002","lastname":"Показова"}]},{"name":"7В","users":[{"name":"5003","lastname":"Третий"}]}]}]}
            """);
        api.On("getperiods", request => """{"students":[""" + string.Join(',', request.Pupils.Select(pupil => $"{{\"name\":\"{pupil}\",\"periods\":[]}}")) + "]}");
    }

    private static async Task<AdapterException> FailureAsync(StubApi api, params (string, string)[] settings)
    {
        await using var source = SmallSchool.Source(api, settings);
        return await Assert.ThrowsExactlyAsync<AdapterException>(() => source.ReadAsync());
    }
}
