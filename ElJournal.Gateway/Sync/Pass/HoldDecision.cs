using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Pass;

/// <summary>When a mass change waits for a person.</summary>
internal static class HoldDecision
{
    /// <summary>Above this share of a class's records of a kind.</summary>
    public const double GreatestShare = 0.30;

    /// <summary>Fewer records are never a mass.</summary>
    public const int FewestRecords = 10;

    /// <summary>Above this share of the school's pupils.</summary>
    public const double GreatestShareOfPupils = 0.20;

    /// <summary>One or two pupils leave even the smallest village school without anything being wrong.</summary>
    public const int FewestPupils = 3;

    /// <summary>Whether a class's records of a kind change in a mass.</summary>
    public static bool Exceeds(int affected, long live) => affected >= FewestRecords && affected > GreatestShare * live;

    /// <summary>Whether a mass of the school's pupils changes.</summary>
    public static bool ExceedsPupils(int affected, long live) => affected >= FewestPupils && affected > GreatestShareOfPupils * live;
}

/// <summary>A class and kind of which something may be held.</summary>
internal sealed class HoldScope(string root, RecordKind kind)
{
    public string Root => root;

    public RecordKind Kind => kind;

    /// <summary>What would be deleted or changed now.</summary>
    public List<Case> Harmful { get; } = [];

    /// <summary>The hold that is open for them, and what it keeps that this pass says nothing about.</summary>
    public Model.HoldRow? Open { get; set; }

    public List<Model.HeldChangeRow> Retained { get; } = [];

    public long Live { get; set; }

    public bool Holds { get; set; }
}
