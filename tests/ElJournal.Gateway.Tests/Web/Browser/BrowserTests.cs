using ElJournal.Gateway.Tests.Cli;
using ElJournal.Testing;

namespace ElJournal.Gateway.Tests.Web.Browser;

/// <summary>The status page as a person has it: in a real browser, by mouse, by keyboard alone, and on a telephone.</summary>
[TestClass]
public sealed class BrowserTests
{
    [ClassCleanup]
    public static Task CloseAsync() => Chromium.CloseAsync();

    [TestMethod]
    public async Task Every_page_says_its_matter_fits_a_telephone_and_shows_people_named_script_by_that_name()
    {
        using var school = await BusyAsync();
        var finding = await school.Finding(40, "entry-deadline");
        await using var site = await StatusSite.StartAsync(school);
        foreach (var width in new[] { 1280, 360 })
        {
            await using var browser = await Chromium.OpenAsync(site.Root, width);
            await SignInAsync(browser);
            foreach (var (name, address, says) in new[]
            {
                ("schools", "/", "Прочитано"),
                ("today", "/s/s1", "Передано"),
                ("calendar", "/s/s1/calendar?month=2026-10&class=7А", "октябр"),
                ("findings", "/s/s1/findings", "<script>alert(1)</script>"),
                ("why", $"/s/s1/findings/{finding}", "Срок"),
                ("waiting", "/s/s1/waiting", "Массовые изменения ждут решения"),
                ("delivery", "/s/s1/delivery?month=2026-10", "daily"),
                ("decisions", "/s/s1/decisions", "Освободить учителя"),
            })
            {
                Assert.AreEqual(200, await browser.GoAsync(address), address);
                await browser.PhotographAsync(name);
                StringAssert.Contains(await browser.TextAsync(), says, StringComparison.Ordinal, address);
                Assert.AreEqual(0, await browser.OverhangAsync(), $"{address} at {width} pixels");
            }

            Assert.AreEqual(0, browser.Dialogs, "No script of a name ran.");
            var waiting = await WaitingAsync(browser);
            StringAssert.Contains(waiting, "g1", StringComparison.Ordinal, "A withheld record.");
            StringAssert.Contains(waiting, "E17: <b>нет</b> такого ученика", StringComparison.Ordinal, "A refused one, with the portal's words.");
        }
    }

    [TestMethod]
    public async Task By_keyboard_alone_one_signs_in_opens_a_finding_and_decides()
    {
        using var school = await StatusPageTests.ReadAsync(StatusSite.Section());
        await using var site = await StatusSite.StartAsync(school);
        await using var browser = await Chromium.OpenAsync(site.Root);
        await browser.GoAsync("/s/s1/findings");
        await browser.TabToAsync("Сразу к содержанию");
        await browser.TabToAsync("Войти");
        await PressAsync(browser, "Enter");
        await browser.TabToAsync("name");
        await browser.Page.Keyboard.TypeAsync(StatusSite.Person);
        await browser.TabToAsync("password");
        await browser.Page.Keyboard.TypeAsync(StatusSite.Password);
        await PressAsync(browser, "Enter");
        await browser.GoAsync($"/s/s1/findings/{await school.Finding(40, "entry-deadline")}");
        await browser.TabToAsync("Не учитывать до дня");
        await browser.Page.Keyboard.PressAsync("Enter");
        await browser.PhotographAsync("form");
        await browser.TabToAsync("until");
        await browser.Page.FillAsync("input[name=until]", "2026-12-01");
        await browser.TabToAsync("reason");
        await browser.Page.Keyboard.TypeAsync("журнал вели на бумаге");
        await PressAsync(browser, "Enter");
        StringAssert.Contains(await browser.TextAsync(), "Сделано", StringComparison.Ordinal);
        await browser.PhotographAsync("done");
        CollectionAssert.Contains(school.Decisions().ToList(), $"finding-waive|{StatusSite.Person}|журнал вели на бумаге");
    }

    [TestMethod]
    public async Task A_wrong_password_is_refused_then_throttled_and_a_form_without_its_proof_decides_nothing()
    {
        using var school = await StatusPageTests.ReadAsync(StatusSite.Section(", \"SignInsPerMinute\": 2"));
        await using var site = await StatusSite.StartAsync(school);
        await using var browser = await Chromium.OpenAsync(site.Root, 360);
        await SignInAsync(browser, "не тот пароль");
        await browser.PhotographAsync("refused");
        StringAssert.Contains(await browser.TextAsync(), "Имя или пароль", StringComparison.OrdinalIgnoreCase);
        await SignInAsync(browser);
        await browser.GoAsync("/s/s1/decisions");
        await browser.Page.ClickAsync("summary:has-text('Добавить особый день')");
        await browser.Page.FillAsync("form:has(button:text-is('Добавить особый день')) input[name=reason]", "проверка");
        await browser.Page.EvaluateAsync("document.querySelectorAll('input[name=proof]').forEach(field => field.value = 'forged')");
        await browser.LeadAsync(() => browser.Page.ClickAsync("button:text-is('Добавить особый день')"));
        await browser.PhotographAsync("forged");
        Assert.IsEmpty(school.Decisions());

        await using var other = await Chromium.OpenAsync(site.Root, 360);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await SignInAsync(other, "наугад");
        }

        await other.PhotographAsync("throttled");
        StringAssert.Contains(await other.TextAsync(), "Слишком много попыток", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_letters_link_opens_a_page_whose_button_alone_acts_once_and_until_its_end()
    {
        using var school = await StatusPageTests.ReadAsync(StatusSite.Section(", \"PublicUrl\": \"https://journal.school.example\""));
        Assert.AreEqual(0, (await school.Run("2026-11-02T09:00:00+03:00", "notify", "--kind", "monthly")).ExitCode);
        var link = LetterLinkTests.Link(school, "review");
        var machine = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var site = await StatusSite.StartAsync(school, "2026-11-02T10:00:00+03:00", machine);
        await using var browser = await Chromium.OpenAsync(site.Root, 360);
        await browser.GoAsync(link);
        await browser.PhotographAsync("link");
        Assert.AreEqual(0, await browser.OverhangAsync());
        Assert.IsEmpty(school.Decisions(), "Opened, by a person or by a scanner.");
        await browser.LeadAsync(() => browser.Page.ClickAsync("main button"));
        StringAssert.Contains(await browser.TextAsync(), "Сделано", StringComparison.Ordinal);
        Assert.HasCount(1, school.Decisions());

        await browser.GoAsync(link);
        await browser.PhotographAsync("link-used");
        StringAssert.Contains(await browser.TextAsync(), "Уже подписана", StringComparison.Ordinal);
        Assert.AreEqual(0, await browser.Page.Locator("main button").CountAsync(), "There is nothing to press a second time.");
        machine.Advance(TimeSpan.FromDays(15));
        Assert.AreEqual(409, await browser.GoAsync(link));
        await browser.PhotographAsync("link-ended");
        StringAssert.Contains(await browser.TextAsync(), "Ссылка действовала до", StringComparison.Ordinal);
    }

    /// <summary>A school in which everything that can wait does, and whose teacher is named as an attack too: a withheld record and a mass change.</summary>
    private static async Task<SmallSchool> BusyAsync()
    {
        var school = await StatusPageTests.ReadAsync(StatusSite.Section());
        school.Write("teachers", "id,familyName,givenName,middleName,email\nt1,<script>alert(1)</script>,Ольга,Ивановна,\n");
        await school.Read(15);
        Assert.AreEqual(0, (await school.At(20, "export")).ExitCode);
        school.Query("""UPDATE route_records SET "KeptBack" = 'rejected', "KeptBackReason" = 'E17: <b>нет</b> такого ученика', "RejectedSeq" = "DeliveredSeq", "RejectedReason" = 'E17: <b>нет</b> такого ученика', "DeliveredSeq" = 0 WHERE "Record" = (SELECT min("Record") FROM route_records WHERE "KeptBack" IS NULL AND "DeliveredSeq" > 0)""");
        school.Marks(0);
        await school.Read(30);
        return school;
    }

    private static async Task<string> WaitingAsync(BrowserPage browser)
    {
        await browser.GoAsync("/s/s1/waiting");
        return await browser.TextAsync();
    }

    private static async Task SignInAsync(BrowserPage browser, string password = StatusSite.Password)
    {
        await browser.GoAsync("/sign-in");
        await browser.PhotographAsync("sign-in");
        await browser.Page.FillAsync("[name=name]", StatusSite.Person);
        await browser.Page.FillAsync("[name=password]", password);
        await browser.LeadAsync(() => browser.Page.ClickAsync("main button"));
    }

    /// <summary>A key that leads to another page.</summary>
    private static Task PressAsync(BrowserPage browser, string key) => browser.LeadAsync(() => browser.Page.Keyboard.PressAsync(key));
}
