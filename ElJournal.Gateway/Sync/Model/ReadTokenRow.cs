namespace ElJournal.Gateway.Sync.Model;

/// <summary>By what a source recognises that nothing has changed since a read that was stored.</summary>
internal sealed class ReadTokenRow
{
    public int Book { get; set; }

    public required string Name { get; set; }

    public required string Token { get; set; }
}
