using System.Net;

namespace ElJournal.Adapters.Http;

/// <summary>An answer as it is judged: its status and the beginning of its text.</summary>
/// <param name="Request">The request: its address may hold secrets, so never quote it; use <see cref="Address"/>.</param>
/// <param name="Status">The status; systems use numbers beyond the standard ones (433, 550).</param>
/// <param name="MediaType">What the answer says it is, without parameters.</param>
/// <param name="Length">The length of the body in bytes.</param>
/// <param name="Head">The first 4,000 bytes of the body as text.</param>
public sealed record HttpAnswer(HttpRequestMessage Request, HttpStatusCode Status, string? MediaType, long Length, string Head)
{
    /// <summary>Whether the status is 2xx.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Whether the body is a web page, by its content: error pages are sent with any status and any media type.</summary>
    public bool IsHtml { get; } = HtmlPages.IsHtml(Head);

    /// <summary>Method and address for logs and messages, the values of its query left out.</summary>
    public string Address => HttpAddresses.Redacted(Request);
}
