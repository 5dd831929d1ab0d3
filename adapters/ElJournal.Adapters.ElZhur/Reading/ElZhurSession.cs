using System.Net;
using ElJournal.Adapters.ElZhur.Mapping;
using ElJournal.Adapters.ElZhur.Wire;
using ElJournal.Adapters.Http;
using RestEase;

namespace ElJournal.Adapters.ElZhur.Reading;

/// <summary>Calls the API as a signed-in user: signs in when needed, once more when the token is refused, and looks at state and status.</summary>
internal sealed class ElZhurSession(IElZhurApi api, ElZhurOptions options) : IDisposable
{
    private const string CookieName = "school_domain=";

    private readonly SemaphoreSlim gate = new(1);
    private string? token = options.AuthToken;
    private string? renewed;

    /// <summary>When the token ends, where that is known.</summary>
    public DateTimeOffset? TokenEnds { get; private set; } = options.AuthToken is null ? null : options.AuthTokenEnds;

    /// <summary>A new read may sign in anew once.</summary>
    public void Begin() => renewed = null;

    /// <summary>Asks; <see langword="null"/> when the answer is well-formed and has no result.</summary>
    /// <exception cref="Refusal">The API refuses the arguments, or the account may not call the method.</exception>
    /// <exception cref="AdapterException">It could not be asked.</exception>
    public async Task<T?> AskAsync<T>(string method, Func<IElZhurApi, IDictionary<string, string>, CancellationToken, Task<Response<Answer<T>>>> call, CancellationToken cancellationToken)
        where T : class
    {
        var used = await TokenAsync(cancellationToken);
        var answer = await SendAsync(method, () => call(api, Caller(used), cancellationToken));
        if (answer.Status == HttpStatusCode.Forbidden && await RenewAsync(used, cancellationToken) is { } fresh)
        {
            answer = await SendAsync(method, () => call(api, Caller(fresh), cancellationToken));
        }

        return answer.Status switch
        {
            HttpStatusCode.OK => answer.Result,
            HttpStatusCode.BadRequest when answer.IsDeveloperUnknown => throw new AdapterException(AdapterFailure.Permanent, $"{method}: the developer's key is refused", Texts.DevKeyRefused),
            HttpStatusCode.BadRequest => throw new Refusal(RefusalKind.Arguments, method),
            HttpStatusCode.Forbidden => throw new Refusal(RefusalKind.Forbidden, method),
            var status => throw new AdapterException(AdapterFailure.Temporary, $"{method}: state {(int)status}", Texts.Unexpected),
        };
    }

    public void Dispose() => gate.Dispose();

    /// <summary>Of status and state the one that is no success counts; 401 is not known of this API and means what 403 does.</summary>
    private static async Task<(HttpStatusCode Status, bool IsDeveloperUnknown, T? Result)> SendAsync<T>(string method, Func<Task<Response<Answer<T>>>> send)
        where T : class
    {
        var response = await send();
        using var message = response.ResponseMessage;
        var status = message.StatusCode;
        Answer<T>? answer;
        try
        {
            answer = response.GetContent();
        }
        catch (AdapterException) when (!message.IsSuccessStatusCode)
        {
            // A refusal needs no body.
            answer = null;
        }

        if (message.IsSuccessStatusCode)
        {
            if (answer is { State: null, Result: null })
            {
                throw new AdapterException(AdapterFailure.Temporary, $"{method}: the answer has neither state nor result", Texts.Unexpected);
            }

            status = (HttpStatusCode)(answer?.State ?? 200);
        }

        status = status == HttpStatusCode.Unauthorized ? HttpStatusCode.Forbidden : status;
        return (status, answer?.Error?.Contains("разработчик", StringComparison.OrdinalIgnoreCase) == true, answer?.Result);
    }

    private Dictionary<string, string> Caller(string? token)
    {
        var caller = new Dictionary<string, string>(StringComparer.Ordinal) { ["devkey"] = options.DevKey, ["vendor"] = options.Vendor, ["out_format"] = "json" };
        if (token is not null)
        {
            caller.Add("auth_token", token);
        }

        return caller;
    }

    private async Task<string> TokenAsync(CancellationToken cancellationToken)
    {
        if (token is { } known)
        {
            return known;
        }

        await gate.WaitAsync(cancellationToken);
        try
        {
            return token ??= await SignInAsync(cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>A token in place of the refused one: that of another request that was quicker, or a new one; <see langword="null"/> when a new one has been tried.</summary>
    private async Task<string?> RenewAsync(string refused, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (token != refused)
            {
                return token;
            }

            if (renewed is not null || options.Login is null || options.Password is null)
            {
                return null;
            }

            renewed = await SignInAsync(cancellationToken);
            return token = renewed;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<string> SignInAsync(CancellationToken cancellationToken)
    {
        if (options.Login is not { } login || options.Password is not { } password)
        {
            throw new AdapterException(AdapterFailure.Permanent, "auth: the token is refused and there are no credentials to sign in with", Texts.TokenRefused);
        }

        var form = new Dictionary<string, string>(StringComparer.Ordinal) { ["login"] = login, ["password"] = password };
        (HttpStatusCode Status, bool IsDeveloperUnknown, WireToken? Result) answer;
        try
        {
            answer = await SendAsync("auth", async () =>
            {
                var response = await api.SignInAsync(Caller(token: null), form, cancellationToken);
                TakeCookie(response.ResponseMessage);
                return response;
            });
        }
        catch (AdapterException failure) when (failure.HttpStatus() == HttpStatusCode.InternalServerError)
        {
            // The API answers 500 both to an unknown school and when it is ill.
            throw new AdapterException(AdapterFailure.Temporary, failure.Message, Texts.VendorUnknown, failure.RetryAfter, failure.InnerException);
        }

        if (answer.Status != HttpStatusCode.OK || string.IsNullOrWhiteSpace(answer.Result?.Token))
        {
            throw new AdapterException(
                AdapterFailure.Permanent,
                $"auth: refused with {(int)answer.Status}",
                answer.IsDeveloperUnknown || answer.Status == HttpStatusCode.Forbidden ? Texts.DevKeyRefused : Texts.CredentialsRefused);
        }

        TokenEnds = WireTimes.Moment(answer.Result.Expires);
        return answer.Result.Token;
    }

    private void TakeCookie(HttpResponseMessage answer)
    {
        if (answer.Headers.TryGetValues("Set-Cookie", out var cookies)
            && cookies.FirstOrDefault(cookie => cookie.StartsWith(CookieName, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            api.Cookie = found.Split(';', 2)[0];
        }
    }
}
