using ElJournal.Samples.Simulators.World;
using Microsoft.AspNetCore.Routing;

namespace ElJournal.Samples.Simulators.Dnevnik;

/// <summary>The face of Дневник.ру below <c>/dnevnik</c>.</summary>
internal static class DnevnikEndpoints
{
    public static void MapDnevnik(this IEndpointRouteBuilder routes, SimulatedWorld world)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentNullException.ThrowIfNull(world);
    }
}
