using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using ElJournal.Samples.Simulators.World;
using Microsoft.AspNetCore.Http;

namespace ElJournal.Samples.Simulators.ElZhur;

/// <summary>What was given in the query, a form or a JSON body; the query wins.</summary>
internal static class ElZhurParameters
{
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(HttpRequest request)
    {
        var all = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (request.HasFormContentType)
        {
            foreach (var (name, value) in await request.ReadFormAsync())
            {
                all[name] = value.ToString();
            }
        }
        else if (request.HasJsonContentType())
        {
            foreach (var (name, value) in await JsonSerializer.DeserializeAsync<Dictionary<string, string>>(request.Body) ?? [])
            {
                all[name] = value;
            }
        }

        foreach (var (name, value) in request.Query)
        {
            all[name] = value.ToString();
        }

        return all;
    }
}

/// <summary>Keys, vendors, passwords and tokens.</summary>
internal sealed class ElZhurAccounts(SimulatedWorld world)
{
    private readonly ConcurrentDictionary<string, int> issued = new(StringComparer.Ordinal);
    private int number;

    private StudentEntry Child => world.School.Groups.First(group => group.IsRoot).Members[0];

    private ElZhurAccount Staff => new(ElZhurIds.Staff);

    /// <exception cref="ElZhurRefusal">Key, vendor, credentials or token are not good.</exception>
    public ElZhurAccount Of(ElZhurCall call)
    {
        RequireKey(call);
        if (call["auth_token"] is not { } token)
        {
            return call["login"] is null ? throw Forbidden() : Password(call);
        }

        var settings = call.Settings;
        if (issued.TryGetValue(token, out var generation))
        {
            return generation == world.Faults.TokenGeneration ? Staff : throw Forbidden();
        }

        return world.Faults.TokenGeneration > 0 ? throw Forbidden()
            : token == settings.Token ? Staff
            : token == settings.ParentToken ? new(ElZhurIds.Parents + Child.Index, Child: Child)
            : token == settings.PupilToken ? new(ElZhurIds.Pupils + Child.Index, Self: Child)
            : throw Forbidden();
    }

    /// <summary>A token, good for three months by the school's clock.</summary>
    public (string Token, string Expires) SignIn(ElZhurCall call)
    {
        RequireKey(call);
        Password(call);
        var token = string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref number):x32}");
        issued[token] = world.Faults.TokenGeneration;
        return (token, Expires(call));
    }

    /// <summary>The method for those who signed in through ЕСИА; alone among all its answer has no envelope.</summary>
    public async Task VendorsAsync(ElZhurCall call)
    {
        var good = call["v_token"] == call.Settings.EsiaToken;
        await using var writer = JsonAnswer.Begin(call.Context, good ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
        writer.WriteStartObject();
        if (good)
        {
            var token = string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref number):x32}");
            issued[token] = world.Faults.TokenGeneration;
            writer.WriteStartArray("result");
            writer.WriteStartObject();
            writer.WriteString("token", token);
            writer.WriteString("vendor", call.Settings.Vendor);
            writer.WriteNumber("vendor_id", 42);
            writer.WriteString("vendor_title", "Учебная СШ");
            writer.WriteString("user_title", "Служебная запись");
            writer.WriteString("login", call.Settings.Login);
            writer.WriteString("expires", Expires(call));
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        else
        {
            writer.WriteString("error", "токен недействителен");
            writer.WriteBoolean("result", false);
        }

        writer.WriteEndObject();
    }

    private static string Expires(ElZhurCall call) => call.View.Now.ToOffset(TimeSpan.FromHours(3)).AddMonths(3).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static ElZhurRefusal Forbidden() => new(StatusCodes.Status403Forbidden, "доступ запрещён, войдите заново");

    private static void RequireKey(ElZhurCall call)
    {
        if (call["devkey"] != call.Settings.DevKey)
        {
            throw new ElZhurRefusal(StatusCodes.Status400BadRequest, "не удалось авторизовать разработчика");
        }

        if (call["vendor"] != call.Settings.Vendor)
        {
            throw new ElZhurRefusal(StatusCodes.Status500InternalServerError, "школа не найдена");
        }
    }

    private ElZhurAccount Password(ElZhurCall call) =>
        call["login"] == call.Settings.Login && call["password"] == call.Settings.Password ? Staff
        : throw new ElZhurRefusal(StatusCodes.Status400BadRequest, "неверный логин или пароль", "auth_failed");
}
