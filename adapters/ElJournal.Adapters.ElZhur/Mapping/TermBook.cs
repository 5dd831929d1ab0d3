using ElJournal.Adapters.ElZhur.Wire;

namespace ElJournal.Adapters.ElZhur.Mapping;

/// <summary>The terms of all classes, from <c>getperiods</c> of one pupil of each: terms that all have alike are one.</summary>
internal sealed class TermBook
{
    private readonly List<(string Class, string Name, string? ShortName, DateOnly Start, DateOnly End)> periods = [];

    /// <summary>Periods that are no terms: without dates, or of a sort that cannot be told.</summary>
    public SortedSet<string> Left { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes the periods of a class.</summary>
    public void Add(string className, IEnumerable<Entry<WirePeriod>> answer)
    {
        foreach (var period in answer.Select(entry => entry.Value))
        {
            var (name, shortName) = (WireText.Line(period.FullName) ?? WireText.Line(period.Name), WireText.Line(period.Name));
            if (name is null || period.Disabled == true)
            {
                continue;
            }

            if (period.Ambigious != true && WireTimes.Day(period.Start) is { } start && WireTimes.Day(period.End) is { } end && end >= start)
            {
                periods.Add((className, name, shortName, start, end));
            }
            else
            {
                Left.Add(name);
            }
        }
    }

    public IEnumerable<Term> Terms()
    {
        foreach (var term in periods.GroupBy(period => (period.Name, period.Start, period.End)))
        {
            var (name, start, end) = term.Key;
            if (KindOf(name) is { } kind)
            {
                yield return new Term(IdOf(name, start, end), name, kind, start, end);
            }
            else
            {
                Left.Add(name);
            }
        }
    }

    /// <summary>The term that a final mark means by its name; a name that is no term's (the year, an examination) stands for itself.</summary>
    public string Find(string className, string periodName)
    {
        var wanted = WireText.Fold(periodName);
        foreach (var period in periods)
        {
            if (period.Class == className && (WireText.Fold(period.Name) == wanted || (period.ShortName is { } brief && WireText.Fold(brief) == wanted)))
            {
                return IdOf(period.Name, period.Start, period.End);
            }
        }

        return periodName;
    }

    private string IdOf(string name, DateOnly start, DateOnly end) =>
        periods.TrueForAll(period => period.Name != name || (period.Start == start && period.End == end)) ? name : $"{name} {WireTimes.Text(start)}-{WireTimes.Text(end)}";

    private static TermKind? KindOf(string name)
    {
        var text = name.ToUpperInvariant();
        return text switch
        {
            _ when text.Contains("ЧЕТВЕРТ", StringComparison.Ordinal) => TermKind.Quarter,
            _ when text.Contains("ТРИМЕСТР", StringComparison.Ordinal) => TermKind.Trimester,
            _ when text.Contains("ПОЛУГОД", StringComparison.Ordinal) => TermKind.HalfYear,
            _ when text.Contains("ГОД", StringComparison.Ordinal) => TermKind.SchoolYear,
            _ => null,
        };
    }
}
