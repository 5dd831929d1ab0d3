using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Scheduling;
using ElJournal.Gateway.Tests.Cli;
using ElJournal.Gateway.Web;
using ElJournal.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ElJournal.Gateway.Tests.Web;

/// <summary>The status page of a small school over real HTTP, and somebody's browser.</summary>
internal sealed class StatusSite : IAsyncDisposable
{
    public const string Person = "Орлова Н. С.";
    public const string Password = "длинный пароль 7";
    private readonly ServiceProvider services;
    private readonly WebServer server;
    private readonly HttpClient client;

    private StatusSite(ServiceProvider services, WebServer server)
    {
        (this.services, this.server) = (services, server);
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = server.Root };
    }

    public CookieContainer Cookies { get; } = new();

    public Uri Root => server.Root!;

    public HttpClient Client => client;

    /// <summary>The section <c>Web</c> of a configuration with one account.</summary>
    public static string Section(string more = "") =>
        $$"""
        "Web": { "Listen": "127.0.0.1:0", "Accounts": [ { "Name": "{{Person}}", "PasswordHash": "{{PasswordHash.Of(Password, 100_000)}}" } ] {{more}} }
        """;

    public static Task<StatusSite> StartAsync(SmallSchool school, string now = "2026-10-05T20:30:00+03:00", FakeTimeProvider? machine = null) => StartAsync(school.Path, now, machine);

    /// <summary>The page of the configuration in a folder.</summary>
    public static async Task<StatusSite> StartAsync(string folder, string now, FakeTimeProvider? machine = null)
    {
        var surroundings = new CliSurroundings
        {
            Output = TextWriter.Null, Error = TextWriter.Null, Environment = Support.TestStorage.Variables(folder), CurrentDirectory = folder, ProgramDirectory = AppContext.BaseDirectory, MachineTime = machine ?? TimeProvider.System,
        };
        var loaded = new ConfigurationLoader(surroundings.Environment, AppContext.BaseDirectory).Load(Path.Combine(folder, "eljournal.json"));
        Assert.IsNotNull(loaded.Configuration, string.Join('\n', loaded.Mistakes));
        var collection = new ServiceCollection().AddGateway(loaded.Configuration, surroundings, new RunMode("run", Drill: false, Really: false), DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));
        var built = collection.AddWorker(loaded.Configuration).BuildServiceProvider();
        var serving = built.GetRequiredService<WebServer>();
        await serving.StartAsync(CancellationToken.None);
        return new StatusSite(built, serving);
    }

    public async Task<(HttpStatusCode Status, string? Location, IHtmlDocument Page)> GetAsync(string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute));
        return (answer.StatusCode, answer.Headers.Location?.OriginalString, await ParseAsync(answer));
    }

    /// <summary>A page that must be there.</summary>
    public async Task<IHtmlDocument> PageAsync(string address)
    {
        var (status, _, page) = await GetAsync(address);
        Assert.AreEqual(HttpStatusCode.OK, status, $"{address}: {page.Body?.TextContent}");
        return page;
    }

    /// <summary>Fills in the form of a page as a browser does, and sends it.</summary>
    public async Task<(HttpStatusCode Status, string? Location, IHtmlDocument Page)> SendAsync(IParentNode page, string button, params (string Name, string Value)[] filled)
    {
        var form = page.QuerySelectorAll("form").First(form => form.QuerySelector("button")?.TextContent.Trim() == button);
        var values = form.QuerySelectorAll("input,select").ToDictionary(field => field.GetAttribute("name")!, field => field switch
        {
            IHtmlSelectElement select => select.Value ?? "",
            _ => field.GetAttribute("value") ?? "",
        }, StringComparer.Ordinal);
        foreach (var (name, value) in filled)
        {
            Assert.IsTrue(values.ContainsKey(name), name);
            values[name] = value;
        }

        return await PostAsync(form.GetAttribute("action")!, values);
    }

    public async Task<(HttpStatusCode Status, string? Location, IHtmlDocument Page)> PostAsync(string address, IDictionary<string, string> values)
    {
        using var content = new FormUrlEncodedContent(values);
        using var answer = await client.PostAsync(new Uri(address, UriKind.Relative), content);
        return (answer.StatusCode, answer.Headers.Location?.OriginalString, await ParseAsync(answer));
    }

    public async Task<HttpStatusCode> SignInAsync(string name = Person, string password = Password) =>
        (await SendAsync((await PageAsync("/sign-in")).QuerySelector("main")!, "Войти", ("name", name), ("password", password))).Status;

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.StopAsync(CancellationToken.None);
        await services.DisposeAsync();
    }

    private static async Task<IHtmlDocument> ParseAsync(HttpResponseMessage answer) => await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
}
