using System.Collections.Concurrent;
using System.Text.Json.Serialization;

namespace ElJournal.Samples.Simulators.Portal;

/// <summary>Who may read, and what goes wrong while reading.</summary>
public sealed class ReadDoor
{
    private readonly Lock gate = new();
    private readonly HashSet<string> sessions = new(StringComparer.Ordinal);
    private int issued;
    private int served;

    public string Login { get; set; } = "parent@example.org";

    public string Password { get; set; } = "parent-password";

    /// <summary>Where a login's answer carries the token.</summary>
    public bool TokenInBody { get; set; } = true;

    public bool TokenInCookie { get; set; } = true;

    /// <summary>How an expired or missing session shows.</summary>
    public ExpiredFace Expired { get; set; } = ExpiredFace.Unauthorized;

    /// <summary>Logins that are served before further ones are refused for a while.</summary>
    public int MostLogins { get; set; } = int.MaxValue;

    /// <summary>The status of a refused login; what the real one is nobody knows.</summary>
    public int ThrottleStatus { get; set; } = 429;

    /// <summary>Whether a web page comes in place of the answer to a login, as from a network that asks to sign in.</summary>
    public bool LoginPage { get; set; }

    /// <summary>Whether each answer re-issues the cookie; the earlier token is void from then on.</summary>
    public bool Renews { get; set; }

    /// <summary>Whether an answer's totals are 0 although it holds items.</summary>
    public bool ZeroTotals { get; set; }

    /// <summary>Days for which a list answers 500.</summary>
    public (DateOnly From, DateOnly To)? BrokenDays { get; set; }

    /// <summary>What goes wrong with the next reads, one each; <see langword="null"/> for one that goes well.</summary>
    public ConcurrentQueue<ReadFault?> Faults { get; } = new();

    /// <summary>After how many reads the first session ends, or with 0 every session at once; <see langword="null"/> for never.</summary>
    public int? VoidAfter { get; set; }

    /// <summary>Logins so far, refused ones included.</summary>
    public int Logins { get; private set; }

    /// <summary>Paths read so far with their query.</summary>
    public ConcurrentQueue<string> Reads { get; } = new();

    /// <summary>Lets some reads go well and the next one fail.</summary>
    public void After(int well, ReadFault fault)
    {
        foreach (var next in Enumerable.Repeat<ReadFault?>(null, well).Append(fault))
        {
            Faults.Enqueue(next);
        }
    }

    /// <summary>Ends all sessions.</summary>
    public void Expire()
    {
        lock (gate)
        {
            sessions.Clear();
        }
    }

    internal bool CountLogin()
    {
        lock (gate)
        {
            return ++Logins <= MostLogins;
        }
    }

    internal string Issue()
    {
        lock (gate)
        {
            // The shape of a JWT without its meaning: nobody may rely on what is inside.
            var token = $"header.{++issued}.signature";
            sessions.Add(token);
            return token;
        }
    }

    internal bool IsKnown(string? token)
    {
        lock (gate)
        {
            if (VoidAfter == 0 || (VoidAfter is { } reads && Logins == 1 && ++served > reads))
            {
                sessions.Clear();
            }

            return token is not null && sessions.Contains(token);
        }
    }

    internal string Renew(string token)
    {
        lock (gate)
        {
            sessions.Remove(token);
        }

        return Issue();
    }
}

/// <summary>How a missing or expired session shows.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ExpiredFace>))]
public enum ExpiredFace
{
    Unauthorized = 0,
    ForbiddenText = 1,
    Html = 2,
}

/// <summary>What goes wrong with one read.</summary>
public enum ReadFault
{
    Status500 = 500,
    Status502 = 502,
    Status503 = 503,
    /// <summary>200, without data, a text in <c>messages</c>.</summary>
    RefusedInMessages = 1,
    /// <summary>200, without data, a text in <c>validations</c>.</summary>
    RefusedInValidations = 2,
    Dropped = 3,
    Truncated = 4,
}
