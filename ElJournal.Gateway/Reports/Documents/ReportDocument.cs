using System.Collections.Immutable;

namespace ElJournal.Gateway.Reports.Documents;

/// <summary>A report as people read it: HTML, a spreadsheet and a text document are renderings of it.</summary>
/// <param name="Name">The files' name without its ending; letters, digits and hyphens.</param>
/// <param name="Title">The title.</param>
/// <param name="Lead">Lines under the title: school, period, what the data is true for.</param>
/// <param name="Parts">The body.</param>
public sealed record ReportDocument(string Name, string Title, ImmutableArray<string> Lead, ImmutableArray<ReportPart> Parts)
{
    /// <summary>Small print at the end.</summary>
    public ImmutableArray<string> Closing { get; init; } = [];

    /// <summary>Wide tables are printed across.</summary>
    public bool Landscape { get; init; }

    /// <summary>Which files are written.</summary>
    public ReportForms Forms { get; init; } = ReportForms.Page | ReportForms.Sheet;

    /// <summary>The parts of one rendering.</summary>
    public IEnumerable<ReportPart> PartsFor(ReportForms form) => Parts.Where(part => part.Forms.HasFlag(form));
}

/// <summary>Kinds of file.</summary>
[Flags]
public enum ReportForms
{
    None = 0,
    /// <summary>HTML for the screen and for A4.</summary>
    Page = 1,
    /// <summary>XLSX.</summary>
    Sheet = 2,
    /// <summary>DOCX, to be edited and signed.</summary>
    Text = 4,
    All = Page | Sheet | Text,
}

/// <summary>A part of a report.</summary>
/// <param name="Heading">The heading; <see langword="null"/> for none.</param>
public abstract record ReportPart(string? Heading)
{
    /// <summary>In which renderings it stands.</summary>
    public ReportForms Forms { get; init; } = ReportForms.All;

    /// <summary>Whether it begins a new sheet of paper.</summary>
    public bool NewPage { get; init; }
}

/// <summary>Paragraphs.</summary>
public sealed record ReportText(string? Heading, ImmutableArray<string> Paragraphs) : ReportPart(Heading);

/// <summary>A numbered list.</summary>
public sealed record ReportList(string? Heading, ImmutableArray<string> Items) : ReportPart(Heading);

/// <summary>Lines that a person fills in by hand.</summary>
/// <param name="Lines">What stands before each empty line; an empty text is a line alone.</param>
public sealed record ReportBlank(string? Heading, ImmutableArray<string> Lines) : ReportPart(Heading);

/// <summary>A table; in a spreadsheet a sheet of its own.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows, each as long as the columns.</param>
public sealed record ReportTable(string? Heading, ImmutableArray<ReportColumn> Columns, ImmutableArray<ReportRow> Rows) : ReportPart(Heading)
{
    /// <summary>The sheet's name; left out, the heading.</summary>
    public string? Sheet { get; init; }

    /// <summary>Said under the table, or instead of it when it has no rows.</summary>
    public string? Note { get; init; }
}

/// <summary>A column.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Width">About how many letters wide.</param>
public sealed record ReportColumn(string Title, int Width = 12)
{
    /// <summary>Whether its cells are figures, set to the right.</summary>
    public bool Figures { get; init; }
}

/// <summary>A row.</summary>
public sealed record ReportRow(ImmutableArray<ReportCell> Cells)
{
    /// <summary>Whether it is a sum of others, or a heading among them.</summary>
    public bool Strong { get; init; }
}

/// <summary>What stands in a cell of a table.</summary>
public readonly record struct ReportCell
{
    private ReportCell(string text, decimal? number, int decimals, DateOnly? day)
    {
        Text = text;
        Number = number;
        Decimals = decimals;
        Day = day;
    }

    /// <summary>Nothing.</summary>
    public static ReportCell Empty { get; } = new(string.Empty, null, 0, null);

    /// <summary>As people read it.</summary>
    public string Text { get; }

    /// <summary>The figure, for a spreadsheet to count with.</summary>
    public decimal? Number { get; }

    /// <summary>Its digits behind the comma.</summary>
    public int Decimals { get; }

    /// <summary>The day.</summary>
    public DateOnly? Day { get; }

    public static implicit operator ReportCell(string? text) => Of(text);

    public static implicit operator ReportCell(int number) => Of(number);

    public static implicit operator ReportCell(DateOnly day) => Of(day);

    public static ReportCell Of(string? text) => new(text ?? string.Empty, null, 0, null);

    public static ReportCell Of(int number) => new(Russian.Plural.Number(number), number, 0, null);

    /// <summary>A figure with digits behind the comma, rounded half away from nought.</summary>
    public static ReportCell Of(decimal number, int decimals)
    {
        var rounded = Math.Round(number, decimals, MidpointRounding.AwayFromZero);
        return new(rounded.ToString("0." + new string('0', decimals), System.Globalization.CultureInfo.InvariantCulture).Replace('.', ',').TrimEnd(','), rounded, decimals, null);
    }

    public static ReportCell Of(DateOnly day) => new(day.ToString("dd.MM.yyyy", System.Globalization.CultureInfo.InvariantCulture), null, 0, day);
}
