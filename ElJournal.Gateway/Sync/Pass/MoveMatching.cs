using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Pass;

/// <summary>
/// Pairs what vanished with what is new by what they say, as multisets: first by all that people see, then without the place in the day.
/// Lessons come first, so that what was entered for a lesson follows it and not another one of the same subject.
/// </summary>
internal static class MoveMatching
{
    public static void MatchLessons(IEnumerable<Case> cases)
    {
        var others = cases.Where(item => !item.Kind.HasLesson()).ToList();
        var touched = Touched(others);
        touched.UnionWith(Exchanged(others));
        bool Edited(Case item) => item.Kind == RecordKind.Lesson && IsEdited(item) && touched.Contains((item.Kind, item.Now.Group));
        var olds = InOrder(others, item => IsGoneOrAnother(item) || (item.Before.Says && Edited(item)));
        if (olds.Count == 0)
        {
            return;
        }

        var news = InOrder(others, item => IsNewOrAnother(item) || (item.Now.Says && Edited(item)));
        Pair(olds, news, static item => new Place(item.Kind, null, item.Before.Strict), static item => new Place(item.Kind, null, item.Now.Strict));
        Pair(olds, news, static item => new Place(item.Kind, null, item.Before.Loose), static item => new Place(item.Kind, null, item.Now.Loose));
        MatchAltered(olds.FindAll(item => item.Kind == RecordKind.Lesson && item.To is null), news);
    }

    public static void MatchChildren(IReadOnlyCollection<Case> cases)
    {
        var children = cases.Where(item => item.Kind.HasLesson()).ToList();
        if (children.Count == 0)
        {
            return;
        }

        var lessons = cases.Where(item => item is { Kind: RecordKind.Lesson, LessonBefore: not null }).ToDictionary(item => item.LessonBefore!, StringComparer.Ordinal);
        var shifted = cases.Where(item => item.Kind == RecordKind.Lesson && (item.Type != CaseType.Changed || IsAnother(item) || item.From is not null || item.To is not null))
            .Select(item => (item.Root, item.Day)).ToHashSet();
        var touched = Touched(children.Where(item => shifted.Contains((item.Root, item.Day))));
        bool Shifts(Case item) => item.SameText || (IsEdited(item) && (item.Kind == RecordKind.Mark || IsOfMoved(item, lessons) || touched.Contains((item.Kind, item.Now.Group))));
        var olds = InOrder(children, item => IsGoneOrAnother(item) || Shifts(item));
        if (olds.Count == 0)
        {
            return;
        }

        var news = InOrder(children, item => IsNewOrAnother(item) || Shifts(item));
        Pair(olds, news, item => new Place(item.Kind, Whereabouts(item.LessonBefore, lessons), item.Before.Loose), static item => new Place(item.Kind, item.LessonNow ?? "", item.Now.Loose));
        olds.RemoveAll(Stays);
        news.RemoveAll(Stays);
        MatchAltered(olds, news, lessons);
        Pair(olds, news, static item => new Place(item.Kind, null, item.Before.Loose), static item => new Place(item.Kind, null, item.Now.Loose));
    }

    /// <summary>What was entered for a lesson that moved, and was altered at the same time.</summary>
    private static void MatchAltered(List<Case> olds, List<Case> news, Dictionary<string, Case> lessons)
    {
        var arrivals = lessons.Values.Select(lesson => lesson.To?.LessonNow).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var left = olds.FindAll(item => item.To is null && item.LessonBefore is { } lesson && lessons.TryGetValue(lesson, out var own) && own.To is not null);
        var found = news.FindAll(item => item.From is null && item.LessonNow is { } lesson && arrivals.Contains(lesson));
        Pair(left, found, item => new Place(item.Kind, lessons[item.LessonBefore!].To!.LessonNow, item.Before.Group), static item => new Place(item.Kind, item.LessonNow, item.Now.Group));
        MarkAltered(found);
    }

    /// <summary>Whether another record now stands under the key. A lesson whose topic changed is the same lesson; one whose subject changed is another.</summary>
    public static bool IsAnother(Case item) => item is { Type: CaseType.Changed, MovedInPlace: false, SameText: false } && item.Before.Group != item.Now.Group;

    private static bool IsGoneOrAnother(Case item) => item.Type == CaseType.Vanished || IsAnother(item);

    private static bool IsNewOrAnother(Case item) => item.Type is CaseType.New or CaseType.Returned || IsAnother(item);

    /// <summary>
    /// Whether something else is said at the same place: usually an edit. It may be a shift too, of marks under keys made of positions, or where another record of the place
    /// came or went in the same pass (two lessons of a subject in a day).
    /// </summary>
    private static bool IsEdited(Case item) => item is { Type: CaseType.Changed, MovedInPlace: false, SameText: false } && item.Before.Group == item.Now.Group && item.Before.Loose != item.Now.Loose;

    private static bool IsOfMoved(Case item, Dictionary<string, Case> lessons) =>
        item.LessonBefore is { } lesson && lessons.TryGetValue(lesson, out var own) && (own.From is not null || own.To is not null);

    private static bool Stays(Case item) => item is { Type: CaseType.Changed, From: null, To: null } && item.Before.Loose == item.Now.Loose;

    /// <summary>The key under which the lesson stands now; nothing for one that is gone.</summary>
    private static string? Whereabouts(string? lesson, Dictionary<string, Case> lessons)
    {
        if (lesson is null || !lessons.TryGetValue(lesson, out var own))
        {
            return lesson;
        }

        return own.To is { } to ? to.LessonNow : own.From is not null || own.Type == CaseType.Vanished ? null : lesson;
    }

    /// <summary>In a day that shifts, the lessons of a subject that are left on both sides are those whose topics were written or altered at the same time.</summary>
    private static void MatchAltered(List<Case> olds, List<Case> news)
    {
        var groups = olds.Select(item => item.Before.Group).ToHashSet();
        var found = news.FindAll(item => item.Kind == RecordKind.Lesson && item.From is null && item.Now.Says && groups.Contains(item.Now.Group));
        if (found.Count == 0)
        {
            return;
        }

        var moved = news.Where(item => item.Kind == RecordKind.Lesson && item.From is not null).ToLookup(item => (item.Root, item.Day));
        foreach (var hadTopic in new[] { true, false })
        {
            var left = olds.FindAll(item => item.Before.Says == hadTopic);
            Pair(left, found, static item => new Place(item.Kind, Number(item.Order), item.Before.Group), item => new Place(item.Kind, Number(item.Order - StepOf(item, moved[(item.Root, item.Day)])), item.Now.Group));
            Pair(left, found, static item => new Place(item.Kind, null, item.Before.Group), static item => new Place(item.Kind, null, item.Now.Group));
        }

        MarkAltered(found);
    }

    /// <summary>By how many places the nearest lesson before it moved, else the nearest one after it: what was taken out or put in moves all that follows by the same.</summary>
    private static int StepOf(Case item, IEnumerable<Case> moved)
    {
        var nearest = moved.MinBy(other => other.Order <= item.Order ? item.Order - other.Order : 1_000 + other.Order - item.Order);
        return nearest is null ? 0 : nearest.Order - nearest.From!.Order;
    }

    private static string Number(int order) => order.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static HashSet<(RecordKind Kind, Fingerprint Group)> Touched(IEnumerable<Case> cases)
    {
        var touched = new HashSet<(RecordKind, Fingerprint)>();
        foreach (var item in cases)
        {
            var another = item.Type != CaseType.Changed || item.Before.Group != item.Now.Group;
            if (another && item.Type is CaseType.Vanished or CaseType.Changed)
            {
                touched.Add((item.Kind, item.Before.Group));
            }

            if (another && item.Type != CaseType.Vanished)
            {
                touched.Add((item.Kind, item.Now.Group));
            }
        }

        return touched;
    }

    /// <summary>Where lessons of one subject exchanged what they say, whatever was altered of it at the same time: as many have topics as before, and one is at another lesson now, or gone from one and come to another.</summary>
    private static IEnumerable<(RecordKind Kind, Fingerprint Group)> Exchanged(IEnumerable<Case> cases) =>
        cases.Where(item => item.Kind == RecordKind.Lesson && IsEdited(item)).GroupBy(item => item.Now.Group).Where(group => HasExchange([.. group])).Select(group => (RecordKind.Lesson, group.Key));

    private static bool HasExchange(List<Case> lessons)
    {
        var before = lessons.Select(item => item.Before.Loose).ToHashSet();
        return lessons.Count(item => item.Before.Says) == lessons.Count(item => item.Now.Says)
            && lessons.Exists(item => !item.Now.Says || before.Contains(item.Now.Loose));
    }

    private static List<Case> InOrder(IEnumerable<Case> cases, Func<Case, bool> takesPart) =>
        [.. cases.Where(takesPart).OrderBy(item => item.Day).ThenBy(item => item.Order).ThenBy(item => item.Row)];

    private static void Pair(List<Case> olds, List<Case> news, Func<Case, Place> before, Func<Case, Place> current)
    {
        var waiting = new Dictionary<Place, Queue<Case>>();
        foreach (var old in olds)
        {
            if (old.To is null)
            {
                var key = before(old);
                if (!waiting.TryGetValue(key, out var queue))
                {
                    waiting.Add(key, queue = new Queue<Case>(1));
                }

                queue.Enqueue(old);
            }
        }

        foreach (var now in news)
        {
            if (now.From is null && waiting.TryGetValue(current(now), out var queue) && queue.TryDequeue(out var old))
            {
                now.From = old;
                old.To = now;
            }
        }
    }

    private static void MarkAltered(IEnumerable<Case> found)
    {
        foreach (var now in found.Where(now => now.From is not null))
        {
            now.Edited = true;
        }
    }

    /// <summary>What two contents have in common to be the same one; the lesson's key only where it has to be the same lesson.</summary>
    private readonly record struct Place(RecordKind Kind, string? Lesson, Fingerprint Content);
}
