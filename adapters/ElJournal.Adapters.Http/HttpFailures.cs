using System.Net;

namespace ElJournal.Adapters.Http;

/// <summary>Looks into a failure.</summary>
public static class HttpFailures
{
    /// <summary>The status that led to the failure, when an answer did.</summary>
    public static HttpStatusCode? HttpStatus(this AdapterException failure) => (failure.InnerException as HttpRequestException)?.StatusCode;
}
