using System.Net;
using System.Threading.RateLimiting;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Russian;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ElJournal.Gateway.Web;

/// <summary>Serves the status page, the pages behind letters' links, and the health of the worker.</summary>
internal sealed class WebServer(GatewayConfiguration configuration, SecretResolver secrets, WebEndpoints endpoints, Accounts accounts, ILogger<WebServer> logger) : LocalServer(configuration, secrets)
{
    private const int LongestQuestion = 64 * 1024;
    private const string SignIns = "sign-ins";

    protected override ListeningPlace? Place => Options is { } options ? new ListeningPlace(IPEndPoint.Parse(options.Listen), options.Certificate, options.CertificatePassword) : null;

    protected override int LongestBody => LongestQuestion;

    private WebOptions? Options => Configuration.Options.Web;

    protected override void Configure(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(LetterLinks.Keys(Configuration));

        // Without a folder it would make itself another key ring in the user's home, or in Windows' registry.
        services.AddDataProtection().SetApplicationName(LetterLinks.ApplicationName).PersistKeysToFileSystem(LetterLinks.KeyFolder(Configuration));
        services.AddAntiforgery(forgery =>
        {
            forgery.FormFieldName = "proof";
            forgery.HeaderName = null;
            forgery.Cookie = Cookie(forgery.Cookie, "eljournal-form");
        });
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie = Cookie(cookie.Cookie, "eljournal");
            cookie.ExpireTimeSpan = Options!.SessionLifetime;
            cookie.SlidingExpiration = true;
            cookie.LoginPath = Address.SignIn;
            cookie.Events.OnValidatePrincipal = context =>
            {
                if (!accounts.IsCurrent(context.Principal))
                {
                    context.RejectPrincipal();
                }

                return Task.CompletedTask;
            };
        });
        services.AddHostFiltering(hosts => hosts.AllowedHosts = [.. Hosts()]);
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.OnRejected = async (rejected, cancellationToken) =>
            {
                WebLog.Throttled(logger);
                await endpoints.TooManyAsync(rejected.HttpContext, cancellationToken);
            };
            limits.AddPolicy(SignIns, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress ?? IPAddress.None,
                _ => new FixedWindowRateLimiterOptions { PermitLimit = 4 * Options!.SignInsPerMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));
        });
    }

    protected override void Map(WebApplication built)
    {
        // A page of another site that names this machine must not be able to ask as the person who sits there.
        built.UseHostFiltering();
        if (Options!.PublicUrl is { Length: > 0 } address && new Uri(address) is var outside)
        {
            // Who asks by the public name came through whatever serves it: its cookies are for that scheme.
            built.Use((context, next) =>
            {
                if (string.Equals(context.Request.Host.Host, outside.Host, StringComparison.OrdinalIgnoreCase))
                {
                    context.Request.Scheme = outside.Scheme;
                }

                return next(context);
            });
        }

        built.Use(static (context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers.CacheControl = "no-store";
            return next(context);
        });
        built.Use(endpoints.ExplainAsync);
        built.UseRouting();
        built.UseAuthentication();
        built.UseRateLimiter();
        endpoints.Map(built, SignIns);
    }

    protected override void Started(Uri root) => WebLog.Serving(logger, root.AbsoluteUri);

    protected override string PortTaken(ListeningPlace place) => Phrase.Of(WebTexts.PortTaken, place.EndPoint);

    protected override string CertificateUnusable(string file) => Phrase.Of(WebTexts.CertificateUnusable, file);

    private IEnumerable<string> Hosts()
    {
        var listen = IPEndPoint.Parse(Options!.Listen);
        yield return "localhost";
        yield return "127.0.0.1";
        yield return "[::1]";
        if (Options.PublicUrl is { Length: > 0 } address)
        {
            yield return new Uri(address).Host;
        }

        if (!IPAddress.IsLoopback(listen.Address))
        {
            // The names under which other machines reach this one are not known here; the certificate and the sign-in stand guard.
            yield return "*";
        }
    }

    private CookieBuilder Cookie(CookieBuilder cookie, string name)
    {
        cookie.Name = name;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Strict;
        cookie.IsEssential = true;
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        return cookie;
    }
}
