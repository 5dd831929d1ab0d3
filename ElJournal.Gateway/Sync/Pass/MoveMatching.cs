using ElJournal.Gateway.Ledger;
using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Sync.Pass;

/// <summary>Pairs what vanished with what is new by what they say, as multisets: first by all that people see, then without the place in the day.</summary>
internal static class MoveMatching
{
    public static void Match(IReadOnlyCollection<Case> cases)
    {
        var olds = cases.Where(item => item.Type == CaseType.Vanished || IsRelocated(item)).OrderBy(item => item.Day).ThenBy(item => item.Order).ThenBy(item => item.Row).ToList();
        if (olds.Count == 0)
        {
            return;
        }

        var news = cases.Where(item => item.Type is CaseType.New or CaseType.Returned || IsRelocated(item)).OrderBy(item => item.Day).ThenBy(item => item.Order).ThenBy(item => item.Row).ToList();
        Pair(olds, news, static content => content.Strict);
        Pair(olds, news, static content => content.Loose);
    }

    /// <summary>
    /// Whether another record now stands under the key. A lesson whose topic changed is the same lesson; one whose subject changed is another.
    /// Marks are looked at by value too, because keys made of positions shift when a mark is removed.
    /// </summary>
    private static bool IsRelocated(Case item) =>
        item is { Type: CaseType.Changed, MovedInPlace: false } && (item.Kind == RecordKind.Mark ? item.Before.Loose != item.Now.Loose : item.Before.Group != item.Now.Group);

    private static void Pair(List<Case> olds, List<Case> news, Func<NaturalContent, Fingerprint> content)
    {
        var waiting = new Dictionary<(RecordKind Kind, Fingerprint Content), Queue<Case>>();
        foreach (var old in olds)
        {
            if (old.To is null)
            {
                var key = (old.Kind, content(old.Before));
                if (!waiting.TryGetValue(key, out var queue))
                {
                    waiting.Add(key, queue = new Queue<Case>(1));
                }

                queue.Enqueue(old);
            }
        }

        foreach (var now in news)
        {
            if (now.From is null && waiting.TryGetValue((now.Kind, content(now.Now)), out var queue) && queue.TryDequeue(out var old))
            {
                now.From = old;
                old.To = now;
            }
        }
    }
}
