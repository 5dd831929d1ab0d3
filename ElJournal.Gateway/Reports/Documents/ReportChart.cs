using System.Collections.Immutable;

namespace ElJournal.Gateway.Reports.Documents;

/// <summary>A picture with the words that say the same; a spreadsheet has the figures in a table of their own.</summary>
/// <param name="Heading">The heading.</param>
/// <param name="Alternative">What the picture shows, for who cannot see it and for text documents.</param>
/// <param name="Series">What is counted, in the order in which it is drawn.</param>
public abstract record ReportChart(string? Heading, string Alternative, ImmutableArray<ReportSeries> Series) : ReportPart(Heading);

/// <summary>One thing counted.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shade">How it is drawn.</param>
public sealed record ReportSeries(string Name, ReportShade Shade);

/// <summary>How an area is drawn: told apart in black and white too.</summary>
public enum ReportShade
{
    Light = 1,
    Middle,
    Dark,
    Hatched,
}

/// <summary>Lying bars, each divided by series.</summary>
/// <param name="Bars">The bars from above.</param>
public sealed record ReportBars(string? Heading, string Alternative, ImmutableArray<ReportSeries> Series, ImmutableArray<ReportBar> Bars) : ReportChart(Heading, Alternative, Series);

/// <summary>A bar.</summary>
/// <param name="Label">What it is of.</param>
/// <param name="Values">One for each series.</param>
public sealed record ReportBar(string Label, ImmutableArray<int> Values);

/// <summary>A month as a calendar; each day is divided by series.</summary>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day, included.</param>
/// <param name="Days">The days that have figures.</param>
public sealed record ReportCalendar(string? Heading, string Alternative, ImmutableArray<ReportSeries> Series, DateOnly First, DateOnly Last, ImmutableSortedDictionary<DateOnly, ImmutableArray<int>> Days) : ReportChart(Heading, Alternative, Series);
