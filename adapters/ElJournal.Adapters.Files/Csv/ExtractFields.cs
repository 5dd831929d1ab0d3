using ElJournal.Adapters.Tabular.Rows;

namespace ElJournal.Adapters.Files.Csv;

/// <summary>The fields of an extract of the gateway's backups without the apostrophe that was put before what begins like a formula.</summary>
internal sealed class ExtractFields(IFields fields) : IFields
{
    public int Line => fields.Line;

    public string this[int column] => Original(fields[column]);

    internal static string Original(string text) =>
        text.StartsWith('\'') && text.AsSpan().TrimStart('\'') is [var first, ..] && "=+-@\t\r\n＝＋－＠".Contains(first, StringComparison.Ordinal) ? text[1..] : text;
}
