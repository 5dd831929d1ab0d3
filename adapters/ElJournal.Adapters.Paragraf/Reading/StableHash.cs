namespace ElJournal.Adapters.Paragraf.Reading;

/// <summary>64 bits of a text (FNV-1a), so that the keys of a year need not be kept themselves.</summary>
internal static class StableHash
{
    public static ulong Of(string text)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var c in text)
        {
            hash = unchecked((hash ^ c) * 0x100000001B3);
        }

        return hash;
    }
}
