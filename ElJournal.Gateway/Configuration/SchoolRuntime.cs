using ElJournal.Gateway.Composition;

namespace ElJournal.Gateway.Configuration;

/// <summary>A school as configured, ready for use. Immutable.</summary>
internal sealed class SchoolRuntime
{
    public SchoolRuntime(SchoolOptions options, TimeZoneInfo zone)
    {
        Options = options;
        Zone = zone;
    }

    public string Id => Options.Id;

    public SchoolOptions Options { get; }

    public TimeZoneInfo Zone { get; }

    /// <summary>The instant on the school's clock, for output.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>The school's calendar day at the instant.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant).DateTime);

    /// <summary>The source that the day belongs to; before the first <c>Since</c> the first one.</summary>
    public SourceOptions SourceFor(DateOnly day) =>
        Options.Source.LastOrDefault(source => source.Since is null || source.Since <= day) ?? Options.Source[0];

    /// <summary>The route of that name, or without a name all of them.</summary>
    /// <exception cref="GatewayException">There is none.</exception>
    public IReadOnlyList<RouteOptions> Routes(string? name)
    {
        if (name is null)
        {
            return [.. Options.Routes];
        }

        var route = Options.Routes.FirstOrDefault(route => string.Equals(route.Name, name, StringComparison.OrdinalIgnoreCase));
        return route is null
            ? throw new GatewayException($"У школы «{Id}» нет маршрута «{name}». Есть: {(Options.Routes.Count == 0 ? "ни одного" : string.Join(", ", Options.Routes.Select(known => known.Name)))}.")
            : [route];
    }
}
