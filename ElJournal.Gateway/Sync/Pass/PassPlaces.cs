using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Pass;

/// <summary>Classes, pupils and lessons as far as they are known: from the ledger, overlaid by what the pass brings.</summary>
internal sealed class PassPlaces(Func<string, LessonPlace?> findStoredLesson) : IPlaces
{
    /// <summary>Groups nest one level; more only by mistake, and never for ever.</summary>
    private const int DeepestNesting = 8;

    private readonly Dictionary<string, string> storedRoots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> parents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> roots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> students = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LessonPlace?> lessons = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);

    public string RootOf(string classId)
    {
        if (roots.TryGetValue(classId, out var root))
        {
            return root;
        }

        root = Compute(classId);
        roots.Add(classId, root);
        return root;
    }

    public string? ClassOf(string studentId) => students.GetValueOrDefault(studentId);

    public LessonPlace? LessonAt(string lessonId)
    {
        if (lessons.TryGetValue(lessonId, out var place))
        {
            return place;
        }

        place = findStoredLesson(lessonId);
        lessons.Add(lessonId, place);
        return place;
    }

    /// <summary>The one copy of a text of which there are few (ids of classes, subjects, teachers).</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    public string? Pooled(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (texts.TryGetValue(text, out var pooled))
        {
            return pooled;
        }

        texts.Add(text, text);
        return text;
    }

    public void Stored(string classId, string root) => storedRoots[classId] = root;

    public void StoredStudent(string studentId, string? classId) => students[studentId] = classId;

    public void StoredLesson(string lessonId, LessonPlace place) => lessons.TryAdd(lessonId, place);

    /// <summary>Takes what the pass brings.</summary>
    public void Take(JournalRecord record)
    {
        switch (record)
        {
            case ClassGroup group:
                parents[group.Id] = group.ParentId;
                roots.Clear();
                break;
            case Student student:
                students[student.Id] = student.ClassId;
                break;
            case Lesson lesson:
                lessons[lesson.Id] = new LessonPlace(
                    RootOf(Pooled(lesson.ClassId)), Pooled(lesson.ClassId), lesson.Day.DayNumber, Pooled(lesson.SubjectId), Pooled(lesson.TeacherId));
                break;
            default:
                break;
        }
    }

    /// <summary>A lesson keeps another place than the one that the pass brought (its change is held back or out of date).</summary>
    public void Keep(string lessonId, LessonPlace place) => lessons[lessonId] = place;

    /// <summary>Groups that belong to another class than the ledger thinks, with both classes.</summary>
    public IEnumerable<(string Class, string Before, string Now)> ChangedRoots()
    {
        foreach (var (classId, _) in parents)
        {
            var before = storedRoots.GetValueOrDefault(classId, classId);
            var now = RootOf(classId);
            if (!string.Equals(before, now, StringComparison.Ordinal))
            {
                yield return (classId, before, now);
            }
        }
    }

    private string Compute(string classId)
    {
        var current = classId;
        for (var depth = 0; depth < DeepestNesting; depth++)
        {
            if (!parents.TryGetValue(current, out var parent))
            {
                return storedRoots.GetValueOrDefault(current, current);
            }

            if (parent is null || (!parents.ContainsKey(parent) && !storedRoots.ContainsKey(parent)))
            {
                return current;
            }

            current = parent;
        }

        return classId;
    }
}
