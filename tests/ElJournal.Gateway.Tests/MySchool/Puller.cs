using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ElJournal.Gateway.Cli;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.MySchool;
using ElJournal.Gateway.Tests.Cli;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ElJournal.Gateway.Tests.MySchool;

/// <summary>The service over a small school's ledger, and a client that asks as the federal system is said to (second-hand, dates from 2021–2022).</summary>
internal sealed class Puller : IAsyncDisposable
{
    public const string Account = "1000123456";
    public const string Secret = "очень тайно: 7";
    private readonly ServiceProvider services;
    private readonly ScheduleServer server;
    private readonly CollectedLog log;
    private readonly HttpClient client;

    private Puller(ServiceProvider services, ScheduleServer server, CollectedLog log)
    {
        (this.services, this.server, this.log) = (services, server, log);
        client = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate?.Subject == "CN=localhost" } }) { BaseAddress = server.Root };
    }

    public Uri? Root => server.Root;

    /// <summary>What has been logged.</summary>
    public string Log => string.Join('\n', log.Lines);

    /// <summary>Puts the service into the school's configuration.</summary>
    /// <param name="school">The school.</param>
    /// <param name="pupils">Which pupil an account stands for.</param>
    /// <param name="change">What else is different.</param>
    public static void Configure(SmallSchool school, string pupils, Action<JsonObject>? change = null)
    {
        File.WriteAllText(school["pupils.json"], pupils);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(school["pupils.json"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.WriteAllText(school["secret.txt"], Secret);
        var root = JsonNode.Parse(File.ReadAllText(school["eljournal.json"]))!.AsObject();
        root["MySchool"] = new JsonObject { ["Enabled"] = true, ["Port"] = 0, ["Clients"] = new JsonArray(new JsonObject { ["Id"] = "federal", ["Secret"] = "file:secret.txt" }) };
        root["Schools"]![0]!["MySchool"] = new JsonObject { ["Pupils"] = "pupils.json" };
        change?.Invoke(root);
        File.WriteAllText(school["eljournal.json"], root.ToJsonString());
    }

    public static async Task<Puller> StartAsync(SmallSchool school, string now = "2026-10-06T12:00:00+03:00")
    {
        var collected = new CollectedLog();
        var surroundings = new CliSurroundings { Output = TextWriter.Null, Error = TextWriter.Null, Environment = new Dictionary<string, string>(StringComparer.Ordinal), CurrentDirectory = school.Path, ProgramDirectory = AppContext.BaseDirectory };
        var loaded = new ConfigurationLoader(surroundings.Environment, AppContext.BaseDirectory).Load(school["eljournal.json"]);
        Assert.IsNotNull(loaded.Configuration, string.Join('\n', loaded.Mistakes));
        var built = GatewayServices.Build(loaded.Configuration, surroundings, new RunMode("run", Drill: false, Really: false), DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
        var serving = ActivatorUtilities.CreateInstance<ScheduleServer>(built, collected);
        try
        {
            await serving.StartAsync(CancellationToken.None);
            return new Puller(built, serving, collected);
        }
        catch
        {
            await built.DisposeAsync();
            throw;
        }
    }

    /// <summary>Signs in; all later questions carry the token.</summary>
    public async Task<HttpStatusCode> SignInAsync(string id = "federal", string secret = Secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "token") { Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{WebUtility.UrlEncode(id)}:{WebUtility.UrlEncode(secret)}")));
        using var answer = await client.SendAsync(request);
        if (answer.IsSuccessStatusCode)
        {
            var token = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            Assert.AreEqual("Bearer", token.GetProperty("token_type").GetString());
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString());
        }

        return answer.StatusCode;
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(string question)
    {
        using var answer = await client.GetAsync(new Uri(question, UriKind.Relative));
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }

    /// <summary>The lessons of the only class of the only school.</summary>
    public async Task<JsonElement[]> LessonsAsync(string question)
    {
        var (status, body) = await AskAsync(question);
        Assert.AreEqual(HttpStatusCode.OK, status, body.ToString());
        return [.. body.GetProperty("school").EnumerateArray().Single().GetProperty("class").EnumerateArray().Single().GetProperty("lesson").EnumerateArray()];
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.StopAsync(CancellationToken.None);
        await server.DisposeAsync();
        await services.DisposeAsync();
    }

    private sealed class CollectedLog : ILogger<ScheduleServer>
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue(formatter(state, exception));

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;
    }
}
