using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ElJournal.Gateway.Composition;
using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Ledger;
using ElJournal.Gateway.Russian;
using ElJournal.Gateway.Observing;
using ElJournal.Gateway.Reports.Writing;
using ElJournal.Gateway.Web.Documents;
using ElJournal.Gateway.Web.Pages;
using ElJournal.Gateway.Web.Rendering;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace ElJournal.Gateway.Web;

/// <summary>Addresses and what answers there.</summary>
internal sealed class WebEndpoints(
    SchoolPages schools,
    FindingPages findings,
    WaitingPages waiting,
    ReportPages reports,
    DecisionPages decisions,
    LinkPages links,
    Acts acts,
    Accounts accounts,
    AuditLog audit,
    PageWriter writer,
    SchoolDirectory directory,
    IServiceProvider worker,
    ILogger<WebServer> logger)
{
    private static readonly byte[] Style = ReadStyle();

    public void Map(WebApplication built, string signInLimit)
    {
        built.MapGet("/style.css", static () => Results.Bytes(Style, "text/css; charset=utf-8"));
        built.MapGet("/health/live", static () => Results.Text("Healthy"));
        built.MapGet("/health/ready", Answer(ReadyAsync));
        built.MapGet("/", Answer(context => ShowAsync(context, null, (visitor, _) => schools.OverviewAsync(visitor, Number(context, "page"), context.RequestAborted))));
        School(built, "", (_, school, context) => schools.SchoolAsync(school, context.RequestAborted));
        Personal(built, "/findings", (_, school, context) => findings.ListAsync(school, context.RequestAborted));
        School(built, "/findings/{id}", (visitor, school, context) => findings.SheetAsync(school, Route(context, "id"), visitor, context.RequestAborted));
        Personal(built, "/waiting", (visitor, school, context) => waiting.OfAsync(school, visitor, context.RequestAborted));
        Personal(built, "/calendar", (_, school, context) => reports.CalendarAsync(school, Month(context), context.Request.Query["class"], context.RequestAborted));
        Personal(built, "/delivery", (_, school, context) => reports.DeliveryAsync(school, Month(context), context.RequestAborted));
        Personal(built, "/decisions", (visitor, school, context) => decisions.OfAsync(school, visitor, context.RequestAborted));
        built.MapPost("/s/{school}/act/{act}", Answer(ActAsync));
        built.MapGet(Address.SignIn, Answer(context => PageAsync(context, SignInPage(context.Request.Query["next"], null))));
        built.MapPost(Address.SignIn, Answer(SignInAsync)).RequireRateLimiting(signInLimit);
        built.MapPost("/sign-out", Answer(SignOutAsync));
        built.MapGet("/l/{purpose}/{ticket}", Answer(LinkAsync));
        built.MapPost("/l/{purpose}/{ticket}", Answer(FollowAsync));
        built.MapFallback(Answer(context => PageAsync(context, Message(WebTexts.NotThere), StatusCodes.Status404NotFound)));
    }

    /// <summary>Every failure becomes a page with words; what is not known is logged and says no more than that.</summary>
    public async Task ExplainAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception failure) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            var (status, text) = failure switch
            {
                NotThereException => (StatusCodes.Status404NotFound, failure.Message),
                AntiforgeryValidationException => (StatusCodes.Status400BadRequest, WebTexts.FormStale),
                BadHttpRequestException or InvalidDataException => (StatusCodes.Status400BadRequest, WebTexts.FormIncomplete),
                UsageException => (StatusCodes.Status400BadRequest, failure.Message),
                GatewayException => (StatusCodes.Status409Conflict, failure.Message),
                SchoolBusyException busy => (StatusCodes.Status503ServiceUnavailable, Phrase.Of(WebTexts.Busy, busy.Holder)),
                _ => (StatusCodes.Status500InternalServerError, WebTexts.FailedPage),
            };
            if (status == StatusCodes.Status500InternalServerError)
            {
                WebLog.Failed(logger, failure.GetType().Name, failure);
            }

            context.Response.Clear();
            await (await PageAsync(context, Message(text), status)).ExecuteAsync(context);
        }
    }

    public async Task TooManyAsync(HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.Headers.RetryAfter = "60";
        await (await PageAsync(context, Message(WebTexts.TooMany), StatusCodes.Status429TooManyRequests)).ExecuteAsync(context);
    }

    private static RequestDelegate Answer(Func<HttpContext, Task<IResult>> make) => async context => await (await make(context)).ExecuteAsync(context);

    private async Task<IResult> ReadyAsync(HttpContext context)
    {
        // The worker's own checks: this server has none.
        var report = await worker.GetRequiredService<HealthCheckService>().CheckHealthAsync(context.RequestAborted);
        var lines = report.Entries.Select(entry => $"{entry.Key}: {entry.Value.Status} {entry.Value.Description}".TrimEnd()).Prepend(report.Status.ToString());
        return Results.Text(string.Join('\n', lines), statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    private void School(WebApplication built, string path, Func<Visitor, SchoolRuntime, HttpContext, Task<PageDocument>> page) =>
        built.MapGet($"/s/{{school}}{path}", Answer(context => ShowAsync(context, Route(context, "school"), (visitor, school) => page(visitor, school!, context))));

    /// <summary>A page that shows data of people: the look is noted first.</summary>
    private void Personal(WebApplication built, string path, Func<Visitor, SchoolRuntime, HttpContext, Task<PageDocument>> page) => School(built, path, async (visitor, school, context) =>
    {
        await audit.NoteAsync(school.Id, visitor.Name, AuditLog.Look, $"page {path}", context.RequestAborted);
        return await page(visitor, school, context);
    });

    private async Task<IResult> ShowAsync(HttpContext context, string? schoolId, Func<Visitor, SchoolRuntime?, Task<PageDocument>> make)
    {
        if (accounts.Of(context) is not { } visitor)
        {
            return Results.Redirect($"{Address.SignIn}?next={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}");
        }

        var school = schoolId is null ? null : visitor.School(schoolId);
        var page = await make(visitor, school);
        if (context.Request.Query["done"] == "1")
        {
            page = page with { Blocks = page.Blocks.Insert(0, new NoticeBlock(PageTone.Good, WebTexts.Done)) };
        }

        return await PageAsync(context, school is null ? page : page with { Navigation = Navigation(school, context.Request.Path) });
    }

    private async Task<IResult> ActAsync(HttpContext context)
    {
        if (accounts.Of(context) is not { MayDecide: true, Account: { } by } visitor)
        {
            return Results.Redirect(Address.SignIn);
        }

        await Forgery(context).ValidateRequestAsync(context);
        var place = await acts.DoAsync(Route(context, "act"), visitor.School(Route(context, "school")), by, await context.Request.ReadFormAsync(context.RequestAborted), context.RequestAborted);
        return SeeOther($"{place}?done=1");
    }

    private async Task<IResult> SignInAsync(HttpContext context)
    {
        await Forgery(context).ValidateRequestAsync(context);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (person, tooMany) = await accounts.TryAsync(form["name"].ToString(), form["password"].ToString(), context.RequestAborted);
        Instruments.SignedIn(person is not null);
        if (person is not null)
        {
            await context.SignInAsync(person);
            return SeeOther(Local(form["next"]));
        }

        if (tooMany)
        {
            WebLog.Throttled(logger);
            await TooManyAsync(context, context.RequestAborted);
            return Results.Empty;
        }

        WebLog.SignInRefused(logger);
        return await PageAsync(context, SignInPage(form["next"], WebTexts.SignInRefused), StatusCodes.Status401Unauthorized);
    }

    private async Task<IResult> SignOutAsync(HttpContext context)
    {
        await Forgery(context).ValidateRequestAsync(context);
        await context.SignOutAsync();
        return SeeOther("/");
    }

    private async Task<IResult> LinkAsync(HttpContext context) =>
        await PageAsync(context, await links.ShowAsync(Route(context, "purpose"), Route(context, "ticket"), directory, context.RequestAborted));

    private async Task<IResult> FollowAsync(HttpContext context)
    {
        await Forgery(context).ValidateRequestAsync(context);
        return await PageAsync(context, await links.FollowAsync(Route(context, "purpose"), Route(context, "ticket"), directory, await context.Request.ReadFormAsync(context.RequestAborted), context.RequestAborted));
    }

    private async Task<IResult> PageAsync(HttpContext context, PageDocument page, int status = StatusCodes.Status200OK)
    {
        var tokens = Forgery(context).GetAndStoreTokens(context);
        var around = new PageSurroundings(accounts.Of(context)?.Account, accounts.Any, new NamedValue(tokens.FormFieldName, tokens.RequestToken!));
        var html = await writer.RenderAsync<StatusPage>(new() { [nameof(StatusPage.Page)] = page.Navigation.IsEmpty ? page with { Navigation = [new PageLink(WebTexts.AllSchools, "/")] } : page, [nameof(StatusPage.Around)] = around });
        return Results.Content(html, "text/html; charset=utf-8", Encoding.UTF8, status);
    }

    private static IAntiforgery Forgery(HttpContext context) => context.RequestServices.GetRequiredService<IAntiforgery>();

    private static ImmutableArray<PageLink> Navigation(SchoolRuntime school, string path)
    {
        var links = new (string Text, string Address)[]
        {
            (WebTexts.AllSchools, "/"),
            (WebTexts.TitleToday, Address.Of(school)),
            (WebTexts.TitleCalendar, Address.Calendar(school)),
            (WebTexts.TitleFindings, Address.Findings(school)),
            (WebTexts.TitleWaiting, Address.Waiting(school)),
            (WebTexts.TitleDelivery, Address.Delivery(school)),
            (WebTexts.TitleDecisions, Address.Decisions(school)),
        };
        return [.. links.Select(link => new PageLink(link.Text, Uri.UnescapeDataString(link.Address) == path ? null : link.Address))];
    }

    private static PageDocument SignInPage(string? next, string? refusal) => new(WebTexts.SignIn, [
        .. refusal is null ? Array.Empty<PageBlock>() : [new NoticeBlock(PageTone.Bad, refusal)],
        new FormBlock(null, Address.SignIn, [
            new FormField("name", WebTexts.FieldName) { Autocomplete = "username" },
            new FormField("password", WebTexts.FieldPassword, "password") { Autocomplete = "current-password" },
        ], WebTexts.SignIn) { Open = true, Hidden = [new NamedValue("next", Local(next))] },
    ]);

    private static PageDocument Message(string text) => new(WebTexts.TitleMessage, [new NoticeBlock(PageTone.Bad, text)]);

    /// <summary>An address of this page and no other's: a link to the sign-in must not lead elsewhere afterwards.</summary>
    private static string Local(string? address) => address is ['/', not ('/' or '\\'), ..] && !address.Any(char.IsControl) ? address : "/";

    private static IResult SeeOther(string address) => new SeeOtherResult(address);

    private static string Route(HttpContext context, string name) => (string)context.GetRouteValue(name)!;

    private static int Number(HttpContext context, string name) => int.TryParse(context.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;

    private static DateOnly? Month(HttpContext context) =>
        DateOnly.TryParseExact(context.Request.Query["month"] + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? month : null;

    private static byte[] ReadStyle()
    {
        using var stream = typeof(WebEndpoints).Assembly.GetManifestResourceStream("style.css")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>After a form: the browser fetches the place anew, and reloading it sends nothing twice.</summary>
    private sealed class SeeOtherResult(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = address;
            return Task.CompletedTask;
        }
    }
}
