using System.Globalization;
using ElJournal.Adapters.Dnevnik.Wire;

namespace ElJournal.Adapters.Dnevnik.Mapping;

/// <summary>The terms of a school. The API has them per class, with ids of the class; classes with the same term share one.</summary>
/// <remarks>
/// A term's key is made of what it is and of its place in the year (<c>quarter-2026-1</c>), so that it stays when a class is added, dates are corrected or an answer fails.
/// Where classes differ in the days of a term (grade 1 has a vacation more), most of them have the plain key, and the others one with their days.
/// </remarks>
internal sealed class Terms
{
    private readonly Dictionary<string, string> keyOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DayRange> daysOf = new(StringComparer.Ordinal);

    private Terms()
    {
    }

    /// <summary>The term that marks without one belong to: the school year.</summary>
    public string? YearId { get; private set; }

    /// <summary>The term of a reporting period.</summary>
    public string? Of(string? periodId) => periodId is null ? YearId : keyOf.GetValueOrDefault(periodId);

    /// <summary>The days of a term that is a part of the school year; <see langword="null"/> for the year itself.</summary>
    public DayRange? DaysOf(string termId) => daysOf.TryGetValue(termId, out var days) ? days : null;

    /// <summary>Maps the periods of all classes.</summary>
    /// <param name="perClass">The periods of each class.</param>
    /// <param name="studyYear">The year in which the school year begins.</param>
    /// <param name="mapped">Where the records go.</param>
    public static Terms Map(IEnumerable<IReadOnlyList<WirePeriod>> perClass, int studyYear, Mapped mapped)
    {
        var terms = new Terms();
        var periods = perClass.SelectMany(OfYear).ToList();
        var records = new List<Term>();
        foreach (var same in periods.GroupBy(period => (period.Kind, period.Place)).OrderBy(group => group.Key))
        {
            var variants = same.GroupBy(period => (period.Start, period.End)).OrderByDescending(variant => variant.Count()).ThenBy(variant => variant.Key).ToList();
            foreach (var variant in variants)
            {
                var plain = string.Create(CultureInfo.InvariantCulture, $"{Word(same.Key.Kind)}-{studyYear}-{same.Key.Place}");
                var key = variant == variants[0] ? plain : string.Create(CultureInfo.InvariantCulture, $"{plain}-{variant.Key.Start:MMdd}-{variant.Key.End:MMdd}");
                var name = variant.Select(period => period.Name).FirstOrDefault(name => name is not null);
                records.Add(new Term(key, name, same.Key.Kind, variant.Key.Start, variant.Key.End));
                if (same.Key.Kind != TermKind.SchoolYear)
                {
                    terms.daysOf[key] = new DayRange(variant.Key.Start, variant.Key.End);
                }

                foreach (var period in variant)
                {
                    terms.keyOf.TryAdd(period.Id, key);
                }
            }
        }

        terms.FindYear(records, studyYear);
        records.ForEach(mapped.Add);
        return terms;

        IEnumerable<Period> OfYear(IReadOnlyList<WirePeriod> listed)
        {
            var ofYear = listed.Where(period => WireScalars.Whole(period.Year) is not { } year || year == studyYear).ToList();
            return ofYear.Select(period => Read(period, ofYear.Count, mapped)).OfType<Period>().DistinctBy(period => period.Id)
                .GroupBy(period => period.Kind).SelectMany(kind => kind.OrderBy(period => period.Start).Select((period, place) => period with { Place = place + 1 }));
        }
    }

    private static Period? Read(WirePeriod period, int periodsOfClass, Mapped mapped)
    {
        if (period.Id is not { } id)
        {
            mapped.Skip(RecordKind.Term, key: null, "a reporting period has no id", Texts.SkippedNoId);
            return null;
        }

        if (WireTime.Day(period.Start) is not { } start || WireTime.Day(period.Finish) is not { } end || end < start)
        {
            mapped.Skip(RecordKind.Term, key: null, $"reporting period {id}: start and finish are no days in this order", Texts.SkippedPeriodDays);
            return null;
        }

        return new Period(id, string.IsNullOrWhiteSpace(period.Name) ? null : period.Name.Trim(), KindOf(period.Type, periodsOfClass), start, end, Place: 0);
    }

    /// <summary>Where the API lists no school year, it spans all terms.</summary>
    private void FindYear(List<Term> terms, int studyYear)
    {
        if (terms.Find(term => term.TermKind == TermKind.SchoolYear) is { } told)
        {
            YearId = told.Id;
        }
        else if (terms.Count > 0)
        {
            YearId = string.Create(CultureInfo.InvariantCulture, $"year-{studyYear}");
            var name = string.Format(CultureInfo.InvariantCulture, Texts.SchoolYearName, studyYear, studyYear + 1);
            terms.Add(new Term(YearId, name, TermKind.SchoolYear, terms.Min(term => term.Start), terms.Max(term => term.End)));
        }
    }

    /// <summary>The list of words is open: how many terms the class has tells what they are.</summary>
    private static TermKind KindOf(string? type, int periodsOfClass) => type?.Trim().ToUpperInvariant() switch
    {
        "QUARTER" => TermKind.Quarter,
        "TRIMESTER" => TermKind.Trimester,
        "SEMESTER" or "HALFYEAR" => TermKind.HalfYear,
        "YEAR" or "STUDYYEAR" or "SCHOOLYEAR" => TermKind.SchoolYear,
        _ => periodsOfClass switch { 1 => TermKind.SchoolYear, 2 => TermKind.HalfYear, 3 => TermKind.Trimester, _ => TermKind.Quarter },
    };

    private static string Word(TermKind kind) => kind switch
    {
        TermKind.SchoolYear => "schoolYear",
        TermKind.Quarter => "quarter",
        TermKind.Trimester => "trimester",
        _ => "halfYear",
    };

    private sealed record Period(string Id, string? Name, TermKind Kind, DateOnly Start, DateOnly End, int Place);
}
