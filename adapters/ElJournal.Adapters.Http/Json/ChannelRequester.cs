using System.Globalization;
using RestEase;
using RestEase.Implementation;

namespace ElJournal.Adapters.Http.Json;

/// <summary>RestEase's calls over the channel: bodies are read from the received blocks instead of one long string, and every answer has been judged before.</summary>
internal sealed class ChannelRequester : Requester
{
    private readonly JsonBodies bodies;

    public ChannelRequester(HttpClient client, JsonBodies bodies)
        : base(client)
    {
        this.bodies = bodies;
        RequestBodySerializer = new JsonRequestBodySerializer { JsonSerializerSettings = bodies.Settings };
        FormatProvider = CultureInfo.InvariantCulture;
    }

    public override async Task<T> RequestAsync<T>(IRequestInfo requestInfo)
    {
        using var answer = await RequestWithResponseMessageAsync(requestInfo).ConfigureAwait(false);
        return bodies.Read<T>(answer);
    }

    public override async Task<Response<T>> RequestWithResponseAsync<T>(IRequestInfo requestInfo)
    {
        var answer = await RequestWithResponseMessageAsync(requestInfo).ConfigureAwait(false);
        return new Response<T>(null, answer, () => bodies.Read<T>(answer));
    }

    /// <summary>RestEase's own exception quotes the whole address, in which keys travel.</summary>
    protected override async Task<HttpResponseMessage> SendRequestAsync(IRequestInfo requestInfo, bool readBody)
    {
        try
        {
            return await base.SendRequestAsync(requestInfo, readBody: false).ConfigureAwait(false);
        }
        catch (ApiException exception)
        {
            throw new AdapterException(
                AdapterFailure.Final,
                $"{exception.RequestMethod} {HttpAddresses.Redacted(exception.RequestUri)}: status {(int)exception.StatusCode} was accepted, but the interface lacks AllowAnyStatusCode",
                innerException: new HttpRequestException(message: null, inner: null, exception.StatusCode));
        }
    }
}
