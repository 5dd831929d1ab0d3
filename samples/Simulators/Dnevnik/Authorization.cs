using System.Text.Json;
using System.Text.Json.Nodes;
using ElJournal.Samples.Simulators.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ElJournal.Samples.Simulators.Dnevnik;

/// <summary>Signing in: the pages in a browser, and exchanging what they give.</summary>
internal sealed class Authorization(SimulatedWorld world, DnevnikAccounts accounts)
{
    public void MapPages(IEndpointRouteBuilder login)
    {
        login.MapGet("oauth2", SignIn);
        login.MapGet("oauth2/Authorization/Result", () => Results.Text("<html><body>result</body></html>", "text/html; charset=utf-8"));
    }

    public void MapExchange(IEndpointRouteBuilder api)
    {
        api.MapPost("authorizations", ExchangeAsync);
        api.MapPost("authorizations/bycredentials", PasswordAsync);
    }

    private IResult SignIn(HttpRequest request)
    {
        var state = request.Query["state"].ToString();
        var own = $"{request.PathBase}/dnevnik/login/oauth2/Authorization/Result";
        var redirect = request.Query["redirect_uri"] is [{ Length: > 0 } uri] ? uri : own;
        var joint = redirect.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        if (world.Dnevnik.SignInRefused)
        {
            return Results.Redirect($"{redirect}{joint}is_granted=False&result=access_denied&state={Uri.EscapeDataString(state)}");
        }

        return request.Query["response_type"] == "code"
            ? Results.Redirect($"{redirect}{joint}code={accounts.NewCode()}&state={Uri.EscapeDataString(state)}")
            : Results.Redirect($"{redirect}{joint}is_granted=False&result=success#access_token={accounts.NewPair().Access}&state={Uri.EscapeDataString(state)}");
    }

    private async Task<IResult> ExchangeAsync(HttpRequest request)
    {
        var body = await BodyAsync(request);
        var good = (string?)body["grant_type"] == "RefreshToken" ? accounts.Kill((string?)body["refreshToken"]) : accounts.Redeem((string?)body["code"]);
        return good ? Pair(user: true) : Refusal("authorizationFailed", "Can't authorize");
    }

    private async Task<IResult> PasswordAsync(HttpRequest request)
    {
        await BodyAsync(request);
        return world.Dnevnik.PasswordWorks ? Pair(user: !world.Dnevnik.UserIdInAnswer) : Refusal("authorizationFailed", "Can't authorize");
    }

    private IResult Pair(bool user)
    {
        var (access, refresh) = accounts.NewPair();
        var id = DnevnikIds.User(DnevnikIds.Teacher(world.School.Teachers[0])) ?? DnevnikIds.User(DnevnikIds.Teacher(world.School.Teachers[1]))!.Value;
        var name = user ? "user" : "userId";
        return Results.Text(
            new JsonObject
            {
                ["accessToken"] = access,
                ["expiresIn"] = world.Dnevnik.ExpiresIn,
                ["expiresIn_str"] = DnevnikJson.Text(world.Dnevnik.ExpiresIn),
                ["refreshToken"] = refresh,
                ["scope"] = "CommonInfo,EducationalInfo",
                [name] = id,
                [name + "_str"] = DnevnikJson.Text(id),
            }.ToJsonString(),
            "application/json; charset=utf-8");
    }

    /// <summary>The status is not public; 400 is our choice.</summary>
    private static IResult Refusal(string type, string description) =>
        Results.Text(new JsonObject { ["type"] = type, ["description"] = description }.ToJsonString(), "application/json; charset=utf-8", statusCode: StatusCodes.Status400BadRequest);

    private static async Task<JsonObject> BodyAsync(HttpRequest request)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<JsonObject>(request.Body) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
