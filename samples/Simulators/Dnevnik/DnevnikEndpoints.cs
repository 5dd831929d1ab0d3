using ElJournal.Samples.Simulators.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ElJournal.Samples.Simulators.Dnevnik;

/// <summary>The face of Дневник.ру below <c>/dnevnik</c>.</summary>
internal static class DnevnikEndpoints
{
    public static void MapDnevnik(this IEndpointRouteBuilder routes, SimulatedWorld world)
    {
        var accounts = new DnevnikAccounts(world);
        var authorization = new Authorization(world, accounts);
        authorization.MapPages(routes.MapGroup("/dnevnik/login"));
        authorization.MapExchange(routes.MapGroup("/dnevnik/v1"));
        foreach (var version in new[] { "v2", "v2.0" })
        {
            var group = routes.MapGroup($"/dnevnik/{version}");
            authorization.MapExchange(group);
            var api = new DnevnikApi(group, world, accounts);
            PeopleEndpoints.Map(api);
            GroupEndpoints.Map(api);
            LessonEndpoints.Map(api);
            MarkEndpoints.Map(api);
            AttendanceEndpoints.Map(api);
            ResultEndpoints.Map(api);
        }
    }
}

/// <summary>Maps calls and turns refusals into answers.</summary>
internal sealed class DnevnikApi(IEndpointRouteBuilder routes, SimulatedWorld world, DnevnikAccounts accounts)
{
    private static readonly Dictionary<string, string> Prefixes = new(StringComparer.Ordinal)
    {
        ["invalidToken"] = "authorizationInvalidToken", ["tokenRequired"] = "authorizationTokenRequired", ["outOfScope"] = "authorizationOutOfScope",
        ["notOwner"] = "authorizationNotOwner", ["resourceUnavailable"] = "apiResourceUnavailable",
    };

    /// <summary>A path that reads.</summary>
    public void Get(string path, Func<DnevnikCall, Task> answer, bool educational = true) => routes.MapGet(path, context => RunAsync(context, answer, educational));

    /// <summary>A path that reads with a body of ids.</summary>
    public void Post(string path, Func<DnevnikCall, Task> answer) => routes.MapPost(path, context => RunAsync(context, answer, educational: true));

    private async Task RunAsync(HttpContext context, Func<DnevnikCall, Task> answer, bool educational)
    {
        try
        {
            var account = accounts.Of(context.Request);
            if (educational && !account.Educational)
            {
                throw DnevnikRefusal.Forbidden("outOfScope");
            }

            await answer(new DnevnikCall(context, world, account));
        }
        catch (DnevnikRefusal refusal) when (!context.Response.HasStarted)
        {
            var settings = world.Dnevnik;
            await using var writer = JsonAnswer.Begin(context, settings.ErrorsWith200 ? StatusCodes.Status200OK : refusal.Status);
            writer.WriteStartObject();
            writer.WriteString("type", settings.PrefixedErrors ? Prefixes.GetValueOrDefault(refusal.Type, refusal.Type) : refusal.Type);
            writer.WriteString("description", refusal.Message);
            writer.WriteEndObject();
        }
    }
}
