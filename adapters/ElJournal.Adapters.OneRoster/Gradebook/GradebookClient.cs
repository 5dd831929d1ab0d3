using System.Globalization;
using System.Net;
using ElJournal.Adapters.Http;
using ElJournal.Adapters.OneRoster.Bundles;

namespace ElJournal.Adapters.OneRoster.Gradebook;

/// <summary>Writes and deletes objects of the gradebook.</summary>
internal sealed class GradebookClient(HttpChannel channel, GradebookAddresses addresses, AccessTokens tokens) : IDisposable
{
    private readonly IGradebookApi api = channel.Api<IGradebookApi>();
    private volatile bool sure;

    /// <summary>What the service's own answers mean. A refusal of one object is for the caller; what would refuse all of them is a failure.</summary>
    public static HttpVerdict? Judge(HttpAnswer answer) => answer switch
    {
        { IsHtml: true, IsSuccess: false } when (int)answer.Status < 500 => HttpVerdict.Repeat($"{answer.Address} answered {(int)answer.Status} with a web page", Texts.NotTheProvider),
        { Status: HttpStatusCode.Unauthorized } => HttpVerdict.Fail(AdapterFailure.Permanent, $"{answer.Address} answered 401: the token is not accepted", Texts.TokenRefused),
        { Status: HttpStatusCode.Forbidden } => HttpVerdict.Fail(AdapterFailure.Permanent, $"{answer.Address} answered 403: the token does not allow it", Texts.ScopeMissing),
        { Status: HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or (HttpStatusCode)433 } => null,
        { Status: HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Gone } when answer.Request.Method != HttpMethod.Delete && !answer.Head.Contains("imsx_", StringComparison.OrdinalIgnoreCase) =>
            HttpVerdict.Fail(AdapterFailure.Permanent, $"{answer.Address} answered {(int)answer.Status}: no gradebook service there", Texts.BaseUrlWrong),
        { Status: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError } => HttpVerdict.Accept,
        _ => null,
    };

    /// <summary>Creates or replaces the object that the row is.</summary>
    /// <returns>The status, and why the provider does not take it.</returns>
    /// <exception cref="AdapterException">Not written, or not known to be.</exception>
    public Task<WriteAnswer> PutAsync(Row row, DateTimeOffset changedAt, CancellationToken cancellationToken) => WriteAsync(
        row.File switch
        {
            "categories" => token => api.PutAsync(token.Header, row.SourcedId, WireBody.Category(row, changedAt), cancellationToken),
            "lineItems" => token => api.PutAsync(token.Header, row.SourcedId, WireBody.LineItem(row, changedAt, addresses), cancellationToken),
            "results" => token => api.PutAsync(token.Header, row.SourcedId, WireBody.Result(row, changedAt, addresses), cancellationToken),
            _ => throw new ArgumentException($"'{row.File}' is no part of a gradebook.", nameof(row)),
        },
        deletes: false,
        cancellationToken);

    /// <summary>Deletes an object; one that is not there is deleted.</summary>
    public Task<WriteAnswer> DeleteAsync(string collection, string sourcedId, CancellationToken cancellationToken) =>
        WriteAsync(token => api.DeleteAsync(token.Header, collection, sourcedId, cancellationToken), deletes: true, cancellationToken);

    /// <summary>Asks whether the service is there and knows the token.</summary>
    public async Task<HttpStatusCode> ProbeAsync(CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(token => api.CategoriesAsync(token.Header, limit: 1, cancellationToken), cancellationToken);
        return answer.StatusCode;
    }

    public void Dispose()
    {
        channel.Dispose();
        tokens.Dispose();
    }

    private async Task<WriteAnswer> WriteAsync(Func<AccessToken, Task<HttpResponseMessage>> call, bool deletes, CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(call, cancellationToken);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        var status = (int)answer.StatusCode;
        var info = StatusInfo.Read(body, out var isJson);
        if (answer.IsSuccessStatusCode && !isJson && !string.IsNullOrWhiteSpace(body))
        {
            throw new AdapterException(AdapterFailure.Temporary, $"The provider answered {status} with something else than JSON.", Texts.NotTheProvider);
        }

        if (deletes && answer.StatusCode == HttpStatusCode.NotFound)
        {
            await MakeSureAsync(info, cancellationToken);
            return new WriteAnswer(status, Refusal: null);
        }

        return answer.IsSuccessStatusCode && info is not { Failed: true }
            ? new WriteAnswer(status, Refusal: null)
            : new WriteAnswer(status, new Refusal(info?.Code ?? string.Create(CultureInfo.InvariantCulture, $"http-{status}"), info?.Description ?? string.Format(CultureInfo.GetCultureInfo("ru"), Texts.RefusedWithoutWords, status)));
    }

    /// <summary>A bare 404 to a delete says that the object is gone, or that there is no such service: then nothing is gone.</summary>
    private async Task MakeSureAsync(StatusInfo? info, CancellationToken cancellationToken)
    {
        if (info is not null || sure)
        {
            return;
        }

        try
        {
            await ProbeAsync(cancellationToken);
        }
        catch (AdapterException failure) when (failure.HttpStatus() == HttpStatusCode.Forbidden)
        {
            // There is a service; this token may write and not read.
        }

        sure = true;
    }

    /// <summary>Asks with a token; a token that has ended before its time is renewed once.</summary>
    private async Task<HttpResponseMessage> AskAsync(Func<AccessToken, Task<HttpResponseMessage>> call, CancellationToken cancellationToken)
    {
        var token = await tokens.GetAsync(refused: null, cancellationToken);
        try
        {
            return await call(token);
        }
        catch (AdapterException failure) when (failure.HttpStatus() == HttpStatusCode.Unauthorized)
        {
            return await call(await tokens.GetAsync(token, cancellationToken));
        }
    }
}

/// <summary>What came of a write.</summary>
/// <param name="Status">The provider's status.</param>
/// <param name="Refusal">Why it does not take the object; <see langword="null"/> when it has.</param>
internal sealed record WriteAnswer(int Status, Refusal? Refusal);

/// <summary>Why the provider does not take an object, in its own words.</summary>
internal sealed record Refusal(string Code, string Message);
