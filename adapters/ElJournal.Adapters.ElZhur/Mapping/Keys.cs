namespace ElJournal.Adapters.ElZhur.Mapping;

/// <summary>Keys of what has no id in ЭлЖур: its parts joined by <c>/</c>, with <c>/</c> and <c>%</c> inside a part percent-encoded.</summary>
internal static class Keys
{
    public static string Join(params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            if (part.AsSpan().IndexOfAny('/', '%') >= 0)
            {
                var escaped = new string[parts.Length];
                for (var i = 0; i < parts.Length; i++)
                {
                    escaped[i] = parts[i].Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal);
                }

                return string.Join('/', escaped);
            }
        }

        return string.Join('/', parts!);
    }
}
