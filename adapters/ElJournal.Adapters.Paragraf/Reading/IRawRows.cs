using ElJournal.Adapters.Tabular.Rows;

namespace ElJournal.Adapters.Paragraf.Reading;

/// <summary>Rows as a file or a query gives them, one after another.</summary>
internal interface IRawRows : IAsyncDisposable
{
    /// <summary>Names of the columns; empty where a column has none.</summary>
    IReadOnlyList<string> Header { get; }

    /// <summary>What is being read, for reports: a file's name, an entity's.</summary>
    string Place { get; }

    /// <summary>The line that the row begins on, from 1.</summary>
    int Line { get; }

    /// <summary>The line that it ends on.</summary>
    int LastLine { get; }

    /// <summary>English: why the row cannot be trusted although its cells can be read.</summary>
    Told? Flaw { get; }

    /// <summary>Whether the source ends inside the row.</summary>
    bool IsCutOff { get; }

    /// <summary>Whether nothing closes the row; then it counts as cut off unless all of it can be understood.</summary>
    bool IsOpen { get; }

    /// <summary>Goes to the next row.</summary>
    ValueTask<bool> ReadAsync(CancellationToken cancellationToken);

    /// <summary>A cell of the row; <see langword="null"/> when it is empty or the row ends before it.</summary>
    object? this[int column] { get; }

    /// <summary>Lines before the row at hand that are no rows, each once.</summary>
    bool TryTakeBroken(out BrokenRow broken);

    /// <summary>Known after the last row: why what was read cannot be all of it.</summary>
    EntityFailure? EndFailure { get; }
}

/// <summary>A line that is no row.</summary>
/// <param name="Line">Its number.</param>
/// <param name="Reason">English: what is wrong.</param>
/// <param name="Cells">Its first cells, as far as they can be trusted.</param>
internal readonly record struct BrokenRow(int Line, Told Reason, IReadOnlyList<string> Cells);

/// <summary>Why an entity could not be read (to its end).</summary>
/// <param name="Reason">A word for machines.</param>
/// <param name="Message">English: the entity or file, and what was wrong; no personal data.</param>
/// <param name="Russian">The same for the technician.</param>
internal sealed record EntityFailure(string Reason, string Message, string Russian);

/// <summary>An entity cannot be read; the others go on.</summary>
internal sealed class EntityUnreadException(EntityFailure failure, Exception? innerException = null) : Exception(failure.Message, innerException)
{
    public EntityFailure Failure { get; } = failure;
}
