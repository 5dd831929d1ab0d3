using ElJournal.Adapters.Dnevnik.Wire;
using ElJournal.Adapters.Http;
using Newtonsoft.Json;

namespace ElJournal.Adapters.Dnevnik;

/// <summary>What the API's error answers mean: <c>{"type":"…","description":"…"}</c> with any status, 2xx included.</summary>
/// <remarks>Marks, works and classes have a <c>type</c> too: it is an error only with a description and without an id.</remarks>
internal static class DnevnikErrors
{
    /// <summary>Prefixes that the same names occur with and without.</summary>
    private static readonly string[] Prefixes = ["api", "authorization"];

    public static HttpVerdict? Judge(HttpAnswer answer)
    {
        var status = (int)answer.Status;
        if (!answer.IsHtml && TypeOf(answer.Head) is { } type)
        {
            return OfType(type, $"{answer.Address} answered {type}, status {status}") ?? (answer.IsSuccess ? HttpVerdict.Fail(AdapterFailure.Temporary, $"{answer.Address} answered an error of unknown type, status {status}", Texts.UnknownError) : null);
        }

        return status switch
        {
            401 when !answer.IsHtml => HttpVerdict.Fail(AdapterFailure.Permanent, $"{answer.Address} answered 401", Texts.TokenRefused),
            403 when !answer.IsHtml => HttpVerdict.Fail(AdapterFailure.Final, $"{answer.Address} answered 403", Texts.OutOfScope),
            204 or 200 when answer.Length == 0 && answer.Address.EndsWith("/classteacher", StringComparison.Ordinal) => HttpVerdict.Fail(AdapterFailure.Final, "no class teacher"),
            _ => null,
        };
    }

    private static HttpVerdict? OfType(string type, string message) => Bare(type) switch
    {
        "invalidtoken" or "tokenrequired" => HttpVerdict.Fail(AdapterFailure.Permanent, message, Texts.TokenRefused),
        "failed" => HttpVerdict.Fail(AdapterFailure.Permanent, message, Texts.TokenRefused),
        "outofscope" or "notowner" or "ownerforbidden" or "systemforbidden" => HttpVerdict.Fail(AdapterFailure.Final, message, Texts.OutOfScope),
        "requestlimit" => HttpVerdict.Repeat(message, Texts.RequestLimit),

        // Often the consequence of a parameter, so it says nothing about the host.
        "servererror" or "unknownerror" => HttpVerdict.Repeat(message, Texts.ServerError),
        "invalidrequest" or "parameterinvalid" or "methodnotsupported" or "resourceunavailable" or "httpsrequired" => HttpVerdict.Fail(AdapterFailure.Final, message),
        _ => null,
    };

    private static string Bare(string type)
    {
        var prefix = Array.Find(Prefixes, prefix => type.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) ?? "";
        return type[prefix.Length..].ToLowerInvariant();
    }

    /// <summary>The type of an error object; <see langword="null"/> when it is none. Only the object's own properties count, and the beginning of the text is enough: errors are short.</summary>
    private static string? TypeOf(string head)
    {
        if (!head.AsSpan().TrimStart("\uFEFF \t\r\n").StartsWith("{"))
        {
            return null;
        }

        string? type = null;
        var described = false;
        try
        {
            using var reader = new JsonTextReader(new StringReader(head.TrimStart('\uFEFF'))) { DateParseHandling = DateParseHandling.None, MaxDepth = 64 };
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonToken.PropertyName)
            {
                var name = (string)reader.Value!;
                if (WireScalars.Is(name, "id") || WireScalars.Is(name, "id_str"))
                {
                    return null;
                }

                reader.Read();
                if (WireScalars.Is(name, "type"))
                {
                    type = reader.Value as string;
                }
                else if (WireScalars.Is(name, "description"))
                {
                    described = true;
                }

                reader.Skip();
            }
        }
        catch (JsonReaderException)
        {
            // The head ends in the middle of a longer object: no error.
        }

        // The word goes into messages: only what looks like one of the API's.
        return described && type is { Length: > 0 and <= 60 } && type.All(char.IsAsciiLetterOrDigit) ? type : null;
    }
}
