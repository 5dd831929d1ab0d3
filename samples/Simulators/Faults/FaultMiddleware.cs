using System.Globalization;
using System.Text;
using ElJournal.Samples.Simulators.World;
using Microsoft.AspNetCore.Http;

namespace ElJournal.Samples.Simulators.Faults;

/// <summary>Stands before every system: counts, waits, and lets go wrong what shall go wrong.</summary>
internal sealed class FaultMiddleware(SimulatedWorld world)
{
    private const string Page =
        "<!DOCTYPE html><html lang=\"ru\"><head><title>Ошибка</title></head><body><div class=\"error\"><div class=\"error__description\"><h1>Что-то пошло не так</h1><p>Сервис временно недоступен, ведутся технические работы.</p></div></div></body></html>";

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var (system, path) = Split(context.Request);
        if (system == "control")
        {
            await next(context);
            return;
        }

        var log = world.Requests;
        log.Begin();
        var status = 0;
        try
        {
            context.Response.Headers.Date = (world.Time.GetUtcNow() + world.DateSkew).ToString("R", CultureInfo.InvariantCulture);
            var (fault, delay) = world.Faults.Take(system, path);
            if (fault is { Applied: true })
            {
                await SwallowAsync(context, next);
            }

            if (delay + world.Latency is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, world.Time, context.RequestAborted);
            }

            status = fault is null ? await PassAsync(context, next) : await StrikeAsync(context, next, fault, system);
        }
        finally
        {
            log.End(system, context.Request.Method, path, status);
        }
    }

    private static async Task<int> PassAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted && exception is not OperationCanceledException)
        {
            // A mistake of the simulator's own must not look like a fault on demand.
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await context.Response.WriteAsync($"The simulator failed: {exception}");
        }

        return context.Response.StatusCode;
    }

    private async Task<int> StrikeAsync(HttpContext context, RequestDelegate next, Fault fault, string system)
    {
        switch (fault.Kind)
        {
            case FaultKind.Reset:
                context.Abort();
                return 0;
            case FaultKind.ResetMidBody or FaultKind.TruncatedJson:
                return await HalfAsync(context, next, fault.Kind == FaultKind.ResetMidBody);
            case FaultKind.ExpireTokens:
                world.Faults.ExpireTokens();
                return await PassAsync(context, next);
            default:
                await AnswerAsync(context.Response, fault, system);
                return context.Response.StatusCode;
        }
    }

    private async Task AnswerAsync(HttpResponse response, Fault fault, string system)
    {
        var (status, type, body) = fault.Kind switch
        {
            FaultKind.Html => (fault.Status, "text/html; charset=utf-8", Page),
            FaultKind.EmptySuccess => (200, SystemBodies.Json, SystemBodies.Empty(system)),
            FaultKind.EmptyBody => (200, SystemBodies.Json, ""),
            _ => (fault.Status, SystemBodies.Json, SystemBodies.Error(system, fault.Status)),
        };
        response.StatusCode = status;
        response.ContentType = fault.ContentType ?? type;
        if (fault.RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = fault.RetryAfterAsDate
                ? (world.Time.GetUtcNow() + world.DateSkew).AddSeconds(seconds).ToString("R", CultureInfo.InvariantCulture)
                : seconds.ToString(CultureInfo.InvariantCulture);
        }

        var bytes = Encoding.UTF8.GetBytes(fault.Body ?? body);
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes);
    }

    /// <summary>Lets the system answer and sends none of it.</summary>
    private static async Task SwallowAsync(HttpContext context, RequestDelegate next)
    {
        var wire = context.Response.Body;
        var date = context.Response.Headers.Date;
        await using var nowhere = new MemoryStream();
        context.Response.Body = nowhere;
        try
        {
            await next(context);
            await context.Response.BodyWriter.FlushAsync();
        }
        finally
        {
            context.Response.Body = wire;
        }

        context.Response.Clear();
        context.Response.Headers.Date = date;
    }

    /// <summary>Lets the system answer and sends half of it.</summary>
    private static async Task<int> HalfAsync(HttpContext context, RequestDelegate next, bool reset)
    {
        var wire = context.Response.Body;
        await using var whole = new MemoryStream();
        context.Response.Body = whole;
        try
        {
            await next(context);
            await context.Response.BodyWriter.FlushAsync();
        }
        finally
        {
            context.Response.Body = wire;
        }

        // A chunked body has no length, so its end has to be believed; half of the JSON is all there is.
        context.Response.ContentLength = reset ? whole.Length : null;
        await wire.WriteAsync(whole.GetBuffer().AsMemory(0, (int)(whole.Length / 2)));
        await wire.FlushAsync();
        if (reset)
        {
            context.Abort();
            return 0;
        }

        return context.Response.StatusCode;
    }

    private static (string System, string Path) Split(HttpRequest request)
    {
        var path = request.Path.Value!.TrimStart('/');
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (path, request.QueryString.Value!) : (path[..slash], path[(slash + 1)..] + Uri.UnescapeDataString(request.QueryString.Value!));
    }
}
