using System.Net;
using Polly.CircuitBreaker;

namespace ElJournal.Adapters.Http;

/// <summary>Looks into a failure.</summary>
public static class HttpFailures
{
    /// <summary>The status that led to the failure, when an answer did.</summary>
    public static HttpStatusCode? HttpStatus(this AdapterException failure) => (failure.InnerException as HttpRequestException)?.StatusCode;

    /// <summary>Whether no connection came about, so that the other side cannot have taken anything.</summary>
    public static bool NeverSent(this AdapterException failure) => failure.InnerException is BrokenCircuitException
        or HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError };
}
