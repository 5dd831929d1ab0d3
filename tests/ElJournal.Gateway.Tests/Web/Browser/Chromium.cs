using Microsoft.Playwright;

namespace ElJournal.Gateway.Tests.Web.Browser;

/// <summary>Debian's Chromium, driven by Playwright; one for all tests. Nothing is downloaded: the driver comes with the package.</summary>
internal static class Chromium
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly Lazy<Task<IBrowser>> Started = new(StartAsync);
    private static IPlaywright? driver;

    /// <summary>A window of its own, with its own cookies; a script that ran would show in <see cref="BrowserPage.Dialogs"/>.</summary>
    public static async Task<BrowserPage> OpenAsync(Uri root, int width = 1280)
    {
        if (!Places.Any(File.Exists))
        {
            Assert.Inconclusive("There is no Chromium. Debian: apt-get install chromium.");
        }

        var browser = await Started.Value;
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { BaseURL = root.AbsoluteUri, ViewportSize = new ViewportSize { Width = width, Height = 800 }, Locale = "ru-RU" });
        page.SetDefaultTimeout(120_000);
        return new BrowserPage(page);
    }

    public static async Task CloseAsync()
    {
        if (Started.IsValueCreated)
        {
            await (await Started.Value).CloseAsync();
            driver?.Dispose();
        }
    }

    private static async Task<IBrowser> StartAsync()
    {
        driver = await Playwright.CreateAsync();

        // The sandbox needs rights that a container does not give; only pages of the test are opened.
        return await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Places.First(File.Exists), Args = ["--no-sandbox", "--disable-gpu"] });
    }
}

/// <summary>What a person sees and does.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private static readonly string? Album = Environment.GetEnvironmentVariable("ELJOURNAL_SCREENSHOTS");

    public BrowserPage(IPage page)
    {
        Page = page;
        page.Dialog += (_, dialog) =>
        {
            Dialogs++;
            _ = dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    public int Dialogs { get; private set; }

    public async Task<int> GoAsync(string address) => (await Page.GotoAsync(address))!.Status;

    /// <summary>Does what leads to another page, and waits until that is there.</summary>
    public async Task LeadAsync(Func<Task> step)
    {
        var there = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Loaded(object? sender, IPage page) => there.TrySetResult();
        Page.Load += Loaded;
        await step();
        await there.Task.WaitAsync(TimeSpan.FromMinutes(2));
        Page.Load -= Loaded;
    }

    public Task<string> TextAsync() => Page.InnerTextAsync("body");

    /// <summary>Into the folder of the variable <c>ELJOURNAL_SCREENSHOTS</c>, for people to look at.</summary>
    public async Task PhotographAsync(string name)
    {
        if (Album is { Length: > 0 })
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Album, $"{name}-{Page.ViewportSize!.Width}.png"), FullPage = true });
        }
    }

    /// <summary>How many pixels of the page lie right of the window.</summary>
    public Task<int> OverhangAsync() => Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>The Tab key, until what has the focus reads so; what has the focus can be seen to have it.</summary>
    public async Task TabToAsync(string text)
    {
        for (var presses = 0; presses < 80; presses++)
        {
            await Page.Keyboard.PressAsync("Tab");
            var focused = await Page.EvaluateAsync<string[]>("(() => { const e = document.activeElement, s = getComputedStyle(e); return [(e.innerText || e.name || '').trim(), s.outlineStyle + s.outlineWidth]; })()");
            if (focused[0] == text)
            {
                Assert.AreNotEqual("none0px", focused[1], $"Nobody sees that '{text}' has the focus.");
                return;
            }
        }

        Assert.Fail($"The Tab key does not lead to '{text}'.");
    }

    public async ValueTask DisposeAsync() => await Page.CloseAsync();
}
