using System.Text.Json;
using System.Text.Json.Nodes;
using ElJournal.Samples.Simulators.Faults;
using ElJournal.Samples.Simulators.Portal;
using ElJournal.Samples.Simulators.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ElJournal.Samples.Simulators.Control;

/// <summary>What <see cref="SimulatedWorld"/> offers within the process, for those outside it.</summary>
internal static class ControlEndpoints
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void MapControl(this IEndpointRouteBuilder routes, SimulatedWorld world, Func<DateTimeOffset, Task>? clockSet)
    {
        var control = routes.MapGroup("/control");
        control.MapGet("", () => Answer(Snapshot(world)));
        control.MapPut("clock", async (ClockOrder order) =>
        {
            world.Now = order.Now;
            await (clockSet?.Invoke(order.Now) ?? Task.CompletedTask);
            return Results.NoContent();
        });
        control.MapPut("latency", (LatencyOrder order) => Done(() => world.Latency = TimeSpan.FromMilliseconds(order.Milliseconds)));
        control.MapPut("skew", (SkewOrder order) => Done(() => world.DateSkew = TimeSpan.FromSeconds(order.Seconds)));
        control.MapPost("faults", (Fault fault) => Done(() => world.Faults.Add(fault)));
        control.MapPost("budgets", (ThrottleBudget budget) => Done(() => world.Faults.Limit(budget)));
        control.MapPost("tokens/expire", () => Done(world.Faults.ExpireTokens));
        control.MapDelete("faults", () => Done(world.Faults.Clear));
        control.MapPatch("distortions", (JsonObject change) => Done(() => world.Distortions = Merge(world.Distortions, change)));
        control.MapDelete("distortions", () => Done(() => world.Distortions = Distortions.None));
        control.MapPatch("dnevnik", (JsonObject change) => Done(() => world.Dnevnik = Merge(world.Dnevnik, change)));
        control.MapPatch("elzhur", (JsonObject change) => Done(() => world.ElZhur = Merge(world.ElZhur, change)));
        control.MapPatch("oneroster", (JsonObject change) => Done(() => world.OneRoster.Settings = Merge(world.OneRoster.Settings, change)));
        control.MapPost("oneroster/bundles", async (HttpRequest request) =>
        {
            using var bundle = new MemoryStream();
            await request.Body.CopyToAsync(bundle, request.HttpContext.RequestAborted);
            return Done(() => world.OneRoster.Roster.Import(bundle));
        });
        control.MapGet("oneroster", () => Answer(world.OneRoster.Objects.All.Select(one => new { collection = one.Key.Collection, id = one.Key.Id, item = JsonNode.Parse(one.Value) })));
        control.MapDelete("oneroster", () => Done(world.OneRoster.Objects.Clear));
        control.MapPost("portal/children", (ChildOrder order) => Done(() => world.Portal.Board.Link(order.Education, order.Student, order.Group ?? "7 б")));
        control.MapPatch("portal", (PortalOrder order) => Done(() => order.Apply(world.Portal)));
        control.MapGet("portal", () => Answer(world.Portal.Inbox.Live.Keys.GroupBy(record => record.Kind).ToDictionary(kind => kind.Key, kind => kind.Count())));
        control.MapGet("portal/records", () => Answer(new
        {
            records = world.Portal.Inbox.Live.Select(record => new { kind = record.Key.Kind, key = record.Key.Key, data = record.Value }),
            packages = world.Portal.Inbox.Taken.Count,
            appliedTwice = world.Portal.Inbox.Effects.Count(effect => effect.Value > 1),
        }));
        control.MapPost("marks/change", (MarkOrder order) => Answer(new { marks = world.Edits.Change(world, order.Lesson, order.Count, order.Value ?? "2") }));
        control.MapPost("marks/remove", (MarkOrder order) => Answer(new { marks = world.Edits.Remove(world, order.Lesson, order.Count) }));
        control.MapDelete("marks", () => Done(world.Edits.Clear));
        control.MapGet("requests", (string? system, string? path, bool? list) => Answer(new
        {
            count = world.Requests.Count(system, path),
            peak = world.Requests.Peak,
            requests = list == true ? world.Requests.All : null,
        }));
        control.MapDelete("requests", () => Done(world.Requests.Clear));
    }

    private static object Snapshot(SimulatedWorld world) => new
    {
        now = world.Now,
        latencyMilliseconds = world.Latency.TotalMilliseconds,
        skewSeconds = world.DateSkew.TotalSeconds,
        distortions = world.Distortions,
        struck = world.Faults.Struck,
        requests = world.Requests.Count(),
        dnevnik = world.Dnevnik,
        elzhur = world.ElZhur,
        oneroster = world.OneRoster.Settings,
    };

    private static IResult Done(Action action)
    {
        try
        {
            action();
            return Results.NoContent();
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidDataException)
        {
            return Results.Text(exception.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static IResult Answer(object value) => Results.Json(value, Json);

    /// <summary>The record with the named values changed; unknown names are a mistake.</summary>
    private static T Merge<T>(T value, JsonObject change)
    {
        var node = JsonSerializer.SerializeToNode(value, Json)!.AsObject();
        foreach (var (name, item) in change)
        {
            if (!node.ContainsKey(name))
            {
                throw new ArgumentException($"'{name}' is unknown. Known: {string.Join(", ", node.Select(pair => pair.Key))}.", nameof(change));
            }

            node[name] = item?.DeepClone();
        }

        return node.Deserialize<T>(Json)!;
    }

    private sealed record ClockOrder(DateTimeOffset Now);

    private sealed record LatencyOrder(double Milliseconds);

    private sealed record SkewOrder(double Seconds);

    private sealed record ChildOrder(int Education, string Student, string? Group = null);

    /// <summary>What is left out stays as it is.</summary>
    private sealed record PortalOrder(int? MostRecords = null, int? MostLogins = null, int? ThrottleStatus = null, bool? LoginPage = null, ExpiredFace? Expired = null, bool EndSessions = false)
    {
        public void Apply(PortalSimulator portal)
        {
            portal.MostRecords = MostRecords ?? portal.MostRecords;
            portal.Door.MostLogins = MostLogins ?? portal.Door.MostLogins;
            portal.Door.ThrottleStatus = ThrottleStatus ?? portal.Door.ThrottleStatus;
            portal.Door.LoginPage = LoginPage ?? portal.Door.LoginPage;
            portal.Door.Expired = Expired ?? portal.Door.Expired;
            if (EndSessions)
            {
                portal.Door.Expire();
            }
        }
    }

    private sealed record MarkOrder(string? Lesson, int Count = 1, string? Value = null);
}
