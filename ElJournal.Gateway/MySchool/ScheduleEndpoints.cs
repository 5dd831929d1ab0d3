using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace ElJournal.Gateway.MySchool;

/// <summary>What the service answers.</summary>
/// <param name="options">How it behaves.</param>
/// <param name="tokens">Who has signed in.</param>
/// <param name="schools">The schools that let it tell about pupils, with whose account is whose.</param>
/// <param name="query">The ledger.</param>
/// <param name="log">Who asked about whom.</param>
/// <param name="clock">For the weeks around today.</param>
/// <param name="logger">Is told no ids of persons.</param>
internal sealed class ScheduleEndpoints(MySchoolOptions options, ScheduleTokens tokens, IReadOnlyList<(SchoolRuntime School, PupilIds Ids)> schools, ScheduleQuery query, AuditLog log, TimeProvider clock, ILogger logger)
{
    /// <summary>The policy that slows down guessing of secrets.</summary>
    public const string TokenPolicy = "token";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/token", (Delegate)TokenAsync).RequireRateLimiting(TokenPolicy);
        routes.MapGet("/Schedule/{id}", ScheduleAsync);
        routes.MapFallback(() => Outcome(StatusCodes.Status404NotFound, OperationOutcome.Error("not-found", "No such address.")));
    }

    public static IResult Outcome(int status, OperationOutcome outcome) => Results.Json(outcome, ScheduleDocument.Json, statusCode: status);

    private async Task<IResult> TokenAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        if (form["grant_type"] != "client_credentials")
        {
            return Results.Json(new { error = "unsupported_grant_type" }, statusCode: StatusCodes.Status400BadRequest);
        }

        var (client, secret) = Basic(context.Request) ?? (form["client_id"].ToString(), form["client_secret"].ToString());
        if (tokens.Give(client, secret) is not { } token)
        {
            Log.TokenRefused(logger);
            context.Response.Headers.WWWAuthenticate = "Basic";
            return Results.Json(new { error = "invalid_client" }, statusCode: StatusCodes.Status401Unauthorized);
        }

        return Results.Json(new { access_token = token, token_type = "Bearer", expires_in = (int)options.TokenLifetime.TotalSeconds });
    }

    private async Task<IResult> ScheduleAsync(HttpContext context, string id)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (Client(context.Request) is not { } client)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Outcome(StatusCodes.Status401Unauthorized, OperationOutcome.Error("expired", "The token is missing, unknown or has ended."));
        }

        if (!TryRange(context.Request.Query, out var asked, out var mistake))
        {
            return Outcome(StatusCodes.Status400BadRequest, OperationOutcome.Error("structure", mistake));
        }

        var found = new List<ScheduleSchool>();
        DateTimeOffset? readAt = null;
        foreach (var (school, ids) in schools)
        {
            foreach (var pupil in ids.Of(id))
            {
                var days = asked ?? ThreeWeeks(school);
                var (entries, read) = await query.OfAsync(school, pupil, days, context.RequestAborted);
                if (entries.Count > 0)
                {
                    // Before it is told: nothing about a pupil leaves without its line in the log.
                    await log.NoteAsync(school.Id, $"myschool:{client}", AuditLog.Look, string.Create(CultureInfo.InvariantCulture, $"schedule {pupil} {days.From:yyyy-MM-dd}..{days.To:yyyy-MM-dd}"), context.RequestAborted);
                }

                found.AddRange(entries);
                readAt = readAt is null || read > readAt ? read ?? readAt : readAt;
            }
        }

        Log.Answered(logger, client, found.Count, found.Sum(school => school.Class.Sum(group => group.Lesson.Count)));
        return found.Count == 0
            ? Outcome(StatusCodes.Status404NotFound, OperationOutcome.Error("not-found", "Nobody of that id."))
            : Results.Json(new ScheduleDocument(NameBasedId.Of("person", id).ToString(), new ScheduleMeta(readAt), found), ScheduleDocument.Json);
    }

    /// <summary>The week before, this one and the next.</summary>
    private DayRange ThreeWeeks(SchoolRuntime school)
    {
        var today = school.DayOf(clock.GetUtcNow());
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        return new DayRange(monday.AddDays(-7), monday.AddDays(13));
    }

    /// <returns>Whether the range makes sense; <paramref name="range"/> stays empty when none was given.</returns>
    private bool TryRange(IQueryCollection parameters, out DayRange? range, out string mistake)
    {
        (range, mistake) = (null, "");
        var (start, end) = (parameters["start"].ToString(), parameters["end"].ToString());
        if (start.Length == 0 && end.Length == 0)
        {
            return true;
        }

        if (start.Length == 0 || end.Length == 0)
        {
            mistake = "'start' and 'end' go together.";
        }
        else if (!TryDay(start, out var from) || !TryDay(end, out var to))
        {
            mistake = "'start' and 'end' are dates such as 2026-10-05.";
        }
        else if (to < from)
        {
            mistake = "'end' lies before 'start'.";
        }
        else if (to.DayNumber - from.DayNumber >= options.MostDays)
        {
            mistake = string.Create(CultureInfo.InvariantCulture, $"At most {options.MostDays} days are answered at once.");
        }
        else
        {
            range = new DayRange(from, to);
        }

        return range is not null;
    }

    private string? Client(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) && string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase) && header.Parameter is { Length: > 0 } token ? tokens.ClientOf(token) : null;

    private static bool TryDay(string text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static (string Client, string Secret)? Basic(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) || !string.Equals(header.Scheme, "Basic", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[header.Parameter?.Length ?? 0];
        if (!Convert.TryFromBase64String(header.Parameter ?? "", bytes, out var length))
        {
            return ("", "");
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return pair.Length == 2 ? (System.Net.WebUtility.UrlDecode(pair[0]), System.Net.WebUtility.UrlDecode(pair[1])) : ("", "");
    }
}
