namespace ElJournal.Samples.SchoolGenerator;

/// <summary>Chance that depends only on a seed and on what is asked about, never on the order of asking, so that any part of the school can be made by itself.</summary>
internal readonly struct Chance
{
    private readonly ulong state;

    public Chance(int seed) => state = Mix(unchecked((ulong)seed) ^ 0x9E3779B97F4A7C15UL);

    private Chance(ulong state) => this.state = state;

    public Chance Of(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in text)
        {
            hash = unchecked((hash ^ letter) * 1099511628211UL);
        }

        return new(Mix(state ^ hash));
    }

    public Chance Of(int number) => new(Mix(unchecked(state + ((ulong)(uint)number * 0xD1B54A32D192ED03UL) + 1)));

    /// <summary>From 0 up to, not including, <paramref name="count"/>.</summary>
    public int Below(int count) => (int)(state % (ulong)count);

    public bool Happens(double share) => (state >> 11) * (1.0 / (1UL << 53)) < share;

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
            return value ^ (value >> 31);
        }
    }
}
