namespace ElJournal.Adapters.Tabular.Rows;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Required">Whether the table means nothing without it.</param>
/// <param name="Personal">Whether its values are personal data, which no report shows.</param>
internal sealed record Column(string Name, bool Required = false, bool Personal = false);
