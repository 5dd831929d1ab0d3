using System.Globalization;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace ElJournal.Adapters.Http.Pipeline;

/// <summary>What the host is told when a request has been given up.</summary>
internal static class Failures
{
    public static AdapterException Of(Attempt attempt, HttpChannelOptions options) => new(
        attempt.Verdict.Failure,
        attempt.Verdict.Message + (attempt.RetryAfter is { } wait ? string.Create(CultureInfo.InvariantCulture, $"; it asks to wait {wait.TotalSeconds:0} s") : ""),
        attempt.Verdict.Instruction,
        attempt.RetryAfter,
        new HttpRequestException($"Status {(int)attempt.Answer.Status} after at most {options.Retries} repetitions.", inner: null, attempt.Answer.Status));

    public static AdapterException Of(Exception exception, HttpRequestMessage request, HttpChannelOptions options)
    {
        var address = HttpAddresses.Redacted(request);
        return exception switch
        {
            BrokenCircuitException broken => new(AdapterFailure.Temporary, $"{address}: the host failed too often and is left alone for a while", Texts.CircuitOpen, broken.RetryAfter, exception),
            TimeoutRejectedException => new(AdapterFailure.Temporary, $"{address}: no answer in time", Texts.TimedOut, innerException: exception) { Unanswered = true },
            HttpRequestException failure when CertificateTrouble.In(failure, options.CertificateAuthorityFile is not null) is { } instruction =>
                new(AdapterFailure.Permanent, $"{address}: the server's certificate was refused", instruction, innerException: exception),
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new(AdapterFailure.Temporary, $"{address}: the name is unknown", Texts.NameUnknown, innerException: exception),
            HttpRequestException failure => new(AdapterFailure.Temporary, $"{address}: {failure.HttpRequestError}", Texts.Unreachable, innerException: exception) { Unanswered = true },
            _ => new(AdapterFailure.Temporary, $"{address}: the answer broke off", Texts.BodyBroken, innerException: exception) { Unanswered = true },
        };
    }
}
