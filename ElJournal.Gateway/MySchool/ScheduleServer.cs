using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.RateLimiting;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ElJournal.Gateway.MySchool;

/// <summary>Serves <c>GET /Schedule/{ЕСИА id}</c> while the worker runs, where the configuration says so.</summary>
internal sealed class ScheduleServer(GatewayConfiguration configuration, SecretResolver secrets, LedgerDatabase ledger, AuditLog log, TimeProvider clock, MachineClock machine, ILogger<ScheduleServer> logger) : IHostedService, IAsyncDisposable
{
    private const int MostConnections = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(3);
    private WebApplication? application;

    /// <summary>Where it serves; <see langword="null"/> while it does not.</summary>
    public Uri? Root { get; private set; }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (configuration.Options.MySchool is not { Enabled: true } options)
        {
            return;
        }

        var built = Build(options);
        try
        {
            await built.StartAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or System.Net.Sockets.SocketException)
        {
            await built.DisposeAsync();
            throw new GatewayException(string.Format(CultureInfo.InvariantCulture, Texts.PortTaken, options.Address, options.Port), innerException: failure);
        }

        application = built;
        Root = new Uri(built.Urls.Single() + "/");
        Log.Serving(logger, Root.AbsoluteUri);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (application is { } running)
        {
            await running.StopAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (application is { } running)
        {
            await running.DisposeAsync();
        }
    }

    private WebApplication Build(MySchoolOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.MaxRequestBodySize = 16 * 1024;
            kestrel.Limits.RequestHeadersTimeout = Patience;
            kestrel.Listen(IPAddress.Parse(options.Address), options.Port, listen =>
            {
                if (Certificate(options) is { } certificate)
                {
                    listen.UseHttps(certificate);
                }
            });
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddRateLimiter(limits => Limit(limits, options));

        // The worker's own lifetime hears Ctrl+C; two listeners would race.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);

        // Nothing is logged by the framework: addresses hold ids of persons.
        builder.Logging.ClearProviders();
        var built = builder.Build();
        built.UseExceptionHandler(new ExceptionHandlerOptions { AllowStatusCode404Response = true, ExceptionHandler = FailAsync });
        built.UseRouting();
        built.UseRateLimiter();
        Endpoints(options).Map(built);
        return built;
    }

    private ScheduleEndpoints Endpoints(MySchoolOptions options)
    {
        var known = options.Clients.ToDictionary(client => client.Id, client => secrets.Resolve(client.Secret), StringComparer.Ordinal);
        var schools = configuration.Schools.All.Where(school => school.Options.MySchool is not null).Select(school => (school, new PupilIds(configuration.Resolve(school.Options.MySchool!.Pupils)))).ToList();
        return new ScheduleEndpoints(options, new ScheduleTokens(known, options.TokenLifetime, machine.Time), schools, new ScheduleQuery(ledger, options), log, clock, logger);
    }

    private void Limit(RateLimiterOptions limits, MySchoolOptions options)
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.OnRejected = async (rejected, _) =>
        {
            Log.Throttled(logger);
            rejected.HttpContext.Response.Headers.RetryAfter = "60";
            await ScheduleEndpoints.Outcome(StatusCodes.Status429TooManyRequests, OperationOutcome.Error("throttled", "Too many requests for tokens.")).ExecuteAsync(rejected.HttpContext);
        };
        limits.AddPolicy(ScheduleEndpoints.TokenPolicy, context => RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress ?? IPAddress.None,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = options.TokenRequestsPerMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));
    }

    private X509Certificate2? Certificate(MySchoolOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Certificate))
        {
            return null;
        }

        var file = configuration.Resolve(options.Certificate);
        var password = string.IsNullOrEmpty(options.CertificatePassword) ? null : secrets.Resolve(options.CertificatePassword);
        try
        {
            return !file.EndsWith(".pem", StringComparison.OrdinalIgnoreCase) ? X509CertificateLoader.LoadPkcs12FromFile(file, password)
                : password is null ? X509Certificate2.CreateFromPemFile(file)
                : X509Certificate2.CreateFromEncryptedPemFile(file, password);
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new GatewayException(string.Format(CultureInfo.InvariantCulture, Texts.CertificateUnusable, file), innerException: failure);
        }
    }

    private Task FailAsync(HttpContext context)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        Log.Failed(logger, failure is GatewayException known ? known.Message : failure?.GetType().Name ?? "unknown");
        return ScheduleEndpoints.Outcome(StatusCodes.Status500InternalServerError, OperationOutcome.Fatal("exception", "The answer could not be made.")).ExecuteAsync(context);
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
