using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using ElJournal.Samples.Simulators.Faults;
using Microsoft.AspNetCore.Http;

namespace ElJournal.Samples.Simulators.OneRoster;

/// <summary>The token endpoint (OAuth 2, client credentials) and the tokens that it gave out.</summary>
internal sealed class OneRosterTokens(OneRosterSimulator provider, FaultBook faults, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (int Generation, DateTimeOffset Ends, string[] Scopes)> tokens = new(StringComparer.Ordinal);
    private int number;

    public async Task<IResult> GiveAsync(HttpRequest request)
    {
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true || (await request.ReadFormAsync()) is not { } form || form["grant_type"] != "client_credentials")
        {
            return Error("unsupported_grant_type", StatusCodes.Status400BadRequest);
        }

        var settings = provider.Settings;
        if (request.Headers.Authorization != $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{WebUtility.UrlEncode(settings.ClientId)}:{WebUtility.UrlEncode(settings.ClientSecret)}"))}")
        {
            return Error("invalid_client", StatusCodes.Status401Unauthorized);
        }

        var scopes = form["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (scopes.Length == 0 || scopes.Any(scope => !scope.StartsWith(OneRosterSettings.ScopePrefix, StringComparison.Ordinal)))
        {
            return Error("invalid_scope", StatusCodes.Status400BadRequest);
        }

        // A client gets those of the scopes that it may have.
        var given = scopes.Select(scope => scope[OneRosterSettings.ScopePrefix.Length..]).Intersect(settings.Scopes, StringComparer.Ordinal).ToArray();
        var token = string.Create(CultureInfo.InvariantCulture, $"or-token-{Interlocked.Increment(ref number)}");
        tokens[token] = (faults.TokenGeneration, time.GetUtcNow().AddSeconds(settings.TokenSeconds), given);
        return Results.Json(new { access_token = token, token_type = "Bearer", expires_in = settings.TokenSeconds, scope = string.Join(' ', given.Select(scope => OneRosterSettings.ScopePrefix + scope)) });
    }

    /// <returns>401 or 403; 0 when the request may go on.</returns>
    public int Check(HttpRequest request, params ReadOnlySpan<string> oneOf)
    {
        const string Scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.Ordinal) || !tokens.TryGetValue(header[Scheme.Length..], out var token) || token.Generation != faults.TokenGeneration || time.GetUtcNow() >= token.Ends)
        {
            return StatusCodes.Status401Unauthorized;
        }

        foreach (var scope in oneOf)
        {
            if (token.Scopes.Contains(scope, StringComparer.Ordinal))
            {
                return 0;
            }
        }

        return StatusCodes.Status403Forbidden;
    }

    private static IResult Error(string error, int status) => Results.Json(new { error }, statusCode: status);
}
