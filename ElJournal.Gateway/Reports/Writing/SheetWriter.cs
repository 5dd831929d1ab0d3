using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ElJournal.Gateway.Reports.Documents;

namespace ElJournal.Gateway.Reports.Writing;

/// <summary>Writes a report as XLSX, row by row: a sheet of what it is about, then a sheet for each table.</summary>
/// <remarks>Texts are strings and never formulas, whatever they begin with; one that looks like a formula is also marked as quoted, so that editing the cell keeps it a text.</remarks>
internal static partial class SheetWriter
{
    private const int LongestText = 32_767;
    private const int LongestName = 31;

    public static byte[] Write(ReportDocument report)
    {
        using var bytes = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = SheetStyles.Create();
            var names = new List<(string Name, string Id)>();
            Add(workbook, names, ReportTexts.SheetAbout, writer => About(writer, report));
            foreach (var table in report.PartsFor(ReportForms.Sheet).OfType<ReportTable>())
            {
                Add(workbook, names, table.Sheet ?? table.Heading ?? report.Title, writer => Table(writer, table, report.Landscape));
            }

            workbook.Workbook = new Workbook(new Sheets(names.Select((sheet, index) => new Sheet { Name = sheet.Name, Id = sheet.Id, SheetId = (uint)(index + 1) })));
        }

        return bytes.ToArray();
    }

    private static void Add(WorkbookPart workbook, List<(string Name, string Id)> names, string name, Action<OpenXmlWriter> content)
    {
        var part = workbook.AddNewPart<WorksheetPart>();
        using (var writer = OpenXmlWriter.Create(part))
        {
            content(writer);
        }

        names.Add((Unique(name, names), workbook.GetIdOfPart(part)));
    }

    private static void About(OpenXmlWriter writer, ReportDocument report)
    {
        writer.WriteStartElement(new Worksheet());
        Columns(writer, [100]);
        writer.WriteStartElement(new SheetData());
        Line(writer, report.Title, SheetStyles.Title);
        foreach (var line in report.Lead)
        {
            Line(writer, line, SheetStyles.Plain);
        }

        foreach (var part in report.PartsFor(ReportForms.Sheet))
        {
            var lines = part switch
            {
                ReportText text => text.Paragraphs,
                ReportList list => [.. list.Items.Select((item, index) => string.Create(CultureInfo.InvariantCulture, $"{index + 1}. {item}"))],
                ReportTable { Note: { } note } => [note],
                _ => [],
            };
            if (lines.Length > 0 && part.Heading is { } heading)
            {
                Line(writer, heading, SheetStyles.Strong);
            }

            foreach (var line in lines)
            {
                Line(writer, line, SheetStyles.Plain);
            }
        }

        foreach (var line in report.Closing)
        {
            Line(writer, line, SheetStyles.Plain);
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void Table(OpenXmlWriter writer, ReportTable table, bool landscape)
    {
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        // The headings stay in sight.
        writer.WriteElement(new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }));
        Columns(writer, table.Columns.Select(column => Math.Max(column.Width, 6)));
        writer.WriteStartElement(new SheetData());
        writer.WriteStartElement(new Row());
        foreach (var column in table.Columns)
        {
            Text(writer, column.Title, SheetStyles.Header);
        }

        writer.WriteEndElement();
        foreach (var row in table.Rows)
        {
            writer.WriteStartElement(new Row());
            foreach (var cell in row.Cells)
            {
                Cell(writer, cell, row.Strong);
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.WriteElement(new PageSetup { PaperSize = 9, Orientation = landscape ? OrientationValues.Landscape : OrientationValues.Portrait, FitToHeight = 0 });
        writer.WriteEndElement();
    }

    private static void Columns(OpenXmlWriter writer, IEnumerable<int> widths)
    {
        writer.WriteStartElement(new Columns());
        var index = 0u;
        foreach (var width in widths)
        {
            index++;
            writer.WriteElement(new Column { Min = index, Max = index, Width = width, CustomWidth = true });
        }

        writer.WriteEndElement();
    }

    private static void Line(OpenXmlWriter writer, string text, uint style)
    {
        writer.WriteStartElement(new Row());
        Text(writer, text, style);
        writer.WriteEndElement();
    }

    private static void Cell(OpenXmlWriter writer, ReportCell cell, bool strong)
    {
        switch (cell)
        {
            case { Number: { } number }:
                Value(writer, number.ToString(CultureInfo.InvariantCulture), cell.Decimals == 0 ? SheetStyles.Whole(strong) : SheetStyles.Fraction(strong));
                break;
            case { Day: { } day }:
                // A spreadsheet counts days from the end of 1899.
                Value(writer, (day.DayNumber - new DateOnly(1899, 12, 30).DayNumber).ToString(CultureInfo.InvariantCulture), SheetStyles.Day);
                break;
            default:
                Text(writer, cell.Text, LooksLikeFormula(cell.Text) ? SheetStyles.Quoted : strong ? SheetStyles.StrongCell : SheetStyles.Cell);
                break;
        }
    }

    private static void Value(OpenXmlWriter writer, string value, uint style) =>
        writer.WriteElement(new Cell(new CellValue(value)) { DataType = CellValues.Number, StyleIndex = style });

    private static void Text(OpenXmlWriter writer, string text, uint style)
    {
        // A reader takes _x0041_ for a letter written by its number.
        var clean = Escaped().Replace(OfficeText.Clean(text), "_x005F_${code}");
        clean = clean.Length > LongestText ? clean[..(LongestText - 1)] + "…" : clean;
        writer.WriteElement(new Cell(new InlineString(new Text(clean) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString, StyleIndex = style });
    }

    private static bool LooksLikeFormula(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r';

    private static string Unique(string wanted, List<(string Name, string Id)> taken)
    {
        var name = Forbidden().Replace(OfficeText.Clean(wanted), " ").Trim().Trim('\'');
        name = name.Length == 0 ? ReportTexts.SheetAbout : name;
        for (var number = 1; ; number++)
        {
            var end = number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" {number}");
            var candidate = (name.Length + end.Length > LongestName ? name[..(LongestName - end.Length)] : name) + end;
            if (!taken.Exists(sheet => string.Equals(sheet.Name, candidate, StringComparison.OrdinalIgnoreCase)))
            {
                return candidate;
            }
        }
    }

    [GeneratedRegex(@"[\[\]:*?/\\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Forbidden();

    [GeneratedRegex("_(?<code>x[0-9A-Fa-f]{4}_)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escaped();
}
