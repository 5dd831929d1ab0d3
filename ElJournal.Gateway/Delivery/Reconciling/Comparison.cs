using ElJournal.Rules.Journal;

namespace ElJournal.Gateway.Delivery.Reconciling;

/// <summary>Something about a pupil that the portal shows or should show.</summary>
/// <param name="Kind">Lesson, homework, mark or attendance.</param>
/// <param name="Day">The day.</param>
/// <param name="Subject">The subject's name.</param>
/// <param name="Value">The topic, the text, the mark or the kind of absence; <see langword="null"/> when its meaning is unknown, which agrees with everything.</param>
internal sealed record PortalItem(RecordKind Kind, DateOnly Day, string Subject, string? Value);

/// <summary>A record of the ledger beside what the route has delivered of it.</summary>
/// <param name="Item">What the portal should show.</param>
/// <param name="Key">The record's key.</param>
/// <param name="Must">Whether the portal must show exactly this; otherwise it may show it, an earlier state of it, or nothing (not yet published, not yet delivered, withheld since).</param>
internal sealed record DeliveredItem(PortalItem Item, string Key, bool Must);

/// <summary>Compares per day and subject, as the portal has ids of its own. In doubt it acquits: only what no record explains is a difference.</summary>
internal static class Comparison
{
    public static Differences Of(IEnumerable<DeliveredItem> delivered, IEnumerable<PortalItem> shown)
    {
        var found = new Differences([], [], []);
        var left = shown.ToLookup(Place);
        var groups = delivered.ToLookup(item => Place(item.Item));
        foreach (var place in groups.Select(group => group.Key).Union(left.Select(group => group.Key)))
        {
            Compare([.. groups[place]], [.. left[place]], found);
        }

        return found;
    }

    private static (RecordKind Kind, DateOnly Day, string Subject) Place(PortalItem item) => (item.Kind, item.Day, ClassName.Fold(item.Subject));

    private static void Compare(List<DeliveredItem> delivered, List<PortalItem> shown, Differences found)
    {
        // What must be there takes what equals it first, then what may be there does, then anything that was or will be otherwise.
        Pair(delivered, shown, must: true, Agree);
        Pair(delivered, shown, must: false, Agree);
        Pair(delivered, shown, must: false, static (_, _) => true);
        foreach (var item in delivered.Where(item => item.Must))
        {
            if (shown.Count > 0)
            {
                found.Different.Add((item, shown[0]));
                shown.RemoveAt(0);
            }
            else
            {
                found.Missing.Add(item);
            }
        }

        found.Extra.AddRange(shown);
    }

    private static void Pair(List<DeliveredItem> delivered, List<PortalItem> shown, bool must, Func<DeliveredItem, PortalItem, bool> agree) =>
        delivered.RemoveAll(item =>
        {
            var at = item.Must == must ? shown.FindIndex(other => agree(item, other)) : -1;
            if (at >= 0)
            {
                shown.RemoveAt(at);
            }

            return at >= 0;
        });

    private static bool Agree(DeliveredItem item, PortalItem other) =>
        other.Value is null || string.Equals(Plain(item.Item.Value), Plain(other.Value), StringComparison.OrdinalIgnoreCase);

    /// <summary>White space is laid out anew by every portal.</summary>
    private static string Plain(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>What a comparison has found.</summary>
internal sealed record Differences(List<DeliveredItem> Missing, List<(DeliveredItem Item, PortalItem Shown)> Different, List<PortalItem> Extra);
