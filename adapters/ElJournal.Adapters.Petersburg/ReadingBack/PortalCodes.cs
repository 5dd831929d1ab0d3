using System.Collections.Immutable;

namespace ElJournal.Adapters.Petersburg.ReadingBack;

/// <summary>What the portal's codes mean. The portal publishes no dictionary, so all of it can be configured, and what nobody has explained is reported.</summary>
internal sealed record PortalCodes
{
    private static readonly ImmutableDictionary<string, AttendanceKind> Words = ImmutableDictionary<string, AttendanceKind>.Empty.WithComparers(StringComparer.OrdinalIgnoreCase)
        .Add("absent", AttendanceKind.Absent).Add("ill", AttendanceKind.Ill).Add("excused", AttendanceKind.Excused).Add("late", AttendanceKind.Late);

    private static readonly ImmutableDictionary<string, AttendanceKind> Names = ImmutableDictionary<string, AttendanceKind>.Empty.WithComparers(StringComparer.OrdinalIgnoreCase)
        .Add("уважительная", AttendanceKind.Excused).Add("по болезни", AttendanceKind.Ill).Add("неуважительная", AttendanceKind.Absent).Add("неизвестная", AttendanceKind.Absent).Add("опоздал", AttendanceKind.Late).Add("опоздала", AttendanceKind.Late);

    /// <summary>Types of estimate that are no marks but absences.</summary>
    public ImmutableHashSet<string> AbsenceTypes { get; init; } = ["30000"];

    /// <summary>Types that are late arrivals, whatever their value.</summary>
    public ImmutableHashSet<string> LateTypes { get; init; } = ["30001"];

    /// <summary>What the values of absences mean.</summary>
    public ImmutableDictionary<string, AttendanceKind> Absences { get; init; } = ImmutableDictionary<string, AttendanceKind>.Empty.Add("494", AttendanceKind.Excused).Add("496", AttendanceKind.Ill);

    /// <summary>A type whose name holds one of these is a mark of a term.</summary>
    public ImmutableArray<string> TermWords { get; init; } = ["четверть", "триместр", "полугодие", "год"];

    /// <summary>Reads the dictionaries from the settings; what is left out keeps its default.</summary>
    /// <exception cref="AdapterException">A setting makes no sense.</exception>
    public static PortalCodes Read(AdapterSettings settings)
    {
        var usual = new PortalCodes();
        return usual with
        {
            AbsenceTypes = settings["AbsenceTypes"] is { } absences ? [.. Parts(absences)] : usual.AbsenceTypes,
            LateTypes = settings["LateTypes"] is { } late ? [.. Parts(late)] : usual.LateTypes,
            TermWords = settings["TermWords"] is { } words ? [.. Parts(words)] : usual.TermWords,
            Absences = settings["AbsenceValues"] is { } values ? usual.Absences.SetItems(Parts(values).Select(Absence)) : usual.Absences,
        };
    }

    /// <summary>Whether the estimate is about being there, and then what it says; <see langword="null"/> in it when that is unknown.</summary>
    public bool IsAttendance(WireEstimate estimate, out AttendanceKind? kind)
    {
        var type = estimate.TypeCode ?? "";
        kind = null;
        if (LateTypes.Contains(type))
        {
            kind = AttendanceKind.Late;
            return true;
        }

        if (!AbsenceTypes.Contains(type))
        {
            return false;
        }

        kind = estimate.ValueCode is { } code && Absences.TryGetValue(code, out var known) ? known
            : estimate.ValueName is { } name && Names.TryGetValue(name.Trim(), out var named) ? named
            : null;
        return true;
    }

    /// <summary>Whether the estimate is a mark of a term or the year.</summary>
    public bool IsOfTerm(WireEstimate estimate) => estimate.TypeName is { } name && TermWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The mark as people write it: its name, else what stands before the scale in its code (<c>4/5</c> is 4).</summary>
    public static string? Value(WireEstimate estimate) =>
        !string.IsNullOrWhiteSpace(estimate.ValueName) ? estimate.ValueName.Trim()
        : string.IsNullOrWhiteSpace(estimate.ValueCode) ? null
        : estimate.ValueCode.Split('/')[0].Trim();

    private static KeyValuePair<string, AttendanceKind> Absence(string part) =>
        part.Split('=', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } code, var word] && Words.TryGetValue(word, out var kind)
            ? KeyValuePair.Create(code, kind)
            : throw new AdapterException(AdapterFailure.Permanent, "Setting 'AbsenceValues' must be a list like 494=excused;496=ill.", Texts.AbsenceValuesWrong);

    private static string[] Parts(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
