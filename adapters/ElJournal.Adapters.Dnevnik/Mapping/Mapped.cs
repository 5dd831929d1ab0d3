using System.Globalization;
using ElJournal.Adapters.Sources;

namespace ElJournal.Adapters.Dnevnik.Mapping;

/// <summary>What became of the rows of one answer.</summary>
/// <param name="where">The call, for the technician; without secrets.</param>
internal sealed class Mapped(string where)
{
    private readonly List<JournalRecord> records = [];
    private readonly List<ReadItem> notes = [];

    /// <summary>The records.</summary>
    public IReadOnlyList<JournalRecord> Records => records;

    /// <summary>What could not be understood, and what a person should know.</summary>
    public IReadOnlyList<ReadItem> Notes => notes;

    public void Add(JournalRecord record) => records.Add(record);

    /// <summary>Notes a row that is no record. Its key, when known, does not count as gone.</summary>
    public void Skip(RecordKind kind, string? key, string reason, string inRussian) => notes.Add(new Skipped(kind, key, reason, where) { InRussian = inRussian });

    /// <summary>Notes a row that the vocabulary refused: an end before its start, a weight of nothing.</summary>
    public void Skip(RecordKind kind, string? key, ArgumentException refused)
    {
        var said = refused.ParamName is { } name ? refused.Message.Replace($" (Parameter '{name}')", string.Empty, StringComparison.Ordinal) : refused.Message;
        Skip(kind, key, said, string.Format(CultureInfo.InvariantCulture, Texts.SkippedUnfit, refused.ParamName ?? said));
    }

    public void Remark(RecordKind kind, string message, string inRussian) => notes.Add(new Remark(kind, message, where) { InRussian = inRussian });

    /// <summary>Everything as items of a read.</summary>
    public IEnumerable<ReadItem> Items()
    {
        foreach (var batch in records.Chunk(5000))
        {
            yield return new Records(batch);
        }

        foreach (var note in notes)
        {
            yield return note;
        }
    }
}
