using System.Globalization;
using System.Net;
using ElJournal.Adapters.Http;
using Newtonsoft.Json.Linq;
using RestEase;

namespace ElJournal.Adapters.Petersburg.ReadingBack;

/// <summary>A signed-in account. A session that is lost is renewed by one new login in the session's life: the portal throttles repeated ones.</summary>
internal sealed class PortalSession(HttpChannel channel, ReadAccount account)
{
    private const string Cookie = "X-JWT-Token";
    private readonly IPortalApi api = channel.Api<IPortalApi>();
    private int logins;

    /// <summary>What the portal's own error answers mean. A lost session shows as 401, as 403 with a text, or as a web page with 200; asking again would not help.</summary>
    public static HttpVerdict? Judge(HttpAnswer answer) => answer switch
    {
        { Status: HttpStatusCode.BadRequest } when answer.Address.EndsWith("auth/login", StringComparison.Ordinal) => HttpVerdict.Fail(AdapterFailure.Permanent, $"{answer.Address} answered 400", Texts.LoginRefused),
        { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => HttpVerdict.Fail(AdapterFailure.Temporary, $"{answer.Address} answered {(int)answer.Status}: no session", Texts.SessionLost),
        { IsHtml: true, IsSuccess: true } => HttpVerdict.Fail(AdapterFailure.Temporary, $"{answer.Address} answered with a web page: no session", Texts.SessionLost),
        _ => null,
    };

    /// <summary>Asks, with one new login when the session has been lost.</summary>
    /// <returns>What lies in <c>data</c>.</returns>
    /// <exception cref="AdapterException">No answer, no session, or the portal refused.</exception>
    public async Task<JToken> AskAsync(Func<IPortalApi, CancellationToken, Task<Response<WireEnvelope>>> call, CancellationToken cancellationToken)
    {
        if (logins == 0)
        {
            await LoginAsync(cancellationToken);
        }

        Response<WireEnvelope> answer;
        try
        {
            answer = await call(api, cancellationToken);
        }
        catch (AdapterException failure) when (IsLostSession(failure) && logins < 2)
        {
            await LoginAsync(cancellationToken);
            answer = await call(api, cancellationToken);
        }

        using (answer.ResponseMessage)
        {
            Keep(answer.ResponseMessage);
            return Data(answer) ?? throw new AdapterException(AdapterFailure.Temporary, "The portal answered without data: it refused.", Texts.ReadRefused);
        }
    }

    private static bool IsLostSession(AdapterException failure) => failure.HttpStatus() is HttpStatusCode.OK or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

    private async Task LoginAsync(CancellationToken cancellationToken)
    {
        logins++;
        api.Session = null;
        Response<WireEnvelope> answer;
        try
        {
            answer = await api.LoginAsync(new WireLogin(account.Login, account.Password), cancellationToken);
        }
        catch (AdapterException failure) when (failure.HttpStatus() is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new AdapterException(AdapterFailure.Permanent, failure.Message, Texts.LoginRefused, innerException: failure);
        }
        catch (AdapterException failure) when (failure.HttpStatus() == HttpStatusCode.OK)
        {
            throw new AdapterException(AdapterFailure.Temporary, failure.Message, Texts.LoginWebPage, innerException: failure);
        }
        catch (AdapterException failure) when (failure.HttpStatus() is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Gone)
        {
            throw new AdapterException(AdapterFailure.Permanent, failure.Message, Texts.ReadAddressWrong, innerException: failure);
        }
        catch (AdapterException failure) when (failure.HttpStatus() is { } status and > HttpStatusCode.BadRequest)
        {
            // Too many logins are refused for a while; with which status nobody knows.
            throw new AdapterException(AdapterFailure.Temporary, failure.Message, string.Format(CultureInfo.InvariantCulture, Texts.LoginThrottled, (int)status), failure.RetryAfter, failure);
        }

        using (answer.ResponseMessage)
        {
            // The token lies in the body, in the cookie, or in both.
            Keep(answer.ResponseMessage);
            if (api.Session is null && Data(answer) is JObject data && (string?)data["token"] is { Length: > 0 } token)
            {
                api.Session = $"{Cookie}={token}";
            }
        }

        if (api.Session is null)
        {
            throw new AdapterException(AdapterFailure.Temporary, "The portal's answer to the login holds no token.", Texts.ReadRefused);
        }
    }

    /// <summary>Any answer may re-issue the cookie: the newest counts.</summary>
    private void Keep(HttpResponseMessage answer)
    {
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
        {
            var pair = cookie.Split(';', 2)[0].Split('=', 2, StringSplitOptions.TrimEntries);
            if (pair is [var name, { Length: > 0 } token] && string.Equals(name, Cookie, StringComparison.OrdinalIgnoreCase))
            {
                api.Session = $"{Cookie}={token}";
            }
        }
    }

    private static JToken? Data(Response<WireEnvelope> answer) => answer.GetContent().Data is { Type: not JTokenType.Null } data ? data : null;
}
