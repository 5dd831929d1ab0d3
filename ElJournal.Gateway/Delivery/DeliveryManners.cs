namespace ElJournal.Gateway.Delivery;

/// <summary>How a portal is treated.</summary>
internal sealed record DeliveryManners
{
    /// <summary>Records in a package: 500.</summary>
    public int PackageRecords { get; init; } = 500;

    /// <summary>Packages of a route on the wire without an answer: 4.</summary>
    public int Unacknowledged { get; init; } = 4;

    /// <summary>Tries of a package, over all runs, before the route stops: 5.</summary>
    public int Tries { get; init; } = 5;

    /// <summary>Before a package is tried a second time in a run, unless the portal says otherwise: two seconds.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A longer wait than this is left to the next run: half a minute.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);
}
