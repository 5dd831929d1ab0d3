using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ElJournal.Samples.Simulators.Portal;

/// <summary>The JSON API by which parents' accounts read.</summary>
internal sealed class ReadEndpoints(PortalSimulator portal)
{
    private const string Cookie = "X-JWT-Token";
    private static readonly string[] DayForms = ["d.M.yyyy", "d.M.yyyy HH:mm:ss"];
    private static readonly JsonSerializerOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/api/user/auth/login", (RequestDelegate)LoginAsync);
        endpoints.MapGet("/api/filekit/file/download", (RequestDelegate)DownloadAsync);
        List(endpoints, "journal/person/related-child-list", _ => portal.Board.Children.Select(ReadShapes.Child));
        List(endpoints, "group/group/get-list-period", _ => portal.Board.Periods.Select(ReadShapes.Period));
        List(endpoints, "journal/subject/list-studied", _ => Educations().SelectMany(education => Of(education.Id).Lessons).GroupBy(lesson => lesson.Subject).Select(group => ReadShapes.Subject(group.First())));
        List(endpoints, "journal/estimate/table", request => Asked(request).SelectMany(education => Of(education).Marks).Where(mark => Within(request, "p_date", mark.Day)).OrderBy(mark => mark.Day).Select(ReadShapes.Mark));
        List(endpoints, "journal/lesson/list-by-education", request => Asked(request).SelectMany(LessonsOf).Where(lesson => Within(request, "p_datetime", lesson.Day)).OrderByDescending(lesson => lesson.Day).ThenByDescending(lesson => lesson.Number).Select(ReadShapes.Lesson));
        List(endpoints, "journal/schedule/list-by-education", request => Asked(request).SelectMany(education => portal.Board.Slots.Where(slot => slot.Education == education)).Where(slot => Within(request, "p_datetime", slot.Day)).Select(ReadShapes.Slot), zeroTotals: true);
        List(endpoints, "journal/teacher/list", _ => []);
        List(endpoints, "journal/acs/list", request => portal.Board.Passages.Where(passage => request.Query["p_education"] == passage.Education.ToString(CultureInfo.InvariantCulture)).Select(ReadShapes.Passage));
        List(endpoints, "journal/group/related-group-list", _ => Educations().Select(ReadShapes.Group));
    }

    private IEnumerable<ShownEducation> Educations() => portal.Board.Children.SelectMany(child => child.Educations);

    private (List<ShownLesson> Lessons, List<ShownMark> Marks) Of(int education) => portal.Board.Of(education, portal.Inbox);

    private IEnumerable<ShownLesson> LessonsOf(int education)
    {
        var (lessons, marks) = Of(education);
        return lessons.Select(lesson => lesson with { Estimates = [.. lesson.Estimates, .. marks.Where(mark => mark.Lesson == lesson.Id)] });
    }

    private void List(IEndpointRouteBuilder endpoints, string path, Func<HttpRequest, IEnumerable<JsonNode>> items, bool zeroTotals = false)
    {
        // Clients also ask by POST with an empty body.
        endpoints.MapMethods($"/api/{path}", ["GET", "POST"], (RequestDelegate)(context => ListAsync(context, items, zeroTotals)));
    }

    private async Task ListAsync(HttpContext context, Func<HttpRequest, IEnumerable<JsonNode>> items, bool zeroTotals)
    {
        portal.Door.Reads.Enqueue(context.Request.Path + context.Request.QueryString);
        var token = TokenOf(context.Request);
        if (!portal.Door.IsKnown(token))
        {
            await ExpiredAsync(context);
            return;
        }

        if (portal.Door.Renews)
        {
            context.Response.Cookies.Append(Cookie, portal.Door.Renew(token!));
        }

        if (portal.Door.Faults.TryDequeue(out var next) && next is { } fault)
        {
            await FailAsync(context, fault);
            return;
        }

        if (portal.Door.BrokenDays is { } broken && Range(context.Request) is { } asked && asked.From <= broken.To && asked.To >= broken.From)
        {
            await TextAsync(context, 500, "Internal Server Error");
            return;
        }

        await JsonAsync(context, 200, Page(context.Request, [.. items(context.Request)], zeroTotals || portal.Door.ZeroTotals));
    }

    private async Task LoginAsync(HttpContext context)
    {
        if (!portal.Door.CountLogin())
        {
            await TextAsync(context, portal.Door.ThrottleStatus, "Слишком много попыток входа");
            return;
        }

        if (portal.Door.LoginPage)
        {
            await WebPageAsync(context);
            return;
        }

        // Whatever the content type says: clients send text/plain too.
        JsonNode? body;
        try
        {
            body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        }
        catch (JsonException)
        {
            body = null;
        }

        if ((string?)body?["type"] != "email" || (string?)body["login"] != portal.Door.Login || (string?)body["password"] != portal.Door.Password)
        {
            await JsonAsync(context, 400, new JsonObject { ["data"] = null, ["validations"] = new JsonArray(new JsonObject { ["message"] = "Неверный логин или пароль" }), ["messages"] = new JsonArray(), ["debug"] = new JsonArray() });
            return;
        }

        var token = portal.Door.Issue();
        if (portal.Door.TokenInCookie)
        {
            context.Response.Cookies.Append(Cookie, token);
        }

        await JsonAsync(context, 200, Envelope(portal.Door.TokenInBody ? new JsonObject { ["token"] = token } : new JsonObject()));
    }

    private async Task DownloadAsync(HttpContext context)
    {
        if (!portal.Board.Files.TryGetValue(context.Request.Query["p_uuid"].ToString(), out var file))
        {
            await TextAsync(context, 404, "Not Found");
            return;
        }

        context.Response.ContentType = "application/octet-stream";
        await context.Response.Body.WriteAsync(file.Content, context.RequestAborted);
    }

    private async Task ExpiredAsync(HttpContext context)
    {
        switch (portal.Door.Expired)
        {
            case ExpiredFace.ForbiddenText:
                await TextAsync(context, 403, "Доступ запрещён");
                break;
            case ExpiredFace.Html:
                await WebPageAsync(context);
                break;
            default:
                await JsonAsync(context, 401, Envelope(null));
                break;
        }
    }

    private static async Task WebPageAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync("<!DOCTYPE html><html><head><title>Вход</title></head><body><form action=\"/login\"></form></body></html>", context.RequestAborted);
    }

    private static async Task FailAsync(HttpContext context, ReadFault fault)
    {
        switch (fault)
        {
            case ReadFault.RefusedInMessages:
                await JsonAsync(context, 200, new JsonObject { ["validations"] = new JsonArray(), ["messages"] = new JsonArray("Ведутся работы"), ["debug"] = new JsonArray() });
                break;
            case ReadFault.RefusedInValidations:
                await JsonAsync(context, 200, new JsonObject { ["validations"] = new JsonArray(new JsonObject { ["message"] = "Нет доступа к обучению" }), ["messages"] = new JsonArray(), ["debug"] = new JsonArray() });
                break;
            case ReadFault.Dropped:
                context.Abort();
                break;
            case ReadFault.Truncated:
                context.Response.ContentType = "application/json";
                context.Response.ContentLength = 1000;
                await context.Response.WriteAsync("{\"data\":{\"items\":[", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                context.Abort();
                break;
            default:
                await TextAsync(context, (int)fault, "error");
                break;
        }
    }

    private static string? TokenOf(HttpRequest request) => request.Cookies[Cookie] ?? (request.Headers.TryGetValue(Cookie, out var header) ? header.ToString() : null);

    private static IEnumerable<int> Asked(HttpRequest request) => request.Query["p_educations[]"].Select(text => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0);

    private static bool Within(HttpRequest request, string name, DateOnly day) => Range(request, name) is not { } range || (day >= range.From && day <= range.To);

    private static (DateOnly From, DateOnly To)? Range(HttpRequest request) => Range(request, "p_date") ?? Range(request, "p_datetime");

    private static (DateOnly From, DateOnly To)? Range(HttpRequest request, string name) =>
        Day(request.Query[name + "_from"]) is { } from && Day(request.Query[name + "_to"]) is { } to ? (from, to) : null;

    private static DateOnly? Day(string? text) => DateTime.TryParseExact(text, DayForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? DateOnly.FromDateTime(day) : null;

    private static JsonObject Page(HttpRequest request, IReadOnlyList<JsonNode> items, bool zeroTotals)
    {
        var limit = int.TryParse(request.Query["p_limit"], CultureInfo.InvariantCulture, out var asked) && asked > 0 ? asked : 20;
        var page = int.TryParse(request.Query["p_page"], CultureInfo.InvariantCulture, out var number) && number > 0 ? number : 1;
        var pages = (items.Count + limit - 1) / limit;
        var shown = new JsonArray([.. items.Skip((page - 1) * limit).Take(limit)]);
        var zero = zeroTotals || items.Count == 0;
        return Envelope(new JsonObject
        {
            ["items"] = shown,
            ["before"] = Math.Max(1, page - 1),
            ["current"] = zero ? 0 : page,
            ["next"] = zero ? 0 : Math.Min(page + 1, pages),
            ["last"] = zero ? 0 : pages,
            ["total_pages"] = zero ? 0 : pages,
            ["total_items"] = zero ? 0 : items.Count,
        });
    }

    private static JsonObject Envelope(JsonNode? data) => new() { ["data"] = data, ["validations"] = new JsonArray(), ["messages"] = new JsonArray(), ["debug"] = new JsonArray() };

    private static async Task JsonAsync(HttpContext context, int status, JsonNode body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(body.ToJsonString(Form), Encoding.UTF8, context.RequestAborted);
    }

    private static async Task TextAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(text, context.RequestAborted);
    }
}
