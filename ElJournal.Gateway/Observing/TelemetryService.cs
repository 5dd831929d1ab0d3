using System.Reflection;
using ElJournal.Gateway.Configuration;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ElJournal.Gateway.Observing;

/// <summary>Sends metrics and traces to a collector while the worker runs, where the configuration names one.</summary>
/// <remarks>Traces of outgoing requests are left out: their addresses may hold ids of persons.</remarks>
internal sealed class TelemetryService(GatewayOptions options, SecretResolver secrets) : IHostedService, IDisposable
{
    /// <summary>Beside the gateway's own: the scheduler's, the runtime's, and those of incoming and outgoing requests (hosts only).</summary>
    private static readonly string[] Meters = [Instruments.Name, "Quartz", "System.Runtime", "System.Net.Http", "Microsoft.AspNetCore.Hosting"];

    private MeterProvider? meters;
    private TracerProvider? traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Telemetry is not { Endpoint: { Length: > 0 } endpoint } telemetry)
        {
            return Task.CompletedTask;
        }

        var headers = string.IsNullOrEmpty(telemetry.Headers) ? null : secrets.Resolve(telemetry.Headers);
        var resource = ResourceBuilder.CreateEmpty().AddService("eljournal", serviceVersion: typeof(TelemetryService).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion);
        meters = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters)
            .AddOtlpExporter((exporter, reader) =>
            {
                Set(exporter, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)telemetry.Every.TotalMilliseconds;
            })
            .Build();
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Instruments.Name).AddOtlpExporter(exporter => Set(exporter, "v1/traces")).Build();
        return Task.CompletedTask;

        void Set(OtlpExporterOptions exporter, string path)
        {
            exporter.Protocol = telemetry.Protocol == "http" ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
            exporter.Endpoint = telemetry.Protocol == "http" ? new Uri($"{endpoint.TrimEnd('/')}/{path}") : new Uri(endpoint);
            exporter.Headers = headers;

            // The headers are a secret for this collector and go nowhere else.
            exporter.HttpClientFactory = () => new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromMilliseconds(exporter.TimeoutMilliseconds) };
        }
    }

    /// <summary>What has been measured and not sent is sent now; a collector that is gone does not hold up the stop for long.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        const int AtMost = 2000;
        meters?.Shutdown(AtMost);
        traces?.Shutdown(AtMost);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        meters?.Dispose();
        traces?.Dispose();
    }
}
