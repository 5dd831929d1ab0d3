using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ElJournal.Gateway.Reports.Writing;

/// <summary>How cells of a spreadsheet look; the numbers are places in the list that <see cref="Create"/> makes.</summary>
internal static class SheetStyles
{
    public const uint Plain = 0;
    public const uint Header = 1;
    public const uint Cell = 2;
    public const uint Quoted = 3;
    public const uint Day = 4;
    public const uint Title = 5;
    public const uint Strong = 6;
    public const uint StrongCell = 7;

    private const uint DayFormat = 164;
    private const uint FractionFormat = 165;

    public static uint Whole(bool strong) => strong ? 9u : 8u;

    public static uint Fraction(bool strong) => strong ? 11u : 10u;

    public static Stylesheet Create() => new(
        new NumberingFormats(
            new NumberingFormat { NumberFormatId = DayFormat, FormatCode = "dd.mm.yyyy" },
            new NumberingFormat { NumberFormatId = FractionFormat, FormatCode = "0.0##" }) { Count = 2 },
        new Fonts(
            new Font(new FontSize { Val = 11 }, new FontName { Val = "Arial" }),
            new Font(new Bold(), new FontSize { Val = 11 }, new FontName { Val = "Arial" }),
            new Font(new Bold(), new FontSize { Val = 14 }, new FontName { Val = "Arial" })) { Count = 3 },
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FFEEEEEE" }, new BackgroundColor { Indexed = 64 }) { PatternType = PatternValues.Solid })) { Count = 3 },
        new Borders(
            new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder()),
            new Border(
                new LeftBorder { Style = BorderStyleValues.Thin },
                new RightBorder { Style = BorderStyleValues.Thin },
                new TopBorder { Style = BorderStyleValues.Thin },
                new BottomBorder { Style = BorderStyleValues.Thin },
                new DiagonalBorder())) { Count = 2 },
        new CellStyleFormats(new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0 }) { Count = 1 },
        new CellFormats(
            Format(font: 0, border: 0),
            Format(font: 1, border: 1, fill: 2),
            Format(font: 0, border: 1),
            Format(font: 0, border: 1, quoted: true),
            Format(font: 0, border: 1, number: DayFormat),
            Format(font: 2, border: 0),
            Format(font: 1, border: 0),
            Format(font: 1, border: 1),
            Format(font: 0, border: 1, number: 3),
            Format(font: 1, border: 1, number: 3),
            Format(font: 0, border: 1, number: FractionFormat),
            Format(font: 1, border: 1, number: FractionFormat)) { Count = 12 },
        new CellStyles(new CellStyle { Name = "Normal", FormatId = 0, BuiltinId = 0 }) { Count = 1 });

    private static CellFormat Format(uint font, uint border, uint fill = 0, uint number = 0, bool quoted = false) =>
        new(new Alignment { Vertical = VerticalAlignmentValues.Top, WrapText = true })
        {
            FontId = font,
            BorderId = border,
            FillId = fill,
            NumberFormatId = number,
            FormatId = 0,
            ApplyFont = true,
            ApplyBorder = true,
            ApplyFill = true,
            ApplyNumberFormat = true,
            ApplyAlignment = true,
            QuotePrefix = quoted ? BooleanValue.FromBoolean(true) : null,
        };
}
