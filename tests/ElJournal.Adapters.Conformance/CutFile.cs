namespace ElJournal.Adapters.Conformance;

/// <summary>Cuts an exported file off, as a full disk or a broken copy does.</summary>
public static class CutFile
{
    /// <summary>Inside a row near the middle: what ends between two rows looks whole, and no reader could tell.</summary>
    public static async Task InsideARowAsync(string path)
    {
        var whole = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, whole[..(Array.IndexOf(whole, (byte)'\n', whole.Length / 2) - 4)]);
    }
}
