using ElJournal.Gateway.Configuration;
using ElJournal.Gateway.Reports.Documents;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Reports;

/// <summary>A report: reads the ledger and writes nothing to it.</summary>
internal interface IReport
{
    /// <summary>Its entry in <see cref="ReportCatalog"/>.</summary>
    ReportInfo Info { get; }

    /// <summary>The documents, one or more; each becomes files of its own.</summary>
    /// <exception cref="Composition.GatewayException">It cannot be made, with what to do.</exception>
    Task<IReadOnlyList<ReportDocument>> MakeAsync(ReportRequest request, CancellationToken cancellationToken);
}

/// <summary>What the command line shows of a report.</summary>
/// <param name="Name">As typed.</param>
/// <param name="Title">Its title, Russian.</param>
/// <param name="About">One sentence, Russian.</param>
/// <param name="Days">The days asked for when none are given, seen from today.</param>
internal sealed record ReportInfo(string Name, string Title, string About, Func<DateOnly, DayRange> Days)
{
    /// <summary>Another name under which it may be asked for.</summary>
    public string? Alias { get; init; }

    /// <summary>Which options it understands besides days.</summary>
    public ReportOptions Options { get; init; }
}

/// <summary>Options of some reports.</summary>
[Flags]
internal enum ReportOptions
{
    None = 0,
    Class = 1,
    Teacher = 2,
    Term = 4,
    Recalculate = 8,
}

/// <summary>What is asked for.</summary>
/// <param name="School">The school.</param>
/// <param name="Days">The days.</param>
/// <param name="Now">The moment of asking, in the school's zone.</param>
internal sealed record ReportRequest(SchoolRuntime School, DayRange Days, DateTimeOffset Now)
{
    /// <summary>Only this class, as the school writes its name.</summary>
    public string? Class { get; init; }

    /// <summary>Only this teacher, by id.</summary>
    public string? Teacher { get; init; }

    /// <summary>This term, by id or name.</summary>
    public string? Term { get; init; }

    /// <summary>Whether a frozen report is made anew beside the stored one.</summary>
    public bool Recalculate { get; init; }

    /// <summary>Today.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.DateTime);
}
