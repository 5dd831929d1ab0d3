using System.Globalization;

namespace ElJournal.Adapters.Dnevnik.Reading;

/// <summary>Which rows have come already: classes share groups, and ranges overlap. Numbers take a quarter of the memory of texts, and a year has half a million marks.</summary>
internal sealed class Seen
{
    private readonly Lock gate = new();
    private readonly Dictionary<(long, long), int> numbers = [];
    private readonly Dictionary<(string, string), int> texts = [];

    /// <summary>Notes a row.</summary>
    /// <param name="first">Its id, or the first part of it.</param>
    /// <param name="second">The second part; empty for none.</param>
    /// <param name="content">A hash of what it says.</param>
    public Sight Add(string first, string second, int content)
    {
        lock (gate)
        {
            return long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var one) && TryNumber(second, out var two)
                ? Add(numbers, (one, two), content)
                : Add(texts, (first, second), content);
        }
    }

    private static bool TryNumber(string text, out long number)
    {
        number = -1;
        return text.Length == 0 || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static Sight Add<T>(Dictionary<T, int> known, T key, int content)
        where T : notnull
    {
        if (known.TryAdd(key, content))
        {
            return Sight.New;
        }

        return known[key] == content ? Sight.Same : Sight.Different;
    }
}

/// <summary>What a row is to those before it.</summary>
internal enum Sight
{
    /// <summary>The first with its id.</summary>
    New = 0,

    /// <summary>Another copy.</summary>
    Same,

    /// <summary>Another row with the same id.</summary>
    Different,
}
