using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace ElJournal.Samples.Simulators.Faults;

/// <summary>One request and how it was answered. Secrets in the query are blotted out.</summary>
/// <param name="System">The system.</param>
/// <param name="Method">GET, POST …</param>
/// <param name="Path">Path and query below the system's first segment.</param>
/// <param name="Status">The status sent; 0 when the connection was broken.</param>
public sealed record LoggedRequest(string System, string Method, string Path, int Status);

/// <summary>Counts what was asked, so that plans can be compared with what happened.</summary>
public sealed partial class RequestLog
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly ConcurrentQueue<LoggedRequest> all = new();
    private int underWay;
    private int peak;

    /// <summary>Every request since the start or the last <see cref="Clear"/>, in the order of their ends.</summary>
    public IReadOnlyList<LoggedRequest> All => [.. all];

    /// <summary>How many requests were under way at once, at most.</summary>
    public int Peak => Volatile.Read(ref peak);

    /// <summary>How many requests of a system matched a regular expression on path and query.</summary>
    public int Count(string? system = null, string? path = null) =>
        all.Count(request => (system is null || request.System == system) && (path is null || Regex.IsMatch(request.Path, path, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience)));

    public void Clear()
    {
        all.Clear();
        Volatile.Write(ref peak, Volatile.Read(ref underWay));
    }

    internal void Begin()
    {
        var now = Interlocked.Increment(ref underWay);
        for (var seen = Volatile.Read(ref peak); now > seen; seen = Volatile.Read(ref peak))
        {
            Interlocked.CompareExchange(ref peak, now, seen);
        }
    }

    internal void End(string system, string method, string path, int status)
    {
        Interlocked.Decrement(ref underWay);
        all.Enqueue(new(system, method, Secret().Replace(path, "${name}=…"), status));
    }

    [GeneratedRegex("(?<name>access_token|auth_token|devkey|password|login|v_token|client_secret)=[^&]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secret();
}
