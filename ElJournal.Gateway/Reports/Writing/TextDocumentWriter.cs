using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using ElJournal.Gateway.Reports.Documents;

namespace ElJournal.Gateway.Reports.Writing;

/// <summary>Writes a report as DOCX, to be edited, printed and signed.</summary>
internal static class TextDocumentWriter
{
    // Twentieths of a point, as the format counts.
    private const int ShortSide = 11906;
    private const int LongSide = 16838;
    private const int Margin = 1134;

    public static byte[] Write(ReportDocument report)
    {
        using var bytes = new MemoryStream();
        using (var document = WordprocessingDocument.Create(bytes, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = TextStyles.Create();
            var width = (report.Landscape ? LongSide : ShortSide) - (2 * Margin);
            var body = new Body();
            body.Append(Paragraph(report.Title, TextStyles.Title));
            body.Append(report.Lead.Select(line => Paragraph(line, TextStyles.Lead)));
            foreach (var part in report.PartsFor(ReportForms.Text))
            {
                body.Append(Part(part, width));
            }

            body.Append(report.Closing.Select(line => Paragraph(line, TextStyles.Closing)));
            body.Append(new SectionProperties(
                new PageSize { Width = (uint)(report.Landscape ? LongSide : ShortSide), Height = (uint)(report.Landscape ? ShortSide : LongSide), Orient = report.Landscape ? PageOrientationValues.Landscape : PageOrientationValues.Portrait },
                new PageMargin { Top = Margin, Bottom = Margin, Left = Margin, Right = Margin, Header = 567, Footer = 567, Gutter = 0 }));
            main.Document = new Document(body);
        }

        return bytes.ToArray();
    }

    private static IEnumerable<OpenXmlElement> Part(ReportPart part, int width)
    {
        if (part.NewPage)
        {
            yield return new Paragraph(new Run(new Break { Type = BreakValues.Page }));
        }

        if (part.Heading is { } heading)
        {
            yield return Paragraph(heading, TextStyles.Heading);
        }

        foreach (var element in Content(part, width))
        {
            yield return element;
        }
    }

    private static IEnumerable<OpenXmlElement> Content(ReportPart part, int width) => part switch
    {
        ReportText text => text.Paragraphs.Select(paragraph => Paragraph(paragraph)),
        ReportList list => list.Items.Select((item, index) => Paragraph(string.Create(CultureInfo.InvariantCulture, $"{index + 1}. {item}"))),
        ReportBlank blank => blank.Lines.Select(line => Blank(line, width)),
        ReportChart chart => [Paragraph(chart.Alternative)],
        ReportTable { Rows.IsEmpty: true } table => [Paragraph(table.Note ?? string.Empty)],
        // Two tables without a paragraph between them would become one.
        ReportTable table => [Table(table, width), Paragraph(table.Note ?? string.Empty)],
        _ => [],
    };

    private static Paragraph Paragraph(string text, string? style = null)
    {
        var paragraph = new Paragraph(new Run(Text(text)));
        if (style is not null)
        {
            paragraph.ParagraphProperties = new ParagraphProperties(new ParagraphStyleId { Val = style });
        }

        return paragraph;
    }

    /// <summary>A label, and a line to the margin that a tab draws.</summary>
    private static Paragraph Blank(string label, int width) => new(
        new ParagraphProperties(new Tabs(new TabStop { Val = TabStopValues.Right, Leader = TabStopLeaderCharValues.Underscore, Position = width }), new SpacingBetweenLines { Before = "160" }),
        new Run(Text(label.Length == 0 ? label : label + " "), new TabChar()));

    private static Table Table(ReportTable table, int width)
    {
        var all = table.Columns.Sum(column => column.Width);
        var widths = table.Columns.Select(column => (width * column.Width / all).ToString(CultureInfo.InvariantCulture)).ToList();
        var made = new Table(
            new TableProperties(
                new TableStyle { Val = TextStyles.Grid },
                new TableWidth { Width = width.ToString(CultureInfo.InvariantCulture), Type = TableWidthUnitValues.Dxa },
                new TableLayout { Type = TableLayoutValues.Fixed }),
            new TableGrid(widths.Select(each => new GridColumn { Width = each })));
        made.Append(Row(new TableRowProperties(new CantSplit(), new TableHeader()), Cells(table.Columns.Select(column => (column.Title, true, false)), widths)));
        foreach (var row in table.Rows)
        {
            made.Append(Row(new TableRowProperties(new CantSplit()), Cells(row.Cells.Select((cell, index) => (cell.Text, row.Strong, table.Columns[index].Figures)), widths)));
        }

        return made;
    }

    private static TableRow Row(TableRowProperties properties, IEnumerable<OpenXmlElement> cells)
    {
        var row = new TableRow(properties);
        row.Append(cells);
        return row;
    }

    private static OpenXmlElement[] Cells(IEnumerable<(string Text, bool Strong, bool Right)> cells, List<string> widths) =>
    [
        .. cells.Select((cell, index) => new TableCell(
            new TableCellProperties(new TableCellWidth { Width = widths[index], Type = TableWidthUnitValues.Dxa }),
            new Paragraph(
                new ParagraphProperties(new ParagraphStyleId { Val = TextStyles.Cell }, new Justification { Val = cell.Right ? JustificationValues.Right : JustificationValues.Left }),
                cell.Strong ? new Run(new RunProperties(new Bold()), Text(cell.Text)) : new Run(Text(cell.Text))))),
    ];

    private static Text Text(string text) => new(OfficeText.Clean(text)) { Space = SpaceProcessingModeValues.Preserve };
}
