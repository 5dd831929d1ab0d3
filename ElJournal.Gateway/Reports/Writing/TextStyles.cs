using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace ElJournal.Gateway.Reports.Writing;

/// <summary>The styles of text documents: those of a school's papers.</summary>
internal static class TextStyles
{
    public const string Title = "ReportTitle";
    public const string Lead = "ReportLead";
    public const string Heading = "ReportHeading";
    public const string Cell = "ReportCell";
    public const string Closing = "ReportClosing";
    public const string Grid = "ReportGrid";

    public static Styles Create() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = "Times New Roman", HighAnsi = "Times New Roman", ComplexScript = "Times New Roman" },
                new FontSize { Val = "24" },
                new Languages { Val = "ru-RU" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { After = "60" }))),
        Paragraph("Normal", "Normal", isDefault: true),
        Paragraph(Title, "Report title", size: "28", bold: true, centred: true),
        Paragraph(Lead, "Report lead", centred: true),
        Paragraph(Heading, "Report heading", size: "26", bold: true, before: "200", keepNext: true),
        Paragraph(Cell, "Report cell", size: "20", after: "0"),
        Paragraph(Closing, "Report closing", size: "20"),
        new Style(
            new StyleName { Val = "Report grid" },
            new StyleTableProperties(
                new TableBorders(
                    new TopBorder { Val = BorderValues.Single, Size = 4 },
                    new LeftBorder { Val = BorderValues.Single, Size = 4 },
                    new BottomBorder { Val = BorderValues.Single, Size = 4 },
                    new RightBorder { Val = BorderValues.Single, Size = 4 },
                    new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4 },
                    new InsideVerticalBorder { Val = BorderValues.Single, Size = 4 }),
                new TableCellMarginDefault(
                    new TableCellLeftMargin { Width = 70, Type = TableWidthValues.Dxa },
                    new TableCellRightMargin { Width = 70, Type = TableWidthValues.Dxa })))
        { Type = StyleValues.Table, StyleId = Grid });

    private static Style Paragraph(string id, string name, string? size = null, bool bold = false, bool centred = false, string? before = null, string? after = null, bool keepNext = false, bool isDefault = false)
    {
        var style = new Style(new StyleName { Val = name }) { Type = StyleValues.Paragraph, StyleId = id, Default = isDefault ? true : null };
        var properties = new StyleParagraphProperties();
        if (keepNext)
        {
            properties.Append(new KeepNext());
        }

        if (before is not null || after is not null)
        {
            properties.Append(new SpacingBetweenLines { Before = before ?? "0", After = after ?? "60" });
        }

        if (centred)
        {
            properties.Append(new Justification { Val = JustificationValues.Center });
        }

        var run = new StyleRunProperties();
        if (bold)
        {
            run.Append(new Bold());
        }

        if (size is not null)
        {
            run.Append(new FontSize { Val = size });
        }

        style.Append([.. new OpenXmlElement[] { properties, run }.Where(part => part.HasChildren)]);
        return style;
    }
}
