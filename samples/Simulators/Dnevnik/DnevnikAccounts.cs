using System.Collections.Concurrent;
using System.Globalization;
using ElJournal.Samples.Simulators.World;
using Microsoft.AspNetCore.Http;

namespace ElJournal.Samples.Simulators.Dnevnik;

/// <summary>Who a token belongs to.</summary>
/// <param name="Pupil">The pupil; <see langword="null"/> for staff.</param>
/// <param name="Educational">Whether the token's scope holds <c>EducationalInfo</c>.</param>
internal sealed record DnevnikAccount(StudentEntry? Pupil, bool Educational);

/// <summary>Tokens: those of the settings, and those given out by signing in.</summary>
internal sealed class DnevnikAccounts(SimulatedWorld world)
{
    private readonly ConcurrentDictionary<string, int> issued = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> refresh = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> codes = new(StringComparer.Ordinal);
    private int number;

    /// <exception cref="DnevnikRefusal">No token, or none that is good.</exception>
    public DnevnikAccount Of(HttpRequest request)
    {
        var token = request.Headers["Access-Token"].FirstOrDefault() ?? request.Headers["accessToken"].FirstOrDefault() ?? request.Query["access_token"].FirstOrDefault();
        if (string.IsNullOrEmpty(token))
        {
            throw new DnevnikRefusal(StatusCodes.Status401Unauthorized, "tokenRequired", "You must supply valid token to access method");
        }

        var settings = world.Dnevnik;
        var expired = world.Faults.TokenGeneration > 0;
        return token switch
        {
            _ when issued.TryGetValue(token, out var generation) => generation == world.Faults.TokenGeneration ? new(null, Educational: true) : throw Invalid(),
            _ when expired => throw Invalid(),
            _ when token == settings.Token => new(null, Educational: true),
            _ when token == settings.NarrowToken => new(null, Educational: false),
            _ when token == settings.PupilToken => new(world.School.Groups.First(group => group.IsRoot).Members[0], Educational: true),
            _ => throw Invalid(),
        };
    }

    /// <summary>A code that can be exchanged once.</summary>
    public string NewCode()
    {
        var code = Opaque('c');
        codes[code] = true;
        return code;
    }

    public bool Redeem(string? code) => code is not null && codes.TryRemove(code, out _);

    /// <summary>A pair of access and refresh token.</summary>
    public (string Access, string Refresh) NewPair()
    {
        var pair = (Access: Opaque('a'), Refresh: Opaque('r'));
        issued[pair.Access] = world.Faults.TokenGeneration;
        refresh[pair.Refresh] = pair.Access;
        return pair;
    }

    /// <summary>Whether the refresh token was good; it and its access token are dead from now on.</summary>
    public bool Kill(string? refreshToken)
    {
        if (refreshToken is null || !refresh.TryRemove(refreshToken, out var access))
        {
            return false;
        }

        issued.TryRemove(access, out _);
        return true;
    }

    private static DnevnikRefusal Invalid() => new(StatusCodes.Status401Unauthorized, "invalidToken", "Access token is invalid or expired");

    private string Opaque(char kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}{Interlocked.Increment(ref number):D31}");
}
