using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.Tabular.Rows;

/// <summary>What is wrong with one file, in bounded number: a file in which nothing is right must not make a report of a million lines.</summary>
internal sealed class DefectLog(RecordKind kind, string place)
{
    /// <summary>Rows that are named; when there are more, the kind counts as not read.</summary>
    internal const int MostSkipped = 1000;

    /// <summary>Remarks of one sort that are made.</summary>
    internal const int MostRemarks = 20;

    private readonly List<ReadItem> items = [];
    private readonly HashSet<string> dangling = new(StringComparer.Ordinal);
    private long damaged;

    /// <summary>What is being read: the file, as a rule.</summary>
    public string Place { get; set; } = place;

    /// <summary>Rows skipped, named or not.</summary>
    public long Skipped { get; private set; }

    /// <summary>Whether some row's key is unknown, so that no record may be taken for gone.</summary>
    public bool HasUnknownKey { get; private set; }

    /// <summary>Whether rows were skipped without being named.</summary>
    public bool IsFull => Skipped > MostSkipped;

    /// <summary>Notes a row that is not read.</summary>
    public void Skip(string? key, Told reason, int line)
    {
        Skipped++;
        HasUnknownKey |= key is null;
        if (!IsFull)
        {
            items.Add(new Skipped(kind, key, reason.English, Place, line) { InRussian = reason.Russian });
        }
    }

    public void Remark(Told message, int? line) => items.Add(new Remark(kind, message.English, Place, line) { InRussian = message.Russian });

    /// <summary>Notes a line in which characters were replaced.</summary>
    public void Damaged(int line)
    {
        damaged++;
        if (damaged <= MostRemarks)
        {
            Remark(Told.Of("characters that are no text (NUL, half of a pair, invalid bytes) were replaced by U+FFFD", Texts.Damaged), line);
        }
    }

    /// <summary>Notes a reference to something that is not there, once for each.</summary>
    public void Dangling(Told message, int line)
    {
        if (dangling.Count <= MostRemarks && dangling.Add(message.English))
        {
            Remark(dangling.Count <= MostRemarks ? message : Told.Of("more references lead nowhere; they are not named", Texts.MoreDangling), line);
        }
    }

    /// <summary>Adds what is left to say at the end.</summary>
    public void Close()
    {
        if (damaged > MostRemarks)
        {
            Remark(Told.Of($"characters were replaced in {damaged - MostRemarks} more lines", Texts.MoreDamaged, damaged - MostRemarks), line: null);
        }
    }

    /// <summary>Moves what has been noted to the list.</summary>
    public void MoveTo(List<ReadItem> target)
    {
        target.AddRange(items);
        items.Clear();
    }
}
