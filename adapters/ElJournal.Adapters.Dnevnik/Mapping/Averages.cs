using ElJournal.Adapters.Dnevnik.Wire;

namespace ElJournal.Adapters.Dnevnik.Mapping;

/// <summary>The averages of a class as the journal itself reckons them.</summary>
internal sealed class Averages
{
    private readonly Dictionary<(string Person, string Subject, string Term), decimal?> known = [];

    /// <summary>The average of a pupil in a subject and term; <see langword="null"/> when the journal shows none.</summary>
    public decimal? Of(string person, string subject, string term) => known.TryGetValue((person, subject, term), out var average) ? average : null;

    /// <summary>Takes plain averages of a term.</summary>
    /// <returns>Whether there were any.</returns>
    public bool Add(IEnumerable<WireAverages> rows, string term)
    {
        var before = known.Count;
        foreach (var row in rows)
        {
            foreach (var average in row.PerSubject ?? [])
            {
                Add(row.Person, average.Subject, term, average.Value);
            }
        }

        return known.Count > before;
    }

    /// <summary>Takes weighted averages of a term.</summary>
    /// <returns>Whether there were any.</returns>
    public bool Add(WireWeightedAverages row, string term)
    {
        var before = known.Count;
        foreach (var subject in row.Subjects ?? [])
        {
            foreach (var average in subject.Marks ?? [])
            {
                Add(average.Person, subject.Subject, term, average.Value);
            }
        }

        return known.Count > before;
    }

    /// <summary>Two different ones for the same are neither.</summary>
    private void Add(string? person, string? subject, string term, decimal? value)
    {
        if (person is null || subject is null || value is not (> 0 and { } average))
        {
            return;
        }

        if (!known.TryAdd((person, subject, term), average) && known[(person, subject, term)] != average)
        {
            known[(person, subject, term)] = null;
        }
    }
}
