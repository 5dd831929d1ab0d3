using System.Globalization;
using ElJournal.Adapters.Dnevnik.Wire;

namespace ElJournal.Adapters.Dnevnik.Mapping;

/// <summary>The terms of a school. The API has them per class; classes with the same term share one.</summary>
internal sealed class Terms
{
    private readonly Dictionary<string, string> canonical = new(StringComparer.Ordinal);

    private Terms()
    {
    }

    /// <summary>The term that marks without one belong to: the school year.</summary>
    public string? YearId { get; private set; }

    /// <summary>The term of a reporting period.</summary>
    public string? Of(string? periodId) => periodId is null ? YearId : canonical.GetValueOrDefault(periodId);

    /// <summary>Maps the periods of all classes.</summary>
    /// <param name="perClass">The periods of each class.</param>
    /// <param name="studyYear">The year in which the school year begins.</param>
    /// <param name="mapped">Where the records go.</param>
    public static Terms Map(IEnumerable<IReadOnlyList<WirePeriod>> perClass, int studyYear, Mapped mapped)
    {
        var terms = new Terms();
        var known = new Dictionary<string, Term>(StringComparer.Ordinal);
        foreach (var periods in perClass)
        {
            foreach (var period in periods.Where(period => WireScalars.Whole(period.Year) is not { } year || year == studyYear))
            {
                terms.Take(period, periods.Count, known, mapped);
            }
        }

        // Classes with equal periods under different ids: the oldest id stands for all, so that it does not change when a class is added.
        foreach (var same in known.Values.GroupBy(term => (term.TermKind, term.Start, term.End)))
        {
            var first = same.OrderBy(term => term.Id.Length).ThenBy(term => term.Id, StringComparer.Ordinal).First();
            mapped.Add(first);
            foreach (var term in same)
            {
                terms.canonical[term.Id] = first.Id;
            }
        }

        terms.FindYear(known.Values, studyYear, mapped);
        return terms;
    }

    private void Take(WirePeriod period, int periodsOfClass, Dictionary<string, Term> known, Mapped mapped)
    {
        if (period.Id is not { } id)
        {
            mapped.Skip(RecordKind.Term, key: null, "a reporting period has no id");
            return;
        }

        if (known.ContainsKey(id))
        {
            return;
        }

        if (WireTime.Day(period.Start) is not { } start || WireTime.Day(period.Finish) is not { } end)
        {
            mapped.Skip(RecordKind.Term, id, "start or finish is no date");
            return;
        }

        try
        {
            known.Add(id, new Term(id, NameOf(period), KindOf(period.Type, periodsOfClass), start, end));
        }
        catch (ArgumentException refused)
        {
            mapped.Skip(RecordKind.Term, id, refused);
        }
    }

    private void FindYear(IReadOnlyCollection<Term> terms, int studyYear, Mapped mapped)
    {
        if (terms.Where(term => term.TermKind == TermKind.SchoolYear).OrderBy(term => term.Id.Length).ThenBy(term => term.Id, StringComparer.Ordinal).FirstOrDefault() is { } told)
        {
            YearId = canonical[told.Id];
            return;
        }

        if (terms.Count == 0)
        {
            return;
        }

        YearId = string.Create(CultureInfo.InvariantCulture, $"year-{studyYear}");
        var name = string.Format(CultureInfo.InvariantCulture, Texts.SchoolYearName, studyYear, studyYear + 1);
        mapped.Add(new Term(YearId, name, TermKind.SchoolYear, terms.Min(term => term.Start), terms.Max(term => term.End)));
    }

    private static string? NameOf(WirePeriod period) => string.IsNullOrWhiteSpace(period.Name)
        ? WireScalars.Whole(period.Number) is { } number ? (number + 1).ToString(CultureInfo.InvariantCulture) : null
        : period.Name.Trim();

    /// <summary>The list of words is open: how many terms the class has tells what they are.</summary>
    private static TermKind KindOf(string? type, int periodsOfClass) => type?.Trim().ToUpperInvariant() switch
    {
        "QUARTER" => TermKind.Quarter,
        "TRIMESTER" => TermKind.Trimester,
        "SEMESTER" or "HALFYEAR" => TermKind.HalfYear,
        "YEAR" or "STUDYYEAR" or "SCHOOLYEAR" => TermKind.SchoolYear,
        _ => periodsOfClass switch { 1 => TermKind.SchoolYear, 2 => TermKind.HalfYear, 3 => TermKind.Trimester, _ => TermKind.Quarter },
    };
}
