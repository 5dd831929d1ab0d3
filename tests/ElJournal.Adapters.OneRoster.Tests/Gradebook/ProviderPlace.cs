using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ElJournal.Adapters.OneRoster.Bundles;
using ElJournal.Adapters.OneRoster.Delivered;
using ElJournal.Adapters.OneRoster.Mapping;
using ElJournal.Adapters.Portals;
using ElJournal.Samples.Simulators;
using ElJournal.Samples.Simulators.Faults;
using ElJournal.Samples.Simulators.OneRoster;
using ElJournal.Testing;
using Microsoft.Extensions.Logging;

namespace ElJournal.Adapters.OneRoster.Tests.Gradebook;

/// <summary>A simulated provider on a real socket, with the roster of <see cref="Delivery"/>, and the adapter set up for it.</summary>
internal sealed class ProviderPlace : IDisposable, IHttpClientSource, ILogger
{
    private readonly SimulatorServer server;
    private readonly TempFolder temp = new();
    private readonly Dictionary<string, string> settings;

    public ProviderPlace(SimulatorServer server)
    {
        this.server = server;
        server.World.Faults.Clear();
        server.World.Requests.Clear();
        Provider.Objects.Clear();
        Provider.Settings = new OneRosterSettings();
        settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["BaseUrl"] = server.OneRoster.AbsoluteUri,
            ["TokenUrl"] = server.OneRosterToken.AbsoluteUri,
            ["ClientId"] = Provider.Settings.ClientId,
            ["ClientSecret"] = Provider.Settings.ClientSecret,
            ["Retries"] = "0",
            ["RetryDelay"] = "00:00:00",
        };
        ImportRoster([.. Delivery.Roster, .. Delivery.Day]);
    }

    public Delivery Delivery { get; } = new();

    public OneRosterSimulator Provider => server.World.OneRoster;

    public FaultBook Faults => server.World.Faults;

    public RequestLog Requests => server.World.Requests;

    public ConcurrentQueue<string> Logged { get; } = new();

    public string Folder => temp["own"];

    /// <summary>How often the provider was asked, tokens left out.</summary>
    public int Writes => Requests.Count("oneroster", "gradebook");

    public int TokenRequests => Requests.Count("oneroster", "^token");

    public ProviderPlace With(string name, string value)
    {
        settings[name] = value;
        return this;
    }

    public IPortal Open() => new OneRosterAdapterFactory().CreatePortal(
        new AdapterContext("s1", TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow"), new AdapterSettings(settings), this, this, TimeProvider.System) { Folder = Folder });

    /// <summary>Sends the package once, with a memory of its own, as a new process would.</summary>
    public async Task<Receipt> SendAsync(Package package)
    {
        await using var portal = Open();
        return await portal.DeliverAsync(package, CancellationToken.None);
    }

    /// <summary>Gives the provider the roster that a bundle of these records holds.</summary>
    public void ImportRoster(params object?[][] records)
    {
        var state = new SchoolState();
        Application.Apply(state, PackageDocument.Read(Delivery.Pack(records).Body.Span), new SchoolFacts("s1", null, "Школа № 1", "Europe/Moscow"));
        using var bundle = new MemoryStream();
        BundleWriter.Bulk(bundle, Units.All(state), DateTimeOffset.UnixEpoch.AddYears(50));
        bundle.Position = 0;
        Provider.Roster.Import(bundle);
    }

    /// <summary>What the provider has of line items and results, and the categories that they need, as one text.</summary>
    public string AtProvider() => Shown(Provider.Objects.All.Select(one => (one.Key.Collection, one.Key.Id, JsonNode.Parse(one.Value)!)).Select(one => one.Collection switch
    {
        "lineItems" => $"{one.Collection} {one.Id} {one.Item3["title"]} {one.Item3["assignDate"]!.GetValue<string>()[..10]} {one.Item3["dueDate"]!.GetValue<string>()[..10]} {Id(one.Item3, "class")} {Id(one.Item3, "category")} {Id(one.Item3, "academicSession")} {one.Item3["description"]}",
        "results" => $"{one.Collection} {one.Id} {Id(one.Item3, "lineItem")} {Id(one.Item3, "student")} {one.Item3["scoreStatus"]} {one.Item3["score"]}{one.Item3["textScore"]} {one.Item3["scoreDate"]} {one.Item3["metadata"]?["attendance"]}",
        _ => null,
    }));

    /// <summary>The same of a state that these packages lead to.</summary>
    public static string Of(SchoolState state) => Shown(Units.All(state).Select(row => row.File switch
    {
        "lineItems" => $"{row.File} {row.SourcedId} {row["title"]} {row["assignDate"]} {row["dueDate"]} {row["classSourcedId"]} {row["categorySourcedId"]} {row["academicSessionSourcedId"]} {row["description"]}",
        "results" => $"{row.File} {row.SourcedId} {row["lineItemSourcedId"]} {row["studentSourcedId"]} {row["scoreStatus"]} {row["score"]}{row["textScore"]} {row["scoreDate"]} {row["metadata.attendance"]}",
        _ => null,
    }));

    /// <summary>What the packages lead to when everything that is accepted here is accepted there.</summary>
    public static string Expected(params ReadOnlySpan<Package> packages)
    {
        var state = new SchoolState();
        foreach (var package in packages)
        {
            Application.Apply(state, PackageDocument.Read(package.Body.Span), new SchoolFacts("s1", null, "s1", "Europe/Moscow"));
        }

        return Of(state);
    }

    HttpClient IHttpClientSource.Create(Uri baseAddress) => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5) }) { BaseAddress = baseAddress };

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Logged.Enqueue($"{formatter(state, exception)} {exception}");

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    public void Dispose()
    {
        Delivery.Dispose();
        temp.Dispose();
    }

    private static string Id(JsonNode item, string member) => item[member]!["sourcedId"]!.GetValue<string>();

    private static string Shown(IEnumerable<string?> lines) => string.Join('\n', lines.OfType<string>().Order(StringComparer.Ordinal));
}
