namespace ElJournal.Gateway.Delivery;

/// <summary>How many records the portal takes in a package, as far as its answers have told in this run.</summary>
/// <param name="most">As many as a package ever holds.</param>
/// <remarks>
/// One record that is far too large, or a moment in which a portal takes nothing, must not turn the rest of a run into packages of one record:
/// after packages that were taken a larger one is tried, and after one that was tried in vain more patience is had before the next.
/// </remarks>
internal sealed class PackageLimit(int most)
{
    private const int Patience = 16;

    private readonly int most = most;
    private int patience = Patience;
    private int accepted;
    private bool grown;

    public int Records { get; private set; } = most;

    /// <summary>A package was too large.</summary>
    public void Refuse(int records)
    {
        patience *= grown ? 2 : 1;
        (Records, accepted, grown) = (Math.Min(Records, (records + 1) / 2), 0, false);
    }

    /// <summary>A package was taken.</summary>
    public void Accept()
    {
        if (Records < most && ++accepted >= patience)
        {
            // What was tried last has proved right.
            patience = grown ? Patience : patience;
            (Records, accepted, grown) = (Math.Min(most, Records * 2), 0, true);
        }
    }
}
