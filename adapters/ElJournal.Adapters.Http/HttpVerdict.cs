using System.Globalization;
using System.Net;

namespace ElJournal.Adapters.Http;

/// <summary>What an answer means.</summary>
public sealed class HttpVerdict
{
    private HttpVerdict(bool accepted, bool repeated, bool hostIsIll, AdapterFailure failure, string message, string? instruction)
    {
        Accepted = accepted;
        Repeated = repeated;
        HostIsIll = hostIsIll;
        Failure = failure;
        Message = message;
        Instruction = instruction;
    }

    /// <summary>The answer is what was asked for, or the adapter looks at it itself.</summary>
    public static HttpVerdict Accept { get; } = new(accepted: true, repeated: false, hostIsIll: false, AdapterFailure.Temporary, "", null);

    internal bool Accepted { get; }

    internal bool Repeated { get; }

    internal bool HostIsIll { get; }

    internal AdapterFailure Failure { get; }

    internal string Message { get; }

    internal string? Instruction { get; }

    /// <summary>A fault that may pass: asked again, after the wait that the answer names (<c>Retry-After</c>) or the channel's own.</summary>
    /// <param name="message">English, without secrets.</param>
    /// <param name="instruction">Russian, for the case that it does not pass; <see langword="null"/> for the usual words.</param>
    /// <param name="hostIsIll">Whether it counts against the host, so that it is left alone after many: true for 5xx, false for throttling.</param>
    public static HttpVerdict Repeat(string message, string? instruction = null, bool hostIsIll = false) => new(accepted: false, repeated: true, hostIsIll, AdapterFailure.Temporary, message, instruction);

    /// <summary>A failure that is not asked again.</summary>
    /// <param name="failure">What it means for the host.</param>
    /// <param name="message">English, without secrets.</param>
    /// <param name="instruction">Russian: what to do.</param>
    public static HttpVerdict Fail(AdapterFailure failure, string message, string? instruction = null) => new(accepted: false, repeated: false, hostIsIll: false, failure, message, instruction);

    /// <summary>The usual rules: 2xx is accepted unless it is a web page; 408, 429, 433 and 5xx are repeated; 401 and 403 need a person; the rest is final.</summary>
    public static HttpVerdict Usual(HttpAnswer answer)
    {
        var status = (int)answer.Status;
        var what = string.Create(CultureInfo.InvariantCulture, $"{answer.Address} answered {status}{(answer.IsHtml ? " with a web page" : "")}");
        return answer.Status switch
        {
            >= (HttpStatusCode)500 => Repeat(what, string.Format(CultureInfo.GetCultureInfo("ru"), Texts.ServerError, status), hostIsIll: true),
            HttpStatusCode.TooManyRequests or (HttpStatusCode)433 => Repeat(what, Texts.Throttled),
            HttpStatusCode.RequestTimeout => Repeat(what, Texts.TimedOut),
            HttpStatusCode.Unauthorized => Fail(AdapterFailure.Permanent, what, Texts.Unauthorized),
            HttpStatusCode.Forbidden when !answer.IsHtml => Fail(AdapterFailure.Permanent, what, Texts.Forbidden),
            _ when answer.IsHtml && answer.IsSuccess => Repeat(what, Texts.WebPage),
            _ when answer.IsSuccess => Accept,
            _ when status is >= 300 and < 400 => Fail(AdapterFailure.Temporary, what, Texts.Redirected),
            _ => Fail(answer.IsHtml ? AdapterFailure.Temporary : AdapterFailure.Final, what, string.Format(CultureInfo.GetCultureInfo("ru"), Texts.Refused, status)),
        };
    }
}
