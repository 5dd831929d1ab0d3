namespace ElJournal.Gateway.Ledger.Model;

/// <summary>One source of one school in one school year: the space in which a record's kind and key are its identity.</summary>
internal sealed class Book
{
    public int Id { get; set; }

    public required string School { get; set; }

    /// <summary>The adapter's name, with the <c>Since</c> day where a school changed its source.</summary>
    public required string Source { get; set; }

    /// <summary>The calendar year in which the school year begins.</summary>
    public int Year { get; set; }

    /// <summary>When the first complete read ended (Unix ms); <see langword="null"/> before. Nothing before it is caught up.</summary>
    public long? FirstReadAt { get; set; }
}
