using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ElJournal.Samples.Simulators.Portal;

/// <summary>A portal: what it takes by push, what it shows by its JSON API, and what goes wrong on demand.</summary>
public sealed class PortalSimulator
{
    /// <summary>The key that the push endpoint knows.</summary>
    public string Token { get; set; } = "portal-key";

    /// <summary>Records that a package may hold before it is too large.</summary>
    public int MostRecords { get; set; } = int.MaxValue;

    /// <summary>Bytes that a package may hold, unpacked.</summary>
    public int MostBytes { get; set; } = int.MaxValue;

    /// <summary>What a package is answered that is taken: 200 or 202.</summary>
    public int StatusOfTaken { get; set; } = 200;

    /// <summary>What a package is answered that had been taken before: 409, or 200 again.</summary>
    public int StatusOfRepeated { get; set; } = 409;

    /// <summary>What has been taken.</summary>
    public PushInbox Inbox { get; } = new();

    /// <summary>Every package as it came.</summary>
    public PushLog Requests { get; } = new();

    /// <summary>What goes wrong with the next deliveries, one each; <see langword="null"/> for one that goes well.</summary>
    public ConcurrentQueue<PushFault?> Faults { get; } = new();

    /// <summary>What the JSON API shows.</summary>
    public ReadBoard Board { get; } = new();

    /// <summary>Sign-in, sessions and faults of the JSON API.</summary>
    public ReadDoor Door { get; } = new();

    /// <summary>Lets some deliveries go well and the following ones fail.</summary>
    public void Schedule(int well, IEnumerable<PushFault> faults)
    {
        foreach (var fault in Enumerable.Repeat<PushFault?>(null, well).Concat(faults))
        {
            Faults.Enqueue(fault);
        }
    }

    /// <summary>Adds the portal's endpoints: the push at <c>push</c>, the JSON API below <c>api</c>.</summary>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        var push = new PushEndpoint(this);
        endpoints.MapGet("/push", (RequestDelegate)push.ProbeAsync);
        endpoints.MapPost("/push", (RequestDelegate)push.PostAsync);
        new ReadEndpoints(this).Map(endpoints);
    }
}
