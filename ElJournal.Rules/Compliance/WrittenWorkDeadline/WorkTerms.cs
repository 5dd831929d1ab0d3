using ElJournal.Rules.Policy;

namespace ElJournal.Rules.Compliance.WrittenWorkDeadline;

/// <summary>How long the teacher has; the earliest of what is set.</summary>
internal readonly record struct WorkTerm(int? Lessons, int? SchoolDays, int? Days);

/// <summary>The usual table and the school's own terms.</summary>
internal sealed class WorkTerms(WrittenWorkDeadlineSettings settings)
{
    /// <summary>The term of a work; <see langword="null"/> when nobody asks for its marks.</summary>
    public WorkTerm? Of(WorkKind? kind, string? name, int? grade)
    {
        WrittenWorkTerm? best = null;
        var says = -1;
        foreach (var own in settings.Terms)
        {
            if ((own.Work is { } work && work != kind) || (own.Name is { } named && (name is null || !NameComparer.Instance.Equals(named, name))) || (own.Grades.Count > 0 && !(grade is { } known && own.Grades.Contains(known))))
            {
                continue;
            }

            var weight = (own.Name is null ? 0 : 4) + (own.Work is null ? 0 : 2) + (own.Grades.Count == 0 ? 0 : 1);
            if (weight >= says)
            {
                (best, says) = (own, weight);
            }
        }

        return best is null ? Usual(kind, grade) : best.NotJudged || (best.Lessons is null && best.SchoolDays is null && best.Days is null) ? null : new WorkTerm(best.Lessons, best.SchoolDays, best.Days);
    }

    // Works and notebooks of grades 2–4, 5–9 and 10–11. A grade that nobody knows has the longest time.
    private static WorkTerm? Usual(WorkKind? kind, int? grade)
    {
        var stage = grade switch { <= 4 => 0, <= 9 => 1, _ => 2 };
        return kind switch
        {
            WorkKind.Oral or WorkKind.External => null,
            WorkKind.Assessment => stage switch { 0 => new(1, 3, null), 1 => new(2, 5, null), _ => new(null, null, 7) },
            WorkKind.Written => stage switch { 0 => new(1, 3, null), 1 => new(null, 5, null), _ => new(null, null, 7) },
            WorkKind.Practical => stage == 0 ? new(null, 5, null) : new(null, null, 7),
            WorkKind.Exposition or WorkKind.Essay => stage switch { 0 => new(null, 3, null), 1 => new(null, null, 7), _ => new(null, null, 10) },
            WorkKind.Project => new(null, null, stage == 2 ? 14 : 10),
            WorkKind.Homework => new(null, null, 7),
            _ => new(null, null, stage == 2 ? 10 : 7),
        };
    }
}
