using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ElJournal.Samples.Simulators.Portal;

/// <summary>The receiver of <c>eljournal-push/1</c>. The format is the gateway's own; no portal is known to have this endpoint.</summary>
internal sealed class PushEndpoint(PortalSimulator portal)
{
    public async Task ProbeAsync(HttpContext context)
    {
        context.Response.StatusCode = IsKnown(context.Request) ? StatusCodes.Status204NoContent : StatusCodes.Status401Unauthorized;
        await context.Response.CompleteAsync();
    }

    public async Task PostAsync(HttpContext context)
    {
        var body = await ReadAsync(context.Request, context.RequestAborted);
        portal.Requests.Note(context.Request.Headers["Idempotency-Key"].ToString(), body);
        if (portal.Faults.TryDequeue(out var fault) && fault is not null)
        {
            await FailAsync(context, fault, body);
            return;
        }

        var (status, answer) = Serve(context.Request, body);
        await AnswerAsync(context, status, answer, "application/json");
    }

    private (int Status, byte[] Answer) Serve(HttpRequest request, byte[] body)
    {
        if (!IsKnown(request))
        {
            return (StatusCodes.Status401Unauthorized, Fault("UNKNOWN-KEY"));
        }

        var id = request.Headers["Idempotency-Key"].ToString();
        if (PushDocument.Read(body, id, out var wrong) is not { } records)
        {
            return (StatusCodes.Status400BadRequest, Fault(wrong));
        }

        if (records.Count > portal.MostRecords || body.Length > portal.MostBytes)
        {
            return (StatusCodes.Status413PayloadTooLarge, Fault("TOO-LARGE"));
        }

        if (portal.Inbox.Take(id, body, records) is not { } taken)
        {
            return (StatusCodes.Status400BadRequest, Fault("OTHER-CONTENT"));
        }

        return (taken.Before ? portal.StatusOfRepeated : portal.StatusOfTaken, taken.Receipt.ToJson());
    }

    private async Task FailAsync(HttpContext context, PushFault fault, byte[] body)
    {
        var (status, honest) = fault.Applied ? Serve(context.Request, body) : (StatusCodes.Status200OK, new PushReceipt("R-0", 1, []).ToJson());
        if (fault.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = wait;
        }

        switch (fault.Fault)
        {
            case PortalFault.Status:
                await AnswerAsync(context, fault.Status, Fault("ON-DEMAND"), "application/json");
                break;
            case PortalFault.NoBody:
                await AnswerAsync(context, fault.Status, [], "application/json");
                break;
            case PortalFault.CaptivePortal:
                await AnswerAsync(context, StatusCodes.Status200OK, "<!DOCTYPE html><html><body>Войдите в сеть</body></html>"u8.ToArray(), "text/html; charset=utf-8");
                break;
            case PortalFault.Page:
                await AnswerAsync(context, fault.Status, "<!DOCTYPE html><html><body>nginx</body></html>"u8.ToArray(), "text/html");
                break;
            case PortalFault.RejectsAll:
                await AnswerAsync(context, StatusCodes.Status200OK, new PushReceipt("R-0", 0, [.. NamesOf(body).Select(name => new PushRejection(name.Kind, name.Key, "E18", "Не принято"))]).ToJson(), "application/json");
                break;
            case PortalFault.WrongContentType:
                await AnswerAsync(context, status, honest, "text/html");
                break;
            case PortalFault.Truncated:
                context.Response.ContentLength = honest.Length;
                context.Response.ContentType = "application/json";
                await context.Response.Body.WriteAsync(honest.AsMemory(0, honest.Length / 2), context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                context.Abort();
                break;
            case PortalFault.Shortened:
                await AnswerAsync(context, status, honest[..(honest.Length / 2)], "application/json");
                break;
            case PortalFault.Reset:
                context.Abort();
                break;
            case PortalFault.Silence:
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case PortalFault.Slow:
                await DribbleAsync(context, status, honest);
                break;
            case PortalFault.WrongCounts:
                await AnswerAsync(context, StatusCodes.Status200OK, """{"receipt":"R-0","accepted":100000,"rejected":[]}"""u8.ToArray(), "application/json");
                break;
            case PortalFault.ForeignKey:
                await AnswerAsync(context, StatusCodes.Status200OK, Encoding.UTF8.GetBytes($$"""{"receipt":"R-0","accepted":{{Math.Max(0, CountOf(body) - 1)}},"rejected":[{"kind":"mark","key":"never-sent","code":"E","message":""}]}"""), "application/json");
                break;
            case PortalFault.NoReceipt:
                await AnswerAsync(context, StatusCodes.Status200OK, Encoding.UTF8.GetBytes($$"""{"accepted":{{CountOf(body)}},"rejected":[]}"""), "application/json");
                break;
            default:
                throw new InvalidOperationException($"Unknown fault {fault.Fault}.");
        }
    }

    private static int CountOf(byte[] body) => NamesOf(body).Count;

    private static List<(string Kind, string Key)> NamesOf(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        return [.. json.RootElement.GetProperty("records").EnumerateArray().Select(record => (record.GetProperty("kind").GetString()!, record.GetProperty("key").GetString()!))];
    }

    private static async Task DribbleAsync(HttpContext context, int status, byte[] answer)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        foreach (var octet in answer)
        {
            await context.Response.Body.WriteAsync(new[] { octet }, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static async Task AnswerAsync(HttpContext context, int status, byte[] answer, string type)
    {
        context.Response.StatusCode = status;
        if (answer.Length > 0)
        {
            context.Response.ContentType = type;
            context.Response.ContentLength = answer.Length;
            await context.Response.Body.WriteAsync(answer, context.RequestAborted);
        }

        await context.Response.CompleteAsync();
    }

    private bool IsKnown(HttpRequest request) => request.Headers.Authorization == $"Bearer {portal.Token}";

    private static byte[] Fault(string code) => Encoding.UTF8.GetBytes($$"""{"code":"{{code}}"}""");

    private static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        if (request.Headers.ContentEncoding == "gzip")
        {
            await using var gzip = new GZipStream(request.Body, CompressionMode.Decompress);
            await gzip.CopyToAsync(body, cancellationToken);
        }
        else
        {
            await request.Body.CopyToAsync(body, cancellationToken);
        }

        return body.ToArray();
    }
}
