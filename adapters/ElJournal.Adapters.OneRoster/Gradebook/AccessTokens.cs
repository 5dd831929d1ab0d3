using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ElJournal.Adapters.Http;

namespace ElJournal.Adapters.OneRoster.Gradebook;

/// <summary>Signs in (OAuth 2, client credentials) and keeps the token until it ends. One token serves all requests.</summary>
internal sealed class AccessTokens(HttpChannel channel, Uri address, ClientCredentials credentials, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan UsualLife = TimeSpan.FromHours(1);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim turn = new(1);
    private AccessToken? current;

    /// <summary>What the token endpoint's own answers mean.</summary>
    public static HttpVerdict? Judge(HttpAnswer answer) => answer switch
    {
        { IsHtml: true } => null,
        { Status: HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => HttpVerdict.Fail(AdapterFailure.Permanent, $"{answer.Address} answered {(int)answer.Status}: no token", Texts.CredentialsRefused),
        { Status: HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Gone } => HttpVerdict.Fail(AdapterFailure.Permanent, $"{answer.Address} answered {(int)answer.Status}: no token endpoint", Texts.TokenUrlWrong),
        _ => null,
    };

    /// <summary>A token that is good as far as is known.</summary>
    /// <param name="refused">A token that the provider has refused; it is not given out again.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    /// <exception cref="AdapterException">No token is to be had.</exception>
    public async ValueTask<AccessToken> GetAsync(AccessToken? refused, CancellationToken cancellationToken)
    {
        if (IsGood(current, refused))
        {
            return current!;
        }

        await turn.WaitAsync(cancellationToken);
        try
        {
            return IsGood(current, refused) ? current! : current = await AskAsync(cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        channel.Dispose();
        turn.Dispose();
    }

    private bool IsGood(AccessToken? token, AccessToken? refused) => token is not null && !ReferenceEquals(token, refused) && time.GetUtcNow() < token.RenewAt;

    private async Task<AccessToken> AskAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("scope", credentials.Scopes)]);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", credentials.ToBasic());
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var answer = await channel.Client.SendAsync(request, cancellationToken);
        var token = channel.ReadJson<WireToken>(answer);
        if (string.IsNullOrWhiteSpace(token.AccessToken) || token.AccessToken.Any(letter => letter is <= ' ' or > '~') || (token.TokenType is { } type && !string.Equals(type, "bearer", StringComparison.OrdinalIgnoreCase)))
        {
            throw new AdapterException(AdapterFailure.Temporary, "The token endpoint answered without a bearer token.", Texts.TokenMissing);
        }

        var life = token.ExpiresIn is > 0 and < 1e8 and var seconds ? TimeSpan.FromSeconds(seconds) : UsualLife;
        return new AccessToken(token.AccessToken, time.GetUtcNow() + (life > Margin * 2 ? life - Margin : life / 2));
    }
}

/// <summary>A token. Never logged.</summary>
internal sealed class AccessToken(string value, DateTimeOffset renewAt)
{
    public string Header { get; } = $"Bearer {value}";

    public DateTimeOffset RenewAt { get; } = renewAt;
}

/// <summary>Who signs in, for what. Never logged.</summary>
internal sealed class ClientCredentials(string id, string secret, string scopes)
{
    public string Scopes { get; } = scopes;

    /// <summary>Both parts are form-encoded first (RFC 6749, 2.3.1), so that a colon in the id stays one.</summary>
    public string ToBasic() => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{WebUtility.UrlEncode(id)}:{WebUtility.UrlEncode(secret)}"));
}
