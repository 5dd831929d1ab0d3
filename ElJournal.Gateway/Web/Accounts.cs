using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using ElJournal.Gateway.Configuration;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace ElJournal.Gateway.Web;

/// <summary>Who may sign in, and who has.</summary>
internal sealed class Accounts : IDisposable
{
    private const string Stamp = "stamp";

    /// <summary>A password that is tried takes a third of a second of a core: so many at once, the rest wait their turn or go.</summary>
    private static readonly ConcurrencyLimiterOptions AtOnce = new() { PermitLimit = 2, QueueLimit = 4, QueueProcessingOrder = QueueProcessingOrder.OldestFirst };

    private readonly Dictionary<string, WebAccountOptions> known;
    private readonly GatewayConfiguration configuration;
    private readonly ConcurrencyLimiter hashing = new(AtOnce);
    private readonly PartitionedRateLimiter<string> attempts;
    private readonly bool lookersSignIn;

    public Accounts(GatewayConfiguration configuration)
    {
        this.configuration = configuration;
        var options = configuration.Options.Web ?? new WebOptions();
        known = options.Accounts.ToDictionary(account => account.Name, StringComparer.OrdinalIgnoreCase);
        lookersSignIn = !string.IsNullOrEmpty(options.PublicUrl) || !(System.Net.IPEndPoint.TryParse(options.Listen, out var listen) && System.Net.IPAddress.IsLoopback(listen.Address));
        var window = new FixedWindowRateLimiterOptions { PermitLimit = options.SignInsPerMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 };

        // Names that nobody has share one limit, or trying names would fill the memory.
        attempts = PartitionedRateLimiter.Create<string, string>(name => RateLimitPartition.GetFixedWindowLimiter(known.TryGetValue(name, out var account) ? account.Name : "", _ => window));
    }

    public bool Any => known.Count > 0;

    /// <summary>Tries a password.</summary>
    /// <returns>The signed-in person, or why not: <see langword="null"/> for a wrong password or too many attempts.</returns>
    public async Task<(ClaimsPrincipal? Person, bool TooMany)> TryAsync(string name, string password, CancellationToken cancellationToken)
    {
        using var attempt = attempts.AttemptAcquire(name);
        using var turn = attempt.IsAcquired ? await hashing.AcquireAsync(1, cancellationToken) : null;
        if (turn is not { IsAcquired: true })
        {
            return (null, true);
        }

        var account = known.GetValueOrDefault(name);
        var right = await Task.Run(() => PasswordHash.Verify(account?.PasswordHash ?? PasswordHash.OfNobody, password), cancellationToken);
        return right && account is not null
            ? (new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, account.Name), new Claim(Stamp, StampOf(account))], CookieAuthenticationDefaults.AuthenticationScheme)), false)
            : (null, false);
    }

    /// <summary>Whether a cookie still stands for an account: it may have been taken out of the configuration, or got another password.</summary>
    public bool IsCurrent(ClaimsPrincipal? person) => Of(person) is not null;

    /// <summary>Who looks; <see langword="null"/> when somebody has to sign in first.</summary>
    public Visitor? Of(HttpContext context) =>
        Of(context.User) is { } account ? new Visitor(account.Name, [.. configuration.Schools.All.Where(school => account.Schools is null || account.Schools.Contains(school.Id, StringComparer.Ordinal))])
        : lookersSignIn ? null
        : new Visitor(null, configuration.Schools.All);

    public void Dispose()
    {
        hashing.Dispose();
        attempts.Dispose();
    }

    private WebAccountOptions? Of(ClaimsPrincipal? person) =>
        person?.Identity is { IsAuthenticated: true, Name: { } name } && known.TryGetValue(name, out var account) && person.FindFirst(Stamp)?.Value == StampOf(account) ? account : null;

    private static string StampOf(WebAccountOptions account) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(account.PasswordHash)).AsSpan(0, 8));
}
