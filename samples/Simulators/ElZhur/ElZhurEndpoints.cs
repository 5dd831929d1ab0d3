using ElJournal.Samples.Simulators.World;
using Microsoft.AspNetCore.Routing;

namespace ElJournal.Samples.Simulators.ElZhur;

/// <summary>The face of ЭлЖур below <c>/elzhur</c>.</summary>
internal static class ElZhurEndpoints
{
    public static void MapElZhur(this IEndpointRouteBuilder routes, SimulatedWorld world)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentNullException.ThrowIfNull(world);
    }
}
