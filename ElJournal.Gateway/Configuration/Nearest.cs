namespace ElJournal.Gateway.Configuration;

/// <summary>Finds what was probably meant.</summary>
internal static class Nearest
{
    /// <summary>The known name at most two edits away; <see langword="null"/> when none is.</summary>
    public static string? To(string name, IEnumerable<string> known) =>
        known.Select(candidate => (candidate, Distance: Edits(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(pair => pair.Distance <= Math.Min(2, Math.Max(1, name.Length / 2)))
            .OrderBy(pair => pair.Distance)
            .Select(pair => pair.candidate)
            .FirstOrDefault();

    private static int Edits(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
