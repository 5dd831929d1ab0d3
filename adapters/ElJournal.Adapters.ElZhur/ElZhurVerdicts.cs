using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using ElJournal.Adapters.Http;

namespace ElJournal.Adapters.ElZhur;

/// <summary>What ЭлЖур's own error answers mean, before the usual rules are asked.</summary>
internal static partial class ElZhurVerdicts
{
    /// <summary>
    /// Answers with 400, 401 and 403 go on to whoever asked, who signs in again or asks for less; a state within the answer that stands for
    /// a passing fault is repeated even when the HTTP status says that all is well.
    /// </summary>
    public static HttpVerdict? Judge(HttpAnswer answer)
    {
        if (answer.IsHtml)
        {
            return null;
        }

        if (answer.Head.AsSpan().TrimStart('\uFEFF').TrimStart().StartsWith("<", StringComparison.Ordinal))
        {
            return HttpVerdict.Fail(AdapterFailure.Temporary, $"{answer.Address} answered in XML although JSON was asked for", Texts.XmlAnswer);
        }

        if (answer.IsSuccess)
        {
            return State(answer.Head) switch
            {
                408 or 429 or 433 => HttpVerdict.Repeat($"{answer.Address} asks for patience in its answer"),
                >= 500 and var state => HttpVerdict.Repeat(string.Create(CultureInfo.InvariantCulture, $"{answer.Address} has state {state} in its answer"), hostIsIll: true),
                _ => null,
            };
        }

        return answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? HttpVerdict.Accept : null;
    }

    private static int? State(string head) =>
        StateField().Match(head) is { Success: true } match ? int.Parse(match.Groups["state"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    // At the beginning only, where the envelope is: further down it could be part of a text.
    [GeneratedRegex("""^[\s\uFEFF]*\{(?:\s*"response"\s*:\s*\{)?\s*"state"\s*:\s*"?(?<state>\d{3})"?""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StateField();
}
