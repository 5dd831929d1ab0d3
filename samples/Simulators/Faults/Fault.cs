using System.Text.Json.Serialization;

namespace ElJournal.Samples.Simulators.Faults;

/// <summary>What goes wrong with an answer.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultKind>))]
public enum FaultKind
{
    /// <summary><see cref="Fault.Status"/> with <see cref="Fault.Body"/>, else with the body that the system sends with such a status.</summary>
    Status = 0,
    /// <summary>An HTML error page with <see cref="Fault.Status"/>, 200 included.</summary>
    Html = 1,
    /// <summary>The answer comes after <see cref="Fault.Delay"/>.</summary>
    Delay = 2,
    /// <summary>The connection is broken before the answer.</summary>
    Reset = 3,
    /// <summary>The connection is broken in the middle of the answer's body.</summary>
    ResetMidBody = 4,
    /// <summary>The right status and half of the JSON.</summary>
    TruncatedJson = 5,
    /// <summary>200 with an empty list or result.</summary>
    EmptySuccess = 6,
    /// <summary>200 with no body at all.</summary>
    EmptyBody = 7,
    /// <summary>All tokens given out so far are refused from now on.</summary>
    ExpireTokens = 8,
}

/// <summary>A fault on demand: which requests it meets, how many of them, and what they get.</summary>
public sealed record Fault
{
    public FaultKind Kind { get; init; }

    /// <summary>The system: <c>dnevnik</c>, <c>elzhur</c>, <c>portal</c>, <c>oneroster</c>; left out: any.</summary>
    public string? System { get; init; }

    /// <summary>A regular expression that path and query below the system's first segment must match; left out: any.</summary>
    public string? Path { get; init; }

    /// <summary>How many requests it meets; left out: all until it is cleared.</summary>
    public int? Times { get; init; }

    /// <summary>How many matching requests pass before it begins.</summary>
    public int Skip { get; init; }

    /// <summary>The share of matching requests that it meets.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Chooses which requests, together with the number of the request.</summary>
    public int Seed { get; init; }

    /// <summary>For <see cref="FaultKind.Status"/> and <see cref="FaultKind.Html"/>.</summary>
    public int Status { get; init; } = 503;

    /// <summary>Whether the system does what it was asked before the fault shows.</summary>
    public bool Applied { get; init; }

    public string? Body { get; init; }

    public string? ContentType { get; init; }

    /// <summary>Sends <c>Retry-After</c>.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Whether <c>Retry-After</c> is a date instead of seconds.</summary>
    public bool RetryAfterAsDate { get; init; }

    public TimeSpan Delay { get; init; }
}

/// <summary>So many requests of a system in so long a time; what is more gets <see cref="Status"/>.</summary>
/// <param name="System">The system; <see langword="null"/> for all together.</param>
/// <param name="Requests">Allowed within <paramref name="Per"/>.</param>
/// <param name="Per">The time after which counting begins anew.</param>
/// <param name="Status">429 or 433.</param>
/// <param name="RetryAfterSeconds">Sends <c>Retry-After</c>.</param>
public sealed record ThrottleBudget(string? System, int Requests, TimeSpan Per, int Status = 429, int? RetryAfterSeconds = null);
