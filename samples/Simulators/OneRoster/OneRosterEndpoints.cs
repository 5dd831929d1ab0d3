using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ElJournal.Samples.Simulators.Faults;
using ElJournal.Samples.Simulators.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace ElJournal.Samples.Simulators.OneRoster;

/// <summary>The gradebook service of the provider.</summary>
internal static class OneRosterEndpoints
{
    private const int UsualLimit = 100;

    private static readonly Dictionary<string, string> Singular = new(StringComparer.Ordinal) { ["categories"] = "category", ["lineItems"] = "lineItem", ["results"] = "result" };

    public static void MapOneRoster(this IEndpointRouteBuilder routes, SimulatedWorld world)
    {
        var provider = world.OneRoster;
        var rules = new GradebookRules(provider);
        routes.MapPost("/oneroster/token", (HttpRequest request) => provider.Tokens.GiveAsync(request));
        var service = routes.MapGroup("/oneroster/ims/oneroster/gradebook/v1p2");
        foreach (var collection in Singular.Keys)
        {
            service.MapGet(collection, (HttpRequest request) => Guard(provider, request, () => List(provider, collection, request), "gradebook.readonly", "gradebook-core.readonly"));
            service.MapGet($"{collection}/{{id}}", (HttpRequest request) => Guard(provider, request, () => One(provider, collection, IdOf(request)), "gradebook.readonly", "gradebook-core.readonly"));
            service.MapPut($"{collection}/{{id}}", async (HttpRequest request) =>
            {
                var body = await ReadAsync(request);
                return Guard(provider, request, () => Put(provider, rules, collection, IdOf(request), body), "gradebook.createput");
            });
            service.MapDelete($"{collection}/{{id}}", (HttpRequest request) => Guard(provider, request, () => Delete(provider, rules, collection, IdOf(request)), "gradebook.delete"));
        }
    }

    private static IResult Guard(OneRosterSimulator provider, HttpRequest request, Func<IResult> action, params ReadOnlySpan<string> oneOf)
    {
        var refused = provider.Tokens.Check(request, oneOf);
        return refused == 0 ? action() : Error(provider, refused, refused == 401 ? "unauthorisedrequest" : "forbidden", "the token is not good for this");
    }

    private static IResult List(OneRosterSimulator provider, string collection, HttpRequest request)
    {
        var page = provider.Objects.Page(collection, Number(request, "offset", 0), Number(request, "limit", UsualLimit));
        request.HttpContext.Response.Headers["X-Total-Count"] = provider.Objects.Count(collection).ToString(CultureInfo.InvariantCulture);
        return Results.Json(new JsonObject { [collection] = new JsonArray([.. page.Select(item => item.DeepClone())]) });
    }

    private static IResult One(OneRosterSimulator provider, string collection, string id) =>
        provider.Objects.Find(collection, id) is { } item ? Results.Json(new JsonObject { [Singular[collection]] = item.DeepClone() }) : Error(provider, 404, "unknownobject", $"{collection} {id}");

    private static IResult Put(OneRosterSimulator provider, GradebookRules rules, string collection, string id, JsonObject? body)
    {
        if (body is not { Count: 1 } || body[Singular[collection]] is not JsonObject item)
        {
            return Error(provider, 400, "invaliddata", $"the body is no {Singular[collection]}");
        }

        if (rules.Fault(collection, id, item) is { } fault)
        {
            return Error(provider, 422, "invaliddata", fault);
        }

        var taken = (JsonObject)item.DeepClone();
        if (provider.Settings.DropsMetadata)
        {
            taken.Remove("metadata");
        }

        provider.Objects.Put(collection, id, taken);
        return Results.Json(new JsonObject { [Singular[collection]] = new JsonObject { ["sourcedId"] = id } }, statusCode: StatusCodes.Status201Created);
    }

    private static IResult Delete(OneRosterSimulator provider, GradebookRules rules, string collection, string id) =>
        rules.Referrer(collection, id) is { } referrer ? Error(provider, 409, "invaliddata", referrer)
        : provider.Objects.Delete(collection, id) ? Results.NoContent()
        : Error(provider, 404, "unknownobject", $"{collection} {id}");

    private static IResult Error(OneRosterSimulator provider, int status, string minor, string description) =>
        provider.Settings.SaysNothing ? Results.StatusCode(status) : Results.Text(SystemBodies.StatusInfo(minor, description), SystemBodies.Json, statusCode: status);

    /// <summary>As it was sent: the server's own decoding leaves an escaped slash as it is.</summary>
    private static string IdOf(HttpRequest request) => Uri.UnescapeDataString(request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0].Split('/')[^1]);

    private static int Number(HttpRequest request, string name, int usual) =>
        int.TryParse(request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : usual;

    private static async Task<JsonObject?> ReadAsync(HttpRequest request)
    {
        try
        {
            return await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
