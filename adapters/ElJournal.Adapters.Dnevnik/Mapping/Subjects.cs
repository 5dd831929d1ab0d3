using ElJournal.Adapters.Dnevnik.Wire;

namespace ElJournal.Adapters.Dnevnik.Mapping;

/// <summary>School subjects, collected from wherever they are named: the school's list shows the current school year's only, a class's the current term's.</summary>
internal sealed class Subjects
{
    private readonly Lock gate = new();
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    /// <summary>The subject's id, the same text for each of its lessons.</summary>
    public string? Known(string? id)
    {
        lock (gate)
        {
            return id is not null && seen.TryGetValue(id, out var known) ? known : id;
        }
    }

    /// <summary>Adds those not seen before.</summary>
    public void Add(IEnumerable<WireSubject?> named, Mapped mapped)
    {
        foreach (var subject in named)
        {
            if (subject is not { Id: { } id } || string.IsNullOrWhiteSpace(subject.Name))
            {
                continue;
            }

            lock (gate)
            {
                if (!seen.Add(id))
                {
                    continue;
                }
            }

            mapped.Add(new Subject(id, subject.Name.Trim()));
        }
    }
}
