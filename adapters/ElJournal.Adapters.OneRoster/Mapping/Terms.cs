using ElJournal.Adapters.OneRoster.Delivered;

namespace ElJournal.Adapters.OneRoster.Mapping;

/// <summary>Which term a row belongs to. Rows may not point to a school year, so years are looked up apart.</summary>
internal static class Terms
{
    /// <summary>From this grade on Russian schools mark by half-years.</summary>
    private const int FirstGradeOfHalfYears = 10;

    public static bool IsYear(TermData term) => term.Kind == "schoolYear";

    /// <summary>The terms that classes run in.</summary>
    public static IEnumerable<string> Parts(SchoolState state) => state.Terms.Where(term => !IsYear(term.Value)).Select(term => term.Key).Order(StringComparer.Ordinal);

    /// <summary>The quarter, trimester or half-year of a day; of several the kind that the grade is marked by.</summary>
    public static string? Of(SchoolState state, DateOnly day, string classId)
    {
        var halfYears = GradeOf(state, classId) >= FirstGradeOfHalfYears;
        return state.Terms
            .Where(term => !IsYear(term.Value) && day >= term.Value.Start && day <= term.Value.End)
            .OrderBy(term => (term.Value.Kind == "halfYear") == halfYears ? 0 : 1).ThenBy(term => term.Key, StringComparer.Ordinal)
            .Select(term => term.Key).FirstOrDefault();
    }

    /// <summary>The school year that a term lies in.</summary>
    public static string? YearOf(SchoolState state, TermData part) => state.Terms
        .Where(term => IsYear(term.Value) && part.Start >= term.Value.Start && part.End <= term.Value.End)
        .Select(term => term.Key).Order(StringComparer.Ordinal).FirstOrDefault();

    /// <summary>The term that a final mark is shown in: the term itself, or the last one of the year.</summary>
    public static string? ShownIn(SchoolState state, string termId, string classId)
    {
        if (!state.Terms.TryGetValue(termId, out var term) || !IsYear(term))
        {
            return term is null ? null : termId;
        }

        var halfYears = GradeOf(state, classId) >= FirstGradeOfHalfYears;
        return state.Terms
            .Where(part => !IsYear(part.Value) && part.Value.Start >= term.Start && part.Value.End <= term.End)
            .OrderByDescending(part => part.Value.End).ThenBy(part => (part.Value.Kind == "halfYear") == halfYears ? 0 : 1).ThenBy(part => part.Key, StringComparer.Ordinal)
            .Select(part => part.Key).FirstOrDefault();
    }

    public static int? GradeOf(SchoolState state, string? classId) =>
        classId is null || !state.Classes.TryGetValue(classId, out var group) ? null
        : group.Grade ?? (group.ParentId is { } parent ? state.Classes.GetValueOrDefault(parent)?.Grade : null);
}
