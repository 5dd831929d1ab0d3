using ElJournal.Adapters.Dnevnik.Wire;

namespace ElJournal.Adapters.Dnevnik.Mapping;

/// <summary>Maps marks for terms and the year.</summary>
internal static class FinalMarks
{
    /// <summary>The terms, the year left out, in which some mark is one that an average can speak for.</summary>
    public static IReadOnlyList<string> TermsWithNumbers(IEnumerable<WireFinalMarks> rows, Terms terms) =>
        [.. rows.Where(row => (row.PerSubject ?? []).Exists(entry => entry.Mark is { } mark && Marks.ValueOf(mark) is [>= '1' and <= '9', ..]))
            .Select(row => terms.Of(row.Period)).OfType<string>().Where(term => terms.DaysOf(term) is not null).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Adds the marks of a class.</summary>
    public static void Add(IEnumerable<WireFinalMarks> rows, Terms terms, Marks marks, Averages averages, IReadOnlySet<string> sharedIds, Mapped mapped)
    {
        var found = new Dictionary<string, FinalMark?>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            foreach (var entry in row.PerSubject ?? [])
            {
                if (entry.Mark is not { } mark || Marks.ValueOf(mark) is not { } value)
                {
                    // A subject without a mark yet.
                    continue;
                }

                if ((row.Person ?? mark.Person) is not { } person || entry.Subject is not { } subject)
                {
                    mapped.Skip(RecordKind.FinalMark, key: null, "a final mark names no pupil or no subject", Texts.SkippedFinalMark);
                    continue;
                }

                if (sharedIds.Contains(person))
                {
                    mapped.Skip(RecordKind.FinalMark, key: null, "two pupils have the id of its pupil", Texts.SkippedSharedId);
                    continue;
                }

                if (terms.Of(row.Period) is not { } term)
                {
                    mapped.Skip(RecordKind.FinalMark, key: null, "its reporting period is not known", Texts.SkippedPeriodUnknown);
                    continue;
                }

                var record = new FinalMark(person, subject, term, value, marks.EnteredAt(mark)) { Average = averages.Of(person, subject, term) };
                if (!found.TryAdd(record.Key, record) && found[record.Key] is { } other && other.Value != value)
                {
                    // Without a term it may be the year's mark or that of an examination.
                    found[record.Key] = null;
                }
            }
        }

        foreach (var (key, record) in found)
        {
            if (record is not null)
            {
                mapped.Add(record);
            }
            else
            {
                mapped.Skip(RecordKind.FinalMark, key, "two different marks stand for the same term", Texts.SkippedTwoFinalMarks);
            }
        }
    }
}
