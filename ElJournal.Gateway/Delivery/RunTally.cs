namespace ElJournal.Gateway.Delivery;

/// <summary>What a run has done so far.</summary>
internal sealed class RunTally
{
    public int Packages { get; set; }

    public int Records { get; set; }

    public int Accepted { get; set; }

    /// <summary>Why nothing more is sent in this run.</summary>
    public ExportFailure? Failure { get; set; }

    /// <summary>Packages that were tried a second time in this run.</summary>
    public HashSet<string> TriedAgain { get; } = [];
}
