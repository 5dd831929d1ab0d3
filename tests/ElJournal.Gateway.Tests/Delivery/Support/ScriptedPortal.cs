using ElJournal.Adapters;
using ElJournal.Adapters.Portals;

namespace ElJournal.Gateway.Tests.Delivery;

/// <summary>A portal that does what the test says, package by package; when nothing is said it accepts.</summary>
internal sealed class ScriptedPortal : IPortal
{
    private readonly Queue<Func<Package, Receipt>> script = new();

    /// <summary>Ends with the process that is sending.</summary>
    public CancellationTokenSource Life { get; set; } = new();

    public PortalState State { get; } = new();

    /// <summary>Every package as it came, repetitions included.</summary>
    public List<(string Id, byte[] Body, int Records)> Packages { get; } = [];

    /// <summary>Records that the portal refuses one by one.</summary>
    public Func<string, string, bool> Accepts { get; set; } = (_, _) => true;

    /// <summary>Called before every delivery.</summary>
    public Action<Package>? Arriving { get; set; }

    public static ScriptedPortal Create() => new();

    public ValueTask<ProbeResult> ProbeAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new ProbeResult(true, ""));

    public ValueTask<Receipt> DeliverAsync(Package package, CancellationToken cancellationToken)
    {
        Packages.Add((package.Id, package.Body.ToArray(), package.RecordCount));
        cancellationToken.ThrowIfCancellationRequested();
        Arriving?.Invoke(package);
        return ValueTask.FromResult(script.TryDequeue(out var next) ? next(package) : Accept(package));
    }

    public ScriptedPortal Then(Func<Package, Receipt> answer)
    {
        script.Enqueue(answer);
        return this;
    }

    /// <summary>Drops what was said and not yet done.</summary>
    public void Forget() => script.Clear();

    /// <summary>Applies and answers.</summary>
    public Receipt Accept(Package package)
    {
        State.Apply(package.Body, Accepts);
        var rejected = PortalState.KeysOf(package.Body).Where(record => !Accepts(record.Kind, record.Key)).Select(record => new RejectedRecord(record.Kind, record.Key, "E1", "Не принято")).ToList();
        return new Receipt("R-" + package.Id, package.RecordCount - rejected.Count, rejected);
    }

    /// <summary>Breaks before anything is applied.</summary>
    public static Receipt LostBefore(Package package) => throw new AdapterException(AdapterFailure.Temporary, "connection lost");

    /// <summary>Applies, and breaks before the answer.</summary>
    public Receipt LostAfter(Package package)
    {
        Accept(package);
        throw new AdapterException(AdapterFailure.Temporary, "connection lost");
    }

    /// <summary>Applies, and says nothing.</summary>
    public Receipt SilentAfter(Package package)
    {
        Accept(package);
        return Silent(package);
    }

    /// <summary>Says nothing.</summary>
    public static Receipt Silent(Package package) => throw new AdapterException(AdapterFailure.Temporary, "no answer in time") { Unanswered = true };

    public static Receipt TooLarge(Package package) => throw new PackageTooLargeException("too large");

    public static Receipt Refuse(Package package) => throw new AdapterException(AdapterFailure.Final, "refused");

    /// <summary>Says of every record that it is not taken, whatever is there.</summary>
    public static Receipt RejectAll(Package package) =>
        new("R-" + package.Id, 0, [.. PortalState.KeysOf(package.Body).Select(record => new RejectedRecord(record.Kind, record.Key, "E2", "Не принято"))]);

    public static Receipt Busy(TimeSpan? retryAfter) => throw new PortalBusyException("come again", retryAfter);

    public static Receipt Unauthorized(Package package) => throw new AdapterException(AdapterFailure.Permanent, "credentials", "Замените ключ портала.");

    /// <summary>The process dies: nothing of the run's own code continues.</summary>
    public Receipt Die(Package package)
    {
        Life.Cancel();
        throw new OperationCanceledException(Life.Token);
    }

    public Receipt DieAfter(Package package)
    {
        Accept(package);
        return Die(package);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
