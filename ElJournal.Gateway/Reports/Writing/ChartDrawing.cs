using System.Globalization;
using System.Xml.Linq;
using ElJournal.Gateway.Reports.Documents;

namespace ElJournal.Gateway.Reports.Writing;

/// <summary>Draws a chart as SVG, with its words for who cannot see it.</summary>
internal sealed class ChartDrawing
{
    private const int LineHeight = 22;
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private readonly XElement root = new(Svg + "svg");
    private readonly ReportChart chart;

    private ChartDrawing(ReportChart chart) => this.chart = chart;

    /// <summary>The picture as an element to stand within a page; its texts are encoded.</summary>
    public static string Of(ReportChart chart)
    {
        var drawing = new ChartDrawing(chart);
        switch (chart)
        {
            case ReportBars bars:
                drawing.Bars(bars);
                break;
            case ReportCalendar calendar:
                drawing.Calendar(calendar);
                break;
        }

        return drawing.root.ToString(SaveOptions.DisableFormatting);
    }

    private static string Fill(ReportShade shade) => shade switch
    {
        ReportShade.Light => "#dddddd",
        ReportShade.Middle => "#999999",
        ReportShade.Dark => "#222222",
        _ => "url(#hatch)",
    };

    private static string Ink(ReportShade shade) => shade == ReportShade.Dark ? "#ffffff" : "#000000";

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private void Bars(ReportBars bars)
    {
        const int Labels = 200, Width = 460, Top = 28;
        var most = Math.Max(1, bars.Bars.Select(bar => bar.Values.Sum()).DefaultIfEmpty(1).Max());
        Begin(Labels + Width + 50, Top + (bars.Bars.Length * LineHeight));
        Legend();
        for (var line = 0; line < bars.Bars.Length; line++)
        {
            var (bar, y, x) = (bars.Bars[line], Top + (line * LineHeight), (double)Labels);
            Text(Labels - 6, y + 15, "end", bar.Label);
            for (var part = 0; part < bar.Values.Length; part++)
            {
                var width = (double)Width * bar.Values[part] / most;
                Box(x, y + 2, width, LineHeight - 4, bars.Series[part].Shade);
                if (width >= 24)
                {
                    if (bars.Series[part].Shade == ReportShade.Hatched)
                    {
                        // Figures on hatching cannot be read.
                        var plate = 8 + (7 * Number(bar.Values[part]).Length);
                        Plate(x + ((width - plate) / 2), y + 5, plate, LineHeight - 10);
                    }

                    Text(x + (width / 2), y + 15, "middle", bar.Values[part].ToString(CultureInfo.InvariantCulture), Ink(bars.Series[part].Shade));
                }

                x += width;
            }

            Text(x + 6, y + 15, "start", bar.Values.Sum().ToString(CultureInfo.InvariantCulture));
        }
    }

    private void Calendar(ReportCalendar calendar)
    {
        const int Column = 104, Row = 62, Top = 52;
        var offset = ((int)calendar.First.DayOfWeek + 6) % 7;
        var weeks = (offset + calendar.Last.DayNumber - calendar.First.DayNumber + 7) / 7;
        Begin((7 * Column) + 1, Top + (weeks * Row) + 1);
        Legend();
        var names = ReportTexts.WeekDaysShort.Split('|');
        for (var day = 0; day < 7; day++)
        {
            Text((day * Column) + (Column / 2.0), Top - 8, "middle", names[day]);
        }

        for (var day = calendar.First; day <= calendar.Last; day = day.AddDays(1))
        {
            var place = offset + day.DayNumber - calendar.First.DayNumber;
            var (x, y) = (place % 7 * Column, Top + (place / 7 * Row));
            Rectangle(x, y, Column, Row, "none");
            Text(x + 6, y + 16, "start", day.Day.ToString(CultureInfo.InvariantCulture));
            if (!calendar.Days.TryGetValue(day, out var values) || values.Sum() == 0)
            {
                continue;
            }

            var left = x + 6.0;
            for (var part = 0; part < values.Length; part++)
            {
                var width = (Column - 12.0) * values[part] / values.Sum();
                Box(left, y + 24, width, 14, calendar.Series[part].Shade);
                left += width;
            }

            Text(x + 6, y + 54, "start", string.Join(" / ", values.Select(value => value.ToString(CultureInfo.InvariantCulture))));
        }
    }

    private void Legend()
    {
        var x = 0.0;
        foreach (var series in chart.Series)
        {
            Box(x, 2, 14, 14, series.Shade);
            Text(x + 19, 14, "start", series.Name);
            x += 40 + (series.Name.Length * 7.2);
        }
    }

    private void Begin(int width, int height) => root.Add(
        new XAttribute("viewBox", $"0 0 {width} {height}"),
        new XAttribute("width", width),
        new XAttribute("height", height),
        new XAttribute("role", "img"),
        new XAttribute("aria-label", OfficeText.Clean(chart.Alternative)),
        new XAttribute("font-family", "Liberation Sans, Arial, sans-serif"),
        new XAttribute("font-size", 12),
        new XElement(Svg + "title", OfficeText.Clean(chart.Alternative)),
        new XElement(
            Svg + "defs",
            new XElement(
                Svg + "pattern",
                Attributes(("id", "hatch"), ("width", "5"), ("height", "5"), ("patternUnits", "userSpaceOnUse"), ("patternTransform", "rotate(45)")),
                new XElement(Svg + "rect", Attributes(("width", "5"), ("height", "5"), ("fill", "#ffffff"))),
                new XElement(Svg + "rect", Attributes(("width", "2"), ("height", "5"), ("fill", "#555555"))))));

    private void Box(double x, double y, double width, double height, ReportShade shade)
    {
        if (width > 0)
        {
            Rectangle(x, y, width, height, Fill(shade));
        }
    }

    private void Plate(double x, double y, double width, double height) => root.Add(new XElement(
        Svg + "rect",
        Attributes(("x", Number(x)), ("y", Number(y)), ("width", Number(width)), ("height", Number(height)), ("fill", "#ffffff"))));

    private void Rectangle(double x, double y, double width, double height, string fill) => root.Add(new XElement(
        Svg + "rect",
        Attributes(("x", Number(x)), ("y", Number(y)), ("width", Number(width)), ("height", Number(height)), ("fill", fill), ("stroke", "#000000"), ("stroke-width", "0.7"))));

    private void Text(double x, double y, string anchor, string text, string ink = "#000000") => root.Add(new XElement(
        Svg + "text",
        Attributes(("x", Number(x)), ("y", Number(y)), ("text-anchor", anchor), ("fill", ink)),
        OfficeText.Clean(text)));

    private static IEnumerable<XAttribute> Attributes(params (string Name, string Value)[] attributes) => attributes.Select(attribute => new XAttribute(attribute.Name, attribute.Value));
}
