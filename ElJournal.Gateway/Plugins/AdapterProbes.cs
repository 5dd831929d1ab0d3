using ElJournal.Adapters;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;

namespace ElJournal.Gateway.Plugins;

/// <summary>Asks sources and portals whether they answer; changes nothing.</summary>
internal sealed class AdapterProbes(AdapterFactory factory)
{
    /// <summary>The name under which a school's source stands among its routes.</summary>
    public const string Source = "source";

    /// <summary>The source of the day, then each route.</summary>
    public async Task<IReadOnlyList<AdapterProbe>> OfAsync(SchoolRuntime school, DateOnly today, CancellationToken cancellationToken)
    {
        var source = school.SourceFor(today);
        var probes = new List<AdapterProbe>
        {
            await ProbeAsync(school.Id, Source, source.Adapter, async () =>
            {
                await using var made = factory.CreateSource(school, source);
                return await made.ProbeAsync(cancellationToken);
            }, cancellationToken),
        };
        foreach (var route in school.Options.Routes)
        {
            probes.Add(await ProbeAsync(school.Id, route.Name, route.Portal, async () =>
            {
                await using var made = factory.CreatePortal(school, route);
                return await made.ProbeAsync(cancellationToken);
            }, cancellationToken));
        }

        return probes;
    }

    private static async Task<AdapterProbe> ProbeAsync(string school, string route, string adapter, Func<Task<ProbeResult>> probe, CancellationToken cancellationToken)
    {
        try
        {
            var result = await probe();
            return new AdapterProbe(school, route, adapter, result.Succeeded, result.Message);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // One bad adapter must not hide what the others answer.
            var message = exception switch
            {
                AdapterException { Instruction: { } instruction } => instruction,
                AdapterException or GatewayException => exception.Message,
                _ => $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}",
            };
            return new AdapterProbe(school, route, adapter, Succeeded: false, message);
        }
    }
}

/// <param name="School">The school.</param>
/// <param name="Route">The route's name, or <c>source</c>.</param>
/// <param name="Adapter">The adapter.</param>
/// <param name="Succeeded">Whether the other side answered as expected.</param>
/// <param name="Message">What was reached, or what to do.</param>
internal sealed record AdapterProbe(string School, string Route, string Adapter, bool Succeeded, string Message);
