namespace ElJournal.Gateway.Ledger.Model;

/// <summary>An earlier value of a mark: who changes a mark weeks later is a question that schools ask.</summary>
internal sealed class MarkChangeRow
{
    public long Id { get; set; }

    /// <summary>The mark's <see cref="RecordRow.Id"/>.</summary>
    public long Record { get; set; }

    public required string FromValue { get; set; }

    /// <summary><see langword="null"/> when the mark was removed.</summary>
    public string? ToValue { get; set; }

    /// <summary>Unix ms.</summary>
    public long? After { get; set; }

    /// <summary>Unix ms.</summary>
    public long By { get; set; }
}
