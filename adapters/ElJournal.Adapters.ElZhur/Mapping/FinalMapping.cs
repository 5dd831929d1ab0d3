using ElJournal.Adapters.ElZhur.Wire;

namespace ElJournal.Adapters.ElZhur.Mapping;

/// <summary>Final marks, from <c>getfinalassessments</c>: by names of subject and term.</summary>
internal static class FinalMapping
{
    public static IEnumerable<FinalMark> Map(string pupil, string className, IEnumerable<Entry<WireFinalSubject>> subjects, TermBook terms)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var subject in subjects)
        {
            if (WireText.Line(subject.Value.Name) is not { } name)
            {
                continue;
            }

            foreach (var entry in subject.Value.Assessments ?? [])
            {
                if (WireText.Line(entry.Value.Value) is { } value && WireText.Line(entry.Value.Period ?? entry.Key) is { } period)
                {
                    var mark = new FinalMark(pupil, name, terms.Find(className, period), value);
                    if (seen.Add(mark.Key))
                    {
                        yield return mark;
                    }
                }
            }
        }
    }
}
