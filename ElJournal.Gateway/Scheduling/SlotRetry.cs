namespace ElJournal.Gateway.Scheduling;

/// <summary>When a slot that did not succeed is tried again. Decides only; does nothing.</summary>
internal static class SlotRetry
{
    /// <summary>With the waits below that is about an hour and a half: past an evening's maintenance, and still on the same day.</summary>
    public const int MostTries = 9;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>How long to wait after the given number of tries; <see langword="null"/> when it was the last.</summary>
    public static TimeSpan? After(int tries)
    {
        if (tries >= MostTries)
        {
            return null;
        }

        var wait = TimeSpan.FromMinutes(1 << Math.Min(tries - 1, 10));
        return wait < Longest ? wait : Longest;
    }
}
