namespace ElJournal.Adapters.Tabular.Rows;

/// <summary>The fields of the row that a reader stands at, numbered as its table's columns are.</summary>
internal interface IFields
{
    /// <summary>The field as it stands; empty when there is none.</summary>
    string this[int column] { get; }

    /// <summary>The line that the row begins on, from 1. Not free; for reports.</summary>
    int Line { get; }
}
