namespace ElJournal.Gateway.Composition;

/// <summary>What the process ends with; other people's scripts rely on these.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Failed: configuration, adapter, portal unreachable.</summary>
    public const int Failed = 1;

    /// <summary>Done, with open findings, differences or rejected records.</summary>
    public const int Open = 2;

    /// <summary>Partly done, the rest stays pending.</summary>
    public const int Partly = 3;

    /// <summary>Wrong usage.</summary>
    public const int Usage = 64;
}
