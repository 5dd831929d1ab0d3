using System.Net;
using System.Threading.RateLimiting;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Logging;

namespace ElJournal.Gateway.MySchool;

/// <summary>Serves <c>GET /Schedule/{ЕСИА id}</c> while the worker runs, where the configuration says so.</summary>
internal sealed class ScheduleServer(GatewayConfiguration configuration, SecretResolver secrets, LedgerDatabase ledger, AuditLog log, TimeProvider clock, MachineClock machine, ILogger<ScheduleServer> logger)
    : LocalServer(configuration, secrets)
{
    protected override ListeningPlace? Place => Configuration.Options.MySchool is { Enabled: true } options
        ? new ListeningPlace(new IPEndPoint(IPAddress.Parse(options.Address), options.Port), options.Certificate, options.CertificatePassword)
        : null;

    private MySchoolOptions Options => Configuration.Options.MySchool!;

    protected override void Configure(WebApplicationBuilder builder) => builder.Services.AddRateLimiter(limits => Limit(limits, Options));

    protected override void Map(WebApplication built)
    {
        built.UseExceptionHandler(new ExceptionHandlerOptions { AllowStatusCode404Response = true, ExceptionHandler = FailAsync });
        built.UseRouting();
        built.UseRateLimiter();
        Endpoints(Options).Map(built);
    }

    protected override void Started(Uri root) => Log.Serving(logger, root.AbsoluteUri);

    protected override string PortTaken(ListeningPlace place) => Phrase.Of(Texts.PortTaken, place.EndPoint.Address, place.EndPoint.Port);

    protected override string CertificateUnusable(string file) => Phrase.Of(Texts.CertificateUnusable, file);

    private ScheduleEndpoints Endpoints(MySchoolOptions options)
    {
        var known = options.Clients.ToDictionary(client => client.Id, client => Secrets.Resolve(client.Secret), StringComparer.Ordinal);
        var schools = Configuration.Schools.All.Where(school => school.Options.MySchool is not null).Select(school => (school, new PupilIds(Configuration.Resolve(school.Options.MySchool!.Pupils)))).ToList();
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

    private Task FailAsync(HttpContext context)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        Log.Failed(logger, failure is GatewayException known ? known.Message : failure?.GetType().Name ?? "unknown");
        return ScheduleEndpoints.Outcome(StatusCodes.Status500InternalServerError, OperationOutcome.Fatal("exception", "The answer could not be made.")).ExecuteAsync(context);
    }
}
