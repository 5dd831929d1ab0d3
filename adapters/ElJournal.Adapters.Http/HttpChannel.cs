using ElJournal.Adapters.Http.Json;
using ElJournal.Adapters.Http.Pipeline;
using ElJournal.Adapters.Sources;
using Newtonsoft.Json;

namespace ElJournal.Adapters.Http;

/// <summary>An adapter's way to one system: typed calls or plain requests, with all resilience in one place.</summary>
/// <remarks>
/// Every request ends with an accepted answer whose body is complete, with an <see cref="AdapterException"/>, or with cancellation.
/// One channel serves one source or portal and its parallel calls.
/// </remarks>
public sealed class HttpChannel : IDisposable
{
    private readonly HttpClient transport;
    private readonly HttpTally tally;
    private readonly JsonBodies bodies;
    private readonly HttpChannelOptions options;
    private readonly TimeProvider time;

    /// <summary>Makes a channel; nothing is sent yet.</summary>
    /// <param name="context">What the host gave.</param>
    /// <param name="baseAddress">The address below which all requests lie (see <see cref="HttpSettings.Address"/>).</param>
    /// <param name="options">How it behaves (see <see cref="HttpSettings.Read"/>).</param>
    /// <param name="json">How JSON is read and written; depth and dates are set by the channel.</param>
    /// <exception cref="AdapterException">The address or the certificate authority cannot be used.</exception>
    public HttpChannel(AdapterContext context, Uri baseAddress, HttpChannelOptions options, JsonSerializerSettings? json = null)
    {
        this.options = options;
        time = context.Time;
        transport = context.Http.Create(baseAddress, new HttpTrust(options.CertificateAuthorityFile));
        transport.Timeout = Timeout.InfiniteTimeSpan;
        tally = new HttpTally(context.MachineTime ?? context.Time);
        bodies = new JsonBodies(json, options.MaxJsonDepth);
        var pipeline = new RequestPipeline(transport, options, HostStates.Of(context.Http, baseAddress, context.Time), tally, context.Logger, context.Time);
        Client = new HttpClient(pipeline, disposeHandler: true) { BaseAddress = baseAddress, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>For requests without a typed interface. Bodies are complete when the answer is there; dispose the answer.</summary>
    public HttpClient Client { get; }

    /// <summary>Typed calls (RestEase): the interface is the system's documentation. Its methods take a <see cref="CancellationToken"/>.</summary>
    public T Api<T>()
        where T : class => MadeClients<T>.For(new ChannelRequester(Client, bodies, options, tally, time));

    /// <summary>Reads an answer's body as JSON; <see langword="null"/> is refused, as a missing answer is not an empty one.</summary>
    /// <exception cref="AdapterException">It is no JSON of that shape, is cut off, or is nested too deep.</exception>
    public T ReadJson<T>(HttpResponseMessage answer) => bodies.Read<T>(answer);

    /// <summary>What was asked of the other side since this was last called; send it with the other items of a read.</summary>
    public ReadEffort TakeEffort() => tally.Take();

    /// <summary>Ends the channel; requests under way are cancelled.</summary>
    public void Dispose()
    {
        Client.Dispose();
        transport.Dispose();
    }
}
