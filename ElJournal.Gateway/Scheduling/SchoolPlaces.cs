namespace ElJournal.Gateway.Scheduling;

/// <summary>Who is worked on, and for whom there is room. Decides only: starts and stops nothing and knows no clock.</summary>
/// <remarks>
/// A school begins in a place. When its time is over it goes on in overtime, so that its place is another's; there are as many overtimes as places.
/// What was stopped and has not ended counts for nothing any more: code that does not listen must not take room from the others for good.
/// </remarks>
internal sealed class SchoolPlaces(LimitsOptions limits)
{
    private readonly Dictionary<string, Turn> turns = new(StringComparer.Ordinal);

    private enum Stage
    {
        InPlace,
        Overtime,
        Stopped,
    }

    /// <summary>Whether any school could begin.</summary>
    public bool HasRoom => turns.Values.Count(turn => turn.Stage == Stage.InPlace) < limits.SideBySide;

    /// <summary>Takes a place for the school.</summary>
    /// <param name="host">The host that it reads from; <see langword="null"/> for files.</param>
    /// <returns><see langword="false"/> when there is none for it now, or it has one.</returns>
    public bool TryTake(string school, string? host, DateTimeOffset now)
    {
        if (!HasRoom || turns.ContainsKey(school) || (host is not null && turns.Values.Count(turn => turn.Stage != Stage.Stopped && string.Equals(turn.Host, host, StringComparison.OrdinalIgnoreCase)) >= limits.PerHost))
        {
            return false;
        }

        turns[school] = new Turn(host, now);
        return true;
    }

    /// <summary>The school's turn has ended.</summary>
    public void Leave(string school) => turns.Remove(school);

    /// <summary>Moves those whose time is over out of their places.</summary>
    /// <returns>Those that are to be stopped.</returns>
    public IReadOnlyList<string> Review(DateTimeOffset now)
    {
        foreach (var turn in turns.Values.Where(turn => turn.Stage == Stage.InPlace && now - turn.Since >= limits.SchoolTime))
        {
            turn.Stage = Stage.Overtime;
        }

        var longest = turns.Where(turn => turn.Value.Stage == Stage.Overtime).OrderBy(turn => turn.Value.Since).ToList();
        var over = longest.Where((turn, place) => longest.Count - place > limits.SideBySide || now - turn.Value.Since >= limits.LongestTime).ToList();
        foreach (var (_, turn) in over)
        {
            turn.Stage = Stage.Stopped;
        }

        return [.. over.Select(turn => turn.Key)];
    }

    private sealed class Turn(string? host, DateTimeOffset since)
    {
        public string? Host { get; } = host;

        public DateTimeOffset Since { get; } = since;

        public Stage Stage { get; set; }
    }
}
