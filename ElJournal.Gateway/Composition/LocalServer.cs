using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ElJournal.Gateway.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ElJournal.Gateway.Composition;

/// <summary>Something that <c>run</c> serves over HTTP: a small Kestrel of its own, beside the worker, with nothing but what is asked for.</summary>
internal abstract class LocalServer(GatewayConfiguration configuration, SecretResolver secrets) : IHostedService, IAsyncDisposable
{
    private const int MostConnections = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(3);
    private WebApplication? application;

    /// <summary>Where it serves; <see langword="null"/> while it does not.</summary>
    public Uri? Root { get; private set; }

    protected GatewayConfiguration Configuration { get; } = configuration;

    protected SecretResolver Secrets { get; } = secrets;

    /// <summary>Where it is to listen; <see langword="null"/> when the configuration asks for none.</summary>
    protected abstract ListeningPlace? Place { get; }

    /// <summary>The longest body of a request, in bytes.</summary>
    protected virtual int LongestBody => 16 * 1024;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (Place is not { } place)
        {
            return;
        }

        var built = Build(place);
        try
        {
            await built.StartAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or System.Net.Sockets.SocketException)
        {
            await built.DisposeAsync();
            throw new GatewayException(PortTaken(place), innerException: failure);
        }

        application = built;
        Root = new Uri(built.Urls.Single() + "/");
        Started(Root);
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

        GC.SuppressFinalize(this);
    }

    protected abstract void Configure(WebApplicationBuilder builder);

    protected abstract void Map(WebApplication built);

    protected abstract void Started(Uri root);

    /// <summary>In Russian, what to do when somebody else listens there.</summary>
    protected abstract string PortTaken(ListeningPlace place);

    /// <summary>In Russian, what to do about a certificate that cannot be used.</summary>
    protected abstract string CertificateUnusable(string file);

    private WebApplication Build(ListeningPlace place)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var certificate = Certificate(place);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.MaxRequestBodySize = LongestBody;
            kestrel.Limits.RequestHeadersTimeout = Patience;
            kestrel.Listen(place.EndPoint, listen =>
            {
                if (certificate is not null)
                {
                    listen.UseHttps(certificate);
                }
            });
        });
        builder.Services.AddRoutingCore();

        // The worker's own lifetime hears Ctrl+C; two listeners would race.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);

        // Nothing is logged by the framework: addresses hold ids of persons.
        builder.Logging.ClearProviders();
        Configure(builder);
        var built = builder.Build();
        Map(built);
        return built;
    }

    private X509Certificate2? Certificate(ListeningPlace place)
    {
        if (string.IsNullOrWhiteSpace(place.Certificate))
        {
            return null;
        }

        var file = Configuration.Resolve(place.Certificate);
        var password = string.IsNullOrEmpty(place.CertificatePassword) ? null : Secrets.Resolve(place.CertificatePassword);
        try
        {
            return !file.EndsWith(".pem", StringComparison.OrdinalIgnoreCase) ? X509CertificateLoader.LoadPkcs12FromFile(file, password)
                : password is null ? X509Certificate2.CreateFromPemFile(file)
                : X509Certificate2.CreateFromEncryptedPemFile(file, password);
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new GatewayException(CertificateUnusable(file), innerException: failure);
        }
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <param name="EndPoint">Address and port; port 0 takes a free one.</param>
/// <param name="Certificate">A file with certificate and key; without it plain HTTP.</param>
/// <param name="CertificatePassword">A reference to the secret that opens it.</param>
internal sealed record ListeningPlace(IPEndPoint EndPoint, string? Certificate, string? CertificatePassword);
