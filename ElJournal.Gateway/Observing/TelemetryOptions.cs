using System.ComponentModel.DataAnnotations;

namespace ElJournal.Gateway.Observing;

/// <summary>Where metrics and traces go (OTLP); left out: nowhere.</summary>
internal sealed class TelemetryOptions
{
    /// <value>The collector's address: https, or http to this machine, such as <c>http://127.0.0.1:4317</c>.</value>
    public string? Endpoint { get; set; }

    /// <value><c>grpc</c> (default) or <c>http</c> (protobuf; the paths <c>/v1/metrics</c> and <c>/v1/traces</c> are added to the address).</value>
    [AllowedValues("grpc", "http")]
    public string Protocol { get; set; } = "grpc";

    /// <summary>A reference to a secret with the collector's headers, such as <c>authorization=Bearer …</c>.</summary>
    public string? Headers { get; set; }

    /// <value>How often metrics are sent; default one minute, one second to an hour.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(1);
}
