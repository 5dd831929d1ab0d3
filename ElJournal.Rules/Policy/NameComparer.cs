namespace ElJournal.Rules.Policy;

/// <summary>Compares names as people read them: only letters and digits count, case and ё/е do not. Allocates nothing.</summary>
internal sealed class NameComparer : IEqualityComparer<string>
{
    public static NameComparer Instance { get; } = new();

    public bool Equals(string? x, string? y)
    {
        if (x is null || y is null)
        {
            return ReferenceEquals(x, y);
        }

        int i = 0, j = 0;
        while (true)
        {
            var a = Next(x, ref i);
            var b = Next(y, ref j);
            if (a != b)
            {
                return false;
            }

            if (a == '\0')
            {
                return true;
            }
        }
    }

    public int GetHashCode(string obj)
    {
        var hash = new HashCode();
        var i = 0;
        for (var letter = Next(obj, ref i); letter != '\0'; letter = Next(obj, ref i))
        {
            hash.Add(letter);
        }

        return hash.ToHashCode();
    }

    /// <summary>Whether the name is the other one, or begins with it as whole words: «Физическая культура (девочки)».</summary>
    public bool IsOrBegins(string name, string beginning)
    {
        int i = 0, j = 0;
        while (true)
        {
            var wanted = Next(beginning, ref j);
            if (wanted == '\0')
            {
                return i == name.Length || !char.IsLetterOrDigit(name[i]);
            }

            if (Next(name, ref i) != wanted)
            {
                return false;
            }
        }
    }

    private static char Next(string text, ref int at)
    {
        while (at < text.Length)
        {
            var letter = text[at++];
            if (char.IsLetterOrDigit(letter))
            {
                var upper = char.ToUpperInvariant(letter);
                return upper == 'Ё' ? 'Е' : upper;
            }
        }

        return '\0';
    }
}
