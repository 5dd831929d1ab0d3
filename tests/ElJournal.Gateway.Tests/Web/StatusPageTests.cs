using System.Net;
using ElJournal.Gateway.Tests.Cli;

namespace ElJournal.Gateway.Tests.Web;

[TestClass]
public sealed class StatusPageTests
{
    [TestMethod]
    public async Task Every_page_that_can_be_reached_is_whole_labelled_and_runs_nothing()
    {
        using var school = await ReadAsync(StatusSite.Section());
        await using var site = await StatusSite.StartAsync(school);
        Assert.AreEqual(HttpStatusCode.SeeOther, await site.SignInAsync());
        var (waiting, seen) = (new Queue<string>(["/"]), new HashSet<string>(StringComparer.Ordinal));
        while (waiting.TryDequeue(out var address))
        {
            if (!seen.Add(address))
            {
                continue;
            }

            var page = await site.PageAsync(address);
            Assert.AreEqual("ru", page.DocumentElement.GetAttribute("lang"), address);
            Assert.HasCount(1, page.QuerySelectorAll("h1"), address);
            Assert.IsEmpty(page.QuerySelectorAll("script, iframe, object"), address);
            Assert.IsEmpty(page.All.Where(element => element.Attributes.Any(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal))), address);
            Assert.IsTrue(page.QuerySelectorAll("input:not([type=hidden]), select").All(field => field.Closest("label") is { } label && label.TextContent.Trim().Length > 0), address);
            Assert.IsTrue(page.QuerySelectorAll("form").All(form => form.QuerySelector("input[name=proof]") is not null && form.GetAttribute("method") == "post"), address);
            foreach (var link in page.QuerySelectorAll("a[href^='/']").Select(link => link.GetAttribute("href")!).Where(link => !link.Contains("month=2026-09", StringComparison.Ordinal) && !link.Contains("month=2026-08", StringComparison.Ordinal)))
            {
                waiting.Enqueue(link);
            }
        }

        Assert.IsGreaterThan(8, seen.Count, string.Join(' ', seen));
        var looks = school.Query($"""SELECT DISTINCT "Target" FROM decisions WHERE "Action" = 'look' AND "By" = '{StatusSite.Person}'""");
        foreach (var page in new[] { "page /findings", "page /waiting", "page /calendar", "page /delivery", "page /decisions" })
        {
            CollectionAssert.Contains(looks.ToList(), page);
        }
    }

    [TestMethod]
    public async Task The_chain_says_how_the_day_stands_in_words_and_a_pupil_named_script_stays_a_name()
    {
        using var school = await ReadAsync(StatusSite.Section());
        await using var site = await StatusSite.StartAsync(school);
        var steps = (await site.PageAsync("/")).QuerySelectorAll(".chain li");
        CollectionAssert.AreEqual(new[] { "Прочитано", "Проверено", "Сообщено", "Передано" }, steps.Select(step => step.QuerySelector(".name")!.TextContent).ToArray());
        Assert.IsTrue(steps.All(step => step.QuerySelector(".state")!.TextContent.Length > 3));
        Assert.IsNull((await site.PageAsync("/s/s1/waiting")).QuerySelector("form"), "Without a sign-in there is nothing to decide with.");

        var sheet = (await site.PageAsync("/s/s1/findings")).QuerySelectorAll("td a").Select(link => link.GetAttribute("href")!).ToList();
        var texts = new List<string>();
        foreach (var address in sheet)
        {
            texts.Add((await site.PageAsync(address)).Body!.TextContent);
        }

        Assert.IsTrue(texts.Exists(text => text.Contains("Срок", StringComparison.Ordinal)), "A why-sheet tells the deadline.");
        Assert.IsNotEmpty(school.Query("""SELECT "By" FROM decisions WHERE "Action" = 'look' AND "By" = 'страница без входа'"""), "Who looked is logged.");
        StringAssert.Contains((await site.PageAsync("/s/s1/waiting")).Body!.TextContent, "g1", StringComparison.Ordinal);
        Assert.IsNotNull((await site.PageAsync("/s/s1/calendar?month=2026-10&class=7А")).QuerySelector("svg"));
        StringAssert.Contains((await site.PageAsync("/s/s1/delivery?month=2026-10")).Body!.TextContent, "daily", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Nothing_is_decided_without_a_sign_in_or_by_a_forged_form()
    {
        using var school = await ReadAsync(StatusSite.Section());
        var finding = await school.Finding(12, "entry-deadline");
        await using var site = await StatusSite.StartAsync(school);
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = finding, ["until"] = "2026-12-01", ["reason"] = "подделка" };
        var (status, location, _) = await site.PostAsync("/s/s1/act/waive", values);
        Assert.AreEqual(HttpStatusCode.Redirect, status);
        Assert.AreEqual("/sign-in", location);

        Assert.AreEqual(HttpStatusCode.Unauthorized, await site.SignInAsync(password: "не тот пароль"));
        Assert.AreEqual(HttpStatusCode.SeeOther, await site.SignInAsync());
        Assert.AreEqual(HttpStatusCode.BadRequest, (await site.PostAsync("/s/s1/act/waive", values)).Status, "Signed in, but the form is not this page's.");
        Assert.IsEmpty(school.Decisions());

        using var answer = await site.Client.GetAsync(new Uri("/s/s1", UriKind.Relative));
        StringAssert.Contains(answer.Headers.GetValues("Content-Security-Policy").Single(), "frame-ancestors 'none'", StringComparison.Ordinal);
        StringAssert.Contains(answer.Headers.CacheControl!.ToString(), "no-store", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Who_has_signed_in_decides_as_on_the_command_line_and_the_log_names_the_person()
    {
        using var school = await ReadAsync(StatusSite.Section());
        var finding = await school.Finding(12, "entry-deadline");
        await using var site = await StatusSite.StartAsync(school);
        using var signedIn = await SignInRawAsync(site);
        var cookie = signedIn.Headers.GetValues("Set-Cookie").First(value => value.StartsWith("eljournal=", StringComparison.Ordinal));
        StringAssert.Contains(cookie, "httponly", StringComparison.OrdinalIgnoreCase);
        StringAssert.Contains(cookie, "samesite=strict", StringComparison.OrdinalIgnoreCase);

        var (status, location, _) = await site.SendAsync(await site.PageAsync($"/s/s1/findings/{finding}"), "Не учитывать до дня", ("until", "2026-12-01"), ("reason", "журнал вели на бумаге"));
        Assert.AreEqual(HttpStatusCode.SeeOther, status);
        StringAssert.Contains((await site.PageAsync(location!)).QuerySelector(".notice")!.TextContent, "Сделано", StringComparison.Ordinal);
        Assert.AreEqual("waived", (await school.Listed(14, "entry-deadline")).GetProperty("status").GetString());
        CollectionAssert.Contains(school.Decisions().ToList(), $"finding-waive|{StatusSite.Person}|журнал вели на бумаге");

        Assert.AreEqual(HttpStatusCode.SeeOther, (await site.SendAsync(await site.PageAsync("/s/s1/decisions"), "Освободить учителя", ("teacher", "t1"), ("from", "2026-10-05"), ("to", "2026-10-06"), ("reason", "приказ № 7"))).Status);
        Assert.AreEqual(HttpStatusCode.BadRequest, (await site.SendAsync(await site.PageAsync("/s/s1/decisions"), "Освободить учителя", ("teacher", "t1"), ("from", "2026-10-07"), ("to", "2026-10-06"), ("reason", "x"))).Status);
        Assert.AreEqual(HttpStatusCode.Conflict, (await site.SendAsync(await site.PageAsync("/s/s1/decisions"), "Добавить особый день", ("class", "нет такого"), ("reason", "x"))).Status);
        Assert.HasCount(1, school.Decisions().Where(decision => decision.StartsWith("excuse-add", StringComparison.Ordinal)));

        Assert.AreEqual(HttpStatusCode.SeeOther, (await site.SendAsync((await site.PageAsync("/")).QuerySelector("header")!, "Выйти")).Status);
        Assert.IsNull((await site.PageAsync($"/s/s1/findings/{finding}")).QuerySelector("main form"));
    }

    [TestMethod]
    public async Task A_hold_is_approved_as_it_was_shown()
    {
        using var school = await ReadAsync(StatusSite.Section());
        school.Marks(0);
        await school.Read(20);
        await using var site = await StatusSite.StartAsync(school);
        Assert.AreEqual(HttpStatusCode.SeeOther, await site.SignInAsync());
        var page = await site.PageAsync("/s/s1/waiting");
        school.Marks(1);
        await school.Read(22);
        Assert.AreEqual(HttpStatusCode.Conflict, (await site.SendAsync(page, "Применить", ("reason", "так и есть"))).Status, "The source has moved on since.");
        Assert.AreEqual(HttpStatusCode.SeeOther, (await site.SendAsync(await site.PageAsync("/s/s1/waiting"), "Применить", ("reason", "так и есть"))).Status);
        CollectionAssert.Contains(school.Decisions().ToList(), $"hold-approve|{StatusSite.Person}|так и есть");
    }

    [TestMethod]
    public async Task Passwords_are_not_tried_out()
    {
        using var school = await ReadAsync(StatusSite.Section(", \"SignInsPerMinute\": 2"));
        await using var site = await StatusSite.StartAsync(school);
        Assert.AreEqual(HttpStatusCode.Unauthorized, await site.SignInAsync(password: "раз раз раз"));
        Assert.AreEqual(HttpStatusCode.Unauthorized, await site.SignInAsync(password: "два два два"));
        Assert.AreEqual(HttpStatusCode.TooManyRequests, await site.SignInAsync(), "Even the right one has to wait.");
        Assert.AreEqual(HttpStatusCode.Unauthorized, await site.SignInAsync(name: "nobody"));
    }

    [TestMethod]
    public async Task A_page_that_others_can_reach_is_looked_at_by_those_who_have_signed_in_and_only_at_their_schools()
    {
        using var school = await ReadAsync(StatusSite.Section(", \"PublicUrl\": \"https://journal.school.example\"").Replace("\"PasswordHash\"", "\"Schools\": [], \"PasswordHash\"", StringComparison.Ordinal));
        await using var site = await StatusSite.StartAsync(school);
        var (status, location, _) = await site.GetAsync("/s/s1");
        Assert.AreEqual(HttpStatusCode.Redirect, status);
        Assert.AreEqual("/sign-in?next=%2Fs%2Fs1", location);
        Assert.AreEqual(HttpStatusCode.SeeOther, await site.SignInAsync());
        Assert.AreEqual(HttpStatusCode.NotFound, (await site.GetAsync("/s/s1")).Status, "The account has no school.");
        Assert.AreEqual(HttpStatusCode.NotFound, (await site.GetAsync("/s/other")).Status);
        Assert.AreEqual(HttpStatusCode.NotFound, (await site.GetAsync("/no/such/page")).Status);
        using var outside = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        outside.Headers.Host = "journal.school.example";
        using var stranger = new HttpClient { BaseAddress = site.Root };
        using var answer = await stranger.SendAsync(outside);
        Assert.IsTrue(answer.Headers.GetValues("Set-Cookie").All(cookie => cookie.Contains("secure", StringComparison.OrdinalIgnoreCase)), "Behind the proxy that has the certificate.");
    }

    [TestMethod]
    public async Task A_foreign_name_for_this_machine_is_not_answered_and_health_is()
    {
        using var school = await ReadAsync(StatusSite.Section());
        await using var site = await StatusSite.StartAsync(school);
        using var foreign = new HttpRequestMessage(HttpMethod.Get, "/");
        foreign.Headers.Host = "evil.example";
        using var refused = await site.Client.SendAsync(foreign);
        Assert.AreEqual(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.AreEqual("Healthy", (await site.PageAsync("/health/live")).Body!.TextContent);
        var (ready, _, words) = await site.GetAsync("/health/ready");
        Assert.AreEqual(HttpStatusCode.ServiceUnavailable, ready, "No scheduler runs here.");
        StringAssert.Contains(words.Body!.TextContent, "ledger: Healthy", StringComparison.Ordinal);
    }

    /// <summary>A school that was read and judged, in which a pupil is named as an attack.</summary>
    internal static async Task<SmallSchool> ReadAsync(string section)
    {
        var school = new SmallSchool();
        school.Section(section);
        var pupils = await File.ReadAllTextAsync(school["journal/students.csv"]);
        await File.WriteAllTextAsync(school["journal/students.csv"], pupils.Replace("s0,Образцова,Анна", "s0,<script>alert(1)</script>,\"\"\"><img src=x onerror=alert(2)>\"", StringComparison.Ordinal));
        await school.Read(10);
        return school;
    }

    private static async Task<HttpResponseMessage> SignInRawAsync(StatusSite site)
    {
        var form = (await site.PageAsync("/sign-in")).QuerySelector("main form")!;
        using var content = new FormUrlEncodedContent([new("proof", form.QuerySelector("[name=proof]")!.GetAttribute("value")), new("name", StatusSite.Person), new("password", StatusSite.Password), new("next", "//evil.example/")]);
        var answer = await site.Client.PostAsync(new Uri("/sign-in", UriKind.Relative), content);
        Assert.AreEqual("/", answer.Headers.Location!.OriginalString, "A sign-in does not lead elsewhere.");
        return answer;
    }
}
