using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using ElJournal.Adapters.Portals;

namespace ElJournal.Adapters.Petersburg.Pushing;

/// <summary>What an answer to a package means.</summary>
internal static class PushAnswer
{
    /// <summary>The receipt that the answer is.</summary>
    /// <param name="status">The answer's status.</param>
    /// <param name="headers">Its headers.</param>
    /// <param name="body">Its body, complete.</param>
    /// <param name="now">For an answer that names the moment to come again and not its own.</param>
    /// <exception cref="AdapterException">It is none; the failure says what the package's fate is.</exception>
    /// <exception cref="PackageTooLargeException">The portal takes smaller packages only.</exception>
    /// <exception cref="PortalBusyException">The portal has not taken the package and asks to come again.</exception>
    public static Receipt Receipt(HttpStatusCode status, HttpResponseHeaders headers, byte[] body, DateTimeOffset now)
    {
        switch (status)
        {
            case HttpStatusCode.OK or HttpStatusCode.Accepted or HttpStatusCode.Conflict:
                return ReceiptBody.Read(body, out var fault) ?? throw new AdapterException(AdapterFailure.Temporary, $"The answer {(int)status} is no receipt: {fault}");
            case HttpStatusCode.BadRequest:
                throw new AdapterException(AdapterFailure.Final, $"The portal refused the package (400{ReceiptBody.Code(body)}).", Texts.PackageRefused);
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                throw new AdapterException(AdapterFailure.Permanent, $"The portal did not accept the key ({(int)status}).", Instruction(Texts.KeyRefused, status));
            case HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Gone:
                throw new AdapterException(AdapterFailure.Permanent, $"Nothing takes packages at the address ({(int)status}).", Instruction(Texts.AddressWrong, status));
            case HttpStatusCode.RequestEntityTooLarge:
                throw new PackageTooLargeException("The portal takes smaller packages only (413).");
            case HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable:
                throw new PortalBusyException($"The portal asks to come again later ({(int)status}).", RetryAfter(headers, now));
            default:
                // What stands before the portal says of these three that the portal itself has said nothing.
                throw new AdapterException(AdapterFailure.Temporary, $"The portal answered {(int)status}, which says nothing about the package.", retryAfter: RetryAfter(headers, now))
                {
                    Unanswered = status is HttpStatusCode.RequestTimeout or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout,
                };
        }
    }

    private static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        // By the portal's own clock where it shows it: the two clocks need not agree.
        var wait = headers.RetryAfter is not { } asked ? null : asked.Delta ?? asked.Date - (headers.Date ?? now);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static string Instruction(string text, HttpStatusCode status) => string.Format(CultureInfo.InvariantCulture, text, (int)status);
}
