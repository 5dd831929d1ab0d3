using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ElJournal.Adapters.Paragraf.Tests.Support;

/// <summary>Spreadsheets as programs write them.</summary>
internal static class Sheets
{
    /// <summary>An XLSX file with one sheet: texts, numbers, days as serial numbers with a date format.</summary>
    public static byte[] Xlsx(string sheet, IReadOnlyList<object?[]> rows, params string[] merged)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.Workbook = new Workbook();
            var styles = workbook.AddNewPart<WorkbookStylesPart>();
            styles.Stylesheet = new Stylesheet(
                new Fonts(new Font()), new Fills(new Fill()), new Borders(new Border()),
                new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 14, ApplyNumberFormat = true }));
            var cover = workbook.AddNewPart<WorksheetPart>();
            cover.Worksheet = new Worksheet(new SheetData(new Row(Text("Титул"))));
            var part = workbook.AddNewPart<WorksheetPart>();
            part.Worksheet = new Worksheet(new SheetData(rows.Select((row, y) => new Row(row.Select((cell, x) => Cell(cell, x, y)).OfType<Cell>()) { RowIndex = (uint)y + 1 })));
            if (merged.Length > 0)
            {
                part.Worksheet.Append(new MergeCells(merged.Select(range => new MergeCell { Reference = range })));
            }

            workbook.Workbook.Append(new DocumentFormat.OpenXml.Spreadsheet.Sheets(
                new Sheet { Id = workbook.GetIdOfPart(cover), SheetId = 1, Name = "Титул" }, new Sheet { Id = workbook.GetIdOfPart(part), SheetId = 2, Name = sheet }));
        }

        return stream.ToArray();
    }

    /// <summary>The oldest XLS there is (BIFF2, a bare stream of records), in Windows-1251.</summary>
    public static byte[] Xls(IReadOnlyList<object?[]> rows)
    {
        using var stream = new MemoryStream();
        Record(stream, 0x0009, [0x02, 0x00, 0x10, 0x00]);
        Record(stream, 0x0042, BitConverter.GetBytes((ushort)1251));
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Length; x++)
            {
                byte[] place = [.. BitConverter.GetBytes((ushort)y), .. BitConverter.GetBytes((ushort)x), 0, 0, 0];
                switch (rows[y][x])
                {
                    case string text:
                        var bytes = Site.Cp1251.GetBytes(text);
                        Record(stream, 0x0004, [.. place, (byte)bytes.Length, .. bytes]);
                        break;
                    case { } number:
                        Record(stream, 0x0003, [.. place, .. BitConverter.GetBytes(Convert.ToDouble(number, CultureInfo.InvariantCulture))]);
                        break;
                    default:
                        break;
                }
            }
        }

        Record(stream, 0x000A, []);
        return stream.ToArray();
    }

    private static void Record(MemoryStream stream, ushort id, byte[] content)
    {
        stream.Write(BitConverter.GetBytes(id));
        stream.Write(BitConverter.GetBytes((ushort)content.Length));
        stream.Write(content);
    }

    private static Cell? Cell(object? cell, int x, int y)
    {
        var made = cell switch
        {
            null => null,
            string text => Text(text),
            DateOnly day => new Cell { StyleIndex = 1, CellValue = new CellValue(day.ToDateTime(TimeOnly.MinValue).ToOADate()) },
            _ => new Cell { CellValue = new CellValue(Convert.ToDouble(cell, CultureInfo.InvariantCulture)) },
        };
        if (made is not null)
        {
            made.CellReference = string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + x)}{y + 1}");
        }

        return made;
    }

    private static Cell Text(string text) => new() { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(text)) };
}
