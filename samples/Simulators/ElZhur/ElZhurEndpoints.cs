using System.Buffers;
using System.Text.Json;
using ElJournal.Samples.Simulators.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ElJournal.Samples.Simulators.ElZhur;

/// <summary>The face of ЭлЖур below <c>/elzhur</c>: one path per method, everything else in the query.</summary>
internal static class ElZhurEndpoints
{
    private static readonly Dictionary<string, Action<ElZhurCall>> Methods = new(StringComparer.OrdinalIgnoreCase)
    {
        ["getrules"] = RulesMethod.Write,
        ["getschedule"] = ScheduleMethods.Schedule,
        ["getreplaces"] = ScheduleMethods.Replaces,
        ["gethomework"] = HomeworkMethod.Write,
        ["getdiary"] = DiaryMethods.Diary,
        ["newgetdiary"] = DiaryMethods.Diary,
        ["getassessments"] = DiaryMethods.Assessments,
        ["getmarks"] = MarksMethods.Marks,
        ["newgetmarks"] = MarksMethods.Marks,
        ["getperiods"] = MarksMethods.Periods,
        ["getfinalassessments"] = MarksMethods.Finals,
        ["getmessagereceivers"] = ReceiversMethod.Write,
    };

    /// <summary>The methods that read data; <c>rules</c> name them.</summary>
    public static IEnumerable<string> Names => Methods.Keys;

    public static void MapElZhur(this IEndpointRouteBuilder routes, SimulatedWorld world)
    {
        var accounts = new ElZhurAccounts(world);
        foreach (var prefix in new[] { "api", "apiv3" })
        {
            // With or without a slash at the end.
            routes.MapMethods($"/elzhur/{prefix}/{{method}}", ["GET", "POST"], context => AnswerAsync(context, world, accounts));
        }
    }

    private static async Task AnswerAsync(HttpContext context, SimulatedWorld world, ElZhurAccounts accounts)
    {
        var method = (string)context.Request.RouteValues["method"]!;
        var call = new ElZhurCall(context, world, await ElZhurParameters.ReadAsync(context.Request));
        try
        {
            if (method.Equals("getusersvendors", StringComparison.OrdinalIgnoreCase))
            {
                await accounts.VendorsAsync(call);
            }
            else if (method.Equals("auth", StringComparison.OrdinalIgnoreCase))
            {
                var (token, expires) = accounts.SignIn(call);
                context.Response.Cookies.Append("school_domain", call.Settings.Vendor);
                await WriteAsync(call, () =>
                {
                    call.Writer.WriteString("token", token);
                    call.Writer.WriteString("expires", expires);
                });
            }
            else if (Methods.TryGetValue(method, out var write))
            {
                call.Account = accounts.Of(call);
                if (call.Settings.RefusedMethods.Contains(method, StringComparer.OrdinalIgnoreCase))
                {
                    throw ElZhurRefusal.Forbidden();
                }

                await WriteAsync(call, () => write(call));
            }
            else
            {
                throw new ElZhurRefusal(StatusCodes.Status400BadRequest, "метод не найден");
            }
        }
        catch (ElZhurRefusal refusal) when (!context.Response.HasStarted)
        {
            await RefuseAsync(call, refusal);
        }
    }

    /// <summary>Writes the whole answer before the first byte goes out, so that a refusal in the middle is still a refusal.</summary>
    private static async Task WriteAsync(ElZhurCall call, Action result)
    {
        call.Writer.WriteStartObject();
        call.Writer.WriteStartObject("response");
        call.Writer.WriteNumber("state", StatusCodes.Status200OK);
        if (call.Settings.ErrorAsEmptyText)
        {
            call.Writer.WriteString("error", "");
        }
        else
        {
            call.Writer.WriteNull("error");
        }

        call.Writer.WriteStartObject("result");
        result();
        call.Writer.WriteEndObject();
        call.Writer.WriteEndObject();
        call.Writer.WriteEndObject();
        await SendAsync(call, StatusCodes.Status200OK);
    }

    private static Task RefuseAsync(ElZhurCall call, ElZhurRefusal refusal)
    {
        call.Restart();
        call.Writer.WriteStartObject();
        call.Writer.WriteStartObject("response");
        call.Writer.WriteNumber("state", refusal.State);
        call.Writer.WriteString("error", refusal.Message);
        call.Writer.WriteStartObject("result");
        if (refusal.Code is { } code)
        {
            call.Writer.WriteString("errorCode", code);
            call.Writer.WriteString("errorText", refusal.Message);
        }

        call.Writer.WriteEndObject();
        call.Writer.WriteEndObject();
        call.Writer.WriteEndObject();
        return SendAsync(call, call.Settings.ErrorsWith200 ? StatusCodes.Status200OK : refusal.State);
    }

    private static async Task SendAsync(ElZhurCall call, int status)
    {
        await call.Writer.FlushAsync();
        var response = call.Context.Response;
        response.StatusCode = status;
        if (call.WantsXml)
        {
            response.ContentType = "text/xml; charset=utf-8";
            using var document = JsonDocument.Parse(call.Body.WrittenMemory);
            await response.Body.WriteAsync(ElZhurXml.Write(document.RootElement));
        }
        else
        {
            response.ContentType = "application/json; charset=utf-8";
            response.BodyWriter.Write(call.Settings.PascalCase || call.Settings.CommaDecimals ? ElZhurSpelling.Respell(call.Body.WrittenMemory, call.Settings) : call.Body.WrittenSpan);
            await response.BodyWriter.FlushAsync(call.Context.RequestAborted);
        }
    }
}
